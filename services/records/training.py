"""Training as reported: who should attend, who attended, who passed, by vendor and course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from core.batch import Dataset, Source
from core.period import MonthRule, Period
from core.principal import Action, Principal, authorize
from core.scope import Scope
from core.text import Text
from qa.tallies import CountRow
from qa.training.reported import ClassRecord, class_row
from qa.training.reported import compliance as by_course
from store.lake.rows import FactRow, fact_rows
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_COUNTS = ("trainees_required", "trainees_attended", "exam_taken", "trainees_passed")
#: Rows of training are classes or people: a house has thousands of them, not millions.
_MOST = 200_000


@dataclass(frozen=True)
class TrainingLine:
    """How far a vendor has come with a course, as one source says; a figure nobody reported is None."""

    vendor: str
    vendor_name: Text
    course: str
    source: Source
    required: int
    attended: int | None
    passed: int | None
    #: Attended of required and passed of required, in percent.
    attendance: Fraction | None
    passing: Fraction | None
    #: Rows it rests on (classes, or agents), and the last day among them.
    rows: int
    last_day: date


def compliance(
    house: House, who: Principal, vendor: str | None = None, label: str | None = None
) -> list[TrainingLine]:
    """Training by vendor, course and source, in a calendar month or over everything received."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return [
            line
            for source in Source
            for record in uow.directory.all_vendors()
            if vendor in (None, record.code)
            for line in _lines(uow, house, record.code, record.name, source, label)
        ]


def count_rows(uow: UnitOfWork, house: House, vendor: str, source: Source, period: Period) -> list[CountRow]:
    """The base counts of a vendor's classes on the days of a period, one row a class or agent: what clauses
    with source `training` are judged on."""
    rows = _rows(uow, house, vendor, source, period)
    return [class_row(_class(row), row.batch) for row in rows]


def classes_in(
    uow: UnitOfWork, house: House, vendor: str, source: Source, period: Period
) -> list[ClassRecord]:
    """The classes a source reports for some days, for other services; one record a class or agent."""
    return [_class(row) for row in _rows(uow, house, vendor, source, period)]


def _lines(
    uow: UnitOfWork, house: House, vendor: str, name: Text, source: Source, label: str | None
) -> list[TrainingLine]:
    period = _received(uow, vendor, source) if label is None else MonthRule().month(label)
    rows = [] if period is None else _rows(uow, house, vendor, source, period)
    return [
        _line(vendor, name, source, course, [row for row in rows if (row.item or "") == course])
        for course in sorted({row.item or "" for row in rows})
    ]


def _line(vendor: str, name: Text, source: Source, course: str, rows: list[FactRow]) -> TrainingLine:
    [found] = by_course([_class(row) for row in rows])
    return TrainingLine(
        vendor=vendor,
        vendor_name=name,
        course=course,
        source=source,
        required=found.required,
        attended=found.attended,
        passed=found.passed,
        attendance=found.attendance,
        passing=found.passing,
        rows=len(rows),
        last_day=max(row.day for row in rows),
    )


def _class(row: FactRow) -> ClassRecord:
    required, attended, examined, passed = (row.values[name] for name in _COUNTS)
    return ClassRecord(row.scope, row.day, row.item or "", required or 0, attended, examined, passed)


def _rows(uow: UnitOfWork, house: House, vendor: str, source: Source, period: Period) -> list[FactRow]:
    page = fact_rows(
        uow, house.lake, source, Scope(vendor), period, _COUNTS, dataset=Dataset.TRAINING, limit=_MOST
    )
    return [row for row in page.rows if row.values["trainees_required"] is not None]


def _received(uow: UnitOfWork, vendor: str, source: Source) -> Period | None:
    """The months anything was received for; None where there is none."""
    files = uow.lake_files.current([vendor], Dataset.TRAINING, source)
    months: Iterable[str] = sorted(file.month for file in files)
    spans = [MonthRule().month(month) for month in months]
    return Period(spans[0].start, spans[-1].end) if spans else None
