"""The rows of foreign audits as they were committed, with what they answer item by item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from core.audit_answer import AuditAnswer
from core.batch import Dataset, Source
from core.period import Period
from core.scope import Scope
from qa.agreement.same_calls import Audited
from store.lake.rows import FactRow, fact_rows
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Whose audits are not ours: the vendor's own, and an agency's.
FOREIGN = (Source.VENDOR, Source.THIRD_PARTY)
_COUNTS = ("audits", "audits_passed", "audits_critical", "audit_points")
#: A vendor checks hundreds or thousands of calls a month, not a million.
_MOST = 100_000
#: As audit_points are kept: thousandths of a point.
_POINT = 1000


@dataclass(frozen=True)
class ForeignRow:
    """One row of a foreign audit: which call, what it says, how many audits it stands for, and its cell."""

    #: The call's own number; '' where the sheet has none (a day's or a month's sums).
    number: str
    day: date
    agent: str | None
    said: Audited
    counts: Mapping[str, int | None]
    file: str
    sheet: str
    row: int | None


def foreign_rows(
    house: House, uow: UnitOfWork, source: Source, vendor: str, period: Period
) -> list[ForeignRow]:
    """A source's audits of a vendor's calls, as they count now."""
    found = fact_rows(
        uow, house.lake, source, Scope(vendor), period, _COUNTS, dataset=Dataset.QA, limit=_MOST
    ).rows
    files = {batch: uow.batches.get(batch).file_id for batch in {row.batch for row in found}}
    answers = _answers(uow, vendor, files.values())
    return [_row(row, files[row.batch], answers) for row in found if row.values["audits"] is not None]


def _answers(
    uow: UnitOfWork, vendor: str, files: Iterable[str]
) -> Mapping[tuple[str, str, int], Mapping[str, str]]:
    """(file, sheet, row) → form/item → answer."""
    records = (one for one in uow.foreign_answers.of_files(files) if one.vendor == vendor)
    return {
        (one.file_id, one.sheet, row): answers for one in records for row, answers in one.by_row().items()
    }


def _row(row: FactRow, file: str, answers: Mapping[tuple[str, str, int], Mapping[str, str]]) -> ForeignRow:
    one, passed = row.values["audits"] == 1, row.values["audits_passed"]
    points, critical = row.values["audit_points"], row.values["audits_critical"]
    given = answers.get((file, row.sheet, row.row or 0), {})
    said = Audited(
        None if points is None or not one else Fraction(points, _POINT),
        None if passed is None or not one else bool(passed),
        None if critical is None or not one else bool(critical),
        {item: AuditAnswer(answer) for item, answer in given.items()},
    )
    return ForeignRow(row.item or "", row.day, row.agent, said, row.values, file, row.sheet, row.row)
