"""A client's own correction of one figure of a report (甲方更正): with a reason, for the vendor to confirm.

The usual way is to return the report (services/reports/returns.py). A correction changes one count of one
row; what was reported stays on record, and counts again once the correction is withdrawn.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING

from core.batch import Dataset
from core.counts import CountUnit, base_count
from core.errors import NotFoundError, WrongInputError
from core.language import N_
from core.period import Period
from core.principal import Action, Principal, authorize
from importers.claims.formulas import count_name
from importers.claims.identities import row_bounds
from services.contracts.contract_versions import must_govern
from services.house.writing import reasoned, writing
from services.judging.judge_again import judge_after
from services.judging.month_result import MonthResult
from services.reports.fact_lines import FactLine
from store.lake.commit import apply_commit, apply_withdrawal, prepare_commit, prepare_withdrawal
from store.lake.correction import RowAt, corrected
from store.lake.stage import Reader, put_aside, stage
from store.records import BatchRecord, BatchState, CorrectionRecord
from store.records.batches import CORRECTION
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: How many of a count's smallest unit make one of the reader's.
_PER = {CountUnit.COUNT: 1, CountUnit.SECONDS: 1, CountUnit.CENTS: 100, CountUnit.MILLI: 1000}


class Standing(StrEnum):
    """What became of a correction."""

    COUNTS = "counts"
    #: The vendor has reported the same day anew since.
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


STANDINGS = {
    Standing.COUNTS: N_("counts"),
    Standing.REPLACED: N_("replaced by a new report"),
    Standing.WITHDRAWN: N_("withdrawn"),
}


@dataclass(frozen=True)
class CorrectionView:
    """A correction and what became of it."""

    record: CorrectionRecord
    batch: BatchRecord
    standing: Standing

    @property
    def unit(self) -> CountUnit:
        """What its counts are kept in."""
        found = base_count(self.record.measure)
        return found.unit if found else CountUnit.COUNT


def correct(
    house: House, who: Principal, line: FactLine, measure: str, value: Decimal | int | str, why: str
) -> tuple[CorrectionRecord, Sequence[MonthResult]]:
    """Set one count of a row right; the months it concerns are judged anew and marked.

    `value` in the reader's unit: calls, seconds, yuan, heads. Refused: no reason, no whole number of the
    smallest unit, the figure as it is already, more than another count of the row allows (a report's row that
    says so stays out as well), a row that only checks or that newer figures have replaced.
    """
    reason, after = reasoned(why), _kept(measure, value)
    at = RowAt(line.scope, line.day, line.day_end, line.slot, line.agent, line.item)
    with house.database.read(who) as uow:
        origin = uow.batches.get(line.batch)
        authorize(who, Action.IMPORT, origin.vendor)
        draft, counts = corrected(uow, house.lake, origin, at, measure, after)
        layouts = {batch.layout for batch in uow.batches.of_file(origin.file_id)}
    before = counts.get(measure)
    if before == after:
        raise WrongInputError("correction_same", value=value)
    _fits(layouts, origin.dataset, measure, {**counts, measure: after})
    key = put_aside(house.lake, draft)
    try:
        with writing(house, who, Action.IMPORT, origin.vendor) as uow:
            said = {"new": 0, "changed": 1, "unchanged": draft.frame.height - 1, "rejected": 0, "gone": 0}
            stage(uow, key, origin.file_id, draft, Reader(CORRECTION, ""), counts=said, by=who.name)
            apply_commit(uow, house.lake, prepare_commit(uow, house.lake, [key]))
            record = uow.corrections.add(
                _record(uow, key, origin, line, at, measure, (before, after), reason)
            )
            uow.journal.note(
                "corrected", "correction", record.id,
                before=before, after=after, why=reason, vendor=origin.vendor,
            )  # fmt: skip
    except BaseException:
        house.lake.drop_staged([key])
        raise
    months, _ = judge_after(house, who, origin.file_id, [(origin.vendor, draft.coverage.period)])
    return record, months


def withdraw_correction(house: House, who: Principal, id: str, why: str) -> CorrectionRecord:
    """Take a correction back; what was reported counts again.

    Refused while a later correction of the same day and scope stands on it: that one goes first.
    """
    reason = reasoned(why)
    with house.database.read(who) as uow:
        record = uow.corrections.get(id)
        batch = uow.batches.get(record.batch_id)
        authorize(who, Action.IMPORT, batch.vendor)
        if any(other.is_correction and _same_rows(other, batch) for other in uow.batches.later_of_key(batch)):
            raise WrongInputError("correction_later")
        plan = prepare_withdrawal(uow, house.lake, [batch.id])
    with writing(house, who, Action.IMPORT, batch.vendor) as uow:
        apply_withdrawal(uow, house.lake, plan, reason)
        uow.journal.note(
            "correction_withdrawn", "correction", id,
            before=record.after, after=record.before, why=reason, vendor=batch.vendor,
        )  # fmt: skip
    judge_after(house, who, batch.file_id, [(batch.vendor, batch.coverage.period)])
    return record


def corrections(house: House, who: Principal, contract: str, label: str) -> list[CorrectionView]:
    """The corrections of a contract's month, withdrawn and replaced ones as well, oldest first."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        version = must_govern(uow, contract, label)
        project = version.scope.get("project")
        found = corrections_in(uow, version.vendor, version.month_rule.month(label))
    return [view for view in found if project is None or view.record.split.get("project") == project]


