"""Judge and score one contract's month from its sources: pure glue over sla/, nothing is kept here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Protocol

from core.tally import Have
from core.text import Text
from core.verdict import Verdict
from services.contracts.asked import FORECASTS, Asked, cuts_months, least_billed, unit_of
from services.judging.agreed import agreed_amounts, agreed_points
from services.judging.baselines import Based, based
from services.judging.credit_facts import Before, misses_of
from services.judging.cut_clause import as_cut
from services.judging.days_told import days_told
from services.judging.disputes import clause_of, contested, reported_alike
from services.judging.month_result import ClauseLine, OtherSource
from services.judging.relieving import with_relief
from services.judging.sources import Sources
from sla.judging.campaign import campaign_is_due, campaign_words, of_campaign
from sla.judging.part_month import floor_in_part, floor_words
from sla.judging.ramp import ramp_words, ramped
from sla.judging.tally import Measured
from sla.judging.targets import held as by_scope
from sla.judging.verdict import Circumstances, Judgement, judge
from sla.load import indicators_of
from sla.money.deductions import MoneyInput
from sla.money.settlement import Payable, settle
from sla.points.month import Booking, MonthInput, MonthScore, month_score
from sla.terms.contract import Clause, scope_of
from sla.terms.review import ScoredOn
from sla.terms.scoring import Manual
from sla.terms.window import is_due

#: What a month is told that only leads up to the one a quarter is judged in.
_NOT_DUE = Text("按整季考核，季末月才判定", "Judged once a quarter, in its last month")


class Earlier(Protocol):
    """What is known of earlier months."""

    def values(self, contract: str, clause: str, before: str) -> Sequence[Fraction | None]:
        """A clause's values in the months before, latest first."""
        ...


@dataclass(frozen=True)
class Scored:
    """A month's points and money, with everything beside the judgements that they were made of."""

    given: MonthInput
    score: MonthScore | None
    money: MoneyInput
    payable: Payable | None


def judged(asked: Asked, sources: Sources, past: Earlier) -> list[ClauseLine]:
    """Every clause of the contract judged for the month, in the contract's order."""
    found = based(asked, sources)
    return [
        with_relief(found.asked, before_relief(found, clause, sources, past), sources)
        for clause in found.asked.contract.clauses
    ]


def scored(
    asked: Asked, lines: Sequence[ClauseLine], sources: Sources, before: Before | None = None
) -> Scored:
    """The month's score and settlement; None where the contract gives no points, or settles nothing.

    `before`: what credits go by of the months before.
    """
    judgements = {line.clause.code: line.judgement for line in lines}
    agreed = sources.agreed.get((asked.contract.code, asked.label), ())
    late = sources.late.get((asked.contract.code, asked.label), ())
    given = MonthInput(
        judgements,
        _triggers(asked, sources),
        _given(asked, sources),
        _bookings(asked, sources),
        agreed_points(agreed),
        late,
    )
    money = MoneyInput(
        asked.label,
        _volume(asked, sources),
        judgements,
        _events(asked, sources),
        _booked(asked, sources),
        misses_of(asked.contract, asked.label, lines, before or Before(), _causes(asked, sources)),
        agreed_amounts(agreed, asked.contract.currency),
        _forecast(asked, sources),
        _exit_day(asked, sources),
        late,
        _volume_days(asked, sources),
        bill_follows=sources.bills.get((asked.contract.code, asked.label)),
    )
    return with_money(asked, given, money)


def with_money(asked: Asked, given: MonthInput, money: MoneyInput) -> Scored:
    """Score and settlement from inputs already gathered: how a kept run is read back."""
    contract = asked.contract
    score = month_score(contract, given) if any(c.weight is not None for c in contract.clauses) else None
    total = score.total if score else None
    money = replace(money, met_is_free=asked.rules.met_is_free)
    return Scored(given, score, money, settle(contract, total, money))


def before_relief(found: Based, clause: Clause, sources: Sources, past: Earlier) -> ClauseLine:
    """One clause as the month's figures alone judge it: by its window, hours, days, sites and target row; in
    a month that an amendment cuts, as that says.

    While it is contested, on the figures the contract says."""
    return _cut(found, clause, _on_the_month(found, clause, sources, past), sources, past)


def _cut(found: Based, clause: Clause, line: ClauseLine, sources: Sources, past: Earlier) -> ClauseLine:
    """The line as an amendment within the month has it judged; as it is where none cuts the month."""
    if clause.cut is None:
        return line
    earlier = past.values(found.asked.contract.code, clause.code, found.asked.label)
    held = floor_in_part(found.asked.contract, clause, found.asked.label, _exit_day(found.asked, sources))
    return as_cut(found.asked, held, line, sources, earlier)


def _on_the_month(found: Based, clause: Clause, sources: Sources, past: Earlier) -> ClauseLine:
    """The clause on the month as a whole, while it is contested on the figures the contract says."""
    asked, own = found.asked, _line(found, clause, sources, past)
    rule = asked.contract.disputes
    paper = sources.disputed.get((asked.contract.code, asked.label), {}).get(clause.code)
    if rule is None or paper is None or own.judgement.verdict is Verdict.NOT_APPLICABLE:
        return own
    alone = _cut(found, clause, own, sources, past).judgement
    if rule.scored_on is ScoredOn.UNDISPUTED:
        alike = reported_alike(asked, clause, sources)
        return contested(own, _line(found, clause, sources, past, (alike,)), rule.scored_on, paper, alone)
    other = clause_of(clause, rule.scored_on)
    return contested(own, _line(found, other, sources, past), rule.scored_on, paper, alone)


