"""What a corrected edition changes of the one before: total, money, and each clause that moved."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from core.money import Money
from services.judging.month_result import MonthResult
from services.judging.moved import MovedMonth
from ui import formats, session
from ui.judged import moved_view, results
from ui.messages import escaped


def show(result: MonthResult) -> None:
    """Nothing for a month that was never corrected."""
    if result.edition < 2:
        return
    month = results.against_edition_before(result.contract.code, result.label)
    if month is None:
        return
    title = _("Edition {n} against edition {before}: {said}").format(
        n=result.edition, before=result.edition - 1, said=_said(month)
    )
    with st.expander(escaped(title), icon=":material/difference:", key=session.widget("edition")):
        if month.moved:
            moved_view.clauses(month, month.moved, title)
        else:
            st.markdown(_("No figure, verdict or point is another."))
        for said in month.restated:
            st.caption(escaped(said.in_(current())))


def _said(month: MovedMonth) -> str:
    """Total and payable, before → after; the difference is what is trued up."""
    parts = []
    if month.total_after is not None:
        totals = (moved_view.points(month.total_before), moved_view.points(month.total_after))
        parts.append(_("total {change}").format(change=" → ".join(dict.fromkeys(totals))))
    if month.payable_before and month.payable_after:
        paid = (formats.money(month.payable_before), formats.money(month.payable_after))
        parts.append(_("payable {change}").format(change=" → ".join(dict.fromkeys(paid))))
        parts.append(
            _("difference {amount}").format(amount=_difference(month.payable_before, month.payable_after))
        )
    return _(", ").join(parts) or formats.DASH


def _difference(before: Money, after: Money) -> str:
    return formats.money(Money(after.cents - before.cents, after.currency))
