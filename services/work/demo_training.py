"""The demo's training: courses and matrix, ANDA's roster and its correction, exams, a change in mid-month
that one site does not train in time, and an evidence audit of October."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from core.people_lists import ListKind
from core.period import MonthRule, Period
from core.text import Text
from importers.people.said import ListSaid
from qa.training.course import Category, Course, Taught, Topic
from qa.training.evidence import EvidenceFound
from qa.training.matrix import Rule, RuleKind, Where
from services.roster import lists
from services.training import changes, courses, evidence_audits, matrix, record_lists
from services.work.demo_stage import Cast, Step, at

_VENDOR, _SITES = "ANDA", ("成都职场", "西安职场")
#: Of the agents in the call list two, 0095 and 0096, are on no roster: ghosts.
_AGENTS = range(1, 95)
#: The first of them at the second site.
_SECOND_SITE = 51
_FIRST = date(2026, 10, 1)
_PUBLISHED, _EFFECTIVE = date(2026, 11, 9), date(2026, 11, 20)
_ON_LEAVE, _LEFT, _MOVED = 60, 88, 50
#: Who passed the change late, after it was due on the 16th: all of the second site.
_LATE = (71, 78, 85, 92)
_EXPIRED, _SOON = 10, range(11, 16)
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
)  # fmt: skip
_RULES = (
    Rule("ENTRY", RuleKind.ENTRY, Where(), ("HOTLINE",), _FIRST),
    Rule("PRIVACY", RuleKind.ENTRY, Where(), ("PRIVACY",), _FIRST, valid_months=12),
    Rule("CHANGE", RuleKind.CHANGE, Where(), ("PROMO",), _FIRST, within=5),
)


def training_story() -> Iterator[Step]:
    """Each list on the day it came, the change on the day it was published."""
    yield Step(at(_FIRST, 9), _publish)
    yield Step(at(date(2026, 11, 2), 9), partial(_take_in, "安达2026年11月花名册.csv", _roster(), None))
    yield Step(at(date(2026, 11, 2), 10), partial(_take_in, "安达在岗考试.csv", _held(), ListKind.EXAMS))
    yield Step(at(_PUBLISHED, 9), _change)
    for day, agents in _exams():
        name, passed = f"安达促销规则考试{day:%m%d}.csv", _passed("促销退换规则", day, agents)
        yield Step(at(day, 19), partial(_take_in, name, [_EXAM_HEAD, *passed], ListKind.EXAMS))
    changed = (
        "工号,异动类型,异动日期,职场",
        f"00{_LEFT},离职,2026-11-12,",
        f"00{_MOVED},调岗,2026-11-19,西安职场",
    )
    yield Step(at(date(2026, 11, 19), 9), partial(_take_in, "安达异动.csv", changed, ListKind.CHANGES))
    yield Step(at(date(2026, 11, 20), 11), _look_for_evidence)


_EXAM_HEAD = "工号,课程,考试日期,成绩,是否合格"


def _publish(cast: Cast) -> None:
    for course in _COURSES:
        courses.publish_course(cast.house, cast.manager, course, "首版")
    matrix.publish(cast.house, cast.manager, _RULES, _FIRST, "首版：上岗、年度隐私、变更宣贯")


def _change(cast: Cast) -> None:
    given = changes.EnteredChange(
        Text("促销退换规则", "Promotion returns"), "PROMO-RULES", cast.clock.now(), _EFFECTIVE, ("PROMO",),
        vendor=_VENDOR,
    )  # fmt: skip
    changes.enter_change(cast.house, cast.manager, given, "双十一后退换期由7天改为15天")


def _take_in(name: str, lines: Sequence[str], kind: ListKind | None, cast: Cast) -> None:
    said = ListSaid(_VENDOR, kind=kind or ListKind.ROSTER, days=_days(kind))
    data = ("\n".join(lines) + "\n").encode()
    of_records = kind in (ListKind.EXAMS, ListKind.CERTIFICATES)
    stage = record_lists.stage_records if of_records else lists.stage
    staged = stage(cast.house, cast.manager, name, data, said)
    if staged.record is None:
        raise ValueError(f"{name}: {[each.sentence('en') for each in staged.findings]}")
    lists.commit(cast.house, cast.manager, staged.record.id)


def _days(kind: ListKind | None) -> Period | None:
    return MonthRule().month("2026-11") if kind in (None, ListKind.CHANGES) else None


def _look_for_evidence(cast: Cast) -> None:
    """One record of October rests on nothing: the course is held no more."""
    drawn = evidence_audits.draw(cast.house, cast.auditor, _VENDOR, "2026-10")
    first, *rest = drawn.lines
    look = evidence_audits.look
    look(cast.house, cast.auditor, first.id, EvidenceFound.UNSUPPORTED, "当日签到表上没有此人")
    for line in rest:
        look(cast.house, cast.auditor, line.id, EvidenceFound.SUPPORTED)


def _roster() -> list[str]:
    head = "工号,职场,岗位,入职日期,上岗日期,休假开始,休假结束"
    leave = {_ON_LEAVE: "2026-10-12,2026-11-25"}
    return [
        head,
        *(
            f"{n:04},{_SITES[n >= _SECOND_SITE]},热线坐席,2025-03-03,2025-04-01,{leave.get(n, ',')}"
            for n in _AGENTS
        ),
    ]


def _held() -> list[str]:
    """What everybody held when the month began; one certificate ran out, five run out in December."""
    told = [_EXAM_HEAD, *_passed("热线流程", date(2026, 10, 14), _AGENTS)]
    old = {_EXPIRED: date(2025, 11, 10)} | dict.fromkeys(_SOON, date(2025, 12, 10))
    for n in _AGENTS:
        told += _passed("个人信息保护", old.get(n, date(2026, 10, 15)), [n])
    return told


def _exams() -> Iterator[tuple[date, list[int]]]:
    on_time = [n for n in _AGENTS if n not in (*_LATE, _ON_LEAVE, _LEFT)]
    yield date(2026, 11, 11), on_time[:30]
    yield date(2026, 11, 13), on_time[30:70]
    yield date(2026, 11, 16), on_time[70:]
    yield date(2026, 11, 18), list(_LATE)


def _passed(course: str, day: date, agents: Iterable[int]) -> list[str]:
    """Scores between 82 and 98 that differ from agent to agent."""
    return [f"{n:04},{course},{day},{82 + n * 7 % 17},合格" for n in agents]
