"""Where a clause's figures come from: every source opened once for many contracts and months.

A clause's `source` picks one of them, and they are never added up. Only where that one is silent may a
figure typed by hand stand in, and it says so (by_hand).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from core.batch import Source
from core.period import Period
from core.scope import Scope
from core.tally import Flag, Have, Sums, Tally
from qa.tallies import AUDITS, CountSource
from services.claims import Claimed, Claims
from services.cube_asked import bit_of, dims_of, sorted_bits
from services.ledgers import events_of, reports_of, taken_over
from services.spot_check import count_rows
from sla.judging.carried import labels_looked_at, together
from sla.judging.rollup import from_days, is_by_day, is_by_interval, over_months
from sla.judging.tally import Measured, add_up, measure, spread, typed_in
from sla.load import indicators_of
from sla.terms.contract import Aggregate, Clause, ClauseSource, Contract, scope_of
from sla.terms.floor import FloorRule
from sla.terms.indicator import Formula, formula
from sla.terms.window import Window, labels_in
from store.lake.lake import Lake
from store.lake.planned import Planned
from store.lake.repeats import window_after
from store.lake.source import LakeSource
from store.lake.summed import Summed
from store.records import DailyEventRecord, EventState, ManualFigureRecord
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
#: Either kind answers as a core.tally.TallySource, and site by site.
Provider = LakeSource | CountSource


@dataclass(frozen=True)
class Asked:
    """A contract and one of its months."""

    contract: Contract
    label: str

    @property
    def period(self) -> Period:
        """The month's days."""
        return self.contract.month_rule.month(self.label)

    def periods(self) -> list[Period]:
        """The months any clause looks at: the month itself, and those of its longest window."""
        contract, asked = self.contract, self.label
        labels = {each for clause in contract.clauses for each in labels_looked_at(contract, clause, asked)}
        return [self.contract.month_rule.month(each) for each in sorted({self.label, *labels})]

    def days(self) -> list[Period]:
        """Every day of these months where a clause is formed from the figures of days, else none."""
        if not any(is_by_day(formula_of(self.contract, clause), clause) for clause in self.contract.clauses):
            return []
        return [_one_day(day) for month in self.periods() for day in month.each_day()]

    def reaches(self) -> list[Period]:
        """The same with the days after them that its counts look into: who called again within a week."""
        ahead = looks_ahead(self.contract)
        return [Period(each.start, each.end + ahead, each.label) for each in self.periods()]


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
    #: (contract, month, clause) → numerator and denominator of an earlier month that counts.
    history: dict[tuple[str, str, str], tuple[Fraction, Fraction]] = field(default_factory=dict)

    @staticmethod
    def open(
        uow: UnitOfWork, lake: Lake, asked: Sequence[Asked], as_of: date, planned: Planned | None = None
    ) -> Sources:
        """Every source these contracts' months need, with one cube for each source of received figures.

        `planned`: what staged batches would make of the lake's list, where that is what is asked.
        """
        periods = sorted({period for each in asked for period in (*each.periods(), *each.days())})
        vendors = sorted({each.contract.vendor for each in asked})
        counts = {name for contract in _contracts(asked) for name in _counts(contract)}
        dims = {dim for c in _contracts(asked) for clause in c.clauses for dim in dims_of(c, clause)}
        bits = {
            bit for contract in _contracts(asked) for clause in contract.clauses if (bit := bit_of(clause))
        }
        held = {file.source for file in uow.lake_files.current(vendors)}
        held |= planned.sources if planned else set()
        span = _span(periods)
        return Sources(
            {
                source: LakeSource.prepare(
                    uow,
                    lake,
                    source,
                    periods,
                    counts,
                    vendors=vendors,
                    dims=dims,
                    bits=sorted_bits(bits),
                    register=planned.register(uow, vendors, source) if planned else None,
                )
                for source in held
            },
            {v: CountSource(AUDITS, count_rows(uow, v, span)) for v in vendors if uow.audits.find(vendor=v)},
            events_of(uow, span),
            {(a.contract.code, a.label): uow.figures.live(a.contract.code, a.label) for a in asked},
            as_of,
            reports_of(uow, _contracts(asked), span),
            Claims.of(uow, vendors, span),
            taken_over(uow, _contracts(asked)),
        )

    @cached_property
    def intervals(self) -> dict[Source, LakeSource]:
        """The received figures with the intervals of a day apart, for clauses that ask for these."""
        return {source: each.by_interval() for source, each in self.received.items()}

    def measured(self, asked: Asked, clause: Clause) -> Measured | None:
        """A clause's figure from its own source, else as typed by hand; None where nobody reported it."""
        form = formula_of(asked.contract, clause)
        if clause.source is ClauseSource.EVENTS:
            return self._from_events(asked, clause, form)
        found = None
        if clause.source is not ClauseSource.BY_HAND:
            found = self._measured(asked, clause, form, self._providers(clause, asked))
        return found or self._by_hand(asked, clause, form)

    def trigger(self, asked: Asked, clause: Clause) -> Fraction | None:
        """The figure a conditional cap looks at, from the clause's own source."""
        assert clause.cap_if is not None
        rule = clause.cap_if
        other = replace(clause, indicator=rule.indicator, variant=rule.variant, params=rule.params)
        alone = replace(other, window=Window.MONTH, aggregate=Aggregate.POOLED, each=None)
        found = self.measured(asked, alone) or self.claimed(asked, alone)
        return found.value if found else None

    def claimed(self, asked: Asked, clause: Clause) -> Claimed | None:
        """What a report claims of the clause without counts; asked only where there are none."""
        return self.claims.on(asked.contract, asked.label, clause, received_sources(clause))

    def other(self, asked: Asked, clause: Clause, source: Source) -> Measured | None:
        """What another source of received figures says on the same clause."""
        provider = self.received.get(source)
        form = formula_of(asked.contract, clause)
        return self._measured(asked, clause, form, [provider]) if provider else None

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
        provider, form = self.received.get(source), formula_of(asked.contract, clause)
        if provider is None:
            return Summed()
        inside = _narrowed(provider, clause)
        assert isinstance(inside, LakeSource)
        scope = scope_of(asked.contract, clause)
        return inside.summed(form.base_counts, scope, days or asked.period, self.as_of)

    def sums_on(self, asked: Asked, clause: Clause, days: Period) -> list[Sums]:
        """The clause's counts on some days, from the sources it is judged on."""
        form = formula_of(asked.contract, clause)
        scope = scope_of(asked.contract, clause)
        found = [p.tallies(form.base_counts, scope, days, self.as_of) for p in self._providers(clause, asked)]
        return [each for sums in found for each in sums if each.totals]

    def volume(self, asked: Asked, name: str) -> int | None:
        """A billed volume, as the vendor reported it."""
        provider = self.received.get(Source.VENDOR)
        if provider is None:
            return None
        scope = Scope(asked.contract.vendor, **asked.contract.scope)
        sums = provider.tallies([name], scope, asked.period, self.as_of)
        return sums[0].totals.get(name) if sums else None

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
        wanted = [self.received[source] for source in _RECEIVED[clause.source] if source in self.received]
        if clause.source is ClauseSource.AUDITS:
            logged = self.audits.get(asked.contract.vendor)
            return [*([logged] if logged else []), *wanted]
        if len(wanted) < 2:
            return list(wanted)
        first = [p for p in wanted if _has(p, clause, asked, self.as_of)]
        return list(first[:1])

    def _measured(
        self, asked: Asked, clause: Clause, form: Formula, providers: Sequence[Provider]
    ) -> Measured | None:
        """The clause's figure over its window; sites apart where the worst or the mean of them counts."""
        if clause.floor_rule is FloorRule.CARRY_FORWARD:
            return self._carried(asked, clause, form, providers)
        labels = labels_in(clause.window, asked.label)
        if is_by_day(form, clause) and (found := self._from_days(asked, clause, form, providers, labels)):
            return found
        if len(labels) == 1:
            month = asked.contract.month_rule.month(asked.label)
            return measure(form, self._sums(clause, asked, form, providers, month), clause.aggregate)
        months = [
            _one(self._sums(clause, asked, form, providers, asked.contract.month_rule.month(each)))
            or self._earlier(clause, asked, form, each)
            for each in labels
        ]
        return over_months(form, months)

    def _carried(
        self, asked: Asked, clause: Clause, form: Formula, providers: Sequence[Provider]
    ) -> Measured | None:
        """The month with those that waited below the floor; None where it was not reported itself."""
        labels = labels_looked_at(asked.contract, clause, asked.label)
        months = [
            (each, add_up(sums) if sums else None)
            for each in labels
            for sums in [self._sums(clause, asked, form, providers, asked.contract.month_rule.month(each))]
        ]
        group = together(form, months, clause.volume_floor)
        found = over_months(form, [sums for _, sums in group])
        return replace(found, months=tuple(label for label, _ in group)) if found else None

    def _from_days(
        self,
        asked: Asked,
        clause: Clause,
        form: Formula,
        providers: Sequence[Provider],
        labels: Sequence[str],
    ) -> Measured | None:
        """The figure of days, with what the months they are of cover; None where no day was reported."""
        months = [asked.contract.month_rule.month(each) for each in labels]
        sums = [each for month in months for each in self._sums(clause, asked, form, providers, month)]
        asked_for = self._telling_intervals(providers) if is_by_interval(clause) else providers
        days = [_one_day(day) for month in months for day in month.each_day()]
        parts = [each for day in days for each in self._sums(clause, asked, form, asked_for, day)]
        found = from_days(form, clause, parts)
        if found is None or not sums:
            return found
        whole = add_up(sums).coverage
        # Days of which there are no intervals are days that are missing.
        there = min(whole.have, len({each.period for each in parts}))
        return replace(found, tally=replace(found.tally, coverage=Have(there, whole.expected)))

    def _telling_intervals(self, providers: Sequence[Provider]) -> list[Provider]:
        """The same sources with intervals apart; those that know none are left out."""
        received = [provider for provider in providers if isinstance(provider, LakeSource)]
        return [self.intervals[provider.books.source] for provider in received]

    def _earlier(self, clause: Clause, asked: Asked, form: Formula, label: str) -> Sums | None:
        """A month taken over with its counts, for a window that reaches back before our own figures."""
        counts = self.history.get((asked.contract.code, label, clause.code))
        totals = spread(form, *counts) if counts else None
        if totals is None:
            return None
        period = asked.contract.month_rule.month(label)
        scope, flags = scope_of(asked.contract, clause), frozenset({Flag.ASSERTED})
        return Sums(scope, period, "history", totals, coverage=Have(period.days, period.days), flags=flags)

    def _sums(
        self, clause: Clause, asked: Asked, form: Formula, providers: Sequence[Provider], period: Period
    ) -> list[Sums]:
        scope = scope_of(asked.contract, clause)
        sums: list[Sums] = []
        for provider in providers:
            source = _narrowed(provider, clause)
            sums += source.tallies(form.base_counts, scope, period, self.as_of)
        return [each for each in sums if any(name in each.totals for name in form.base_counts)]

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


