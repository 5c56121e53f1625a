"""The demo's training: courses and matrix, rosters and exams as lists, a change in mid-month that one site of
ANDA does not train in time, one at YUNHE whose course we handed over late, an evidence audit of October,
and calls that failed for every class of cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from core.people_lists import ListKind
from core.period import MonthRule
from core.text import Text
from importers.people.said import ListSaid
from qa.form.kinds import FormKind
from qa.scoring.answers import Answer
from qa.training.course import Category, Course, Provider, Taught, Topic
from qa.training.evidence import EvidenceFound
from qa.training.matrix import Rule, RuleKind, Where
from services.audits.spot_check import CallDraft, log_call
from services.roster import lists
from services.training import changes, courses, evidence_audits, matrix, record_lists
from services.work.demo_reviews import form_of_demo, heard
from services.work.demo_stage import SAMPLE, Cast, Step, at, listed

_ANDA, _YUNHE = "ANDA", "YUNHE"
_FIRST = date(2026, 10, 1)
_PROMOTION, _PROMOTION_HOLDS = date(2026, 11, 9), date(2026, 11, 20)
#: A change at YUNHE: we owed its course the day it was published.
_GREETING, _GREETING_CAME, _GREETING_HOLDS = date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 5)
_FORM = "F1"
_COURSES = (
    Course(
        "PRIVACY", 1, Text("个人信息保护", "Personal data"), Category.SKILL, frozenset({Topic.LAW}),
        compliance=True, carries_over=True,
    ),
    Course(
        "HOTLINE", 1, Text("热线流程", "Hotline process"), Category.BUSINESS,
        teaches=(Taught("HOTLINE-CALL"),),
    ),
    Course("CALM", 1, Text("情绪安抚", "Calming customers"), Category.SKILL, frozenset({Topic.EMOTION})),
    Course("AWARE", 1, Text("视委托方为自己公司", "The client as one's own firm"), Category.AWARENESS),
    Course("PROMO", 1, Text("促销退换规则", "Promotion returns"), Category.BUSINESS),
    Course(
        "GREETING", 1, Text("开头语", "Greeting"), Category.BUSINESS, provider=Provider.CLIENT,
        teaches=(Taught("HOTLINE-CALL", ("GREET",)),),
    ),
)  # fmt: skip
_RULES = (
    Rule("ENTRY", RuleKind.ENTRY, Where(), ("HOTLINE",), _FIRST),
    Rule("PRIVACY", RuleKind.ENTRY, Where(), ("PRIVACY",), _FIRST, valid_months=12),
    Rule("CHANGE", RuleKind.CHANGE, Where(), ("PROMO",), _FIRST, within=5),
)
#: The list (sample_data/people.py), whose it is, what it is, and when it came.
_LISTS = (
    ("anda_2026-11_roster.csv", _ANDA, ListKind.ROSTER, at(date(2026, 11, 2), 9)),
    ("anda_2026-10_exams.csv", _ANDA, ListKind.EXAMS, at(date(2026, 11, 2), 10)),
    ("anda_promotion_1111.csv", _ANDA, ListKind.EXAMS, at(date(2026, 11, 11), 19)),
    ("anda_promotion_1113.csv", _ANDA, ListKind.EXAMS, at(date(2026, 11, 13), 19)),
    ("anda_promotion_1116.csv", _ANDA, ListKind.EXAMS, at(date(2026, 11, 16), 19)),
    ("anda_promotion_1118.csv", _ANDA, ListKind.EXAMS, at(date(2026, 11, 18), 19)),
    ("anda_2026-11_changes.csv", _ANDA, ListKind.CHANGES, at(date(2026, 11, 19), 9)),
    ("yunhe_2026-11_roster.csv", _YUNHE, ListKind.ROSTER, at(date(2026, 11, 2), 11)),
    ("yunhe_2026-10_exams.csv", _YUNHE, ListKind.EXAMS, at(date(2026, 11, 2), 12)),
    ("yunhe_greeting_1110.csv", _YUNHE, ListKind.EXAMS, at(date(2026, 11, 11), 10)),
)


def training_story() -> Iterator[Step]:
    """Each list on the day it came, each change on the day it was published."""
    yield Step(at(_FIRST, 9), _publish)
    for name, vendor, kind, came in _LISTS:
        yield Step(came, partial(_take_in, name, vendor, kind))
    yield Step(at(_GREETING, 13), _change_greeting)
    yield Step(at(_GREETING_CAME, 16), _hand_over)
    yield Step(at(_PROMOTION, 9), _change_promotion)
    yield Step(at(date(2026, 11, 20), 11), _look_for_evidence)


def traced_calls() -> Iterator[Step]:
    """Calls before and after the course on the hotline process; they need the form."""
    for call in listed("traced_calls.json"):
        yield Step(datetime.fromisoformat(call["at"]) + timedelta(hours=1), partial(_log, call))


def _publish(cast: Cast) -> None:
    for course in _COURSES:
        courses.publish_course(cast.house, cast.manager, course, "首版")
    matrix.publish(cast.house, cast.manager, _RULES, _FIRST, "首版：上岗、年度隐私、变更宣贯")
    for before in changes.changes(cast.house, cast.manager):
        why = "该版生效时培训还未在此登记，宣贯记录存于外包商处"
        changes.call_off(cast.house, cast.manager, before.change.key, why)


def _change_promotion(cast: Cast) -> None:
    given = changes.EnteredChange(
        Text("促销退换规则", "Promotion returns"), "PROMO-RULES", cast.clock.now(), _PROMOTION_HOLDS,
        ("PROMO",), vendor=_ANDA,
    )  # fmt: skip
    changes.enter_change(cast.house, cast.manager, given, "双十一后退换期由7天改为15天")


def _change_greeting(cast: Cast) -> None:
    given = changes.EnteredChange(
        Text("开头语", "Greeting"), "HOTLINE-CALL", cast.clock.now(), _GREETING_HOLDS, ("GREETING",),
        vendor=_YUNHE,
    )  # fmt: skip
    changes.enter_change(cast.house, cast.manager, given, "政务热线开头语改为先报工号再问候")


def _hand_over(cast: Cast) -> None:
    [known] = [each for each in changes.changes(cast.house, cast.manager) if each.change.vendor == _YUNHE]
    deliver = changes.deliver
    deliver(cast.house, cast.manager, known.change.key, "GREETING", _GREETING_CAME, _YUNHE)


def _take_in(name: str, vendor: str, kind: ListKind, cast: Cast) -> None:
    of_records = kind is ListKind.EXAMS
    said = ListSaid(vendor, kind=kind, days=None if of_records else MonthRule().month("2026-11"))
    data = (SAMPLE / "training" / name).read_bytes()
    stage = record_lists.stage_records if of_records else lists.stage
    staged = stage(cast.house, cast.manager, name, data, said)
    if staged.record is None:
        raise ValueError(f"{name}: {[each.sentence('en') for each in staged.findings]}")
    lists.commit(cast.house, cast.manager, staged.record.id)


def _look_for_evidence(cast: Cast) -> None:
    """One record of October rests on nothing: the course is held no more."""
    drawn = evidence_audits.draw(cast.house, cast.auditor, _ANDA, "2026-10")
    first, *rest = drawn.lines
    look = evidence_audits.look
    look(cast.house, cast.auditor, first.id, EvidenceFound.UNSUPPORTED, "当日签到表上没有此人")
    for line in rest:
        look(cast.house, cast.auditor, line.id, EvidenceFound.SUPPORTED)


def _log(call: Mapping[str, Any], cast: Cast) -> None:
    form = form_of_demo(cast, _FORM)
    answers = heard(form, dict.fromkeys(call["failed"], "none"))
    answers |= {item: Answer("none", root_cause=code) for item, code in call.get("picked", {}).items()}
    draft = CallDraft(
        vendor=call["vendor"], site=call["site"], form=form.code, at=datetime.fromisoformat(call["at"]),
        kind=FormKind.LISTENING, agent=call["agent"], answers=answers, recording=call["recording"],
        remark=call["remark"],
    )  # fmt: skip
    log_call(cast.house, cast.auditor, draft)
