"""The demo's site visit: answered, photographed, signed that day; one finding put right, one overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

from qa.scoring.answers import Answer
from qa.visit.states import Grade
from services.visits import (
    visit_answers,
    visit_bookings,
    visit_findings,
    visit_photos,
    visit_signing,
    visits,
)
from services.visits.visit_findings import Found
from services.visits.visit_signing import Signature
from services.visits.visits import VisitPlan
from services.work.demo_stage import SAMPLE, Cast, Step, at

_DAY, _ANSWERED = date(2026, 11, 5), date(2026, 11, 10)
_PLAN = VisitPlan(
    "YUNHE", _DAY, "YH-CS", "年度现场检查", attendees=("周经理", "现场主管 邓敏"),
    summary="现场整体有序，培训记录完整；手机管理与排班一致性需整改。",
    remark="到场前一日已告知对方，次日宜再抽一次。",
)  # fmt: skip
#: What was not met; everything else was.
_SAID = {
    "DESKS": Answer("none", comment="B区三个座席桌面有手机"),
    "ROSTER": Answer("partial", comment="应到 42 人，实到 40 人"),
    "SUPERVISED": Answer("partial", comment="值班记录缺两日"),
}
_FOUND = (
    Found("B区三个座席桌面有手机，班长未制止", Grade.SERIOUS, "DESKS", Decimal(2), date(2026, 11, 12)),
    Found(
        "排班表 42 人，清点在岗 40 人，差 2 人无说明", Grade.GENERAL, "ROSTER", Decimal(1), date(2026, 11, 20)
    ),
    Found("值班记录缺 11 月 1 日、2 日", Grade.OBSERVATION, "SUPERVISED"),
)


@dataclass
class _Story:
    """What the later steps find of the earlier ones."""

    visit: str = ""


def visit_story() -> Iterator[Step]:
    """The day of the visit, and what came after it."""
    story = _Story()
    yield Step(at(_DAY, 9), partial(_held, story))
    yield Step(at(_DAY, 17), partial(_signed, story))
    yield Step(at(_ANSWERED, 10), partial(_followed, story))


def _held(story: _Story, cast: Cast) -> None:
    house, who = cast.house, cast.auditor
    story.visit = visits.plan_visit(house, who, _PLAN, "S1").id
    view = visits.visit(house, who, story.visit)
    for _section, item in view.form.items():
        answer = Answer("full") if item.choices else Answer(number=Fraction(40))
        visit_answers.answer_item(house, who, story.visit, item.code, _SAID.get(item.code, answer), None)
    findings = [visit_findings.add_finding(house, who, story.visit, found) for found in _FOUND]
    picture = (SAMPLE / "demo" / "visit_desks.png").read_bytes()
    visit_photos.add_photo(house, who, story.visit, ("B区座席.png", picture), findings[0].id, "B区第三排")


def _signed(story: _Story, cast: Cast) -> None:
    house, who = cast.house, cast.auditor
    record = visits.visit(house, who, story.visit).record
    done = visit_answers.submit_visit(house, who, story.visit, record.version)
    given = Signature("周经理", at(_DAY, 16), "项目经理")
    paper = ("签字页.png", (SAMPLE / "demo" / "visit_paper.png").read_bytes())
    visit_signing.sign_visit(house, who, story.visit, given, paper, done.version)


def _followed(story: _Story, cast: Cast) -> None:
    """The serious one is put right; neither is booked: it was the first time."""
    house, who = cast.house, cast.auditor
    first, second, _third = visits.visit(house, who, story.visit).findings
    for finding in (first, second):
        why = "首次发现，先整改；再犯按合同登记"
        visit_bookings.drop_booking(house, who, finding.id, why, finding.version)
    first = visits.visit(house, who, story.visit).findings[0]
    said = visit_findings.answer_finding(
        house, who, first.id, "入口设手机柜，班长每班检查", _ANSWERED, first.version
    )
    visit_findings.close_finding(house, who, first.id, "手机柜在用，抽看两班无手机", said.version)
