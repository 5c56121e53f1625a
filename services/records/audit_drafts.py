"""Audits being scored: every answer kept as it is given; drafts resumed, handed over, let go."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from core.ulid import new_ulid
from qa.audit import mask_number
from qa.draft_answers import Saying, Standing, standing
from qa.form.terms import AuditForm, Item
from qa.known import known_answers
from qa.scoring.answers import Answer, valued
from qa.stopwatch import Mark, Timed, Turn, timed
from services.house.writing import writing
from services.records.audit_forms import form_in
from services.records.kept_audits import read_answer
from store.records import AuditDraftRecord, DraftAnswerRecord, DraftEvidenceRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What can be said of the call itself, beside the items: name → kind of value.
FACTS: Mapping[str, type[Any]] = {
    "@at": str,
    "@dialled": str,
    "@connected": bool,
    "@outcome": str,
    "@wait": int,
    "@agent": str,
    "@recording": str,
    "@remark": str,
    "@watch": list,
    "@sample_type": str,
    "@sample": str,
    "@wave": str,
    "@brief": str,
    "@brief_version": int,
}
#: What the next call of the same kind begins with; answers never.
CARRIED = ("@dialled", "@sample_type", "@wave", "@brief", "@brief_version")
#: A longer pause between two answers is no work.
_MOST_SECONDS = 900
_EMPTY: Mapping[str, Any] = {"choice": None, "deductions": (), "not_applicable": False, "comment": ""}
_ID = re.compile(r"[0-9A-Z]{26}")


@dataclass(frozen=True)
class Said:
    """One answer on its way in. The same id again says nothing again."""

    what: str
    #: As JSON; None takes back what was said.
    value: Any
    #: The newest number of this thing its author had seen.
    saw: int = 0
    id: str = ""


@dataclass(frozen=True)
class AuditDraft:
    """A draft with its form and all that was said."""

    record: AuditDraftRecord
    form: AuditForm
    standing: Mapping[str, Standing]
    evidence: tuple[DraftEvidenceRecord, ...] = ()

    def fact(self, name: str) -> Any:
        """A fact of the call as it stands; None where nothing was said."""
        found = self.standing.get(name)
        return None if found is None else found.saying.value

    @cached_property
    def is_connected(self) -> bool:
        """Whether an agent was reached; assumed until said otherwise."""
        return self.fact("@connected") is not False

    @cached_property
    def timed(self) -> Timed:
        """What the stop-watch has measured."""
        return timed([Mark(Turn(turn), at) for turn, at in self.fact("@watch") or ()])

    @cached_property
    def wait(self) -> int | None:
        """Seconds waited: as typed, else as measured."""
        typed = self.fact("@wait")
        return self.timed.wait if typed is None else int(typed)

    @cached_property
    def known(self) -> dict[str, Answer]:
        """Items the facts answer."""
        return known_answers(self.form, self.is_connected, self.wait)

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """Item → answer as it stands, what the facts answer included."""
        given = {what: found.saying.value for what, found in self.standing.items() if what[0] not in "@!"}
        said = {what: answer_of(value) for what, value in given.items()}
        return {code: answer for code, answer in said.items() if answer is not None} | self.known

    @cached_property
    def fatal(self) -> frozenset[str]:
        """What was ticked as fatal."""
        return frozenset(code for code, said in self._fatals.items() if said.get("ticked"))

    def reason(self, code: str) -> str:
        """Why something is fatal."""
        return str(self._fatals.get(code, {}).get("reason", "")).strip()

    @cached_property
    def differing(self) -> list[str]:
        """What two people answered differently, each without having seen the other's."""
        return [what for what, found in self.standing.items() if found.against]

    @cached_property
    def _fatals(self) -> dict[str, Mapping[str, Any]]:
        return {what[1:]: found.saying.value or {} for what, found in self.standing.items() if what[0] == "!"}


def answer_of(value: Mapping[str, Any] | None) -> Answer | None:
    """What was said of an item, as an answer; None where only something beside it was noted (a comment before
    a choice is made). `none`: an item of several choices was looked at, and none of them made."""
    if value is None:
        return None
    answer = read_answer({**_EMPTY, **value})
    said = (answer.choice, answer.choices, answer.number, answer.text, answer.deductions)
    made = any(each not in (None, (), "") for each in said)
    return answer if made or answer.not_applicable or answer.undetermined or value.get("none") else None


def open_draft(
    house: House, who: Principal, vendor: str, form: str, contract: str | None = None, like: str | None = None
) -> AuditDraft:
    """Begin an audit on the newest version of a form; `like`: the draft whose header it begins with."""
    with house.database.write(who) as uow:
        authorize(who, Action.AUDIT, vendor)
        uow.directory.vendor(vendor)
        terms = form_in(uow, form, None)
        record = uow.audit_drafts.add(
            AuditDraftRecord(
                vendor=vendor, form=form, form_version=str(terms.version), contract=contract,
                owner=who.id, owner_name=who.name, opened_at=uow.now, saved_at=uow.now,
            )
        )  # fmt: skip
        said = [Said("@at", uow.now.isoformat())]
        if like is not None:
            earlier = draft_in(uow, like)
            said += [Said(name, value) for name in CARRIED if (value := earlier.fact(name)) is not None]
        _keep(uow, who, record, said)
        opened = draft_in(uow, record.id)
        uow.commit()
    return opened


def drafts(house: House, who: Principal, vendor: str | None = None) -> list[AuditDraft]:
    """The audits being scored, one's own first, then the last saved."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        records = [each for each in uow.audit_drafts.open() if vendor in (None, each.vendor)]
        found = [draft_in(uow, record.id) for record in records]
    return sorted(found, key=lambda draft: draft.record.owner != who.id)


def draft(house: House, who: Principal, id: str) -> AuditDraft:
    """One draft with all that was said, ended ones included."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return draft_in(uow, id)