def corrections_in(uow: UnitOfWork, vendor: str, days: Period) -> list[CorrectionView]:
    """The corrections of a vendor's rows on some days."""
    views = []
    for record in uow.corrections.of_days(vendor, days):
        batch = uow.batches.get(record.batch_id)
        views.append(CorrectionView(record, batch, _standing(uow, record, batch)))
    return views


def following(uow: UnitOfWork, batch: BatchRecord) -> list[str]:
    """The live corrections of a report: whoever takes the report back takes them along."""
    if batch.is_correction:
        return []
    later = uow.batches.later_of_key(batch)
    return [other.id for other in later if other.is_correction and other.file_id == batch.file_id]


def _standing(uow: UnitOfWork, record: CorrectionRecord, batch: BatchRecord) -> Standing:
    if batch.state is not BatchState.COMMITTED:
        return Standing.WITHDRAWN
    later = [other for other in uow.batches.later_reports(batch) if record.measure in other.measures]
    replaced = any(not other.scopes or set(batch.scopes) <= set(other.scopes) for other in later)
    return Standing.REPLACED if replaced else Standing.COUNTS


def _same_rows(one: BatchRecord, other: BatchRecord) -> bool:
    return (one.coverage.period, one.scopes) == (other.coverage.period, other.scopes)


def _kept(measure: str, value: Decimal | int | str) -> int:
    """The count in its smallest unit."""
    count = base_count(measure)
    if count is None:
        raise NotFoundError(code=measure)
    try:
        kept = Decimal(str(value).strip()) * _PER[count.unit]
    except InvalidOperation:
        raise WrongInputError("number", value=value) from None
    if not kept.is_finite() or kept < 0 or kept != kept.to_integral_value():
        raise WrongInputError("number", value=value)
    return int(kept)


def _fits(layouts: Collection[str], dataset: Dataset, measure: str, counts: Mapping[str, int | None]) -> None:
    """Refuse what the row's other counts rule out, by the bounds its report was held against."""
    there = [name for name, count in counts.items() if count is not None]
    for less, more in row_bounds(layouts, dataset, there):
        left, right = counts[less], counts[more]
        if measure in (less, more) and left is not None and right is not None and left > right:
            facts = {"left": f"{left:,}", "right": f"{right:,}"}
            raise WrongInputError("correction_exceeds", less=count_name(less), more=count_name(more), **facts)


def _record(
    uow: UnitOfWork,
    key: str,
    origin: BatchRecord,
    line: FactLine,
    at: RowAt,
    measure: str,
    counts: tuple[int | None, int],
    reason: str,
) -> CorrectionRecord:
    sheet, _, cell = line.cells.get(measure, "").rpartition("!")
    return CorrectionRecord(
        batch_id=key,
        vendor=origin.vendor,
        measure=measure,
        day=at.day,
        day_end=at.day_end,
        slot=at.slot,
        split=at.split,
        before=counts[0],
        after=counts[1],
        file=line.file_name,
        sheet=sheet or line.sheet,
        cell=cell,
        reason=reason,
        entered_at=uow.now,
        entered_by=uow.principal_name,
    )
