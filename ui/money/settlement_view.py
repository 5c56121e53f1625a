"""How the total and the amount payable came about, step by step, on demand."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from core.language import _, current
from core.money import Money
from core.text import Text
from services.judging.month_result import MonthResult
from ui import formats, session, tables
from ui.charts import Picture, draw
from ui.messages import escaped
from ui.tables import Step


def show(result: MonthResult) -> None:
    """The receipt of the score, and the fee from gross to payable; each where the contract has it."""
    if result.score:
        total = formats.points(result.score.total)
        title = _("How the score of {total} came about").format(total=total)
        part = st.expander(
            title, icon=":material/receipt_long:", key=session.widget("receipt"), on_change="rerun"
        )
        if part.open:
            with part:
                receipt(result.score.receipt)
    if result.settled:
        amount = formats.money(result.settled.payable)
        title = _("How {amount} came about").format(amount=amount)
        part = st.expander(
            title, icon=":material/payments:", key=session.widget("settlement"), on_change="rerun"
        )
        if part.open:
            with part:
                _settlement(result)


def receipt(steps: Iterable[Text]) -> None:
    """Steps as they were reckoned, one below the other."""
    st.markdown("\n".join(f"{n}. {escaped(step.in_(current()))}" for n, step in enumerate(steps, start=1)))


def _settlement(result: MonthResult) -> None:
    settled = result.settled
    assert settled is not None
    steps = _steps(result)
    if len(steps) > 2:
        title = _("From the gross fee to {amount} payable").format(amount=formats.money(settled.payable))
        draw(Picture.WATERFALL, tables.waterfall(steps), title=title, alt=title, unit="cny")
    receipt(settled.receipt)


def _steps(result: MonthResult) -> list[Step]:
    settled = result.settled
    assert settled is not None
    gross, by_score, after = settled.gross, settled.by_score, settled.after_coefficient
    currency = gross.currency
    steps = [Step(_("Gross fee"), gross, is_total=True)]
    if by_score != gross:
        steps.append(Step(_("Paid by score"), Money(by_score.cents - gross.cents, currency)))
    if after != by_score:
        steps.append(Step(_("Coefficient"), Money(after.cents - by_score.cents, currency)))
    for line in settled.deductions:
        if line.amount.cents:
            steps.append(Step(line.name.in_(current()), Money(-line.amount.cents, currency)))
    spared = settled.deducted_before_cap.cents - settled.deducted.cents
    if spared:
        steps.append(Step(_("Above the cap"), Money(spared, currency)))
    lifted = settled.payable.cents - (after.cents - settled.deducted.cents)
    if lifted:
        steps.append(Step(_("Up to the least fee"), Money(lifted, currency)))
    return [*steps, Step(_("Payable"), settled.payable, is_total=True)]