def save(house: House, who: Principal, id: str, said: Sequence[Said], seconds: int = 0) -> AuditDraft:
    """Keep answers as they are given; gives the draft as it now stands, other people's answers included.

    Refused: a draft that is ended, something the form does not ask, an answer the item does not offer. An
    answer given without having seen another person's replaces nothing: both stay (AuditDraft.differing).
    """
    with house.database.write(who) as uow:
        before = draft_in(uow, id)
        authorize(who, Action.AUDIT, before.record.vendor)
        ensure_going(before.record)
        for each in said:
            _check(before.form, each)
        _keep(uow, who, before.record, said)
        worked = before.record.seconds + max(0, min(seconds, _MOST_SECONDS))
        uow.audit_drafts.update(replace(before.record, saved_at=uow.now, seconds=worked))
        after = draft_in(uow, id)
        uow.commit()
    return after


def take_over(house: House, who: Principal, id: str) -> AuditDraft:
    """Make oneself the one who submits it: handed over, or its owner is away. Noted in the journal."""
    with writing(house, who, Action.AUDIT) as uow:
        before = draft_in(uow, id).record
        authorize(who, Action.AUDIT, before.vendor)
        ensure_going(before)
        uow.audit_drafts.update(replace(before, owner=who.id, owner_name=who.name))
        uow.journal.note(
            "draft_taken_over",
            "audit_draft",
            id,
            before=before.owner_name,
            after=who.name,
            vendor=before.vendor,
        )
        return draft_in(uow, id)


def let_go(house: House, who: Principal, id: str) -> None:
    """End a draft that will not be submitted; what was said in it stays on record."""
    with writing(house, who, Action.AUDIT) as uow:
        before = draft_in(uow, id).record
        authorize(who, Action.AUDIT, before.vendor)
        ensure_going(before)
        ensure_owner(who, before)
        uow.audit_drafts.update(replace(before, ended_at=uow.now))
        uow.journal.note("draft_let_go", "audit_draft", id, vendor=before.vendor)


def draft_in(uow: UnitOfWork, id: str) -> AuditDraft:
    """The draft as it stands within a unit of work."""
    record = uow.audit_drafts.get(id)
    form = form_in(uow, record.form, int(record.form_version))
    said = groupby(uow.audit_drafts.said(id), key=lambda each: each.what)
    stood = {what: standing(_saying(each) for each in given) for what, given in said}
    standing_ = {what: found for what, found in stood.items() if found is not None}
    return AuditDraft(record, form, standing_, tuple(uow.audit_drafts.proof(id)))


def ensure_going(record: AuditDraftRecord) -> None:
    """Refused where the draft is submitted or let go."""
    if record.ended_at is not None:
        raise WrongInputError("draft_ended")


def ensure_owner(who: Principal, record: AuditDraftRecord) -> None:
    """Refused where another person submits it."""
    if record.owner != who.id:
        raise WrongInputError("draft_owner", owner=record.owner_name)


def _keep(uow: UnitOfWork, who: Principal, record: AuditDraftRecord, said: Sequence[Said]) -> None:
    """Add what is new of it, numbered on."""
    kept = uow.audit_drafts.said(record.id)
    ids, numbers = {each.id for each in kept}, {each.what: each.number for each in kept}
    for each in said:
        if each.id in ids:
            continue
        numbers[each.what] = numbers.get(each.what, 0) + 1
        value = mask_number(each.value.strip()) if each.what == "@dialled" and each.value else each.value
        uow.audit_drafts.answers.add(
            DraftAnswerRecord(
                id=each.id or new_ulid(), draft=record.id, what=each.what, number=numbers[each.what],
                saw=each.saw, value=value, person=who.id, name=who.name, said_at=uow.now,
            )
        )  # fmt: skip


def _check(form: AuditForm, said: Said) -> None:
    """What a browser sends is held against the form before it is kept."""
    if said.id and not _ID.fullmatch(said.id):
        raise WrongInputError
    if said.what in FACTS:
        _check_fact(said)
    elif said.what.startswith("!"):
        if said.what[1:] not in form.fatal_codes() or not isinstance(said.value, Mapping | None):
            raise WrongInputError("draft_what", what=said.what[1:])
    elif (item := form.item(said.what)) is None:
        raise WrongInputError("draft_what", what=said.what)
    elif said.value is not None:
        _check_answer(item, said.value)


def _check_answer(item: Item, value: Any) -> None:
    try:
        answer = answer_of(value)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise WrongInputError from error
    if answer is None:
        return
    if answer.not_applicable and not item.na_allowed:
        raise WrongInputError("item_not_applicable", item=item.text)
    if not (answer.not_applicable or answer.undetermined):
        valued(item, answer)


def _check_fact(said: Said) -> None:
    """Of the right kind; a moment with its zone; marks of the stop-watch in their shape."""
    if said.value is None:
        return
    value: Any = said.value
    if not isinstance(value, FACTS[said.what]):
        raise WrongInputError
    try:
        if said.what == "@at" and datetime.fromisoformat(value).tzinfo is None:
            raise ValueError
        if said.what == "@watch":
            timed([Mark(Turn(turn), int(at)) for turn, at in value])
    except (TypeError, ValueError) as error:
        raise WrongInputError from error


def _saying(record: DraftAnswerRecord) -> Saying:
    return Saying(record.number, record.saw, record.value, record.person, record.name, record.said_at)
