"""Months below a volume floor that are carried into later ones: which are counted together."""

from __future__ import annotations

from collections.abc import Sequence

from core.period import labels_between
from core.tally import Sums
from sla.judging.tally import form_tally
from sla.terms.contract import Clause, Contract
from sla.terms.floor import FloorRule
from sla.terms.indicator import Formula
from sla.terms.window import labels_in


def labels_looked_at(contract: Contract, clause: Clause, label: str) -> list[str]:
    """The months a clause may need when `label` is judged, oldest first.

    What is carried forward starts with the version's first month, so that the same months are always counted
    together, whichever of them is asked for.
    """
    if clause.campaign:
        month = contract.month_rule.month(label)
        spans = clause.campaign.looked_at(month)
        days = [day for span in spans for day in (span.start, min(span.last_day, month.last_day))]
        return labels_between(contract.month_rule.month_of(min(days)).label, label) if days else [label]
    if clause.floor_rule is not FloorRule.CARRY_FORWARD:
        return labels_in(clause.window, label)
    first = contract.month_rule.month_of(contract.effective.start).label
    return labels_between(min(first, label), label)


def together(
    formula: Formula, months: Sequence[tuple[str, Sums | None]], floor: int
) -> list[tuple[str, Sums]]:
    """The months counted together when the last of them is judged: itself, and those that have waited since
    the floor was last reached. Months without all the counts are left out; nothing where the last is one."""
    waiting: list[tuple[str, Sums]] = []
    n = 0
    for label, sums in months:
        if n >= floor:
            waiting, n = [], 0
        tally = form_tally(formula, sums) if sums else None
        if sums and tally:
            waiting.append((label, sums))
            n += tally.n
    return waiting if waiting and waiting[-1][0] == months[-1][0] else []
