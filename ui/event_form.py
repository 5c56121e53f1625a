"""One more line for the ledger: day, what it is booked as, what happened, evidence."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from core.language import _, current
from services import daily_events
from ui import event_words, evidence_field, formats, house, messages, session, typed_numbers, urls
from ui.entry_month import EntryMonth
from ui.messages import Kind, escaped


def form(choice: EntryMonth) -> None:
    """The form; it stays open and empties after each line, until it is closed."""
    known = event_words.bookable_codes(choice.terms)
    with st.container(border=True, key="event-form"):
        st.subheader(_("New event"), anchor=False)
        with st.grid(3, min_column_width=200, key="event-facts"):
            first, last = _days(choice)
            st.session_state.setdefault(_key("day"), last)
            st.date_input(_("Day"), key=_key("day"), min_value=first, max_value=last, format="YYYY-MM-DD")
            code = st.selectbox(
                _("Booked as"),
                list(known),
                key=_key("code"),
                format_func=lambda code: event_words.label(known[code]),
            )
            st.number_input(_("Times"), 1, 999, 1, 1, key=_key("times"))
        st.caption(escaped(event_words.worth(choice.terms, known[code])))
        if event_words.asks_points(choice.terms, known[code]):
            st.text_input(_("Points each time, with a minus for a deduction"), key=_key("points"), width=320)
        if daily_events.names_amount(choice.terms, code):
            asked = _("Amount each time, in {currency}").format(currency=choice.terms.currency)
            st.text_input(asked, key=_key("amount"), width=320)
        st.text_input(_("What happened"), key=_key("what"), max_chars=500)
        evidence_field.drop(_("Evidence (optional)"), "event-evidence")
        _buttons(choice)


def nothing_bookable() -> None:
    """Where the contract books no events."""
    st.info(
        _(
            "This contract books no events: it has no bonus, no penalty, no veto, "
            "and no clause that counts events."
        ),
        icon=":material/info:",
    )


def _buttons(choice: EntryMonth) -> None:
    with st.container(horizontal=True):
        st.button(
            _("Save the event"),
            type="primary",
            key=session.widget("event-save"),
            on_click=messages.guarded(_save),
            args=(choice.contract.code,),
        )
        st.button(_("Close"), key=session.widget("event-close"), on_click=_close)


def _save(contract: str) -> None:
    said = st.session_state.get
    line = daily_events.record_event(
        house.house(),
        house.principal(),
        contract,
        said(_key("day")),
        said(_key("code")),
        said(_key("what")) or "",
        said(_key("times")),
        typed_numbers.decimal(said(_key("points"))),
        typed_numbers.cents(said(_key("amount"))),
        evidence_field.taken(session.fresh_form("event-evidence")),
    )
    session.clear_form()
    words = _("Booked on {day}; it counts once it is approved.")
    messages.notice(Kind.DONE, words.format(day=formats.day_in_words(line.day, current())))


def _close() -> None:
    urls.write(tab=None)
    session.clear_form()


def _key(name: str) -> str:
    return session.fresh_form(f"event-{name}")


def _days(choice: EntryMonth) -> tuple[date, date]:
    """The days of the month that have come."""
    period = choice.terms.month_rule.month(choice.label)
    today = house.house().today(choice.terms.timezone)
    return period.start, min(period.end - timedelta(days=1), max(today, period.start))
