"""Before relief beside after it: verdict, figure, points and money, and the steps from one to the other."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from core.money import Money
from services.decisions.relief_preview import ReliefEffect
from services.judging.moved import MovedMonth
from sla.terms.relief import Counters
from ui import formats, layout
from ui.judged import moved_view
from ui.layout import Figure
from ui.messages import escaped

#: At most so many clauses are drawn one by one; the table tells of all.
_TOLD = 4


def show(found: ReliefEffect, counters: Counters, name: str = "relief") -> None:
    """What the month is without this relief, and with it; `name` keeps two of a page apart."""
    layout.figure_strip(_figures(found.month), name)
    if not found.month.clauses:
        return
    moved_view.clauses(found.month, found.month.clauses, _("Each clause before relief and after it"))
    for clause in found.month.clauses[:_TOLD]:
        steps = found.steps.get(clause.clause, ())
        with st.expander(
            escaped(_("{clause}, step by step").format(clause=clause.name.in_(current()))),
            expanded=len(found.month.clauses) == 1,
        ):
            for step in steps:
                st.markdown(escaped(step.in_(current())))
    if counters is Counters.RAW:
        st.caption(
            _(
                "By the contract, streaks and service credits go by the verdict before relief; "
                "only waived money is not drawn."
            )
        )


def _figures(month: MovedMonth) -> list[Figure]:
    turned = sum(clause.turns for clause in month.clauses)
    figures = []
    if month.clauses:
        many = _("{n} of {all}").format(n=turned, all=len(month.clauses))
        figures.append(Figure(_("Verdicts that change"), many))
    if month.total_before is not None and month.total_after is not None:
        more = month.total_after - month.total_before
        figures.append(
            Figure(
                _("Total"),
                f"{formats.number(month.total_before)} → {formats.number(month.total_after)}",
                gap=formats.gap(month.total_after, month.total_before, "points") if more else None,
                good=None if not more else more > 0,
            )
        )
    if month.payable_before and month.payable_after:
        figures.append(_money(month.payable_before, month.payable_after))
    return figures


def _money(before: Money, after: Money) -> Figure:
    more = Money(after.cents - before.cents, after.currency)
    sign = "+" if more.cents > 0 else ""
    return Figure(
        _("Payable"),
        formats.money(after),
        gap=f"{sign}{formats.money(more)}" if more.cents else None,
        note=_("before it {amount}").format(amount=formats.money(before)),
    )
