"""The strip over a scorecard: score, payable, clauses missed, points lost, clauses with figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from core.language import _
from core.tally import Flag
from core.verdict import Verdict
from services.month_result import ClauseLine, MonthResult
from ui import clause_figures, formats, results, tables
from ui.layout import Figure

_SILENT = frozenset({Verdict.NOT_REPORTED, Verdict.INVALID})


def strip(result: MonthResult) -> list[Figure]:
    """At most five figures; what the contract does not have is left out."""
    figures = [
        _score(result) if result.score else None,
        _payable(result) if result.settled else None,
        _missed(result.lines),
        _lost(result.lines) if result.score else None,
        _reported(result.lines),
    ]
    return [figure for figure in figures if figure]


def _score(result: MonthResult) -> Figure:
    score = result.score
    assert score is not None
    past = [
        each.score.total for each in results.past_scores(result.contract.code, result.label) if each.score
    ]
    before = past[-2] if len(past) > 1 else None
    return Figure(
        _("Score of {full}").format(full=formats.number(score.full_mark, 0)),
        formats.number(score.total),
        gap=None if before is None else formats.gap(score.total, before, "points"),
        good=None if before in (None, score.total) else score.total > before,
        trend=tables.trend(past),
        help=_("The change is against the month before."),
    )


def _payable(result: MonthResult) -> Figure:
    settled = result.settled
    assert settled is not None
    said = None
    if settled.coefficient is not None:
        said = _("coefficient {c}").format(c=formats.number(settled.coefficient))
    return Figure(_("Payable"), formats.money(settled.payable), gap=said)


def _missed(lines: Sequence[ClauseLine]) -> Figure:
    judged = [line for line in lines if line.judgement.is_judged]
    below = [line for line in lines if line.judgement.verdict is Verdict.BELOW_TARGET]
    return Figure(
        _("Clauses missed"),
        _("{n} of {all}").format(n=len(clause_figures.missed(lines)), all=len(judged)),
        gap=_("{n} below target").format(n=len(below)) if below else None,
        help=_("Missed: beyond the minimum, or beyond the target where the contract names no minimum."),
    )


def _lost(lines: Sequence[ClauseLine]) -> Figure:
    lost = [clause_figures.points_lost(line.item) or Fraction() for line in lines]
    return Figure(_("Points lost"), formats.number(sum(lost, Fraction())))


def _reported(lines: Sequence[ClauseLine]) -> Figure:
    there = [line for line in lines if line.judgement.verdict not in _SILENT]
    waiting = [line for line in there if Flag.PROVISIONAL in line.judgement.flags]
    return Figure(
        _("Clauses with figures"),
        _("{n} of {all}").format(n=len(there), all=len(lines)),
        gap=_("{n} provisional").format(n=len(waiting)) if waiting else None,
        help=_("Provisional: days are still missing, or an entry waits for approval."),
    )
