"""A change of 9 November 2026, due on the 16th, at a vendor with five agents, for the tests of changes."""

from __future__ import annotations

from datetime import UTC, date, datetime

from core.people_lists import ListKind
from core.text import Text
from importers.people.said import ListSaid
from qa.training.course import Category, Course, Taught
from services.roster import lists
from services.training import changes, courses, record_lists
from services.training.changes import EnteredChange
from store.records.training_changes import TrainingChangeRecord
from tests import rosters_example
from tests.services_example import Cast

VENDOR = rosters_example.VENDOR
HOTLINE = Course(
    "HOTLINE", 1, Text("热线流程", "Hotline"), Category.BUSINESS, teaches=(Taught("HOTLINE-CALL"),)
)
HEAD = "工号,课程,考试日期,成绩,是否合格\n"


def at(cast: Cast, day: int, hour: int = 2, month: int = 11) -> None:
    """Set the clock to an hour (UTC) of a day."""
    cast.clock.at = datetime(2026, month, day, hour, tzinfo=UTC)


def with_roster(cast: Cast) -> None:
    """2 November: two sites, five agents at A, one course."""
    at(cast, 2)
    rosters_example.with_sites(cast)
    courses.publish_course(cast.house, cast.manager, HOTLINE, "首版")
    rosters_example.taken_in(cast)


def entered(cast: Cast, **said: object) -> TrainingChangeRecord:
    """9 November, 09:00 in Beijing: effective on the 20th, five working days."""
    at(cast, 9)
    given = {
        "name": Text("促销退换规则", "Promotion returns"),
        "product": "PROMO",
        "published": datetime(2026, 11, 9, 1, tzinfo=UTC),
        "effective": date(2026, 11, 20),
        "courses": ("HOTLINE",),
        **said,
    }
    return changes.enter_change(cast.house, cast.manager, EnteredChange(**given), "促销开始")  # type: ignore[arg-type]


def exams(cast: Cast, *passed: tuple[int, int], vendor: str = VENDOR) -> None:
    """A list of (agent, day of November) who passed, taken in now; its days are those it tells."""
    text = HEAD + "".join(f"{agent:04d},热线流程,2026-11-{day:02d},90,合格\n" for agent, day in passed)
    said = ListSaid(vendor, kind=ListKind.EXAMS)
    name = f"exams-{cast.clock.at:%m%d%H}.csv"
    staged = record_lists.stage_records(cast.house, cast.manager, name, text.encode(), said)
    assert staged.record is not None, [finding.sentence("en") for finding in staged.findings]
    lists.commit(cast.house, cast.manager, staged.record.id)
