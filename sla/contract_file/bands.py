"""Whether a clause's target is a band: as it says, by two ends, or because its indicator is one by nature."""

from __future__ import annotations

from sla.contract_file.shape import Got
from sla.terms.contract import Comparison
from sla.terms.definition import Direction
from sla.terms.indicator import Indicator


def is_band(got: Got, indicator: Indicator | None = None) -> bool:
    """The same of a file that leaves `comparison` out as of one that states it: a contract that loads must
    be readable as it is stored, where every clause states it."""
    if comparison := got.get("comparison"):
        return comparison is Comparison.BETWEEN
    if target := got.get("target"):
        return target[1] is not None
    by_nature = indicator is not None and indicator.direction is Direction.BAND
    return by_nature and "each" not in got.values
