"""A draft of an audit as it stands: its answers, the facts of the call, what is fatal, who differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from core.errors import WrongInputError
from core.principal import Principal
from qa.draft_answers import Saying, Standing, standing
from qa.form.terms import AuditForm
from qa.known import known_answers
from qa.moments import Moments, moments_of
from qa.scoring.answers import Answer
from qa.stopwatch import Mark, Timed, Turn, timed
from services.forms.audit_forms import form_in
from services.records.kept_audits import read_answer
from store.records import AuditDraftRecord, DraftAnswerRecord, DraftEvidenceRecord
from store.unit_of_work import UnitOfWork

_EMPTY: Mapping[str, Any] = {"choice": None, "deductions": (), "not_applicable": False, "comment": ""}


@dataclass(frozen=True)
class PromiseHeard:
    """What an agent promised on the call, and by when."""

    what: str
    due: datetime


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
    def talk(self) -> int | None:
        """Seconds talked: as typed, else as measured."""
        typed = self.fact("@talk")
        return self.timed.seconds.get(Turn.TALK) if typed is None else int(typed)

    @cached_property
    def promises(self) -> list[PromiseHeard]:
        """What the agent promised; a line without words was begun and not meant."""
        said = self.fact("@promises") or ()
        return [
            PromiseHeard(each["what"].strip(), datetime.fromisoformat(each["due"]))
            for each in said
            if each["what"].strip()
        ]

    @cached_property
    def moments(self) -> Moments:
        """Worst point, ending and behaviours, as far as anything was said of them."""
        said = {name: self.fact(f"@{name}") for name in ("worst", "ending", "behaviours")}
        return moments_of({**said, "other": self.fact("@behaviour")})

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


def _saying(record: DraftAnswerRecord) -> Saying:
    return Saying(record.number, record.saw, record.value, record.person, record.name, record.said_at)
