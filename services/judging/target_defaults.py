"""Which clauses draw a default this month, by their minimum and by their rule for the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from core.period import labels_between
from core.verdict import Verdict
from sla.follow_up.default_words import TargetStanding, target_standing
from sla.follow_up.defaults import Default, defaults_of
from sla.follow_up.misses import MonthVerdict
from sla.terms.contract import Contract
from sla.terms.relief import Counters


class Verdicts(Protocol):
    """What every clause of a contract was found to be, month by month."""

    def verdicts(self, contract: str, counters: Counters) -> Mapping[str, Sequence[MonthVerdict]]:
        """Clause → its months in order, before relief or after it."""
        ...

    def booked(self, contract: str, code: str) -> Mapping[str, int]:
        """Month → how often an event of that code counted in it."""
        ...

    def points_left(self, contract: str, label: str) -> Fraction | None:
        """The service points a month left to the next one's bill; None where it left none."""
        ...


def defaults_now(past: Verdicts, contract: Contract, label: str) -> dict[str, Default]:
    """Clause → what makes this month a default of it; clauses without one are left out."""
    return defaults_in(months_upto(past, contract, label), contract, label)


def defaults_in(
    months: Mapping[str, Sequence[MonthVerdict]], contract: Contract, label: str
) -> dict[str, Default]:
    """The same from a clause's months in order, one a calendar month, `label` the last."""
    rules = {clause.code: clause.target_rule for clause in contract.clauses}
    found = {code: defaults_of(months[code], rules[code])[-1:] for code in rules if code in months}
    return {code: last[0] for code, last in found.items() if last and last[0].label == label}


def target_standings(past: Verdicts, contract: Contract, label: str) -> dict[str, TargetStanding]:
    """Clause → how often it was below target and how far it is from a default; only clauses with a rule."""
    months = months_upto(past, contract, label)
    return {
        clause.code: target_standing(months[clause.code], clause.target_rule)
        for clause in contract.clauses
        if clause.target_rule and clause.code in months
    }


def months_upto(past: Verdicts, contract: Contract, label: str) -> dict[str, list[MonthVerdict]]:
    """Clause → its months up to `label`, one a calendar month: a month nobody judged takes its place."""
    known = past.verdicts(contract.code, contract.counters)
    return {clause: filled for clause, months in known.items() if (filled := _filled(months, label))}


def _filled(months: Sequence[MonthVerdict], label: str) -> list[MonthVerdict]:
    held = {month.label: month for month in months if month.label <= label}
    if not held:
        return []
    every = labels_between(min(held), label)
    return [held.get(each) or MonthVerdict(each, Verdict.NOT_REPORTED) for each in every]
