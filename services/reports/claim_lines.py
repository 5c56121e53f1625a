"""Claimed figures as people see them: what is claimed, in which cell, and which clause it answers for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from core.batch import Source
from core.period import Period
from core.principal import Action, Principal, authorize
from core.scope import Scope
from core.text import Text
from importers.confirmed.columns import field_name
from importers.dictionary.headers import synonyms
from services.contracts.contract_versions import governs, must_govern
from services.judging.claims import answers
from services.judging.sources import received_sources
from sla.terms.contract import Clause, Contract, scope_of
from sla.terms.indicator import Unit
from store.records import AssertedRecord, BatchRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What one of the kept values is in the reader's unit, by the kind of its field.
_UNITS = {"rate": Unit.PERCENT, "duration": Unit.SECONDS, "score": Unit.POINTS}


@dataclass(frozen=True)
class ClaimLine:
    """One claimed figure."""

    what: Text
    scope: Scope
    period: Period
    #: In `unit`; None where a report no longer claims it.
    value: Fraction | None
    unit: str
    #: What the live report before it claims.
    before: Fraction | None
    sheet: str
    #: As Excel calls it.
    cell: str
    #: The clauses that are judged by it where nobody reports their counts.
    clauses: tuple[Text, ...] = ()
    file_name: str = ""
    received_at: datetime | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the report before it claimed something else."""
        return self.before is not None and self.before != self.value


def claims_of_batch(uow: UnitOfWork, batch: BatchRecord) -> tuple[ClaimLine, ...]:
    """What a batch claims beside what is claimed now; what it no longer claims comes last."""
    mine = uow.asserted.of_batch(batch.id)
    held = uow.asserted.holding([batch.vendor], batch.coverage.period, batch.key)
    before = {claim.said: claim for claim, other in held if other.id != batch.id}
    contracts = _contracts(uow, batch.vendor, mine)
    lines = [_line(claim, before.pop(claim.said, None), batch.source, contracts) for claim in mine]
    gone = [claim for claim in before.values() if _is_covered(batch, claim)]
    return (*lines, *(_gone(claim) for claim in gone))


def claims_on(house: House, who: Principal, contract: str, label: str, clause: str) -> list[ClaimLine]:
    """Everything claimed of a clause's indicator for its scope inside a month, the judged figure first: each
    stands by itself, none adds up."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        version = must_govern(uow, contract, label)
        promise = next(each for each in version.clauses if each.code == clause)
        held = uow.asserted.holding([version.vendor], version.month_rule.month(label))
        told = [(claim, batch) for claim, batch in held if _concerns(version, promise, claim, batch)]
        files = uow.files.by_ids(batch.file_id for _, batch in told)
    lines = []
    for claim, batch in told:
        file = files[batch.file_id]
        named = (promise.name,) if answers(claim, version, label, promise) else ()
        lines.append(_shown(claim, None, named, file.name, file.received_at))
    return sorted(lines, key=lambda line: (not line.clauses, line.period.start))


def _line(
    claim: AssertedRecord, before: AssertedRecord | None, source: Source, contracts: Sequence[Contract]
) -> ClaimLine:
    judged = [
        clause.name
        for contract in contracts
        for clause in contract.clauses
        if source in received_sources(clause) and _answers(claim, contract, clause)
    ]
    return _shown(claim, before, tuple(judged))


def _shown(
    claim: AssertedRecord,
    before: AssertedRecord | None,
    clauses: tuple[Text, ...],
    file_name: str = "",
    received_at: datetime | None = None,
) -> ClaimLine:
    what, unit, scale = _words(claim)
    return ClaimLine(
        what,
        claim.scope,
        claim.period,
        claim.value * scale,
        unit,
        before.value * scale if before else None,
        claim.sheet,
        claim.cell,
        clauses,
        file_name,
        received_at,
    )


def _gone(claim: AssertedRecord) -> ClaimLine:
    what, unit, scale = _words(claim)
    return ClaimLine(what, claim.scope, claim.period, None, unit, claim.value * scale, claim.sheet, "")


def _words(claim: AssertedRecord) -> tuple[Text, str, int]:
    """The field in words, its unit, and what a kept value is multiplied by to be in it."""
    field = synonyms().coded(claim.field)
    if field is None:
        return Text(claim.field, claim.field), Unit.RATIO.value, 1
    if field.per:
        return field_name(field), Unit.PER_10K.value, field.per
    unit = _UNITS.get(field.kind, Unit.RATIO)
    return field_name(field), unit.value, 100 if unit is Unit.PERCENT else 1


def _contracts(uow: UnitOfWork, vendor: str, claims: Sequence[AssertedRecord]) -> list[Contract]:
    """Each version of the vendor's contracts that governs a month some claim ends in."""
    found: dict[tuple[str, str], Contract] = {}
    days = sorted({claim.period.last_day for claim in claims})
    for record in uow.contracts.listed(vendor):
        for label in sorted({f"{day:%Y-%m}" for day in days}):
            if version := governs(uow, record.code, label):
                found[version.code, version.version] = version
    return list(found.values())


def _answers(claim: AssertedRecord, contract: Contract, clause: Clause) -> bool:
    label = contract.month_rule.month_of(claim.period.last_day).label
    return answers(claim, contract, label, clause)


def _concerns(contract: Contract, clause: Clause, claim: AssertedRecord, batch: BatchRecord) -> bool:
    """Whether a claim speaks of the clause's indicator, for its scope or a part of it."""
    same = claim.indicator == clause.indicator and batch.source in received_sources(clause)
    return same and scope_of(contract, clause).covers(claim.scope)


def _is_covered(batch: BatchRecord, claim: AssertedRecord) -> bool:
    at = (claim.site, claim.queue, claim.channel, claim.segment, claim.language)
    return claim.day in batch.coverage.period and (not batch.scopes or at in batch.coverage.scopes)
