"""What a person does with a statement: issue it, note a payment, give retention back."""

from __future__ import annotations

from datetime import date

import streamlit as st

from core.language import _, current
from core.money import Money
from core.month import FROZEN
from core.principal import Action
from services.money import statements
from services.money.statements import StatementView
from sla.money.payments import PAYMENT_KIND_NAMES, PaymentKind
from ui import formats, house, messages, session, typed_numbers
from ui.layout import PrimaryAction
from ui.messages import Kind, escaped


def next_step(view: StatementView | None) -> PrimaryAction | None:
    """Issuing, for who may; money is issued, so it is asked for first."""
    if view is None or view.issued or not house.principal().may(Action.APPROVE, view.contract.vendor):
        return None
    return PrimaryAction(_("Issue"), icon=":material/verified:", key="issue")


def ask(view: StatementView) -> None:
    """The question before a statement is issued."""
    st.dialog(_("Issue {number}").format(number=view.number))(_ask)(view)


def payments(view: StatementView, today: date) -> None:
    """What was paid so far, and a place to note more; nothing before the statement is issued."""
    for each in view.payments:
        kind = PAYMENT_KIND_NAMES[each.kind].in_(current())
        amount = formats.money(Money(each.cents, each.currency))
        st.markdown(
            f":material/payments: {kind} {amount} :gray[· {formats.day(each.day)} · "
            f"{escaped(each.reference)} · {escaped(each.by)}]"
        )
    if (
        view.state in FROZEN
        and view.paid_state is not None
        and house.principal().may(Action.MANAGE, view.contract.vendor)
    ):
        _noting(view, today)


def _ask(view: StatementView) -> None:
    figures = view.figures
    st.markdown(_("Payable now: **{amount}**").format(amount=formats.money(figures.payable)))
    for words, amount in (
        (_("Disputed, held back: {amount}"), figures.disputed_sum),
        (_("Not claimed, not taken off: {amount}"), figures.unclaimed_sum),
    ):
        if amount.cents:
            st.markdown(words.format(amount=formats.money(amount)))
    st.markdown(_("From then on it stays as it is; what changes later comes with the next statement."))
    st.button(
        _("Issue the statement"),
        type="primary",
        key=session.widget("statement-issue"),
        on_click=messages.guarded(_issue),
        args=(view,),
    )


def _noting(view: StatementView, today: date) -> None:
    name = f"{view.label}-{view.edition}"
    keys = {
        part: session.fresh_form(f"pay-{part}-{name}") for part in ("kind", "amount", "day", "ref", "why")
    }
    with st.popover(_("Note a payment"), icon=":material/payments:"):
        names = {kind: PAYMENT_KIND_NAMES[kind].in_(current()) for kind in PaymentKind}
        st.selectbox(_("What for"), list(names), format_func=names.__getitem__, key=keys["kind"])
        st.text_input(_("Amount"), key=keys["amount"], max_chars=20)
        st.date_input(_("Day"), today, max_value=today, format="YYYY-MM-DD", key=keys["day"])
        st.text_input(_("Invoice or payment order"), key=keys["ref"], max_chars=80)
        st.text_input(_("Remark"), key=keys["why"], max_chars=200)
        st.button(
            _("Note a payment"),
            type="primary",
            key=session.widget("pay-save"),
            on_click=messages.guarded(_pay),
            args=(view, keys),
        )


def _issue(view: StatementView) -> None:
    statements.issue(house.house(), house.principal(), view.contract.code, view.label, view.seen)
    messages.notice(Kind.DONE, _("{number} is issued.").format(number=view.number))


def _pay(view: StatementView, keys: dict[str, str]) -> None:
    said = {part: st.session_state.get(key) for part, key in keys.items()}
    amount = Money(typed_numbers.cents(said["amount"]) or 0, view.contract.currency)
    statements.pay(
        house.house(),
        house.principal(),
        view.contract.code,
        view.label,
        amount,
        said["day"],
        said["ref"] or "",
        PaymentKind(said["kind"]),
        said["why"] or "",
    )
    session.clear_form()
    messages.notice(Kind.DONE, _("The payment is noted."))
