"""Lists of training records as files, and a house that has taken a roster, a matrix and some of them in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from core.people_lists import AgentRole
from core.period import MonthRule
from core.text import Text
from importers.people.said import ListSaid
from qa.training.course import Category, Course
from qa.training.matrix import Rule, RuleKind, Where
from services.known.directory import save_site, save_vendor
from services.roster import lists
from services.training import courses, matrix
from services.training.record_lists import stage_records
from store.records.people_lists import PeopleListRecord
from tests.services_example import Cast

VENDOR = "ANDA"
PRIVACY = Course(
    "PRIVACY", 1, Text("个人信息保护", "Personal data"), Category.SKILL, compliance=True, called=("个信保护",)
)
HOTLINE = Course("HOTLINE", 1, Text("热线流程", "Hotline procedure"), Category.BUSINESS)
#: Four agents; 0004 joined on 9 November, 0003 has left.
ROSTER = (
    "工号,姓名,职场,岗位,入职日期,上岗日期,离职日期\n"
    "0001,王某,成都,热线坐席,2026-01-05,2026-01-12,\n"
    "0002,李某,成都,热线坐席,2026-01-05,2026-01-12,\n"
    "0003,赵某,成都,热线坐席,2026-01-05,2026-01-12,2026-11-12\n"
    "0004,陈某,西安,热线坐席,2026-11-09,2026-11-10,\n"
)
HEAD = "工号,课程,考试日期,成绩,是否合格\n"
EXAMS = (
    f"{HEAD}0001,个人信息保护,2026-11-10,92,合格\n"
    "0002,个人信息保护,2026-11-10,61,不合格\n"
    "0001,热线作业流程,2026-11-11,88,合格\n"
)
_SAID = ListSaid(VENDOR)


def with_training(cast: Cast) -> None:
    """The vendor with two sites, its November roster, two courses, and a rule for whoever takes contacts."""
    house, who = cast.house, cast.manager
    save_vendor(house, who, VENDOR, Text("安达", "Anda"))
    save_site(house, who, VENDOR, "CD", Text("成都", "Chengdu"))
    save_site(house, who, VENDOR, "XA", Text("西安", "Xi'an"))
    for course in (PRIVACY, HOTLINE):
        courses.publish_course(house, who, course, "新设")
    matrix.publish(house, who, rules(), date(2026, 1, 1), "首版")
    roster_in(cast)


def rules() -> tuple[Rule, ...]:
    """One rule: whoever takes contacts holds both courses, passed within twelve months, from day one."""
    return (
        Rule(
            "R1", RuleKind.ENTRY, Where(roles=frozenset({AgentRole.L1})), ("PRIVACY", "HOTLINE"),
            date(2024, 1, 1), valid_months=12, pass_mark=Decimal(80), minutes=20,
        ),
    )  # fmt: skip


def roster_in(cast: Cast, text: str = ROSTER, name: str = "花名册.csv") -> PeopleListRecord:
    """A November roster taken in through the door."""
    said = ListSaid(VENDOR, days=MonthRule().month("2026-11"))
    staged = lists.stage(cast.house, cast.manager, name, text.encode(), said)
    assert staged.record, [finding.sentence("en") for finding in staged.findings]
    return lists.commit(cast.house, cast.manager, staged.record.id)


def exams_in(
    cast: Cast, text: str = EXAMS, name: str = "考试.csv", said: ListSaid = _SAID
) -> PeopleListRecord:
    """A list of records read and taken in."""
    staged = stage_records(cast.house, cast.manager, name, text.encode(), said)
    assert staged.record, [finding.sentence("en") for finding in staged.findings]
    return lists.commit(cast.house, cast.manager, staged.record.id)


def listed(*rows: Iterable[object], head: str = HEAD) -> str:
    """Rows as a comma-separated list."""
    return head + "".join(",".join(map(str, row)) + "\n" for row in rows)
