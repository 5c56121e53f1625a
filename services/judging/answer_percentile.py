"""The 95th percentile of answer times of a scope and period, formed of the calls listed one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from core.period import Period
from core.scope import Scope
from core.tally import Flag, Sums
from core.text import Text
from sla.terms.indicator import Formula
from store.lake.percentiles import Waits, waits_of
from store.lake.production_days import ProductionDays
from store.lake.source import LakeSource

#: The figure, and a count that only lists of calls answer for, which says how many days they cover.
P95, LISTED = "wait_p95_s", "answered_within_86400"
_SHARE = Fraction(95, 100)


def is_of_waits(formula: Formula) -> bool:
    """Whether a formula is the 95th percentile of answer times."""
    return formula.base_counts == (P95,)


def percentile_sums(
    sources: Sequence[object], scope: Scope, period: Period, as_of: date
) -> tuple[Sums | None, Waits | None]:
    """The percentile as a figure of exactly this scope and period, with the calls it was found among; None
    where no calls are listed. Calls whose wait nobody knows make it provisional."""
    for source in sources:
        if not isinstance(source, LakeSource | ProductionDays):
            continue
        waits = waits_of(source, scope, period, as_of)
        seconds = waits.within(_SHARE)
        told = source.tallies((LISTED,), scope, period, as_of)
        if seconds is not None and told:
            flags = told[0].flags | ({Flag.PROVISIONAL} if waits.untold else set())
            return replace(told[0], totals={P95: seconds}, rows={P95: 1}, flags=flags), waits
    return None, None


def percentile_words(waits: Waits) -> Text:
    """How it was found, so that a vendor can find it again."""
    n, rank = waits.n, waits.rank(_SHARE)
    return Text(
        f"由逐通来电算出：{n}通接通来电按等待时长由短到长排列，取第{rank}通（95%×{n}，向上取整）；不足一秒按一秒计",
        f"From the calls themselves: {n} answered calls in the order of their waits, shortest first, and of "
        f"these number {rank} (95% × {n}, rounded up); a part of a second counts as a whole one",
    )
