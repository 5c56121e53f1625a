"""Verdicts from ready sums: 50 vendors × 24 months × 60 clauses × 4 sites, beside a loop of floats.

python -m benchmarks.judging [--rounds 3]

The sums of every site and month are there; timed is what is left: each clause's figure of each site, and of
the four together, exact, and its verdict. The other loop divides and compares floats and knows nothing else:
no missing figure, no minimum, no flags, no coverage. It is the floor, not a peer.
"""

from __future__ import annotations

import argparse
import random
from fractions import Fraction
from itertools import cycle, islice

from benchmarks.memory import watched
from benchmarks.side_by_side import head, in_turn, show_ratio, show_times
from core.garbage import search_paused
from core.period import calendar_month, labels_between, parse_label
from core.scope import Scope
from core.tally import Have, Sums
from core.verdict import Verdict
from sla.judging.tally import measure
from sla.judging.verdict import judge
from sla.load import catalogue
from sla.terms.contract import Clause, Comparison
from sla.terms.definition import Direction, Rollup
from sla.terms.indicator import Formula, formula

VENDORS, SITES, CLAUSES = 50, 4, 60
LABELS = labels_between("2024-01", "2025-12")
OURS, FLOATS = "judged exactly", "divided and compared in floats"
Promised = tuple[Clause, Formula]


def main() -> None:
    """Both over the same sums, in turn; memory while ours runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    promised = clauses()
    months = ready_sums(promised)
    head(f"judging: {len(months):,} vendor-months of {SITES} sites, {len(promised)} clauses")
    with watched() as before:
        in_floats(promised, months)
    with watched() as peak:
        found = exactly(promised, months)
    print(f"  {sum(found.values()):,} verdicts: " + ", ".join(f"{k} {n:,}" for k, n in sorted(found.items())))
    print(f"  memory: {before.mb} MB with the sums, {peak.mb} MB at most while judging")
    runs = {
        OURS: lambda: exactly(promised, months),
        FLOATS: lambda: in_floats(promised, months),
    }
    times = in_turn(runs, given.rounds)
    show_times(times)
    print(f"  {OURS}: {times.median(OURS):.1f} s   target < 10 s")
    show_ratio(times, OURS, FLOATS)


def clauses() -> list[Promised]:
    """Sixty clauses on ratios of the catalogue, each with a target and a minimum."""
    ratios = [
        (indicator, form)
        for indicator in catalogue().values()
        if indicator.rollup in (Rollup.RATIO, Rollup.TIME)
        and indicator.direction in (Direction.HIGHER, Direction.LOWER)
        and (form := formula(indicator)).denominator
    ]
    return [
        (_clause(f"C{at}", indicator.code, indicator.direction, form), form)
        for at, (indicator, form) in enumerate(islice(cycle(ratios), CLAUSES))
    ]


def ready_sums(promised: list[Promised]) -> list[list[Sums]]:
    """Every vendor's months, each as the sums of its sites."""
    draw = random.Random(20261122)
    names = {name: 50_000 for _, form in promised for name in form.denominator}
    names |= {name: 40_000 for _, form in promised for name in form.numerator}
    return [
        [_sums(draw, f"V{vendor}", site, label, names) for site in range(SITES)]
        for vendor in range(VENDORS)
        for label in LABELS
    ]


def exactly(promised: list[Promised], months: list[list[Sums]]) -> dict[str, int]:
    """How many of each verdict."""
    found = dict.fromkeys(Verdict, 0)
    with search_paused():
        for sites in months:
            for clause, form in promised:
                for part in (*([site] for site in sites), sites):
                    found[judge(clause, form, measure(form, part)).verdict] += 1
    return {verdict.value: n for verdict, n in found.items() if n}


def in_floats(promised: list[Promised], months: list[list[Sums]]) -> int:
    """How many are at their target, as a spreadsheet would say."""
    kept = 0
    for sites in months:
        for clause, form in promised:
            for part in (*([site] for site in sites), sites):
                top = sum(w * site.totals[n] for site in part for n, w in form.numerator.items())
                below = sum(w * site.totals[n] for site in part for n, w in form.denominator.items())
                value = float(form.scale) * top / below if below else 0.0
                more = clause.comparison is Comparison.AT_LEAST
                kept += value >= float(clause.target or 0) if more else value <= float(clause.target or 0)
    return kept


def _clause(code: str, indicator: str, direction: Direction, form: Formula) -> Clause:
    """A target that some sites reach and some do not: parts are drawn a fifth below their wholes."""
    name = catalogue()[indicator].name
    comparison = Comparison.AT_LEAST if direction is Direction.HIGHER else Comparison.AT_MOST
    target = form.scale * Fraction(4, 5)
    minimum = target * (Fraction(9, 10) if comparison is Comparison.AT_LEAST else Fraction(11, 10))
    return Clause(code, name, indicator, comparison, target=target, minimum=minimum)


def _sums(draw: random.Random, vendor: str, site: int, label: str, names: dict[str, int]) -> Sums:
    totals = {name: draw.randrange(about - 9_000, about) for name, about in sorted(names.items())}
    year, month = parse_label(label)
    return Sums(
        Scope(vendor, site=f"S{site}"),
        calendar_month(year, month),
        "vendor",
        totals,
        dict.fromkeys(names, 30),
        Have(30, 30),
    )


if __name__ == "__main__":
    main()