def _line(
    found: Based,
    clause: Clause,
    sources: Sources,
    past: Earlier,
    part: tuple[Measured | None] | None = None,
) -> ClauseLine:
    """The clause judged; `part`: on this part of its figure, not at all where that is None."""
    asked = found.asked
    form = sources.formula(asked, clause)
    earlier = past.values(asked.contract.code, clause.code, asked.label)
    due = is_due(clause.window, asked.label) and campaign_is_due(clause, asked.period)
    waived = Verdict.NOT_APPLICABLE if not due or found.lacks_target(clause) else None
    if part == (None,) and waived is None:
        waived = Verdict.EXCUSED
    known = Circumstances(asked.period, sources.as_of, waived=waived, earlier=earlier)
    known = of_campaign(known, clause, asked.period)
    measured = part[0] if part else sources.measured(asked, clause)
    if part is None and measured is None and (claimed := sources.claimed(asked, clause)):
        known = replace(known, asserted=claimed.value, asserted_by=claimed.origins)
    scope = scope_of(asked.contract, clause)
    by_gap = asked.rules.worst_by_gap
    near = by_scope(asked.contract, clause, asked.label, scope, measured, unit_of(clause, form), by_gap)
    clause, measured = near.clause, near.measured
    held = floor_in_part(asked.contract, clause, asked.label, _exit_day(asked, sources))
    judged = judge(ramped(asked.contract, held, asked.label), form, measured, known)
    told = campaign_words(clause, asked.period)
    if not clause.campaign:
        told = ramp_words(asked.contract, clause, form, asked.label) if due else (_NOT_DUE,)
    based_on = (*near.steps, *found.steps.get(clause.code, ()), *floor_words(clause, held))
    told = (*days_told(asked, clause, sources), *based_on, *told)
    judgement = replace(judged, steps=(*told, *judged.steps)) if told else judged
    return ClauseLine(
        clause,
        indicators_of(asked.contract)[clause.indicator],
        form,
        scope,
        judgement,
        others=_others(asked, clause, sources, judgement),
    )


def _others(asked: Asked, clause: Clause, sources: Sources, judgement: Judgement) -> tuple[OtherSource, ...]:
    """What the other sources say, where they say anything on exactly these counts."""
    found = [(source, sources.other(asked, clause, source)) for source in sources.others(clause)]
    return tuple(
        OtherSource(source.value, each.value, each.numerator, each.denominator)
        for source, each in found
        if each is not None
    )


def _triggers(asked: Asked, sources: Sources) -> dict[str, Fraction]:
    found = {c.code: sources.trigger(asked, c) for c in asked.contract.clauses if c.cap_if}
    return {code: value for code, value in found.items() if value is not None}


def _given(asked: Asked, sources: Sources) -> dict[str, Fraction]:
    """The points a person gave to clauses that are scored by hand."""
    figures = sources.given(asked)
    manual = [clause.code for clause in asked.contract.clauses if isinstance(clause.score, Manual)]
    return {code: Fraction(figures[code].numerator) for code in manual if code in figures}


def _bookings(asked: Asked, sources: Sources) -> tuple[Booking, ...]:
    clauses = {clause.code for clause in asked.contract.clauses}
    return tuple(
        Booking(event.code, None if event.points is None else Fraction(event.points), event.times, event.what)
        for event in sources.booked(asked)
        if event.code not in clauses
    )


def _events(asked: Asked, sources: Sources) -> dict[str, int]:
    times: dict[str, int] = {}
    for event in sources.booked(asked):
        times[event.code] = times.get(event.code, 0) + event.times
    return times


def _booked(asked: Asked, sources: Sources) -> dict[str, int]:
    """The amounts events named themselves, in cents, each as often as it happened."""
    cents: dict[str, int] = {}
    for event in sources.booked(asked):
        if event.cents is not None:
            cents[event.code] = cents.get(event.code, 0) + event.cents * event.times
    return cents


def _causes(asked: Asked, sources: Sources) -> dict[str, str]:
    """Clause → the incident its miss of the month was laid to."""
    found = sources.causes.get((asked.contract.code, asked.label), ())
    return {each.clause: each.incident for each in found}


def _volume(asked: Asked, sources: Sources) -> int | None:
    rules = asked.contract.settlement
    return sources.volume(asked, rules.fee.volume) if rules and rules.fee.volume else None


def _volume_days(asked: Asked, sources: Sources) -> Have | None:
    """Of how many days the billed volume is, where some are missing."""
    rules = asked.contract.settlement if asked.rules.billed_days else None
    return sources.volume_days(asked, rules.fee.volume) if rules and rules.fee.volume else None


def _forecast(asked: Asked, sources: Sources) -> int | None:
    """The month's forecast, where the contract bills a share of it in any case."""
    rule = least_billed(asked.contract)
    found = (sources.volume(asked, name, rule.source) for name in FORECASTS) if rule else ()
    return next((count for count in found if count is not None), None)


def _exit_day(asked: Asked, sources: Sources) -> date | None:
    """The vendor's last day, where it cuts this month's fee."""
    last = sources.last_days.get(asked.contract.code) if cuts_months(asked.contract) else None
    return last if last and last in asked.period else None
