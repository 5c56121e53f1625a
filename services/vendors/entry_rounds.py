"""Choosing a vendor 准入评估: candidates scored by named people, the choice decided by an approver."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import NotFoundError, WrongInputError
from core.principal import Action, Principal, authorize_everywhere
from core.scope import checked_code
from core.text import Text
from services.house.evidence import Evidence, keep_evidence, read_evidence
from services.house.writing import needed, reasoned, writing
from services.known.directory import register_vendor
from services.vendors.entry_lists import criteria_of
from services.vendors.entry_score import CandidateTotal, Criterion, ranked
from store.records import EntryCandidateRecord, EntryRoundRecord, EntryScoreRecord, VendorRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = Text("名称", "A name")
#: A score has at most so many decimals.
_DIGITS = 2
_FULL = 100


@dataclass(frozen=True)
class RoundView:
    """A round with its candidates, the best first."""

    record: EntryRoundRecord
    criteria: tuple[Criterion, ...]
    #: Key of the candidate → its record.
    candidates: dict[str, EntryCandidateRecord]
    totals: tuple[CandidateTotal, ...]

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.record.chosen is None


def rounds(house: House, who: Principal) -> list[RoundView]:
    """Every round, the newest first; only for who sees every vendor."""
    authorize_everywhere(who, Action.VIEW)
    with house.database.read(who) as uow:
        return [_view(uow, record) for record in reversed(uow.entries.rounds.all())]


def open_round(house: House, who: Principal, name: str) -> EntryRoundRecord:
    """Begin a round by the list in force. Refused before a list was published."""
    authorize_everywhere(who, Action.MANAGE)
    with writing(house, who, Action.MANAGE) as uow:
        listed = uow.entries.newest_list()
        if listed is None:
            raise WrongInputError("entry_list_needed")
        kept = uow.entries.rounds.add(
            EntryRoundRecord(
                name=needed(name, _NAME), list_number=listed.number, opened_at=uow.now, opened_by=who.name
            )
        )
        uow.journal.note("entry_round", "entry_round", kept.id, after={"name": kept.name})
    return kept


def add_candidate(
    house: House, who: Principal, round: str, name: Text, note: str = ""
) -> EntryCandidateRecord:
    """Enter a candidate of an open round."""
    authorize_everywhere(who, Action.MANAGE)
    with writing(house, who, Action.MANAGE) as uow:
        _must_be_open(uow, round)
        needed(name.zh + name.en, _NAME)
        kept = uow.entries.candidates.add(
            EntryCandidateRecord(
                round=round, name=name, note=note.strip(), added_at=uow.now, added_by=who.name
            )
        )
        uow.journal.note("entry_candidate", "entry_candidate", kept.id, after={"name": name})
    return kept


def score(
    house: House,
    who: Principal,
    candidate: str,
    criterion: str,
    value: Decimal,
    why: str,
    evidence: Evidence | None = None,
) -> EntryScoreRecord:
    """Score a candidate on one criterion, 0 to 100, with what it rests on. One's later score counts instead
    of the earlier, which stays on record. Refused once the round is decided."""
    authorize_everywhere(who, Action.RECORD)
    if not value.is_finite() or not 0 <= value <= _FULL or round(value, _DIGITS) != value:
        raise WrongInputError("entry_score", value=value)
    sha256, name = keep_evidence(house, who, evidence)
    with writing(house, who, Action.RECORD) as uow:
        found = uow.entries.candidates.get(candidate)
        begun = _must_be_open(uow, found.round)
        if criterion not in {each.code for each in _criteria(uow, begun)}:
            raise NotFoundError(code=criterion)
        kept = uow.entries.scores.add(
            EntryScoreRecord(
                round=found.round,
                candidate=candidate,
                criterion=criterion,
                score=value,
                why=reasoned(why),
                evidence_sha256=sha256,
                evidence_name=name,
                scored_at=uow.now,
                scored_by=who.name,
            )
        )
        uow.journal.note("entry_score", "entry_candidate", candidate, after={criterion: value}, why=why)
    return kept


def decide(house: House, who: Principal, candidate: str, why: str, version: int) -> EntryRoundRecord:
    """Choose a candidate, by an approver, with a reason; it need not be the first in rank.

    Refused: a candidate whose total is not complete, a round that is decided.
    """
    authorize_everywhere(who, Action.APPROVE)
    with writing(house, who, Action.APPROVE) as uow:
        found = uow.entries.candidates.get(candidate)
        begun = _must_be_open(uow, found.round)
        total = next(each for each in _view(uow, begun).totals if each.candidate == candidate)
        if total.total is None:
            raise WrongInputError("entry_incomplete", missing=[each.name for each in total.missing])
        after = uow.entries.rounds.update(
            replace(
                begun,
                chosen=candidate,
                why=reasoned(why),
                decided_at=uow.now,
                decided_by=who.name,
                version=version,
            )
        )
        said = {"chosen": found.name, "total": total.total, "rank": total.rank}
        uow.journal.note("entry_decided", "entry_round", begun.id, after=said, why=why)
    return after


def take_on(house: House, who: Principal, candidate: str, code: str, version: int) -> VendorRecord:
    """Make the candidate that was chosen a vendor of the house, under a new code. Refused: one that was not
    chosen, one that is a vendor already, a code in use."""
    authorize_everywhere(who, Action.MANAGE)
    with writing(house, who, Action.MANAGE, code) as uow:
        found = uow.entries.candidates.get(candidate)
        if uow.entries.rounds.get(found.round).chosen != candidate:
            raise WrongInputError("entry_not_chosen")
        if found.vendor or uow.directory.vendors.find(code=code):
            raise WrongInputError("taken", code=found.vendor or code)
        register_vendor(uow, house, who, checked_code(code), found.name)
        uow.entries.candidates.update(replace(found, vendor=code, version=version))
        return uow.directory.vendor(code)


def score_file(house: House, who: Principal, id: str) -> Evidence:
    """The file a score rests on: its name and its bytes."""
    authorize_everywhere(who, Action.VIEW)
    with house.database.read(who) as uow:
        found = uow.entries.scores.get(id)
    return found.evidence_name, read_evidence(house, who, "", found.evidence_sha256 or "")


def _view(uow: UnitOfWork, record: EntryRoundRecord) -> RoundView:
    criteria = _criteria(uow, record)
    candidates = {each.id: each for each in uow.entries.candidates.all(round=record.id)}
    totals = ranked(criteria, list(candidates), uow.entries.scores_of(record.id))
    return RoundView(record, criteria, candidates, tuple(totals))


def _criteria(uow: UnitOfWork, record: EntryRoundRecord) -> tuple[Criterion, ...]:
    return criteria_of(uow.entries.lists.one(number=record.list_number))


def _must_be_open(uow: UnitOfWork, round: str) -> EntryRoundRecord:
    found = uow.entries.rounds.get(round)
    if found.chosen is not None:
        raise WrongInputError("entry_decided", name=found.name)
    return found
