"""Scores half given a second time, blind or in a calibration session: kept for whoever gives them alone.

They lie with the half-filled calls, which nobody but their author is shown and nothing counts; what they are
of is named by whoever asks ("second:" and the audit, "calibration:" with rater and call).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.principal import Action, Principal, authorize
from core.ulid import new_ulid
from qa.scoring.answers import Answer
from services.audits.half_filled import KEPT
from services.records.kept_audits import read_answer, stored_answer
from store.records import HalfFilledRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class HalfScored:
    """What was answered so far, and when the last of it."""

    answers: Mapping[str, Answer]
    fatal: frozenset[str]
    saved_at: datetime


def keep(
    house: House,
    who: Principal,
    vendor: str,
    of: str,
    answers: Mapping[str, Answer],
    fatal: Collection[str] = (),
) -> HalfScored:
    """Keep what is answered so far, in place of what was kept of the same before."""
    authorize(who, Action.AUDIT, vendor)
    body: dict[str, Any] = {
        "of": of,
        "answers": {item: stored_answer(answer) for item, answer in answers.items()},
        "fatal": sorted(fatal),
    }
    with house.database.write(who) as uow:
        _forget(uow, who, of)
        record = HalfFilledRecord(id=new_ulid(), vendor=vendor, person=who.id, body=body, saved_at=uow.now)
        uow.half_filled.put(record)
        uow.half_filled.remove_before(uow.now - KEPT)
        uow.commit()
    return _read(record)


def half_scored(house: House, who: Principal, of: str) -> HalfScored | None:
    """What this person has answered of it; None where nothing was."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return next((_read(record) for record in _records(uow, who, of)), None)


def let_go(house: House, who: Principal, of: str) -> None:
    """Delete it: the score was given."""
    authorize(who, Action.AUDIT)
    with house.database.write(who) as uow:
        _forget(uow, who, of)
        uow.commit()


def _records(uow: UnitOfWork, who: Principal, of: str) -> list[HalfFilledRecord]:
    return [record for record in uow.half_filled.of(who.id) if record.body.get("of") == of]


def _forget(uow: UnitOfWork, who: Principal, of: str) -> None:
    for record in _records(uow, who, of):
        uow.half_filled.remove(record.id)


def _read(record: HalfFilledRecord) -> HalfScored:
    answers = {item: read_answer(stored) for item, stored in record.body["answers"].items()}
    return HalfScored(answers, frozenset(record.body["fatal"]), record.saved_at)
