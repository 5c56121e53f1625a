"""What a file would move in months that have figures, as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from core.language import _
from core.rounding import rounded
from core.text import Lang
from core.verdict import LOOKS, Verdict

if TYPE_CHECKING:
    from services.judging.moved import MovedClause, MovedMonth


def lines(months: Sequence[MovedMonth], lang: Lang) -> Iterator[str]:
    """A line for each month with its total, one below it for each clause: old → new."""
    for month in months:
        said = _("{contract} {month}: total {before} → {after}")
        if month.is_final:
            said = _("{contract} {month} is final and stays; a corrected edition would go {before} → {after}")
        yield said.format(
            contract=month.contract,
            month=month.label,
            before=_points(month.total_before),
            after=_points(month.total_after),
        )
        for clause in month.clauses:
            yield "  " + _clause(clause, lang)


def _clause(moved: MovedClause, lang: Lang) -> str:
    figures = f"{_value(moved.values[0])} → {_value(moved.values[1])}"
    verdicts = " → ".join(_verdict(each, lang) for each in moved.verdicts)
    line = f"{moved.clause} {moved.name.in_(lang)}: {figures}, {verdicts}"
    if moved.points_before is None and moved.points_after is None:
        return line
    points = _("{before} → {after} points").format(
        before=_points(moved.points_before), after=_points(moved.points_after)
    )
    return f"{line}, {points}"


def _verdict(verdict: Verdict | None, lang: Lang) -> str:
    if verdict is None:
        return "–"
    return f"{LOOKS[verdict].sign} {LOOKS[verdict].word.in_(lang)}"


def _value(value: object) -> str:
    return "–" if value is None else f"{rounded(value, 2)}"  # type: ignore[arg-type]


def _points(points: Decimal | None) -> str:
    return "–" if points is None else f"{points}"
