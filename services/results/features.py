"""What the house holds already, so that the menu shows no empty rooms (ui.navigation.Feature)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.batch import Dataset
from core.month import FROZEN
from core.people_lists import ListState
from core.principal import Action, Principal, authorize
from services.contracts.contract_versions import all_versions
from services.mystery.mystery_waves import seen_waves
from sla.terms.contract import ClauseSource, Contract
from store.records import BatchState
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


def features(house: House, who: Principal) -> frozenset[str]:
    """What of this person's vendors is there, or promised by a contract: vendors, contracts, facts, training,
    events, manual, relief, supplements, settlement, audits, programme, compare, entry,
    call lists, visits, foreign audits, roster (a people list that counts, or a training matrix)."""
    authorize(who, Action.VIEW)
    contracts = all_versions(house, who)
    promised = {clause.source for contract in contracts for clause in contract.clauses}
    asks = any(contract.relief for contract in contracts)
    settles = any(contract.settlement for contract in contracts)
    booked = any(_books_events(contract) for contract in contracts)
    everywhere = who.vendors is None
    with house.database.read(who) as uow:
        facts = bool(uow.batches.all(state=BatchState.COMMITTED, limit=1))
        there = {
            "vendors": bool(uow.directory.vendors.all(limit=1)),
            "contracts": bool(uow.contracts.all(limit=1)),
            "facts": facts,
            "training": ClauseSource.TRAINING in promised or _has(uow, Dataset.TRAINING),
            "events": booked or bool(uow.events.all(limit=1)),
            "manual": ClauseSource.BY_HAND in promised or bool(uow.figures.all(limit=1)),
            "relief": asks or bool(uow.reliefs.all(limit=1)),
            "supplements": bool(uow.supplements.all(limit=1)),
            "settlement": settles and any(month.state in FROZEN for month in uow.months.listed()),
            "audits": ClauseSource.AUDITS in promised or bool(uow.audits.all(limit=1)),
            "visits": bool(uow.visits.all(limit=1)),
            "programme": bool(seen_waves(uow, who)) or (everywhere and _has_briefs(uow)),
            "entry": everywhere and bool(uow.entries.rounds.all(limit=1)),
            "compare": facts and bool(contracts),
            "foreign_audits": _has(uow, Dataset.QA),
            "roster": _has_people(uow),
            "call_lists": _has(uow, Dataset.CALLS) or bool(uow.samples.all(limit=1)),
        }
    return frozenset(name for name, is_there in there.items() if is_there)


def _has(uow: UnitOfWork, dataset: Dataset) -> bool:
    return bool(uow.batches.all(state=BatchState.COMMITTED, dataset=dataset, limit=1))


def _has_people(uow: UnitOfWork) -> bool:
    listed = uow.people_lists.all(state=ListState.COMMITTED, limit=1)
    return bool(listed or uow.matrix.all(limit=1) or uow.courses.all(limit=1))


def _has_briefs(uow: UnitOfWork) -> bool:
    return bool(uow.programme.briefs.all(limit=1))


def _books_events(contract: Contract) -> bool:
    """Whether the ledger may book anything on this contract."""
    clauses = any(clause.source is ClauseSource.EVENTS for clause in contract.clauses)
    return clauses or bool(contract.adjustments or contract.vetoes or contract.erroneous_report)
