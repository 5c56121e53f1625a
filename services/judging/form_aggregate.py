"""How the scores of several audits become one where the contract does not say: as their forms do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from core.period import Period
from core.text import Text
from qa.tallies import CountRow, CountSource
from services.contracts.asked import Asked, formula_of
from sla.load import indicators_of
from sla.terms.contract import Clause, ClauseSource, scope_of
from sla.terms.indicator import Formula
from sla.terms.window import labels_in

_POINTS = "form_points_possible"
#: What is divided by where points or scores are, not calls.
_OF_POINTS = frozenset({_POINTS, "audit_points_applicable", "shop_points_applicable"})
_SCORES = Text(
    "合同未指明汇总方式，抽检所用质检单约定不一：按各通得分的平均计",
    "The contract names no way to put scores together and the forms of the audits differ: the mean of scores",
)
_POOLED = Text(
    "合同未指明汇总方式，按质检单的约定：得分之和除以满分之和",
    "The contract names no way to put scores together; as the form has it: points earned of points possible",
)


def formula_by_forms(asked: Asked, clause: Clause, audits: CountSource | None, as_of: date) -> Formula:
    """The clause's formula; pooled where the contract names none and every form of its audits pools."""
    form, code = asked.formula(clause), _pooled(asked, clause)
    rows = _rows(asked, clause, audits, as_of) if code else ()
    if code is None or not rows or not all(row.pooled for row in rows):
        return form
    return formula_of(asked.contract, replace(clause, variant=code), asked.rules)


def aggregate_words(
    asked: Asked, clause: Clause, audits: CountSource | None, as_of: date
) -> tuple[Text, ...]:
    """Which way was taken where the contract names none and some form pools."""
    rows = _rows(asked, clause, audits, as_of) if _pooled(asked, clause) else ()
    ways = {row.pooled for row in rows}
    return (_POOLED if ways == {True} else _SCORES,) if True in ways else ()


def is_pooled(form: Formula) -> bool:
    """Whether it puts scores together by the points of their forms."""
    return _POINTS in form.denominator


def is_of_points(form: Formula) -> bool:
    """Whether it divides by points or scores: a share of these is no share of calls."""
    return not _OF_POINTS.isdisjoint(form.denominator)


def _pooled(asked: Asked, clause: Clause) -> str | None:
    """The pooled variant of the clause's indicator, where the forms may choose it."""
    if clause.named_variant or clause.source is not ClauseSource.AUDITS or not asked.rules.forms_aggregate:
        return None
    variants = indicators_of(asked.contract)[clause.indicator].variants
    return next((each.code for each in variants if _POINTS in each.denominator), None)


def _rows(asked: Asked, clause: Clause, audits: CountSource | None, as_of: date) -> Sequence[CountRow]:
    if audits is None:
        return ()
    months = [asked.contract.month_rule.month(each) for each in labels_in(clause.window, asked.label)]
    days = Period(months[0].start, months[-1].end)
    return audits.counted((_POINTS,), scope_of(asked.contract, clause), days, as_of)
