"""From exact values to the small frames that pictures draw. Floats appear here, as positions on a screen.

Every figure a person reads is written by ui.formats into a text column beside its position.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd

from core.language import current
from core.money import Money
from core.tally import Flag
from core.text import Lang, Text
from core.verdict import LOOKS
from ui import formats, verdicts
from ui.formats import Exact
from ui.sentences import ClauseFigure, target_words

#: What is written beside a bar: what was lost, and its share together with those above.
_RUNNING = Text("{lost}，累计 {share}", "{lost}, cumulative {share}")
#: How far an axis reaches beyond the longest bar, for those words.
_ROOM = 1.5


@dataclass(frozen=True)
class Cell:
    """One vendor's (or contract's) figure on one clause: a cell of the heat map."""

    vendor: str
    figure: ClauseFigure
    #: Codes for the click; the names above are what is read.
    vendor_code: str = ""
    clause_code: str = ""
    #: Points lost; None where the clause carries none.
    lost: Exact | None = None


@dataclass(frozen=True)
class Point:
    """A clause's figure in one month or on one day."""

    #: 'YYYY-MM' or 'YYYY-MM-DD'.
    when: str
    figure: ClauseFigure


@dataclass(frozen=True)
class Bar:
    """A clause for the bullet picture; `low` and `high` where it is a sample."""

    figure: ClauseFigure
    low: Exact | None = None
    high: Exact | None = None


@dataclass(frozen=True)
class Step:
    """A step from gross to payable: a total stands by itself, another amount adds or takes away."""

    label: str
    amount: Money
    is_total: bool = False


@dataclass(frozen=True)
class Side:
    """One of several figures of the same thing; `side` is one of the codes of ui.charts.dumbbell."""

    label: str
    side: str
    side_name: str
    value: Exact
    unit: str
    n: int | None = None


def heat(cells: Iterable[Cell], lang: Lang | None = None) -> pd.DataFrame:
    """Rows for Picture.HEAT; vendors and clauses that lose most points come first."""
    lang, cells = lang or current(), list(cells)
    vendors = _ranks((cell.vendor, cell.lost) for cell in cells)
    clauses = _ranks((cell.figure.clause, cell.lost) for cell in cells)
    return pd.DataFrame(
        [
            {
                "vendor": cell.vendor,
                "clause": cell.figure.clause,
                "vendor_code": cell.vendor_code,
                "clause_code": cell.clause_code,
                "vendor_rank": vendors[cell.vendor],
                "clause_rank": clauses[cell.figure.clause],
                "lost": formats.number(cell.lost),
                **_said(cell.figure, lang, short=True),
            }
            for cell in cells
        ]
    )


def line(points: Iterable[Point], lang: Lang | None = None) -> pd.DataFrame:
    """Rows for Picture.LINE, in the order given; a month without a figure leaves a gap."""
    lang = lang or current()
    return pd.DataFrame(
        [
            {
                "when": point.when,
                "value": _position(point.figure.value),
                "target": _position(point.figure.target),
                "minimum": _position(point.figure.minimum),
                "restated": Flag.RESTATED in frozenset(point.figure.flags),
                **_said(point.figure, lang),
            }
            for point in points
        ]
    )


def bullets(bars: Iterable[Bar], lang: Lang | None = None) -> dict[str, pd.DataFrame]:
    """Unit → rows for Picture.BULLET: clauses of one unit share a picture, so that its axis has one."""
    lang = lang or current()
    rows: dict[str, list[dict[str, object]]] = {}
    for rank, bar in enumerate(bars):
        row = {
            "label": bar.figure.clause,
            "value": _position(bar.figure.value),
            "target": _position(bar.figure.target),
            "minimum": _position(bar.figure.minimum),
            "low": _position(bar.low),
            "high": _position(bar.high),
            "rank": rank,
            **_said(bar.figure, lang),
        }
        rows.setdefault(bar.figure.unit, []).append(row)
    return {unit: pd.DataFrame(of_unit) for unit, of_unit in rows.items()}


