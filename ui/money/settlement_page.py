"""A contract's settlement at a glance: the figures that matter, its months, or that there are none yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.money import Money, money
from core.month import FROZEN
from services.money.credit_accounts import EntryView
from services.money.statements import StatementView
from sla.money.ledger import CreditState
from ui import formats, house, layout, month_choice, navigation, session
from ui.layout import Figure


def figures(months: Sequence[StatementView], entries: Sequence[EntryView]) -> None:
    """Settled, left, still to pay, disputed, unclaimed."""
    currency, total = months[0].contract.currency, months[0].figures.contract_total
    issued = [(view.issued.issued_at, view.figures.cumulated) for view in months if view.issued]
    settled = max(issued)[1] if issued else money(0, currency)
    owed = sum(view.due.cents - view.paid.cents for view in months)
    strip = [
        Figure(_("Settled so far"), formats.money(settled)),
        Figure(_("Still to pay"), formats.money(Money(owed, currency))),
        Figure(_("In dispute"), formats.money(_disputed(entries, currency))),
        Figure(_("Not claimed yet"), formats.money(_unclaimed(entries, currency))),
    ]
    if total is not None:
        left = Money(total.cents - settled.cents, currency)
        strip.append(Figure(_("Left of the contract total"), formats.money(left)))
    layout.figure_strip(strip)


def table(months: Sequence[StatementView]) -> str | None:
    """The final months; gives the label of the one that was clicked."""
    frame = pd.DataFrame([_row(view) for view in months]).set_index("label")
    columns = {
        # Only for the cards' links.
        "contract": None,
        "month": st.column_config.TextColumn(_("Month"), width=110),
        "state": st.column_config.TextColumn(_("State"), width=90),
        "amount": st.column_config.TextColumn(_("Sum"), width=140, alignment="right"),
        "payable": st.column_config.TextColumn(_("Payable now"), width=140, alignment="right"),
        "disputed": st.column_config.TextColumn(_("In dispute"), width=120, alignment="right"),
        "statement": st.column_config.TextColumn(_("Statement"), width=120),
        "paid": st.column_config.TextColumn(_("Payment"), width=100),
    }
    return layout.records(
        frame,
        "settled-months",
        columns=columns,
        card=_card,
        alt=_("Final months with amounts, statement and payment"),
        on_select=True,
        version=house.data_version(),
    )


def edition(month: StatementView, issued: Sequence[StatementView]) -> StatementView:
    """The statement to read: the month's present one, or one that was issued before it."""
    if month.state not in FROZEN:
        st.info(_("This month is being corrected: what stands here is the statement issued before."))
    before = [each for each in issued if each.label == month.label and each.edition != month.edition]
    if not before:
        return month
    every = {each.number: each for each in (month, *reversed(before))}
    chosen = st.selectbox(_("Statement"), list(every), key=session.widget("statement-edition"), width=280)
    return every[chosen]


def nothing_yet(contract: str) -> None:
    """Where no month is final, or the contract settles nothing."""
    layout.empty_state(
        _("Nothing to settle yet"),
        _("Once a month of a contract with a fee is closed, its statement and its deductions stand here."),
        lambda: navigation.link(
            "scorecard", _("See the scorecard"), ":material/fact_check:", contract=contract
        ),
        icon="payments",
    )


def _row(view: StatementView) -> dict[str, object]:
    return {
        "label": view.label,
        "contract": view.contract.code,
        "month": formats.month(view.label),
        "state": month_choice.edition_words(view.state, view.edition),
        "amount": formats.money(view.figures.amount),
        "payable": formats.money(view.figures.payable),
        "disputed": formats.money(view.figures.disputed_sum) if view.figures.disputed else formats.DASH,
        "statement": _("issued") if view.issued else _("to be issued"),
        "paid": view.paid_state.words.in_(current()) if view.paid_state else formats.DASH,
    }


def _card(row: Any) -> None:
    st.markdown(f"**{row.month}** · {row.state}")
    st.markdown(_("Payable now: **{amount}**").format(amount=row.payable))
    st.caption(f"{row.statement} · {row.paid}")
    navigation.link(
        "settlement", _("Open"), ":material/arrow_forward:", contract=row.contract, period=row.Index
    )


def _disputed(entries: Sequence[EntryView], currency: str) -> Money:
    return Money(sum(each.account.contested.cents for each in entries), currency)


def _unclaimed(entries: Sequence[EntryView], currency: str) -> Money:
    waiting = [each for each in entries if each.state is CreditState.ACCRUED and each.until is not None]
    return Money(sum(each.amount.cents for each in waiting), currency)
