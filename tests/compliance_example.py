"""A house with a matrix, rosters and exams of one vendor: what our reckoning of training is tried on."""

from __future__ import annotations

from datetime import UTC, date, datetime

from core.people_lists import ListKind
from core.period import MonthRule, Period
from core.text import Text
from importers.people.said import ListSaid
from qa.training.course import Category, Course
from qa.training.matrix import Rule, RuleKind, Where
from services.roster import lists
from services.training.compliance import TrainingBooks, books_in
from services.training.courses import publish_course
from services.training.matrix import publish
from services.training.record_lists import stage_records
from tests.rosters_example import VENDOR, with_sites
from tests.services_example import Cast

OCTOBER = date(2026, 10, 1)
PRIVACY = Course("PRIVACY", 1, Text("个人信息保护", "Personal data"), Category.SKILL, compliance=True)
HOTLINE = Course("HOTLINE", 1, Text("热线流程", "Hotline"), Category.BUSINESS)


def with_matrix(cast: Cast, *rules: Rule) -> None:
    """The vendor, its sites, two courses and the rules; one that everybody has to hold HOTLINE by default."""
    cast.clock.at = datetime(2026, 11, 2, 1, tzinfo=UTC)
    with_sites(cast)
    for course in (PRIVACY, HOTLINE):
        publish_course(cast.house, cast.manager, course, "首版")
    asked = rules or (Rule("R1", RuleKind.ENTRY, Where(), ("HOTLINE",), OCTOBER),)
    publish(cast.house, cast.manager, asked, OCTOBER, "首版")


def examined(cast: Cast, lines: str, course: str = "HOTLINE", day: date | None = None) -> None:
    """An exam list taken in by its own door."""
    said = ListSaid(
        VENDOR, ListKind.EXAMS, days=_one(day) if day else MonthRule().month("2026-11"), course=course
    )
    text = "工号,考试日期,成绩,是否合格\n" + lines
    staged = stage_records(cast.house, cast.manager, f"{course}.csv", text.encode(), said)
    assert staged.record is not None, [finding.sentence("en") for finding in staged.findings]
    lists.commit(cast.house, cast.manager, staged.record.id)


def books(cast: Cast, days: Period, known: datetime | None = None) -> TrainingBooks:
    """The vendor's books for some days."""
    with cast.house.database.read(cast.manager) as uow:
        return books_in(uow, cast.house, VENDOR, days, known)


def _one(day: date) -> Period:
    return Period(day, date.fromordinal(day.toordinal() + 1))


CLAUSES = """
contract:
  code: LINE-2026
  version: '1'
  name: {zh: 热线合同, en: Line contract}
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE, name: {zh: 云禾, en: Yunhe}}]
clauses:
  - {code: COV, name: {zh: 覆盖率, en: Coverage}, indicator: TRAIN_COVERAGE, variant: TC-SCOPE,
     source: compliance, comparison: '>=', target: 95}
  - {code: WORST, name: {zh: 最差职场, en: Worst site}, indicator: TRAIN_COVERAGE, variant: TC-SCOPE,
     source: compliance, aggregate: worst, comparison: '>=', target: 90}
  - {code: PASS, name: {zh: 合格率, en: Passed}, indicator: TRAIN_PASS, source: compliance, comparison: '>=',
     target: 80}
  - {code: CERT, name: {zh: 持证率, en: Certified}, indicator: CERTIFIED_SHARE, source: compliance,
     comparison: '>=', target: 100}
  - {code: EXP, name: {zh: 过期, en: Expired}, indicator: COMPLIANCE_EXPIRED, source: compliance,
     comparison: '<=', target: 0}
  - {code: UNC, name: {zh: 无证, en: Uncertified}, indicator: UNCERTIFIED_CONTACTS, source: compliance,
     comparison: '<=', target: 0}
  - {code: CHG, name: {zh: 宣贯, en: Told}, indicator: CHANGE_TRAINING, source: compliance, comparison: '>=',
     target: 100}
"""
