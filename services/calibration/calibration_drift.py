"""Opened calibration sessions one after the other: are the scorers coming closer, or drifting apart?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from qa.calibration.marks import Side
from services.calibration.calibration_view import compared_in
from store.records import CalibrationRecord, CalibrationState

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class SessionGap:
    """What one opened session came to."""

    session: CalibrationRecord
    opened_on: date
    #: Whether both companies scored: such sessions are no measure for those of one company alone.
    across: bool
    #: Calls whose scores are held against each other, and answers.
    calls: int
    pairs: int
    #: Share of answers alike, and the mean deviation in points; None where nothing could be compared.
    agreement: Fraction | None
    deviation: Fraction | None


def calibration_drift(house: House, who: Principal) -> Sequence[SessionGap]:
    """Every opened session this person may see, the oldest first."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        opened = [each for each in uow.calibrations.newest() if each.state is CalibrationState.OPENED]
        found = []
        for session in opened:
            result = compared_in(uow, session)
            across = {rater.side for rater in result.raters} == set(Side)
            pairs = sum(question.pairs for question in result.questions)
            day = session.opened_on
            assert day is not None
            calls = sum(len(result.of_call(call)) > 1 for call in result.calls)
            found.append(SessionGap(session, day, across, calls, pairs, result.agreement, result.deviation))
    return sorted(found, key=lambda each: (each.opened_on, each.session.id))
