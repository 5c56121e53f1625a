"""When missing the target alone is a default: so many times within so many months."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TargetRule:
    """A month below target but not below the minimum is a default from the `times`-th within `months` on."""

    times: int = 4
    #: Rolling, this month the last. A month without a judgement takes its place and counts nothing.
    months: int = 12
    #: Whether months below the minimum count among them; a contract that defines the term rarely means it.
    counts_minimum: bool = False
