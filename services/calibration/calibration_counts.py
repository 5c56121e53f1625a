"""What opened calibration sessions with a vendor add to its base counts: CALIBRATION_GAP, CALIBRATION_AGREE.

They count on the day the session was opened, for before that nobody knew: a month that is closed stays as it
was. Nothing of them counts in any other clause: a calibrated call is no audit.
"""

from __future__ import annotations

from core.period import Period
from core.scope import Scope
from qa.calibration.tally import calibration_counts
from qa.tallies import CountRow
from services.calibration.calibration_view import compared_in
from store.unit_of_work import UnitOfWork


def calibration_rows(uow: UnitOfWork, vendor: str, period: Period) -> list[CountRow]:
    """A row for each call both sides scored; sessions inside our own company add nothing."""
    rows = []
    for session in uow.calibrations.opened_in(period, vendor):
        found = compared_in(uow, session)
        for call in uow.calibrations.calls_of(session.id):
            counts = calibration_counts(found.raters, found.of_call(call.id))
            if counts:
                scope = Scope(vendor, call.project, call.site, call.queue, call.channel)
                assert session.opened_on is not None
                rows.append(CountRow(scope, session.opened_on, counts, session.id))
    return rows
