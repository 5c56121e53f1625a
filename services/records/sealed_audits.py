"""What a second scorer must not see yet: the score of a call they are to score without knowing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from core.errors import WrongInputError
from core.principal import Principal
from qa.review.states import ReviewState
from store.records import AuditHead, AuditRecord, AuditReviewRecord, EntryState
from store.unit_of_work import UnitOfWork

_Call = TypeVar("_Call", bound=AuditHead)
#: What a second scorer must not see of a call: everything the first one judged.
_SEALED: Mapping[str, Any] = {
    "answers": {},
    "fatal": (),
    "points": None,
    "passed": None,
    "critical": False,
    "remark": "",
    "counts": None,
    "moments": None,
    "receipt": None,
}


def is_sealed(review: AuditReviewRecord, who: Principal) -> bool:
    """Whether the first answers are hidden from a person: while the second score is to come, from everybody
    but the first scorer."""
    waits = review.second and review.state is ReviewState.SUBMITTED and len(review.scorers) == 1
    return waits and who.name not in review.scorers


def sealed_ids(uow: UnitOfWork, who: Principal) -> set[str]:
    """The audits whose answers this person may not see yet: they score them again, or in a calibration
    session, without having seen another's score."""
    found = uow.reviews.all(state=ReviewState.SUBMITTED, second=True)
    calibrated = uow.calibrations.audits_scored_blind(who.id) if who.id else set()
    return {review.audit for review in found if is_sealed(review, who)} | calibrated


def sealed_calls(uow: UnitOfWork, who: Principal, calls: Iterable[_Call]) -> list[_Call]:
    """The calls, without answers, result and remark where a second scorer must not see them; one that was
    withdrawn will not be scored again."""
    hidden = sealed_ids(uow, who)
    return [_sealed(call) if call.id in hidden and call.state is EntryState.LIVE else call for call in calls]


def comes_sealed(call: AuditRecord) -> bool:
    """Whether a call was handed out without its answers; one that reached somebody has some."""
    return call.connected and not call.answers


def _sealed(call: _Call) -> _Call:
    return replace(call, **{name: value for name, value in _SEALED.items() if hasattr(call, name)})


def unsealed(uow: UnitOfWork, who: Principal, audit: str) -> None:
    """Refused where this person may not see the audit's answers yet."""
    if uow.audits.get(audit).state is EntryState.LIVE and audit in sealed_ids(uow, who):
        raise WrongInputError("review_sealed")
