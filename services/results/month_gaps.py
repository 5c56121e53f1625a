"""What a month's figures still lack: clauses without any, days that did not come in, rows turned away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from core.tally import Flag
from core.text import Text
from core.verdict import Verdict
from services.judging.month_result import ClauseLine, MonthResult
from sla.judging.verdict import Circumstances, is_maturing
from sla.terms.contract import ClauseSource


class GapKind(StrEnum):
    """What is missing; the worst first."""

    #: Nothing was reported.
    NO_FIGURES = "no_figures"
    #: What was reported cannot be put together into one figure.
    NOT_AGGREGABLE = "not_aggregable"
    #: What was reported contradicts itself.
    INVALID = "invalid"
    #: Some days of the time judged did not come in.
    DAYS = "days"
    #: All days are there, but rows were turned away, counts are uneven, or an entry waits for approval.
    PARTS = "parts"
    #: All is there, but the time has not passed in which it can still change: repeats within 7 days.
    MATURING = "maturing"


@dataclass(frozen=True)
class Gap:
    """One clause whose figure is not there, or not whole."""

    clause: str
    name: Text
    kind: GapKind
    #: Whose figures it is judged on.
    source: ClauseSource
    #: Days that are there and days there should be; both 0 where days are not counted.
    have: int = 0
    expected: int = 0


def gaps(result: MonthResult) -> tuple[Gap, ...]:
    """What the month lacks, the worst first, then in the contract's order."""
    found = [
        Gap(line.clause.code, line.name, kind, line.clause.source, *_days(line))
        for line in result.lines
        if (kind := _kind(line, result)) is not None
    ]
    order = list(GapKind)
    return tuple(sorted(found, key=lambda gap: order.index(gap.kind)))


def without_figures(found: Collection[Gap]) -> list[Gap]:
    """The clauses that have no figures at all."""
    return [gap for gap in found if gap.kind in _WITHOUT]


def _kind(line: ClauseLine, result: MonthResult) -> GapKind | None:
    said = line.judgement
    if said.verdict is Verdict.NOT_REPORTED:
        return GapKind.NOT_AGGREGABLE if said.hindrance else GapKind.NO_FIGURES
    if said.verdict is Verdict.INVALID:
        return GapKind.INVALID
    if Flag.PROVISIONAL not in said.flags:
        return None
    if not said.coverage.complete:
        return GapKind.DAYS
    known = Circumstances(result.period, result.as_of)
    return GapKind.MATURING if is_maturing(line.formula, known) else GapKind.PARTS


def _days(line: ClauseLine) -> tuple[int, int]:
    return line.judgement.coverage.have, line.judgement.coverage.expected


_WITHOUT = (GapKind.NO_FIGURES, GapKind.NOT_AGGREGABLE, GapKind.INVALID)
