"""What a definition says of an indicator beside its formula: kinds, and what is usual for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.text import Text


class Unit(StrEnum):
    """What an indicator's value is counted in."""

    PERCENT = "percent"
    SECONDS = "s"
    PER_10K = "per_10k"
    COUNT = "count"
    RATIO = "ratio"
    POINTS = "points"
    DAYS = "days"
    YUAN = "cny"


class Direction(StrEnum):
    """Which way is better: more, less, between two values, or none at all."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"
    ZERO = "zero"


class Rollup(StrEnum):
    """How days, months, sites and queues become one figure (domain reference 1.0)."""

    RATIO = "R"
    TIME = "T"
    SUM = "S"
    #: What stands at the end: of each scope the last snapshot, and scopes add up.
    END = "E"
    #: The mean of the snapshots that are there.
    AVERAGE = "AV"
    #: The worst site or day.
    WORST = "W"
    #: The share of intervals or days that meet a target.
    SHARE = "P"
    #: A ratio of sums that is an estimate from a sample.
    SAMPLE = "SM"
    ZERO = "Z"
    #: A quantile or another figure of its whole scope and period, never formed from parts.
    QUANTILE = "Q"
    #: Done or not.
    DONE = "B"
    #: The mean of the parts' percentages, where a contract literally says so.
    MEAN_PERCENT = "MEANPCT"


class Denominator(StrEnum):
    """What a denominator becomes over several months: their sum, or their mean (a headcount)."""

    SUM = "sum"
    MEAN = "mean"


class Layer(StrEnum):
    """What usually hangs on it: money, a review, a remark, a duty, or nothing."""

    SLA = "SLA"
    KPI = "KPI"
    SPEC = "SPEC"
    OBLIGATION = "OBL"
    INFO = "INFO"


class Cohort(StrEnum):
    """Whose cases a period's denominator holds."""

    CONTACT = "contact"
    RECEIVED = "received"
    DUE = "due"
    CLOSED = "closed"
    AUDITED = "audited"
    ASKED = "asked"
    SCHEDULED = "scheduled"
    EMPLOYED = "employed"
    HIRED = "hired"
    SOLD = "sold"
    LOADED = "loaded"
    SNAPSHOT = "snapshot"
    EVENT = "event"


@dataclass(frozen=True)
class About:
    """What is usual for an indicator. A contract decides; this is offered where one is written."""

    layer: Layer | None = None
    cohort: Cohort | None = None
    #: Below so many in the denominator it is usually not judged; 0 where none is usual.
    floor: int = 0
    #: Where its clock starts, where that matters.
    clock_start: Text | None = None
    #: Usual targets.
    typical: Text | None = None
    #: Which indicators of the domain reference (1 to 133) and of china_practice 4.1 it is.
    numbers: tuple[int, ...] = ()
    china: tuple[str, ...] = ()
