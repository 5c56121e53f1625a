"""Relief by contract from the forecasts on file: of each day or interval, the volume beyond it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from core.period import Period
from core.tally import Flag, Sums
from core.text import Text
from services.contracts.asked import FORECASTS, OFFERED, REPEATS, Asked, one_day
from services.judging.inside_hours import narrowed
from services.judging.month_result import ClauseLine
from services.judging.sources import Sources
from sla.judging.intervals import step_of
from sla.judging.relief_words import number
from sla.judging.tally import measure
from sla.spoken import percent_words
from sla.terms.contract import day_start_of, scope_of
from sla.terms.forecast import ForecastRelief, LateForecast
from sla.terms.relief import Counts, Excess, Mechanism, Relief
from store.lake.source import LakeSource

#: So many days or intervals are told one by one; the others are among the sum.
_TOLD = 40


def forecast_relief(asked: Asked, line: ClauseLine, sources: Sources) -> tuple[Relief, ...]:
    """What lies beyond the forecasts of the month; nothing where nothing does, or none was forecast."""
    rules = asked.contract.relief
    rule = rules.forecast if rules else None
    if rule is None or line.clause.code not in rule.clauses or Flag.BY_HAND in line.judgement.flags:
        return ()
    there, theirs = sources.measuring(asked, line.clause), sources.received.get(rule.source)
    own = next((each for each in there.providers if isinstance(each, LakeSource)), None)
    if not rule.holds or own is None or theirs is None:
        return ()
    return tuple(_Forecasts(asked, line, sources, rule, own, theirs).reliefs())


@dataclass(frozen=True)
class _Forecasts:
    """A clause's month beside its forecasts."""

    asked: Asked
    line: ClauseLine
    sources: Sources
    rule: ForecastRelief
    own: LakeSource
    theirs: LakeSource

    def reliefs(self) -> Iterator[Relief]:
        """Beyond a day's forecast, beyond an interval's, and of days whose forecast came too late."""
        days: list[Excess] = []
        intervals: list[Excess] = []
        late: list[tuple[Excess, date]] = []
        for each in map(one_day, self.asked.period.each_day()):
            forecast = self._count(self.theirs, FORECASTS, each)
            counted = self._counts(each) if forecast is not None else None
            if forecast is None or counted is None:
                continue
            by_slot = self._slots(each)
            came = self._came_late(each, bool(by_slot))
            whole = self._excess(each, forecast, counted)
            if came and whole:
                late.append((whole, came))
            elif by_slot:
                intervals += self._of_slots(each, by_slot)
            elif whole and whole.net > whole.forecast * (1 + self.rule.tolerance):
                days.append(whole)
        yield from self._beyond("", days, self.rule.tolerance, _DAY)
        yield from self._beyond(
            "-INTERVAL", intervals, self.rule.interval_tolerance or Fraction(0), _INTERVAL
        )
        yield from self._late(late)

    def _beyond(
        self, mark: str, excess: Sequence[Excess], tolerance: Fraction, reason: Text
    ) -> Iterator[Relief]:
        if not excess:
            return
        part = percent_words(tolerance)
        why = Text(reason.zh.format(part=part.zh), reason.en.format(part=part.en))
        code = f"FORECAST-{self.line.clause.code}{mark}"
        new = mark or any(each.repeats for each in excess)
        steps = tuple(_told(each, tolerance) for each in excess[:_TOLD]) if new else ()
        yield Relief(code, Mechanism.CAP_VOLUME, why, excess=tuple(excess), tolerance=tolerance, steps=steps)

    def _late(self, late: Sequence[tuple[Excess, date]]) -> Iterator[Relief]:
        """Days whose forecast came after its lock day: left out, or held against it without a tolerance."""
        if not late:
            return
        code = f"FORECAST-{self.line.clause.code}-LATE"
        steps = tuple(_came(each, came) for each, came in late[:_TOLD])
        if self.rule.late is LateForecast.NO_TOLERANCE:
            beyond = tuple(each for each, _ in late if each.net > each.forecast)
            if beyond:
                steps += tuple(_told(each, Fraction(0)) for each in beyond[:_TOLD])
                yield Relief(code, Mechanism.CAP_VOLUME, _LATE, excess=beyond, steps=steps)
            return
        top = sum((each.counts.numerator for each, _ in late), Fraction(0))
        below = sum((each.counts.denominator for each, _ in late), Fraction(0))
        removed = Counts(top, below * (not self.line.formula.is_count))
        yield Relief(code, Mechanism.REMOVE_CELLS, _LATE, removed, steps=steps)

    def _excess(self, days: Period, forecast: int, counts: Counts) -> Excess | None:
        offered = self._count(self.own, (OFFERED,), days)
        if offered is None:
            return None
        again = self._count(self.own, (REPEATS,), days) if self.rule.net_of_repeats else None
        where = days.start.isoformat()
        return Excess(where, Fraction(forecast), Fraction(offered), counts, Fraction(again or 0))

    def _counts(self, days: Period) -> Counts | None:
        """The clause's own numerator and denominator of a day."""
        found = measure(self.line.formula, self.sources.measuring(self.asked, self.line.clause).sums(days))
        return Counts(found.numerator, found.denominator) if found else None

    def _slots(self, days: Period) -> dict[int, tuple[int, Mapping[str, int]]]:
        """Minute → forecast and what came, where both are told by intervals of the same length; else none."""
        if self.rule.interval_tolerance is None or day_start_of(self.asked.contract, self.line.clause):
            return {}
        intervals = self.sources.intervals
        forecast = self._slots_of(intervals[self.rule.source], days)
        came = self._slots_of(intervals[self.own.books.source], days)
        planned = {
            slot: n for slot, counts in forecast.items() if (n := _first(counts, FORECASTS)) is not None
        }
        if not planned or step_of(planned) != step_of(came):
            return {}
        return {slot: (planned[slot], counts) for slot, counts in sorted(came.items()) if slot in planned}

    def _slots_of(self, provider: LakeSource, days: Period) -> Mapping[int, Mapping[str, int]]:
        inside = _in_hours(self.own, provider, self.asked, self.line)
        return inside.slots(scope_of(self.asked.contract, self.line.clause), days)

    def _of_slots(self, days: Period, slots: Mapping[int, tuple[int, Mapping[str, int]]]) -> Iterator[Excess]:
        """The intervals whose volume lies beyond their forecast and its tolerance."""
        assert self.rule.interval_tolerance is not None
        for slot, (forecast, counts) in slots.items():
            sums = Sums(scope_of(self.asked.contract, self.line.clause), days, "", dict(counts))
            measured, offered = measure(self.line.formula, [sums]), counts.get(OFFERED)
            if measured is None or offered is None:
                continue
            again = counts.get(REPEATS, 0) if self.rule.net_of_repeats else 0
            where = f"{days.start} {slot // 60:02}:{slot % 60:02}"
            parts = Counts(measured.numerator, measured.denominator)
            found = Excess(where, Fraction(forecast), Fraction(offered), parts, Fraction(again))
            if found.net > forecast * (1 + self.rule.interval_tolerance):
                yield found

    def _came_late(self, days: Period, by_slot: bool) -> date | None:
        """The day the day's forecast came, where that was after its lock day."""
        ahead, start = self.rule.locked_days, self.asked.period.start
        if by_slot and self.rule.interval_locked_days is not None:
            ahead, start = self.rule.interval_locked_days, days.start
        if ahead is None:
            return None
        origins = [key for sums in self._sums(self.theirs, FORECASTS, days) for key in sums.origins]
        came = max((self.sources.forecast_came.get(key, date.min) for key in origins), default=date.min)
        return came if came > start - timedelta(days=ahead) else None

    def _count(self, provider: LakeSource, names: Sequence[str], days: Period) -> int | None:
        """The first of these counts that was reported of some days, inside the clause's scope and hours."""
        return next(
            (
                n
                for sums in self._sums(provider, names, days)
                if (n := _first(sums.totals, names)) is not None
            ),
            None,
        )

    def _sums(self, provider: LakeSource, names: Sequence[str], days: Period) -> list[Sums]:
        """The sums of the first of these counts that was reported."""
        clause, contract = self.line.clause, self.asked.contract
        inside, scope = narrowed(provider, contract, clause), scope_of(contract, clause)
        for name in names:
            found = [s for s in inside.tallies([name], scope, days, self.sources.as_of) if name in s.totals]
            if found:
                return found
        return []


