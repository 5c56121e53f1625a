"""A judged clause as the pages say it: its figure, its edition, its points, its row of the scorecard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from core.language import _, current
from core.tally import Flag
from services.judging.month_result import ClauseLine, MonthResult, TrendMonth
from sla.judging.verdict import Judgement
from sla.points.month import ItemScore, Standing
from ui import formats, report_words, tables, verdicts
from ui.judged import clause_words
from ui.sentences import ClauseFigure, Edition
from ui.tables import Bar, Point


def figure_of(line: ClauseLine) -> ClauseFigure:
    """The clause's figure with what it is made of."""
    found = judged_figure(line.judgement, line.name.in_(current()), line.n, not line.formula.is_count)
    return replace(found, of_time=line.formula.is_of_time, source=clause_words.source_name(line.clause))


def judged_figure(judgement: Judgement, name: str, n: int | None, counts: bool = True) -> ClauseFigure:
    """A judgement in the words of a page; `counts` False leaves numerator and denominator out.

    `n` is what it is a sample of, None for a plain count.
    """
    return ClauseFigure(
        clause=name,
        value=judgement.value,
        unit=judgement.unit.value,
        verdict=judgement.verdict,
        comparison=judgement.comparison.value,
        target=judgement.target,
        minimum=judgement.minimum,
        numerator=whole(judgement.numerator) if counts else None,
        denominator=whole(judgement.denominator) if counts else None,
        n=n,
        flags=judgement.flags,
    )


def edition_of(result: MonthResult) -> Edition:
    """Vendor and contract, month, state and version, as every copied sentence says them."""
    contract, lang = result.contract, current()
    whose = f"{report_words.vendor_name(contract.vendor)} {contract.name.in_(lang)}"
    return Edition(whose, result.label, result.state, contract.version)


def whole(value: Fraction | None) -> int | None:
    """A count as a whole number; None where it is none."""
    return int(value) if value is not None and value.denominator == 1 else None


def most_lost(lines: Sequence[ClauseLine]) -> Fraction:
    """The points the costliest clause lost."""
    return max((_lost(line) or Fraction() for line in lines), default=Fraction())


def points_text(item: ItemScore | None) -> str:
    """`27.60 / 30`; a dash where the clause earns none or its weight went to the others."""
    if item is None or item.earned is None:
        return formats.DASH
    return f"{formats.number(item.earned)} / {formats.number(item.weight, _digits(item.weight))}"


def made_of(line: ClauseLine) -> str | None:
    """The numerator over the denominator, as counted; None for a plain count or where nothing was."""
    judgement = line.judgement
    if judgement.numerator is None or judgement.denominator is None or line.formula.is_count:
        return None
    parts = (judgement.numerator, judgement.denominator)
    if line.formula.is_of_time:
        return " / ".join(formats.hours(part) for part in parts)
    return " / ".join(formats.number(part, 0 if part.denominator == 1 else 2) for part in parts)


def bound_text(line: ClauseLine, bound: Fraction | None, in_cell: bool = False) -> str:
    """A target or a minimum with its sign."""
    judgement = line.judgement
    return formats.target(judgement.comparison.value, bound, judgement.unit.value, in_cell=in_cell)


def moved_weight(lines: Sequence[ClauseLine]) -> list[ClauseLine]:
    """The clauses without a figure whose weight the others carry this month."""
    return [line for line in lines if line.item and line.item.standing is Standing.REDISTRIBUTED]


def table(result: MonthResult) -> pd.DataFrame:
    """The scorecard: a row a clause, by its code; every figure already written.

    That the month is in progress is said once, above it.
    """
    return pd.DataFrame(
        [
            {
                "clause": line.name.in_(current()),
                "figure": formats.short(
                    line.judgement.value, line.judgement.unit.value, against=line.judgement.target
                ),
                "n": clause_words.taken_over(line, result) or formats.count(line.n),
                "target": bound_text(line, line.judgement.target, in_cell=True),
                "minimum": bound_text(line, line.judgement.minimum, in_cell=True),
                "verdict": verdicts.plain(line.judgement.verdict, line.judgement.flags - {Flag.IN_PROGRESS}),
                "points": points_text(line.item),
                "lost": formats.number(_lost(line)),
                "trend": [float(month.value) for month in line.trend if month.value is not None],
            }
            for line in result.lines
        ],
        index=[line.clause.code for line in result.lines],
    )


def pareto(lines: Sequence[ClauseLine]) -> pd.DataFrame:
    """What each clause cost, most first."""
    lost = [(line.name.in_(current()), _lost(line) or Fraction()) for line in lines]
    return tables.pareto([(name, points) for name, points in lost if points > 0], "points")


def bullets(lines: Sequence[ClauseLine]) -> dict[str, pd.DataFrame]:
    """Unit → how far from target, for the clauses that have a figure."""
    return tables.bullets(Bar(figure_of(line)) for line in lines if line.judgement.value is not None)


def past(line: ClauseLine) -> pd.DataFrame:
    """The clause's months, for the line picture."""
    frame = tables.line(Point(month.label, _past_figure(line, month)) for month in line.trend)
    if any(month.is_history for month in line.trend):
        marks = [f" {_('(taken over, not judged here)')}" if month.is_history else "" for month in line.trend]
        frame["word"] = frame["word"] + pd.Series(marks, index=frame.index)
    return frame


def taken_over_months(lines: Iterable[ClauseLine]) -> str | None:
    """Which months of these sparklines were taken over as they were settled: a sparkline has no marks."""
    months = sorted({month.label for line in lines for month in line.trend if month.is_history})
    if not months:
        return None
    named = _(", ").join(map(formats.month, months))
    return _("Months of the trend taken over, not judged here: {months}").format(months=named)


def _lost(line: ClauseLine) -> Fraction | None:
    return line.item.lost if line.item else None


def _past_figure(line: ClauseLine, month: TrendMonth) -> ClauseFigure:
    this = figure_of(line)
    return ClauseFigure(
        this.clause, month.value, this.unit, month.verdict, this.comparison, month.target or this.target
    )


def _digits(weight: Fraction) -> int:
    return 0 if weight.denominator == 1 else 2