def looks_ahead(contract: Contract) -> timedelta:
    """How far its counts look past the days they are of."""
    day = Period(date.min, date.min + timedelta(days=1))
    after = window_after(day, sorted(_counts(contract)))
    return timedelta(days=after.days) if after else timedelta()


def received_sources(clause: Clause) -> tuple[Source, ...]:
    """The sources of received figures a clause may be judged on, the first that speaks counting."""
    return _RECEIVED.get(clause.source, ())


def formula_of(contract: Contract, clause: Clause) -> Formula:
    """The clause's indicator in its variant, parameters filled in."""
    return formula(indicators_of(contract)[clause.indicator], clause.variant, clause.params)


def _counts(contract: Contract) -> set[str]:
    """Every base count the contract's clauses, caps and fee need."""
    names = {name for clause in contract.clauses for name in formula_of(contract, clause).base_counts}
    for clause in contract.clauses:
        if clause.cap_if:
            cap = replace(
                clause,
                indicator=clause.cap_if.indicator,
                variant=clause.cap_if.variant,
                params=clause.cap_if.params,
            )
            names |= set(formula_of(contract, cap).base_counts)
    fee = contract.settlement.fee.volume if contract.settlement else None
    return names | ({fee} if fee else set())


def _narrowed(provider: Provider, clause: Clause) -> Provider:
    """The provider inside the clause's hours, site by site where it asks for that."""
    bit = bit_of(clause)
    inside = provider.where(bit.name) if bit and isinstance(provider, LakeSource) else provider
    pooled = clause.aggregate is Aggregate.POOLED or is_by_interval(clause)
    return inside if pooled else inside.by("site")


def _has(provider: LakeSource, clause: Clause, asked: Asked, as_of: date) -> bool:
    """Whether a source reported anything on the clause in the month."""
    counts = formula_of(asked.contract, clause).base_counts
    sums = provider.tallies(counts, scope_of(asked.contract, clause), asked.period, as_of)
    return any(each.totals for each in sums) or clause.window is not Window.MONTH


def _contracts(asked: Sequence[Asked]) -> list[Contract]:
    return list({(a.contract.code, a.contract.version): a.contract for a in asked}.values())


def _span(periods: Sequence[Period]) -> Period:
    return Period(min(p.start for p in periods), max(p.end for p in periods))


def _one_day(day: date) -> Period:
    return Period(day, day + timedelta(days=1))


def _one(sums: Sequence[Sums]) -> Sums | None:
    return sums[0] if sums else None
