"""The ledger of a contract: every deduction and credit with its state, and one opened to take it further."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from core.language import N_, _, current
from core.money import Money
from services.money import credit_ledger
from services.money.credit_accounts import EntryView
from sla.money.ledger import CreditState
from ui import (
    evidence_field,
    formats,
    house,
    layout,
    messages,
    navigation,
    session,
    taking_back,
    typed_numbers,
    urls,
)
from ui.messages import Kind, escaped
from ui.money import ledger_disputes, ledger_words

if TYPE_CHECKING:
    from store.records import CreditMoveRecord

#: The state an entry is taken to → the verb on its button.
_STEPS: dict[CreditState, str] = {
    CreditState.CLAIMED: N_("Enter the claim"),
    CreditState.DISPUTED: N_("Enter a dispute"),
    CreditState.AGREED: N_("Enter what was agreed"),
    CreditState.EARNED_BACK: N_("Give it back"),
}


def urgent(found: Sequence[EntryView], today: date) -> None:
    """What a person has to do before money is lost or withheld for ever, first of all."""
    with st.container(border=True, gap="xsmall", key="settlement-urgent"):
        for view in (each for each in found if ledger_words.is_urgent(each)):
            parts = (
                ledger_words.next_step(view, today),
                formats.money(view.account.contested if view.account.contested.cents else view.amount),
                view.name.in_(current()),
                formats.month(view.record.period),
            )
            label = " · ".join(parts)
            navigation.link("settlement", label, ":material/priority_high:",
                            contract=view.record.contract, record=view.record.id)  # fmt: skip


def show(found: Sequence[EntryView], today: date) -> None:
    """The table with the chosen entry below it; nothing where no month drew anything."""
    if not found:
        return
    st.subheader(_("Deductions and credits"), anchor=False)
    by_id = {each.record.id: each for each in found}
    clicked, record = table(found, today), urls.read().record
    if clicked and clicked != record:
        record = urls.write(record=clicked).record
    if record in by_id:
        opened(by_id[record], today)


def table(found: Sequence[EntryView], today: date) -> str | None:
    """The entries; gives the key of the one that was clicked."""
    frame = pd.DataFrame([_row(view, today) for view in found]).set_index("id")
    columns = {
        # Only for the cards' links.
        "contract": None,
        "month": st.column_config.TextColumn(_("Month"), width=96),
        "name": st.column_config.TextColumn(_("Fee or deduction"), width=190),
        "amount": st.column_config.TextColumn(_("Amount"), width=130, alignment="right"),
        "state": st.column_config.TextColumn(_("State"), width=220),
        "next": st.column_config.TextColumn(_("Next step"), width=220),
    }
    chosen = layout.records(
        frame,
        f"ledger-{session.LIST_TURN.get()}",
        columns=columns,
        card=_card,
        alt=_("Deductions and credits with amount, state and next step"),
        on_select=True,
        version=house.data_version(),
    )
    return chosen if isinstance(chosen, str) else None


def opened(view: EntryView, today: date) -> None:
    """One entry: what it comes to, the steps that may follow, every row of its account."""
    month = formats.month(view.record.period)
    with taking_back.panel(f"{month} · {view.name.in_(current())}", "entry"):
        amount = formats.money(view.amount)
        st.markdown(f"**{amount}** · {escaped(ledger_words.state(view))} · {_taken(view)}")
        words = ledger_words.next_step(view, today)
        if words != formats.DASH:
            st.markdown(f":material/arrow_forward: {escaped(words)}")
        if view.back_by:
            st.caption(escaped(view.back_by.in_(current())))
        with st.container(horizontal=True, key="entry-steps"):
            for to in credit_ledger.steps_for(house.principal(), view):
                _step(view, to, today)
            ledger_disputes.decide(view)
        _history(view)


def _row(view: EntryView, today: date) -> dict[str, object]:
    return {
        "id": view.record.id,
        "contract": view.record.contract,
        "month": formats.month(view.record.period),
        "name": view.name.in_(current()),
        "amount": formats.money(view.amount),
        "state": ledger_words.state(view),
        "next": ledger_words.next_step(view, today),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.name)}** · {row.month}")
    st.markdown(f"{row.amount} · {row.state}")
    if row.next != formats.DASH:
        st.caption(escaped(row.next))
    navigation.link(
        "settlement", _("Open"), ":material/arrow_forward:", contract=row.contract, record=row.Index
    )


def _taken(view: EntryView) -> str:
    if not view.taken.cents:
        return _("nothing taken off yet")
    return _("{amount} taken off by statements").format(amount=formats.money(view.taken))


def _step(view: EntryView, to: CreditState, today: date) -> None:
    label = _(_STEPS[to])
    if to is CreditState.CLAIMED:
        _claiming(view, label, today)
    elif to is CreditState.AGREED:
        _agreeing(view, label)
    elif to is CreditState.DISPUTED:
        ledger_disputes.enter(view, label)
    else:
        move = partial(_move, view, to)
        taking_back.asking_why(to.value, label, ":material/edit:", view.record.id, move, _moved(to))


def _claiming(view: EntryView, label: str, today: date) -> None:
    """A claim has its day, which decides whether it came in time."""
    id = view.record.id
    keys = session.widget("claim-day", id), session.widget("claim-why", id)
    with st.popover(label, icon=":material/outgoing_mail:", type="primary"):
        st.date_input(_("Day of the claim"), today, max_value=today, format="YYYY-MM-DD", key=keys[0])
        st.text_input(_("Reference or reason"), key=keys[1], max_chars=200)
        _confirm(label, "claim", id, _claim, view, *keys)


def _agreeing(view: EntryView, label: str) -> None:
    """The whole amount, or less with a reason."""
    id = view.record.id
    keys = session.widget("agree-amount", id), session.widget("agree-why", id)
    with st.popover(label, icon=":material/handshake:", type="primary"):
        words = (
            _("Amount agreed, beside the part in dispute") if view.account.part.cents else _("Amount agreed")
        )
        st.text_input(words, str(view.account.rest.amount), key=keys[0], max_chars=20)
        st.text_input(_("Why? Needed where it is less."), key=keys[1], max_chars=200)
        _confirm(label, "agree", id, _agree, view, *keys)


def _confirm(label: str, name: str, id: str, act: Any, *args: Any) -> None:
    st.button(
        label,
        type="primary",
        key=session.widget(f"{name}-save", id),
        on_click=messages.guarded(act),
        args=args,
    )


def _history(view: EntryView) -> None:
    id = view.record.id
    st.markdown(f"**{_('History')}**")
    for move in reversed(view.moves):
        amount = formats.money(Money(move.cents, view.record.currency))
        why = f"  \n{escaped(move.why)}" if move.why else ""
        st.markdown(
            f":material/radio_button_checked: {move.state.words.in_(current())} · {amount} "
            f":gray[· {formats.day(move.day)} · {escaped(move.by)}]{_part(view, move)}{why}"
        )
        if move.file_name:
            read = partial(credit_ledger.entry_evidence, house.house(), house.principal(), id, move.n)
            evidence_field.offer(move.file_name, read, f"{id}-{move.n}")


def _part(view: EntryView, move: CreditMoveRecord) -> str:
    """How much of it was in dispute from then on."""
    if not move.disputed_cents:
        return ""
    amount = formats.money(Money(move.disputed_cents, view.record.currency))
    return " · " + _("{amount} of it in dispute").format(amount=amount)


def _claim(view: EntryView, day: str, why: str) -> None:
    _move(view, CreditState.CLAIMED, st.session_state.get(why) or "", on=st.session_state.get(day))
    _said(CreditState.CLAIMED)


def _agree(view: EntryView, amount: str, why: str) -> None:
    cents = typed_numbers.cents(st.session_state.get(amount))
    agreed = view.account.rest if cents is None else Money(cents, view.record.currency)
    _move(view, CreditState.AGREED, st.session_state.get(why) or "", amount=agreed)
    _said(CreditState.AGREED)


def _move(view: EntryView, to: CreditState, why: str = "", **known: Any) -> None:
    here, who = house.house(), house.principal()
    credit_ledger.move_entry(here, who, view.record.id, view.version, to, why=why, **known)


def _said(to: CreditState) -> None:
    taking_back.unmark()
    messages.notice(Kind.DONE, _moved(to))


def _moved(to: CreditState) -> str:
    return _("It is now: {state}.").format(state=to.words.in_(current()))
