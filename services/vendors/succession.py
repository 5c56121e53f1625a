"""Another vendor takes a contract over 接续: open plans and misses are listed and handed over by an act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from services.house.evidence import Evidence, keep_evidence
from services.house.writing import reasoned, writing
from services.vendors.exit_open import OpenThing, to_hand_over
from store.records import ActKind, VendorActRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class Succession:
    """What a person enters."""

    contract: str
    successor: str
    #: The successor's first day; after the last day of who leaves.
    day: date
    why: str


@dataclass(frozen=True)
class SuccessionView:
    """A takeover: who, when, what was handed over, and what of that is still open."""

    record: VendorActRecord
    vendor_name: Text
    successor_name: Text
    handed_over: tuple[OpenThing, ...]
    #: Keys of those that are open still.
    still_open: frozenset[str]

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        record = self.record
        return {
            "id": record.id,
            "contract": record.contract,
            "vendor": record.vendor,
            "successor": record.successor,
            "day": record.day.isoformat(),
            "why": record.why,
            "handed_over": [
                {**each.as_dict(), "open": each.id in self.still_open} for each in self.handed_over
            ],
        }


def hand_over(
    house: House, who: Principal, given: Succession, evidence: Evidence | None = None
) -> VendorActRecord:
    """Record that another vendor takes over, with the open plans and misses as they stand then.

    The plans stay with the contract they were made under, and close there; the act says who goes on with
    them. The successor's own promises are a contract of its own. Refused: before the exit is entered, a day
    not after the last day of work, the vendor itself, a vendor unknown or not the person's, a second time.
    """
    why = reasoned(given.why)
    authorize(who, Action.MANAGE, given.successor)
    sha256, name = keep_evidence(house, who, evidence)
    with writing(house, who, Action.MANAGE) as uow:
        exit = _exit_of(uow, who, given)
        uow.directory.vendor(given.successor)
        things = to_hand_over(uow, given.contract)
        kept = uow.vendor_acts.add(
            VendorActRecord(
                vendor=exit.vendor,
                kind=ActKind.SUCCEEDED,
                day=given.day,
                contract=given.contract,
                successor=given.successor,
                about=exit.id,
                body={"open": [each.as_dict() for each in things]},
                why=why,
                evidence_sha256=sha256,
                evidence_name=name,
                recorded_at=uow.now,
                recorded_by=who.name,
            )
        )
        after = {"successor": given.successor, "day": given.day, "handed_over": len(things)}
        uow.journal.note(
            "vendor_succeeded", "contract", given.contract, after=after, why=why, vendor=exit.vendor
        )
    return kept


def successions(house: House, who: Principal, vendor: str) -> list[SuccessionView]:
    """The takeovers in which the vendor left or came, in the order they were entered; one with a vendor that
    this person may not see is not among them."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        names = {each.code: each.name for each in uow.directory.all_vendors(active_only=False)}
        acts = uow.vendor_acts.all(kind=ActKind.SUCCEEDED)
        mine = [act for act in acts if vendor in (act.vendor, act.successor) and act.successor in names]
        return [_view(uow, act, names) for act in mine]


def _view(uow: UnitOfWork, act: VendorActRecord, names: dict[str, Text]) -> SuccessionView:
    things = tuple(OpenThing.from_dict(each) for each in act.body["open"])
    now = frozenset(each.id for each in to_hand_over(uow, act.contract or ""))
    return SuccessionView(act, names[act.vendor], names[act.successor or ""], things, now)


def _exit_of(uow: UnitOfWork, who: Principal, given: Succession) -> VendorActRecord:
    contract = uow.contracts.by_code(given.contract)
    authorize(who, Action.MANAGE, contract.vendor)
    exit = next((act for act in uow.vendor_acts.exits() if act.contract == given.contract), None)
    if exit is None or given.day <= exit.day:
        day = exit.day.isoformat() if exit else "–"
        raise WrongInputError("exit_needed", contract=given.contract, day=day)
    if given.successor == contract.vendor or uow.vendor_acts.find(about=exit.id, kind=ActKind.SUCCEEDED):
        raise WrongInputError("taken", code=given.successor)
    return exit
