"""Relief by contract from the forecasts on file: of each day, the volume beyond it in proportion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from core.period import Period
from core.tally import Flag
from core.text import Text
from services.contracts.asked import FORECASTS, OFFERED, Asked, one_day
from services.judging.measuring import narrowed
from services.judging.month_result import ClauseLine
from services.judging.sources import Sources
from sla.judging.tally import measure
from sla.spoken import percent_words
from sla.terms.contract import scope_of
from sla.terms.forecast import ForecastRelief
from sla.terms.relief import Counts, Excess, Mechanism, Relief
from store.lake.source import LakeSource


def forecast_relief(asked: Asked, line: ClauseLine, sources: Sources) -> tuple[Relief, ...]:
    """What lies beyond the forecasts of the month's days; nothing where no day does, or none was forecast."""
    rules = asked.contract.relief
    rule = rules.forecast if rules else None
    if rule is None or line.clause.code not in rule.clauses or Flag.BY_HAND in line.judgement.flags:
        return ()
    excess = tuple(_excess(asked, line, sources, rule))
    if not excess:
        return ()
    part = percent_words(rule.tolerance)
    reason = Text(
        f"合同约定：当日来电超出预测 {part.zh} 以上的部分不由外包商承担",
        f"by the contract the vendor does not answer for volume more than {part.en} beyond a day's forecast",
    )
    code = f"FORECAST-{line.clause.code}"
    return (Relief(code, Mechanism.CAP_VOLUME, reason, excess=excess, tolerance=rule.tolerance),)


def _excess(asked: Asked, line: ClauseLine, sources: Sources, rule: ForecastRelief) -> Iterator[Excess]:
    """The days whose volume lies beyond the forecast and its tolerance."""
    there, theirs = sources.measuring(asked, line.clause), sources.received.get(rule.source)
    own = next((each for each in there.providers if isinstance(each, LakeSource)), None)
    if own is None or theirs is None:
        return
    for days in map(one_day, asked.period.each_day()):
        forecast = _count(theirs, asked, line, FORECASTS, days, sources)
        offered = _count(own, asked, line, (OFFERED,), days, sources)
        counted = measure(line.formula, there.sums(days)) if forecast is not None else None
        if counted is None or forecast is None or offered is None:
            continue
        if offered > forecast * (1 + rule.tolerance):
            counts = Counts(counted.numerator, counted.denominator)
            yield Excess(days.start.isoformat(), Fraction(forecast), Fraction(offered), counts)


def _count(
    provider: LakeSource,
    asked: Asked,
    line: ClauseLine,
    names: Sequence[str],
    days: Period,
    sources: Sources,
) -> int | None:
    """The first of these counts that was reported of some days, inside the clause's scope and hours."""
    inside, scope = narrowed(provider, asked.contract, line.clause), scope_of(asked.contract, line.clause)
    for name in names:
        for sums in inside.tallies([name], scope, days, sources.as_of):
            if name in sums.totals:
                return sums.totals[name]
    return None
