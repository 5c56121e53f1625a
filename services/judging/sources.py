"""Where a clause's figures come from: every source opened once for many contracts and months.

A clause's `source` picks one of them, and they are never added up. Only where that one is silent may a
figure typed by hand stand in, and it says so (by_hand).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from core.batch import Source
from core.period import Period
from core.scope import Scope
from core.tally import Flag, Have, Sums, Tally
from qa.tallies import AUDITS, CountSource
from services.audits.spot_check import count_rows
from services.calibration.calibration_counts import calibration_rows
from services.contracts.asked import Asked, contracts_of
from services.judging.claims import Claimed, Claims
from services.judging.coverage_told import is_coverage, lists_audits, with_calls
from services.judging.cuts import cuts_of
from services.judging.forecast_came import forecasts_came
from services.judging.form_aggregate import formula_by_forms
from services.judging.inside_hours import Provider, narrowed
from services.judging.joined import Joinings, joined_in
from services.judging.late_days import late_days
from services.judging.ledgers import events_of, reports_of, taken_over
from services.judging.measuring import History, Measuring
from services.judging.next_bill import next_bills
from services.judging.objections import open_disputes
from services.judging.own_audits import as_ruled
from services.judging.received_figures import received_figures
from services.judging.told_apart import told_apart
from services.judging.training_told import Told, training_told
from sla.judging.tally import Measured
from sla.judging.two_numbers import typed_in
from sla.terms.contract import Aggregate, Clause, ClauseSource, scope_of
from sla.terms.indicator import Formula
from sla.terms.reporting import LateDays
from sla.terms.window import Window
from store.lake.frozen import Frozen
from store.lake.lake import Lake
from store.lake.planned import Planned
from store.lake.source import LakeSource
from store.lake.summed import Summed
from store.records import (
    DailyEventRecord,
    EventState,
    ManualFigureRecord,
    MissCauseRecord,
    MonthPaperRecord,
    ReliefRecord,
    SupplementRecord,
)
from store.unit_of_work import UnitOfWork

#: Which received figures each clause source reads. Training and cases are our own where we have any.
_RECEIVED: dict[ClauseSource, tuple[Source, ...]] = {
    ClauseSource.VENDOR: (Source.VENDOR,),
    ClauseSource.CLIENT: (Source.CLIENT,),
    ClauseSource.THIRD_PARTY: (Source.THIRD_PARTY,),
    ClauseSource.CASES: (Source.CLIENT, Source.VENDOR),
    ClauseSource.TRAINING: (Source.CLIENT, Source.VENDOR),
    ClauseSource.AUDITS: (Source.CLIENT,),
}


@dataclass(frozen=True)
class Sources:
    """Everything that has figures, opened at one moment."""

    received: dict[Source, LakeSource]
    audits: dict[str, CountSource]
    events: dict[str, tuple[DailyEventRecord, ...]]
    #: (contract, month) → clause → the figure that counts.
    figures: dict[tuple[str, str], dict[str, ManualFigureRecord]]
    as_of: date
    #: contract → the reports it is owed.
    reports: dict[str, CountSource] = field(default_factory=dict)
    claims: Claims = field(default_factory=Claims)
    history: History = field(default_factory=dict)
    #: (contract, month) → the reliefs that change its judgements, and the incidents behind its misses.
    reliefs: dict[tuple[str, str], list[ReliefRecord]] = field(default_factory=dict)
    causes: dict[tuple[str, str], list[MissCauseRecord]] = field(default_factory=dict)
    #: (contract, month) → the supplementary agreements that hold in it.
    agreed: dict[tuple[str, str], list[SupplementRecord]] = field(default_factory=dict)
    #: Contract → last day of work, of those the vendor left.
    last_days: Mapping[str, date] = field(default_factory=dict)
    #: (contract, month) → its late reports, where the contract says what they cost.
    late: Mapping[tuple[str, str], tuple[LateDays, ...]] = field(default_factory=dict)
    #: (contract, month) → clause → the objection open on it, where the contract says whose figures count.
    disputed: Mapping[tuple[str, str], Mapping[str, MonthPaperRecord]] = field(default_factory=dict)
    #: Received file (batch key) → the day it came, of forecasts that must be in by a day.
    forecast_came: Mapping[str, date] = field(default_factory=dict)
    #: (contract, month) → agents' days of joining, where the contract leaves new hires out.
    joined: Mapping[tuple[str, str], Joinings] = field(default_factory=dict)
    #: (contract, month) → whether a bill follows, where that is other than its version's end says.
    bills: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    #: (contract, month) → our reckoning of training, where a clause is judged on it.
    training: Told = field(default_factory=dict)

    @staticmethod
    def open(
        uow: UnitOfWork,
        lake: Lake,
        asked: Sequence[Asked],
        as_of: date,
        planned: Planned | Frozen | None = None,
        tried: Sequence[ReliefRecord] = (),
        trying: Sequence[SupplementRecord] = (),
        joined: Mapping[tuple[str, str], Joinings] | None = None,
        bills: Mapping[tuple[str, str], bool] | None = None,
        training: Told | None = None,
    ) -> Sources:
        """Every source these contracts' months need, with one cube for each source of received figures.

        `planned`: another list of the lake than today's, where that is what is asked. `tried`, `trying`:
        reliefs and agreements that are only looked at. `joined`, `bills`, `training`: days
        of joining, whether a bill follows, and our reckoning of training, as known then.
        """
        contracts = contracts_of(asked)
        codes = {contract.code for contract in contracts}
        vendors = sorted({contract.vendor for contract in contracts})
        reliefs = uow.reliefs.in_force(codes)
        agreed = uow.supplements.in_force(codes)
        keys = [(each.contract.code, each.label) for each in asked]
        apart = told_apart(
            asked,
            {k: cuts_of([*reliefs.get(k, ()), *tried], [*agreed.get(k, ()), *trying]) for k in keys},
        )
        span = _span(sorted(apart.periods))
        return Sources(
            received_figures(uow, lake, asked, apart, planned),
            _logged(uow, vendors, span),
            events_of(uow, span),
            {(a.contract.code, a.label): uow.figures.live(a.contract.code, a.label) for a in asked},
            as_of,
            reports_of(uow, contracts, span),
            Claims.of(uow, vendors, span),
            taken_over(uow, contracts),
            reliefs,
            uow.causes.live(codes),
            agreed,
            uow.last_days,
            {key: tuple(late_days(uow, a.contract, a.period)) for a, key in zip(asked, keys, strict=True)},
            {(a.contract.code, a.label): open_disputes(uow, a.contract, a.label) for a in asked},
            {key: day for contract in contracts for key, day in forecasts_came(uow, contract).items()},
            joined_in(uow, asked) if joined is None else joined,
            next_bills(uow, asked) if bills is None else bills,
            training_told(uow, lake, asked, as_of) if training is None else training,
        )

    @cached_property
    def intervals(self) -> dict[Source, LakeSource]:
        """The received figures with the intervals of a day apart, for clauses that ask for these."""
        return {source: each.by_interval() for source, each in self.received.items()}

    def measured(self, asked: Asked, clause: Clause) -> Measured | None:
        """A clause's figure from its own source, else as typed by hand; None where nobody reported it."""
        form = self.formula(asked, clause)
        if clause.source is ClauseSource.EVENTS:
            return self._from_events(asked, clause, form)
        found = None
        if clause.source is not ClauseSource.BY_HAND:
            found = self.measuring(asked, clause).measured()
        return found or self._by_hand(asked, clause, form)

    def formula(self, asked: Asked, clause: Clause) -> Formula:
        """The formula the clause is judged by; where the contract leaves it to the forms, theirs."""
        return formula_by_forms(asked, clause, self.audits.get(asked.contract.vendor), self.as_of)

    def trigger(self, asked: Asked, clause: Clause) -> Fraction | None:
        """The figure a conditional cap looks at, from the clause's own source."""
        assert clause.cap_if is not None
        rule = clause.cap_if
        other = replace(clause, indicator=rule.indicator, variant=rule.variant, params=rule.params)
        alone = replace(other, window=Window.MONTH, campaign=None, aggregate=Aggregate.POOLED, each=None)
        found = self.measured(asked, alone) or self.claimed(asked, alone)
        return found.value if found else None

    def claimed(self, asked: Asked, clause: Clause) -> Claimed | None:
        """What a report claims of the clause without counts; asked only where there are none."""
        return self.claims.on(asked.contract, asked.label, clause, received_sources(clause))

    def other(self, asked: Asked, clause: Clause, source: Source) -> Measured | None:
        """What another source of received figures says on the same clause."""
        provider = self.received.get(source)
        return self.measuring(asked, clause, [provider]).measured() if provider else None

    def others(self, clause: Clause) -> list[Source]:
        """The sources of received figures that stand beside a clause's own."""
        own = _RECEIVED.get(clause.source, ())
        return [source for source in Source if source in self.received and source not in own]

    def speaks(self, asked: Asked, clause: Clause, source: Source) -> bool:
        """Whether a source of received figures reported anything on the clause in the month."""
        provider = self.received.get(source)
        return provider is not None and _has(provider, clause, asked, self.as_of)

    def summed(self, asked: Asked, clause: Clause, source: Source, days: Period | None = None) -> Summed:
        """The rows of a source of received figures that the clause's month, or these days, are the sum of."""
        provider, form = self.received.get(source), asked.formula(clause)
        if provider is None:
            return Summed()
        inside = narrowed(provider, asked.contract, clause)
        assert not isinstance(inside, CountSource)
        scope = scope_of(asked.contract, clause)
        return inside.summed(form.base_counts, scope, days or asked.period, self.as_of)

    def sums_on(self, asked: Asked, clause: Clause, days: Period) -> list[Sums]:
        """The clause's counts on some days, from the sources it is judged on."""
        form = asked.formula(clause)
        scope = scope_of(asked.contract, clause)
        found = [p.tallies(form.base_counts, scope, days, self.as_of) for p in self._providers(clause, asked)]
        return [each for sums in found for each in sums if each.totals]

    def volume(self, asked: Asked, name: str, source: Source = Source.VENDOR) -> int | None:
        """A billed volume, as the vendor reported it, or another source where one is named."""
        provider = self.received.get(source)
        if provider is None:
            return None
        scope = Scope(asked.contract.vendor, **asked.contract.scope)
        sums = provider.tallies([name], scope, asked.period, self.as_of)
        return sums[0].totals.get(name) if sums else None

    def volume_days(self, asked: Asked, name: str) -> Have | None:
        """Of how many days the billed volume is; None where it is of all of them, or was not reported."""
        provider = self.received.get(Source.VENDOR)
        scope = Scope(asked.contract.vendor, **asked.contract.scope)
        sums = provider.tallies([name], scope, asked.period, self.as_of) if provider else []
        found = sums[0].coverage if sums and name in sums[0].totals else None
        return found if found and not found.complete else None

    def given(self, asked: Asked) -> dict[str, ManualFigureRecord]:
        """The figures typed by hand for the month, by clause."""
        return self.figures.get((asked.contract.code, asked.label), {})

    def booked(self, asked: Asked) -> list[DailyEventRecord]:
        """The ledger's lines that count in the month: those somebody else has approved."""
        return [event for event in self._ledger(asked) if event.state is EventState.APPROVED]

    def _ledger(self, asked: Asked) -> list[DailyEventRecord]:
        return [event for event in self.events.get(asked.contract.code, ()) if event.day in asked.period]

    def _providers(self, clause: Clause, asked: Asked) -> list[Provider]:
        """The sources to ask: one, but for audits, which are logged here or come as our own lists."""
        if clause.source is ClauseSource.REPORTS:
            owed = self.reports.get(asked.contract.code)
            return [owed] if owed else []
        if clause.source is ClauseSource.COMPLIANCE:
            ours = self.training.get((asked.contract.code, asked.label))
            return [ours] if ours else []
        wanted = [self.received[source] for source in received_sources(clause) if source in self.received]
        if clause.source is ClauseSource.AUDITS:
            logged = self.audits.get(asked.contract.vendor)
            logged = as_ruled(logged, asked.formula(clause), asked.rules) if logged else None
            listed = lists_audits(asked, clause, wanted, self.as_of) if is_coverage(asked, clause) else True
            if logged and not listed:
                return [with_calls(logged, asked, clause, self.received)]
            return [*([logged] if logged else []), *wanted]
        if len(wanted) < 2:
            return list(wanted)
        first = [p for p in wanted if _has(p, clause, asked, self.as_of)]
        return list(first[:1])

    def measuring(
        self, asked: Asked, clause: Clause, providers: Sequence[Provider] | None = None
    ) -> Measuring:
        """The clause of a month with the sources it is judged on, or with others in their place."""
        there = self._providers(clause, asked) if providers is None else providers
        form = self.formula(asked, clause)
        return Measuring(asked, clause, form, there, self.as_of, self.history, self._telling_intervals)

    def _telling_intervals(self, providers: Sequence[Provider]) -> list[LakeSource]:
        """The same sources with intervals apart; those that know none are left out."""
        received = [provider for provider in providers if isinstance(provider, LakeSource)]
        return [self.intervals[provider.books.source] for provider in received]

    def _from_events(self, asked: Asked, clause: Clause, form: Formula) -> Measured:
        """The ledger is ours: a month without an entry has none."""
        mine = [event for event in self.booked(asked) if event.code == clause.code]
        waiting = any(e.code == clause.code and e.state is EventState.RECORDED for e in self._ledger(asked))
        times = sum(event.times for event in mine)
        flags = frozenset({Flag.PROVISIONAL} if waiting else ())
        tally = Tally(
            times, 1, form.scale, times, flags=flags, origins=tuple(sorted(event.id for event in mine))
        )
        return Measured(form, tally, tally.value)

    def _by_hand(self, asked: Asked, clause: Clause, form: Formula) -> Measured | None:
        figure = self.given(asked).get(clause.code)
        if figure is None:
            return None
        below = None if figure.denominator is None else Fraction(figure.denominator)
        return typed_in(form, Fraction(figure.numerator), below, origins=(figure.id,))


def received_sources(clause: Clause) -> tuple[Source, ...]:
    """The sources of received figures a clause may be judged on, the first that speaks counting."""
    return _RECEIVED.get(clause.source, ())


def _has(provider: LakeSource, clause: Clause, asked: Asked, as_of: date) -> bool:
    """Whether a source reported anything on the clause in the month."""
    counts = asked.formula(clause).base_counts
    sums = provider.tallies(counts, scope_of(asked.contract, clause), asked.period, as_of)
    return any(each.totals for each in sums) or clause.window is not Window.MONTH


def _span(periods: Sequence[Period]) -> Period:
    return Period(min(p.start for p in periods), max(p.end for p in periods))


def _logged(uow: UnitOfWork, vendors: Sequence[str], span: Period) -> dict[str, CountSource]:
    """Vendor → our own audits and the calibration sessions with it; vendors without either are left out."""
    return {
        vendor: CountSource(AUDITS, [*count_rows(uow, vendor, span), *calibration_rows(uow, vendor, span)])
        for vendor in vendors
        if uow.audits.find(vendor=vendor) or uow.calibrations.find(vendor=vendor)
    }
