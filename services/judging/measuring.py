"""One clause's figure over its window, from the sources it is judged on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial

from core.counts import is_greatest
from core.period import Period
from core.scope import Scope
from core.tally import Flag, Have, Sums
from qa.tallies import CountSource
from services.contracts.asked import Asked, one_day
from services.judging.answer_percentile import is_of_waits, percentile_sums
from services.judging.class_told import with_class_told
from services.judging.cube_asked import are_snapshots
from services.judging.inside_hours import Parted, Provider, inside, narrowed, parted
from services.judging.own_audits import of_own_audits
from sla.judging.baseline import months_of
from sla.judging.carried import labels_looked_at, together
from sla.judging.forecast_accuracy import is_of_forecasts, states_accuracy
from sla.judging.forecast_days import ERROR, FORECAST, OFFERED, needs_errors, with_errors
from sla.judging.intervals import step_of
from sla.judging.rollup import is_by_day, is_by_interval, over_months
from sla.judging.sites import days_together, months_together
from sla.judging.tally import Measured, add_up, measure
from sla.judging.targets import is_told_by_gap
from sla.judging.two_numbers import spread
from sla.judging.verdict import gap_of
from sla.terms.contract import WITH_TIMES, Aggregate, Clause, ClauseSource, scope_of
from sla.terms.definition import Direction, Rollup
from sla.terms.floor import FloorRule
from sla.terms.indicator import Formula
from sla.terms.window import labels_in
from store.lake.percentiles import Waits
from store.lake.production_days import ProductionDays
from store.lake.source import LakeSource

#: What forecasts are held against: what was forecast, and what came.
_FORECASTS = (FORECAST, OFFERED)
#: (contract, month, clause) → numerator and denominator of an earlier month that counts.
History = Mapping[tuple[str, str, str], tuple[Fraction, Fraction]]


@dataclass(frozen=True)
class Measuring:
    """A clause of a month, and the sources that answer for it."""

    asked: Asked
    clause: Clause
    form: Formula
    providers: Sequence[Provider]
    as_of: date
    history: History
    #: The same sources with the intervals of a day apart; asked only where a clause is about these.
    telling_intervals: Callable[[Sequence[Provider]], Sequence[LakeSource]]

    def measured(self) -> Measured | None:
        """The clause's figure over its window; sites apart where the worst or the mean of them counts."""
        found = self._over_window()
        if found is None or self.clause.campaign or self.clause.floor_rule is FloorRule.CARRY_FORWARD:
            return found
        labels = labels_in(self.clause.window, self.asked.label)
        return self._weighed(found, Period(self._month(labels[0]).start, self._month(labels[-1]).end))

    def _weighed(self, found: Measured, days: Period) -> Measured:
        """The figure of our own audits: each stratum weighing as many calls as it has, with its interval."""
        logged = [each for each in self.providers if isinstance(each, CountSource)]
        if self.clause.source is not ClauseSource.AUDITS or not logged or is_by_day(self.form, self.clause):
            return found
        scope, counts = scope_of(self.asked.contract, self.clause), self.form.base_counts
        rows = [row for each in logged for row in each.counted(counts, scope, days, self.as_of)]
        beside = [each for each in self.providers if isinstance(each, LakeSource)]
        others = any(each.totals for each in self._sums(beside, scope, days))
        return of_own_audits(self.asked, self.clause, found, rows, others)

    def _over_window(self) -> Measured | None:
        if self.clause.floor_rule is FloorRule.CARRY_FORWARD:
            return self._carried()
        if self.clause.campaign:
            return self._campaign()
        labels = labels_in(self.clause.window, self.asked.label)
        if is_by_day(self.form, self.clause) and (found := self._from_days(labels)):
            return found
        if self._of_waits:
            # Of several months the calls of all of them: percentiles of months cannot be put together.
            sums = self.sums(Period(self._month(labels[0]).start, self._month(labels[-1]).end))
            return measure(self.form, sums, self.clause.aggregate, self.clause.site_weights)
        if len(labels) == 1:
            month = self._month(self.asked.label)
            sums = [self._at_one_moment(each) for each in self.sums(month)]
            return measure(self.form, sums, self.clause.aggregate, self.clause.site_weights)
        months = [self.sums(self._month(each)) or self._earlier(each) for each in labels]
        return months_together(self.form, self.clause, months)

    def days_of_campaign(self) -> Period | None:
        """The days of the campaign that decides the month; None where none runs in it."""
        decided = self._decides()
        return decided[0] if decided else next(iter(self._spans(self._month(self.asked.label))), None)

    def _spans(self, month: Period) -> list[Period]:
        """The windows of days the month is about, so far as they lie before its end."""
        assert self.clause.campaign is not None
        return [
            Period(each.start, min(each.end, month.end)) for each in self.clause.campaign.looked_at(month)
        ]

    def _campaign(self) -> Measured | None:
        decided = self._decides()
        return decided[1] if decided else None

    def _decides(self) -> tuple[Period, Measured] | None:
        """The window of days that decides, and its figure: the worst of several."""
        spans = self._spans(self._month(self.asked.label))
        found = [(span, each) for span in spans if (each := self.of_days(span))]
        if not found:
            return None
        valued = [(each, each[1].value) for each in found if each[1].value is not None]
        return (
            min(valued, key=lambda each: self._standing(each[1] or Fraction(0)))[0] if valued else found[-1]
        )

    def _standing(self, value: Fraction) -> Fraction:
        """How well one window stands beside others: the less, the worse."""
        direction = Direction.HIGHER if self.clause.each else self.form.direction
        if self.asked.rules.worst_by_gap and is_told_by_gap(self.clause, direction):
            return gap_of(self.clause, value)
        return value if direction is Direction.HIGHER else -value

    def of_days(self, span: Period) -> Measured | None:
        """Its figure over some days, whatever its window: those of a campaign, or a part of a month."""
        sums = self.sums(span)
        if not is_by_day(self.form, self.clause):
            plain = measure(self.form, sums, self.clause.aggregate, self.clause.site_weights)
            return self._weighed(plain, span) if plain else None
        found = days_together(self.form, self.clause, self.parts(span))
        coverage = add_up(sums).coverage if sums else None
        return replace(found, tally=replace(found.tally, coverage=coverage)) if found and coverage else found

    def baseline(self) -> Measured | None:
        """The figure of all months of the clause's baseline together; None where one of them is missing."""
        assert self.clause.baseline is not None
        labels = months_of(self.clause.baseline)
        months = [self.sums(self._month(each)) or self._earlier(each) for each in labels]
        return months_together(self.form, self.clause, months) if all(months) else None

    def sums(self, period: Period) -> list[Sums]:
        """The clause's counts on some days, inside its hours; one entry a site where these are apart.

        Errors of forecasts that no report gives are formed of its days; so is how near each day's came.
        """
        if self._of_waits:
            percentile, _ = self.percentile(period)
            return [percentile] if percentile else []
        if self._unread_then:
            return []
        found = self._inside_hours(self.form.base_counts, period)
        if self._of_forecasts:
            return found if states_accuracy(self.form, found) else self._inside_hours(_FORECASTS, period)
        if not self._needs_errors or any(ERROR in each.totals for each in found):
            return found
        counts = (*self.form.base_counts, FORECAST, OFFERED)
        days = [each for day in period.each_day() for each in self._inside_hours(counts, one_day(day))]
        return with_errors(found, days)

    def _at_one_moment(self, sums: Sums) -> Sums:
        """Snapshots of several places, all of the same month and none of a day, as one snapshot of all."""
        snapshots = self.asked.rules.no_sums and self.form.rollup in (Rollup.END, Rollup.AVERAGE)
        if not snapshots or max(sums.rows.values(), default=0) < 2:
            return sums
        there = [self._inside(each) for each in self.providers]
        found = [
            each.summed(self.form.base_counts, sums.scope, sums.period, self.as_of)
            for each in there
            if not isinstance(each, CountSource)
        ]
        spans = {(share.line.day, share.line.day_end) for each in found for share in each.shares}
        return replace(sums, rows=dict.fromkeys(sums.rows, 1)) if len(spans) == 1 else sums

    def percentile(self, period: Period) -> tuple[Sums | None, Waits | None]:
        """The 95th percentile of the calls' waits inside the clause's hours, and the calls it is of."""
        there = [self._inside(each) for each in self.providers] if self._of_waits else []
        return percentile_sums(there, scope_of(self.asked.contract, self.clause), period, self.as_of)

    def forms_accuracy(self, period: Period) -> bool:
        """Whether how near its forecasts came is formed here: what is reported does not say."""
        return self._of_forecasts and not states_accuracy(
            self.form, self._inside_hours(self.form.base_counts, period)
        )

    def forms_errors(self, period: Period) -> bool:
        """Whether its errors of forecasts are formed of days: what is reported says none."""
        found = self._inside_hours(self.form.base_counts, period) if self._needs_errors else []
        return bool(found) and not any(ERROR in each.totals for each in found)

    @property
    def _needs_errors(self) -> bool:
        return self.asked.rules.errors_by_day and needs_errors(self.form)

    @property
    def _of_waits(self) -> bool:
        return self.asked.rules.no_sums and is_of_waits(self.form)

    @property
    def _of_forecasts(self) -> bool:
        return self.asked.rules.no_sums and is_of_forecasts(self.form)

    @property
    def _unread_then(self) -> bool:
        """Whether it is the longest wait, under rules that formed none of calls."""
        return (
            not self.asked.rules.no_sums
            and self.clause.source in WITH_TIMES
            and all(map(is_greatest, self.form.base_counts))
        )

    def _inside_hours(self, counts: Sequence[str], period: Period) -> list[Sums]:
        contract, clause = self.asked.contract, self.clause
        there = [narrowed(each, contract, clause) for each in self.providers]
        return self._sums(there, scope_of(contract, clause), period, counts)

    def parts(self, period: Period) -> list[Sums]:
        """The same day by day, or interval by interval where the clause is about these."""
        if self.asked.rules.no_sums and are_snapshots(self.asked.contract, self.clause):
            return [each for day in period.each_day() for each in self._snapshots(one_day(day))]
        if not is_by_interval(self.form, self.clause):
            return [each for day in period.each_day() for each in self.sums(one_day(day))]
        if self.lacks_intervals(period):
            return []
        minutes = self.clause.each.minutes if self.clause.each else None
        there = [each.together(minutes) for each in self.telling_intervals(self.providers)]
        # One query tells intervals or sites apart, not both: each site is asked for its own intervals.
        scopes = dict.fromkeys(each.scope for each in self.sums(period))
        counts = _FORECASTS if self._of_forecasts else ()
        return [
            each
            for day in period.each_day()
            for scope in scopes
            for each in self._sums([self._inside(one) for one in there], scope, one_day(day), counts)
        ]

    def _snapshots(self, day: Period) -> list[Sums]:
        """What stood that day, each site apart: the last day of one may not be that of another."""
        contract, clause = self.asked.contract, self.clause
        there = [parted(each, contract, clause) for each in self.providers]
        return self._sums(there, scope_of(contract, clause), day)

    def reported_minutes(self, period: Period) -> int | None:
        """How long the intervals are that were reported, by the shortest time between two of a clause's
        source; None where none, or one alone, was reported."""
        scope = scope_of(self.asked.contract, self.clause)
        found = [step_of(each.slots(scope, period)) for each in self.telling_intervals(self.providers)]
        return min((step for step in found if step), default=None)

    def lacks_intervals(self, period: Period) -> bool:
        """Whether the contract's intervals cannot be had from those reported: longer ones, or 20 of 30."""
        minutes = self.clause.each.minutes if self.clause.each else None
        reported = None if minutes is None else self.reported_minutes(self._month_of(period))
        return bool(minutes and reported and minutes % reported)

    def _month_of(self, period: Period) -> Period:
        """The month a period lies in: a single day may have too few intervals to tell how long they are."""
        return self.asked.contract.month_rule.month_of(period.start)

    def _inside(self, provider: Provider) -> Provider | ProductionDays:
        return inside(provider, self.asked.contract, self.clause)

    def _sums(
        self,
        sources: Sequence[Provider | ProductionDays | Parted],
        scope: Scope,
        period: Period,
        counts: Sequence[str] = (),
    ) -> list[Sums]:
        counts = counts or self.form.base_counts
        sums = [
            each
            for one in sources
            for each in self._told(counts, partial(_asked, one, scope, period, self.as_of))
        ]
        return [each for each in sums if any(name in each.totals for name in counts)]

    def _told(self, counts: Sequence[str], ask: Callable[[Sequence[str]], list[Sums]]) -> list[Sums]:
        """A contract that has a report judged by the contacts a class applies to must be told them."""
        own = self.clause.source is ClauseSource.AUDITS
        return with_class_told(counts, ask) if own else ask(counts)

    def _carried(self) -> Measured | None:
        """The month with those that waited below the floor; None where it was not reported itself."""
        labels = labels_looked_at(self.asked.contract, self.clause, self.asked.label)
        months = [
            (each, add_up(sums) if sums else None)
            for each in labels
            for sums in [self.sums(self._month(each))]
        ]
        group = together(self.form, months, self.clause.volume_floor)
        found = over_months(self.form, [sums for _, sums in group])
        return replace(found, months=tuple(label for label, _ in group)) if found else None

    def _from_days(self, labels: Sequence[str]) -> Measured | None:
        """The figure of days, with what the months they are of cover; None where no day was reported."""
        months = [self._month(each) for each in labels]
        sums = [each for month in months for each in self.sums(month)]
        parts = [each for month in months for each in self.parts(month)]
        found = days_together(self.form, self.clause, parts)
        if found is None or not sums:
            return found
        whole = add_up(sums).coverage
        # Days of which there are no intervals are days that are missing.
        there = min(whole.have, len({(each.scope, each.period) for each in parts}))
        return replace(found, tally=replace(found.tally, coverage=Have(there, whole.expected)))

    def _earlier(self, label: str) -> list[Sums]:
        """A month taken over with its counts, for a window that reaches back before our own figures."""
        counts = self.history.get((self.asked.contract.code, label, self.clause.code))
        totals = spread(self.form, *counts) if counts else None
        if totals is None or self.clause.aggregate is not Aggregate.POOLED:
            # Whose figure of a site it was is not known.
            return []
        period = self._month(label)
        scope, flags = scope_of(self.asked.contract, self.clause), frozenset({Flag.ASSERTED})
        days = Have(period.days, period.days)
        return [Sums(scope, period, "history", totals, coverage=days, flags=flags)]

    def _month(self, label: str) -> Period:
        return self.asked.contract.month_rule.month(label)


def _asked(
    one: Provider | ProductionDays | Parted, scope: Scope, period: Period, as_of: date, counts: Sequence[str]
) -> list[Sums]:
    return one.tallies(counts, scope, period, as_of)
