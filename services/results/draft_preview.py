"""What a contract being written would say with a month's figures, beside what the one in force says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.garbage import search_paused
from core.money import Money
from core.period import Period
from core.principal import Action, Principal, authorize
from services.contracts.asked import Asked
from services.contracts.contract_versions import governs, with_draft
from services.contracts.draft_definitions import TRIED, tried
from services.judging.judging import judged, scored
from services.judging.month_result import ClauseLine
from services.judging.past import Past
from services.judging.sources import Sources
from sla.load import plain_node, read_contracts
from sla.terms.contract import OPEN_END, Contract
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class Side:
    """A month under one set of terms."""

    lines: Mapping[str, ClauseLine]
    #: Points by clause, where it has any.
    earned: Mapping[str, Decimal | None]
    total: Decimal | None
    payable: Money | None


@dataclass(frozen=True)
class Preview:
    """A month under the draft, and under the contract in force where there is one."""

    label: str
    after: Side
    before: Side | None


@dataclass(frozen=True)
class Trial:
    """One definition and a month's figure of it."""

    label: str
    line: ClauseLine


def preview(house: House, who: Principal, body: Mapping[str, Any]) -> Preview | None:
    """The newest month that is over and has figures of the vendor; None where there is none, or where the
    draft cannot be read yet."""
    authorize(who, Action.MANAGE)
    drafted = _readable(body)
    if drafted is None:
        return None
    authorize(who, Action.VIEW, drafted.vendor)
    with house.database.read(who) as uow, search_paused():
        label = _newest(uow, drafted.vendor, f"{house.today():%Y-%m}")
        if label is None:
            return None
        known = uow.contracts.find(code=drafted.code)
        now = governs(uow, drafted.code, label) if known and known.vendor == drafted.vendor else None
        cut = with_draft(uow, drafted.code, drafted, label) if now else None
        asked = [Asked(each, label) for each in (_for_month(drafted, now, cut, label), now) if each]
        sources = Sources.open(uow, house.lake, asked, house.today())
        sides = [_side(each, sources, Past.of(uow, [drafted.code])) for each in asked]
    return Preview(label, sides[0], sides[1] if now else None)


def definition_figure(house: House, who: Principal, body: Mapping[str, Any], code: str) -> Trial | None:
    """What an own definition of the draft would have said in the newest month that is over and has figures of
    the vendor; None where there is none, or where its formula cannot be read yet."""
    authorize(who, Action.MANAGE)
    found = preview(house, who, tried(body, code))
    return Trial(found.label, found.after.lines[TRIED]) if found else None


def _readable(body: Mapping[str, Any]) -> Contract | None:
    """The contract, weights summing or not: while they are being changed they do not."""
    head = {**(body.get("contract") or {}), "weighted": "false"}
    contracts, _, _ = read_contracts(plain_node({**body, "contract": head}))
    return contracts[0] if contracts else None


def _newest(uow: UnitOfWork, vendor: str, running: str) -> str | None:
    """The newest month with figures that is over."""
    months = {file.month for file in uow.lake_files.current([vendor])}
    return max((month for month in months if month < running), default=None)


def _for_month(drafted: Contract, now: Contract | None, cut: Contract | None, label: str) -> Contract:
    """In force in that month, whenever it will be, but in one that it cuts as it cuts it; told apart from the
    versions that are kept."""
    if cut:
        return replace(cut, version=f"{cut.version} ?")
    month = drafted.month_rule.month(label)
    effective = now.effective if now else Period(month.start, OPEN_END)
    return replace(drafted, effective=effective, version=f"{drafted.version} ?")


def _side(asked: Asked, sources: Sources, past: Past) -> Side:
    lines = judged(asked, sources, past)
    found = scored(asked, lines, sources)
    items = found.score.items if found.score else ()
    return Side(
        {line.clause.code: line for line in lines},
        {item.clause: item.earned for item in items},
        found.score.total if found.score else None,
        found.payable.payable if found.payable else None,
    )
