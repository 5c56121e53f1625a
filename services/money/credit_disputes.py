"""A dispute about a part of a ledger entry: it stands apart, the rest goes on; then it is decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from core.money import Money
from core.principal import Action, Principal, authorize
from services.contracts.contract_versions import must_govern
from services.house.evidence import Evidence
from services.house.writing import reasoned, writing
from services.money.credit_accounts import EntryView, entry_of
from services.money.credit_rows import entered, proven, row_of
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


def dispute_part(
    house: House,
    who: Principal,
    id: str,
    version: int,
    part: Money,
    why: str,
    evidence: Evidence | None = None,
) -> EntryView:
    """Enter that the vendor contests a part of an entry: it stands apart, the rest goes on as it stood.

    Refused where a dispute does not follow, and for nothing or the whole, which is a dispute like any other.
    """
    with writing(house, who, Action.MANAGE) as uow:
        view = entry_of(uow, id)
        authorize(who, Action.MANAGE, view.record.vendor)
        move, said = view.account.part_disputed(part), reasoned(why)
        row = row_of(uow, view, version, move.state, move.amount, _today(house, uow, view), said)
        row = replace(row, disputed_cents=move.disputed_cents)
        entered(uow, view, proven(house, who, row, evidence, Action.MANAGE))
        return entry_of(uow, id)


def decide_part(
    house: House,
    who: Principal,
    id: str,
    version: int,
    upheld: Money,
    why: str,
    evidence: Evidence | None = None,
) -> EntryView:
    """End the dispute on a part: `upheld` of it stays, the other is given up. Giving up anything is for an
    approver; what a statement took off already comes back with the next one. `evidence`: such as minutes."""
    action = Action.APPROVE if who.may(Action.APPROVE) else Action.MANAGE
    with writing(house, who, action) as uow:
        view = entry_of(uow, id)
        authorize(who, action, view.record.vendor)
        move, said = view.account.part_decided(upheld), reasoned(why)
        if move.amount != view.amount:
            authorize(who, Action.APPROVE, view.record.vendor)
        row = row_of(uow, view, version, move.state, move.amount, _today(house, uow, view), said)
        entered(uow, view, proven(house, who, row, evidence, action))
        return entry_of(uow, id)


def _today(house: House, uow: UnitOfWork, view: EntryView) -> date:
    terms = must_govern(uow, view.record.contract, view.record.period)
    return house.today(terms.timezone)
