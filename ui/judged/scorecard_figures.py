"""The strip over a scorecard: score, payable, clauses missed, points lost, clauses with figures."""

from __future__ import annotations

from fractions import Fraction

from core.language import _
from core.verdict import Verdict
from services.judging.month_result import MonthResult
from services.results.month_gaps import gaps, without_figures
from ui import formats, tables
from ui.judged import gaps_view, results
from ui.layout import Figure


def strip(result: MonthResult) -> list[Figure]:
    """At most five figures; what the contract does not have is left out."""
    figures = [_score(result)] if result.score else []
    figures += [_payable(result)] if result.settled else []
    return [*figures, *beside_score(result)]


def beside_score(result: MonthResult) -> list[Figure]:
    """The figures beside score and money."""
    lost = [_lost(result)] if result.score else []
    return [_missed(result), *lost, _reported(result)]


def _score(result: MonthResult) -> Figure:
    score = result.score
    assert score is not None
    months = results.past_scores(result.contract.code, result.label)
    past = [each.score.total for each in months if each.score and each.has_figures]
    before = past[-2] if len(past) > 1 else None
    return Figure(
        _("Score of {full}").format(full=formats.number(score.full_mark, 0)),
        formats.number(score.total),
        gap=None if before is None else formats.gap(score.total, before, "points"),
        good=None if before in (None, score.total) else score.total > before,
        trend=tables.trend(past),
        help=_("The change is against the month before."),
        note=_provisional(result),
    )


def _payable(result: MonthResult) -> Figure:
    settled = result.settled
    assert settled is not None
    said = None
    if settled.coefficient is not None:
        said = _("coefficient {c}").format(c=formats.number(settled.coefficient))
    amount = formats.money(settled.payable)
    return Figure(_("Payable"), amount, gap=said, note=_provisional(result))


def _provisional(result: MonthResult) -> str | None:
    return _("provisional") if gaps_view.is_provisional(result) else None


def _missed(result: MonthResult) -> Figure:
    """Of the clauses that were judged; those that were not are named beside, never counted in."""
    left_out = len(result.lines) - len(result.judged)
    below = [line for line in result.lines if line.judgement.verdict is Verdict.BELOW_TARGET]
    return Figure(
        _("Clauses missed"),
        _("{n} of {all} judged").format(n=len(result.missed), all=len(result.judged)),
        gap=_("{n} below target").format(n=len(below)) if below else None,
        note=_("{n} not judged").format(n=left_out) if left_out else None,
        help=_("Missed: beyond the minimum, or beyond the target where the contract names no minimum."),
    )


def _lost(result: MonthResult) -> Figure:
    """What the clauses cost; adjustments are no clause's loss and stand beside it."""
    score = result.score
    assert score is not None
    lost = sum((item.lost or Fraction() for item in score.items), Fraction())
    added = sum((Fraction(line.points) for line in score.adjustments), Fraction())
    return Figure(
        _("Points lost on clauses"),
        formats.number(lost),
        gap=_("adjustments {points}").format(points=formats.signed(added)) if score.adjustments else None,
        help=_("Bonuses and penalties from the daily events are not in it; they are added to the score."),
    )


def _reported(result: MonthResult) -> Figure:
    found = gaps(result)
    missing = without_figures(found)
    waiting = len(found) - len(missing)
    return Figure(
        _("Clauses with figures"),
        _("{n} of {all}").format(n=len(result.lines) - len(missing), all=len(result.lines)),
        gap=_("{n} provisional").format(n=waiting) if waiting else None,
        help=_("Provisional: days are still missing, or an entry waits for approval."),
    )
