"""Earlier months as they were settled (期初): taken over from our template, never judged again (未重算).

They stand in the trend. In streaks, and where a clause looks back, they count only where the import was
ticked so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from core.errors import NotFoundError, WrongInputError
from core.finding import Finding, blocking
from core.period import labels_between, shifted
from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from exports.history_read import HistoryRow, read_history
from exports.history_template import TOTAL, TemplateRow, history_workbook
from services.contracts.contract_versions import governs, rebuilt
from services.house.writing import reasoned, writing
from services.judging.assess_month import catch_up
from services.judging.misses import record_misses
from services.judging.past import Past
from store.records import HistoryImportRecord, HistoryRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_MONTHS = 12
_TOTAL_NAME = Text("月度总分", "The month's total")
_FILE = Text("期初考核结果模板", "earlier-months-template")


@dataclass(frozen=True)
class HistoryTaken:
    """What became of a file of earlier months: kept whole, or refused with its findings."""

    file_name: str
    rows: tuple[HistoryRow, ...]
    findings: tuple[Finding, ...]
    #: None where it was refused, or only tried.
    record: HistoryImportRecord | None = None

    @property
    def refused(self) -> bool:
        """Whether nothing of it can come in."""
        return bool(blocking(list(self.findings))) or not self.rows

    def as_dict(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "file": self.file_name,
            "outcome": "refused" if self.refused else "checked" if self.record is None else "taken_over",
            "import": self.record.id if self.record else None,
            "counted": self.record.counted if self.record else None,
            "rows": len(self.rows),
            "months": sorted({row.month for row in self.rows}),
            "findings": [finding.as_dict() for finding in self.findings],
        }


@dataclass(frozen=True)
class HistoryView:
    """An import of earlier months with what it holds."""

    record: HistoryImportRecord
    months: tuple[HistoryRecord, ...]


def history_template(house: House, who: Principal, contract: str, lang: Lang) -> tuple[str, bytes]:
    """The template for a contract's twelve months before its first, its file name and bytes."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        uow.contracts.by_code(contract)
        versions = [rebuilt(version) for version in uow.contracts.versions_of(contract)]
    if not versions:
        raise WrongInputError("contract_gap", contract=contract, period="–")
    first = versions[0]
    last = shifted(first.month_rule.month_of(first.effective.start).label, -1)
    last = min(last, shifted(f"{house.today():%Y-%m}", -1))
    lines = [*((each.code, each.name) for each in first.clauses), (TOTAL, _TOTAL_NAME)]
    rows = [
        TemplateRow(contract, label, code, name)
        for label in labels_between(shifted(last, 1 - _MONTHS), last)
        for code, name in lines
    ]
    return f"{_FILE.in_(lang)}-{contract}.xlsx", history_workbook(rows, lang)


def take_over(
    house: House, who: Principal, name: str, data: bytes, *, counted: bool, keep: bool = True
) -> HistoryTaken:
    """Take a filled-in template over, whole or not at all; `counted`: its months count in streaks.

    With `keep` False it is only read and checked.
    """
    authorize(who, Action.RECORD)
    with house.database.read(who) as uow:
        known = _clauses(uow)
        vendors = {record.code: record.vendor for record in uow.contracts.all()}
    rows, findings = read_history(data, name, known, f"{house.today():%Y-%m}")
    found = HistoryTaken(name, tuple(rows), tuple(findings))
    if found.refused or not keep:
        return found
    for code in {row.contract for row in rows}:
        authorize(who, Action.RECORD, vendors[code])
    with writing(house, who, Action.RECORD) as uow:
        record = HistoryImportRecord(
            file_name=name, sha256=hashlib.sha256(data).hexdigest(), counted=counted,
            imported_at=uow.now, imported_by=who.name,
        )  # fmt: skip
        uow.history.keep(record, [_record(record, row, vendors[row.contract]) for row in rows])
        uow.journal.note(
            "history_taken_over",
            "history",
            record.id,
            after={"file": name, "counted": counted, "rows": len(rows)},
        )
    _judge(house, who, rows)
    return HistoryTaken(name, tuple(rows), tuple(findings), record)


def take_back(house: House, who: Principal, id: str, why: str) -> HistoryImportRecord:
    """Take an import of earlier months back, with a reason."""
    reason = reasoned(why)
    with house.database.read(who) as uow:
        months = uow.history.of_import(id)
    if not months:
        raise NotFoundError(entity="history_imports", code=id)
    for month in months:
        authorize(who, Action.RECORD, month.vendor)
    with writing(house, who, Action.RECORD) as uow:
        record = uow.history.withdraw(id, reason)
        uow.journal.note("history_taken_back", "history", id, why=reason)
    _judge(house, who, months)
    return record


def imports(house: House, who: Principal) -> list[HistoryView]:
    """The imports of earlier months this person may see, newest first, those taken back as well."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        records = uow.history.imports.all()
        views = [HistoryView(record, tuple(uow.history.of_import(record.id))) for record in records]
    return [view for view in reversed(views) if view.months]


def months_taken(house: House, who: Principal, contract: str) -> list[str]:
    """The months taken over of a contract that one of its versions governs, oldest first."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        uow.contracts.by_code(contract)
        found = {record.period for record, _taken in uow.history.holding([contract])}
        return sorted(label for label in found if governs(uow, contract, label))


def _judge(house: House, who: Principal, rows: Sequence[HistoryRow | HistoryRecord]) -> None:
    """Judge anew what looks back on these months, and bring the misses up to what counts now."""
    codes = sorted({row.contract for row in rows})
    catch_up(house, who, codes)
    with writing(house, who, Action.RECORD) as uow:
        past = Past.of(uow, codes)
        for code in codes:
            labels = past.labels(code)
            contract = governs(uow, code, labels[-1]) if labels else None
            if contract:
                months = past.verdicts(code, contract.counters)
                record_misses(uow, who, contract, months, past.latest(code), past.totals(code))


def _clauses(uow: UnitOfWork) -> dict[str, frozenset[str]]:
    """Contract → every clause any of its versions has."""
    found = {}
    for record in uow.contracts.all():
        versions = [rebuilt(version) for version in uow.contracts.versions_of(record.code)]
        found[record.code] = frozenset(clause.code for each in versions for clause in each.clauses)
    return found


def _record(record: HistoryImportRecord, row: HistoryRow, vendor: str) -> HistoryRecord:
    value = row.points if row.clause == TOTAL and row.value is None else row.value
    return HistoryRecord(
        import_id=record.id,
        contract=row.contract,
        vendor=vendor,
        period=row.month,
        clause=row.clause,
        verdict=row.verdict,
        value=None if value is None else Fraction(value),
        points=row.points,
        numerator=row.numerator,
        denominator=row.denominator,
        place=f"{row.place.sheet}!{row.place.column}{row.place.row}",
    )
