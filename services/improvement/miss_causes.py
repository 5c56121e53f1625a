"""Misses of one incident 同一原因: laid to it by a person, so that a contract may count the highest only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.errors import NotFoundError, WrongInputError
from core.month import FROZEN
from core.principal import Action, Principal, authorize
from core.scope import checked_code
from core.text import Text
from services.contracts.contract_versions import must_govern
from services.house.writing import needed, reasoned, writing
from services.months.month import ensure_open
from sla.terms.credits import RootCause
from store.records import EntryState, MissCauseRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class Incidents:
    """A month's misses that were laid to incidents."""

    causes: tuple[MissCauseRecord, ...]
    #: How the contract counts them; None where no credit depends on it.
    rule: RootCause | None
    #: Whether the month still takes a change.
    is_open: bool


_CLAUSES = Text("至少一项条款", "At least one clause")
_WHAT = Text("事件说明", "What happened")


def causes(house: House, who: Principal, contract: str, label: str) -> list[MissCauseRecord]:
    """The month's clauses that were laid to an incident."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return uow.causes.live([contract]).get((contract, label), [])


def incidents(house: House, who: Principal, contract: str, label: str) -> Incidents:
    """The incidents of a contract's month, and what the contract makes of several misses of one."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        version = must_govern(uow, contract, label)
        authorize(who, Action.VIEW, version.vendor)
        rules = version.settlement.credits if version.settlement else None
        month = uow.months.of(contract, label)
        return Incidents(
            tuple(uow.causes.live([contract]).get((contract, label), ())),
            rules.at_risk.root_cause if rules and rules.at_risk else None,
            month is None or month.state not in FROZEN,
        )


def lay_to_incident(
    house: House, who: Principal, contract: str, label: str, clauses: Sequence[str], incident: str, name: str
) -> list[MissCauseRecord]:
    """Say that these misses of a month go back to one incident; what was said of them before is withdrawn."""
    if not clauses:
        raise WrongInputError("needed", what=_CLAUSES)
    with writing(house, who, Action.MANAGE) as uow:
        version = must_govern(uow, contract, label)
        authorize(who, Action.MANAGE, version.vendor)
        ensure_open(uow, contract, label)
        for code in clauses:
            if version.clause(code) is None:
                raise NotFoundError(code=code)
        _withdraw(uow, contract, label, clauses, name)
        found = [
            MissCauseRecord(
                contract=contract,
                vendor=version.vendor,
                period=label,
                clause=code,
                incident=checked_code(incident),
                name=needed(name, _WHAT),
                noted_at=uow.now,
                noted_by=who.name,
            )
            for code in clauses
        ]
        uow.causes.add_all(found)
        _note(uow, found, "incident_noted", name)
    return found


def part_from_incident(
    house: House, who: Principal, contract: str, label: str, clauses: Sequence[str], why: str
) -> None:
    """Take back that these misses go back to an incident."""
    said = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        authorize(who, Action.MANAGE, uow.contracts.by_code(contract).vendor)
        ensure_open(uow, contract, label)
        _note(uow, _withdraw(uow, contract, label, clauses, said), "incident_taken_back", said)


def _withdraw(
    uow: UnitOfWork, contract: str, label: str, clauses: Sequence[str], why: str
) -> list[MissCauseRecord]:
    former = [
        each for each in uow.causes.live([contract]).get((contract, label), ()) if each.clause in clauses
    ]
    for each in former:
        uow.causes.update(replace(each, state=EntryState.WITHDRAWN))
        uow.journal.moved("cause", each.id, each.state, EntryState.WITHDRAWN, why)
    return former


def _note(uow: UnitOfWork, records: Sequence[MissCauseRecord], action: str, why: str) -> None:
    for each in records:
        said = {"clause": each.clause, "incident": each.incident, "name": each.name}
        uow.journal.note(action, "cause", each.id, after=said, why=why, vendor=each.vendor)
