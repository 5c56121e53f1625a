"""Promises heard on mystery calls 承诺跟踪, and what vendors took for tests 疑似拨测."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.programme.commitments import CommitmentState
from services.house.writing import needed, reasoned, writing
from services.mystery.mystery_kept import commitment_of
from store.records import EntryState, MysteryGuessRecord, MysteryPromiseRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_WHAT = Text("承诺内容", "What was promised")


@dataclass(frozen=True)
class PromiseView:
    """A promise and how it stands now."""

    record: MysteryPromiseRecord
    state: CommitmentState


def promises(house: House, who: Principal, audits: list[str] | None = None) -> list[PromiseView]:
    """The promises, what must be looked at first and then by due time; of some calls where named."""
    authorize(who, Action.VIEW)
    now = house.clock.now()
    with house.database.read(who) as uow:
        found = uow.programme.promises.all() if audits is None else uow.programme.promises_of(audits)
    views = [PromiseView(record, commitment_of(record).state(now)) for record in found]
    order = [CommitmentState.DUE, CommitmentState.OPEN, CommitmentState.BROKEN, CommitmentState.KEPT]
    return sorted(views, key=lambda view: (order.index(view.state), view.record.due_at))


def note_promise(house: House, who: Principal, audit: str, what: str, due: datetime) -> MysteryPromiseRecord:
    """Note what the agent promised on a call and by when: a follow-up check with a due time."""
    with writing(house, who, Action.AUDIT) as uow:
        return promise_in(uow, who, audit, what, due)


def promise_in(uow: UnitOfWork, who: Principal, audit: str, what: str, due: datetime) -> MysteryPromiseRecord:
    """The same within a write that does more."""
    said = needed(what, _WHAT)
    if due.tzinfo is None:
        raise WrongInputError("naive_instant", instant=due.isoformat())
    call = uow.audits.get(audit)
    if due < call.at:
        raise WrongInputError("period_order", first=call.at.isoformat(), last=due.isoformat())
    kept = uow.programme.promises.add(
        MysteryPromiseRecord(
            audit=audit, vendor=call.vendor, what=said, due_at=due, noted_at=uow.now, noted_by=who.name
        )
    )
    after = {"what": said, "due": due}
    uow.journal.note("mystery_promise", "audit", audit, after=after, vendor=call.vendor)
    return kept


def settle_promise(
    house: House, who: Principal, id: str, version: int, done: datetime | None, note: str
) -> MysteryPromiseRecord:
    """Say when a promise was kept, or (`done` None) that it was not, and how that was found out.

    Refused: a time in the future, no word of how.
    """
    why = reasoned(note)
    with writing(house, who, Action.AUDIT) as uow:
        found = uow.programme.promises.get(id)
        if done is not None and done > uow.now:
            raise WrongInputError("future", day=done.isoformat())
        said = {"done_at": done, "failed": done is None, "note": why, "settled_by": who.name}
        kept = uow.programme.promises.update(replace(found, **said, version=version))  # type: ignore[arg-type]
        state = commitment_of(kept).state(uow.now)
        uow.journal.note(
            "mystery_promise_settled", "audit", kept.audit, after=state.value, why=why, vendor=kept.vendor
        )
    return kept


def note_guess(
    house: House, who: Principal, wave: str, vendor: str, at: datetime, agent: str = ""
) -> MysteryGuessRecord:
    """Note a call that the vendor takes for one of ours; it is not told whether it is right."""
    if at.tzinfo is None:
        raise WrongInputError("naive_instant", instant=at.isoformat())
    with writing(house, who, Action.AUDIT, vendor) as uow:
        uow.programme.waves.one(code=wave)
        uow.directory.vendor(vendor)
        kept = uow.programme.guesses.add(
            MysteryGuessRecord(
                vendor=vendor, wave=wave, at=at, agent=agent.strip(), noted_at=uow.now, noted_by=who.name
            )
        )
        uow.journal.note("mystery_guess", "mystery_wave", wave, after={"at": at}, vendor=vendor)
    return kept


def withdraw_guess(house: House, who: Principal, id: str, version: int) -> MysteryGuessRecord:
    """Take a guess back that was noted wrongly."""
    with writing(house, who, Action.AUDIT) as uow:
        found = uow.programme.guesses.get(id)
        kept = uow.programme.guesses.update(replace(found, state=EntryState.WITHDRAWN, version=version))
        uow.journal.note("mystery_guess_withdrawn", "mystery_wave", kept.wave, vendor=kept.vendor)
    return kept