def calendar(days: Iterable[tuple[date, ClauseFigure]], lang: Lang | None = None) -> pd.DataFrame:
    """Rows for Picture.CALENDAR; each day with its figure and where it stands to the target."""
    lang = lang or current()
    return pd.DataFrame(
        [
            {
                "date": formats.day(day),
                "day": str(day.day),
                "weekday": day.isoweekday(),
                "week": formats.day(day - timedelta(days=day.weekday())),
                **_said(figure, lang, short=True),
            }
            for day, figure in days
        ]
    )


def pareto(lost: Iterable[tuple[str, Exact]], unit: str, lang: Lang | None = None) -> pd.DataFrame:
    """Rows for Picture.PARETO: most first, each with the share it and those above make together."""
    lang = lang or current()
    ordered = sorted(((label, Fraction(value)) for label, value in lost if value), key=lambda item: -item[1])
    total, running, rows = sum((value for _label, value in ordered), Fraction()), Fraction(), []
    for rank, (label, value) in enumerate(ordered):
        running += value
        share = formats.percent(running / total * 100, lang, 0)
        text = formats.quantity(value, unit, lang, 2)
        rows.append(
            {
                "label": label,
                "lost": float(value),
                "share": share,
                "text": _RUNNING.in_(lang).format(lost=text, share=share),
                "rank": rank,
                "room": float(ordered[0][1]) * _ROOM,
            }
        )
    return pd.DataFrame(rows)


def waterfall(steps: Sequence[Step], lang: Lang | None = None) -> pd.DataFrame:
    """Rows for Picture.WATERFALL; amounts in the currency's whole units as positions, exact as text."""
    lang, running, rows = lang or current(), 0, []
    for rank, step in enumerate(steps):
        start = 0 if step.is_total else running
        running = step.amount.cents if step.is_total else running + step.amount.cents
        kind = "total" if step.is_total else "less" if step.amount.cents < 0 else "more"
        rows.append(
            {
                "label": step.label,
                "start": start / 100,
                "end": running / 100,
                "top": max(start, running) / 100,
                "kind": kind,
                "text": formats.money(step.amount, lang),
                "rank": rank,
            }
        )
    return pd.DataFrame(rows)


def dumbbell(sides: Iterable[Side], lang: Lang | None = None) -> pd.DataFrame:
    """Rows for Picture.DUMBBELL, TRIED and SAME, figures in the order given."""
    lang, ranks = lang or current(), {}
    return pd.DataFrame(
        [
            {
                "label": side.label,
                "side": side.side,
                "side_name": side.side_name,
                "value": _position(side.value),
                "figure": formats.quantity(side.value, side.unit, lang),
                "n": formats.count(side.n),
                "rank": ranks.setdefault(side.label, len(ranks)),
            }
            for side in sides
        ]
    )


def trend(values: Iterable[Exact | None]) -> list[float | None]:
    """Exact figures as the positions of a sparkline."""
    return [_position(value) for value in values]


def _said(figure: ClauseFigure, lang: Lang, short: bool = False) -> dict[str, object]:
    """What is read of a figure: written value, target, sign and words of the verdict, n."""
    return {
        "figure": (
            formats.short(figure.value, figure.unit, lang)
            if short
            else formats.quantity(figure.value, figure.unit, lang, against=figure.target)
        ),
        ("target" if short else "target_text"): target_words(figure, lang),
        "verdict": figure.verdict.value,
        "sign": LOOKS[figure.verdict].sign,
        "word": verdicts.words(figure.verdict, figure.flags, lang),
        "n": formats.count(figure.n),
    }


def _ranks(items: Iterable[tuple[str, Exact | None]]) -> dict[str, int]:
    lost: dict[str, Fraction] = {}
    for name, value in items:
        lost[name] = lost.get(name, Fraction()) + Fraction(value or 0)
    return {name: rank for rank, name in enumerate(sorted(lost, key=lambda name: -lost[name]))}


def _position(value: Exact | None) -> float | None:
    return None if value is None else float(value)