_DAY = Text(
    "合同约定：当日来电超出预测 {part} 以上的部分不由外包商承担",
    "by the contract the vendor does not answer for volume more than {part} beyond a day's forecast",
)
_INTERVAL = Text(
    "合同约定：时段来电超出预测 {part} 以上的部分不由外包商承担",
    "by the contract the vendor does not answer for volume more than {part} beyond an interval's forecast",
)
_LATE = Text(
    "合同约定：预测迟于锁定日报到或锁定后又改",
    "by the contract a forecast that came or was changed after its lock day is no forecast",
)


def _in_hours(own: LakeSource, provider: LakeSource, asked: Asked, line: ClauseLine) -> LakeSource:
    """The intervals inside the clause's hours."""
    inside = narrowed(own, asked.contract, line.clause)
    return provider.where(inside.bit) if isinstance(inside, LakeSource) and inside.bit else provider


def _first(counts: Mapping[str, int], names: Sequence[str]) -> int | None:
    return next((counts[name] for name in names if name in counts), None)


def _told(excess: Excess, tolerance: Fraction) -> Text:
    """「2026-10-02 14:00：来电 600 − 放弃后再来电 20 = 580，预测 500 × (1 + 15%) = 575，超出 5 ÷ 600」."""
    over, allowed = percent_words(tolerance), excess.forecast * (1 + tolerance)
    sums = [number(each) for each in (excess.offered, excess.repeats, excess.net, excess.forecast, allowed)]
    offered, again, net, forecast, most = sums
    beyond = number(excess.net - allowed)
    zh = f"来电 {offered} − 放弃后再来电 {again} = {net}" if excess.repeats else f"来电 {offered}"
    en = f"{offered} came − {again} again after an abandon = {net}" if excess.repeats else f"{offered} came"
    return Text(
        f"{excess.where}：{zh}，预测 {forecast} × (1 + {over.zh}) = {most}，超出 {beyond} ÷ {offered}",
        f"{excess.where}: {en}, forecast {forecast} × (1 + {over.en}) = {most}, "
        f"beyond it {beyond} ÷ {offered}",
    )


def _came(excess: Excess, came: date) -> Text:
    return Text(f"{excess.where} 的预测 {came} 才报到", f"the forecast of {excess.where} came on {came}")
