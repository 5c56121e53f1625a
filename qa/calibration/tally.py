"""What a calibrated call adds to the base counts of CALIBRATION_GAP and CALIBRATION_AGREE.

Only a session of both companies does: the vendor's score of a call is the mean of its raters, ours is the
master's, else the mean of ours. Gaps are in thousandths of a point, half-up once for each call. Answers are
compared pair by pair, each of the vendor's raters with our standard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from core.rounding import rounded
from qa.calibration.compared import sides_of
from qa.calibration.marks import Mark, Rater, sides_met


def calibration_counts(raters: Sequence[Rater], of_call: Mapping[str, Mark]) -> dict[str, int]:
    """The counts of one call; nothing where one of the sides has not scored it."""
    both = [(o.key, t.key) for o, t in sides_met(raters) if o.key in of_call and t.key in of_call]
    met = [(of_call[one], of_call[other]) for one, other in both]
    items = [
        (one.said[item], other.said[item]) for one, other in met for item in one.said if item in other.said
    ]
    found = {"items_calibrated": len(items), "items_agreed": sum(a == b for a, b in items)} if items else {}
    if (pair := sides_of(raters, of_call)) is None:
        return found
    gap = pair[0] - pair[1]
    return {
        "calibrations": 1,
        "calibration_gap": _thousandths(abs(gap)),
        "calibration_bias": _thousandths(gap),
        **found,
    }


def _thousandths(points: Fraction) -> int:
    return int(rounded(points * 1000, 0))
