"""One more line for the ledger: day, what it is booked as, what happened, evidence."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import WrongInputError
from core.language import _, current
from core.text import Text
from services.records import daily_events
from ui import evidence_field, formats, house, layout, messages, session, typed_numbers, urls
from ui.entry_month import EntryMonth
from ui.messages import escaped
from ui.records import event_words

if TYPE_CHECKING:
    from store.records import DailyEventRecord

_DAY = Text("日期", "The day")


def form(choice: EntryMonth) -> None:
    """The form; once the line is saved it closes and says so."""
    known = event_words.bookable_codes(choice.terms)
    labels = {code: event_words.label(item) for code, item in known.items()}
    with st.container(border=True, key="event-form"):
        st.subheader(_("New event"), anchor=False)
        with st.grid(3, min_column_width=200, key="event-facts"):
            _day(choice)
            code = st.selectbox(
                _("Booked as"),
                list(labels),
                key=_key("code"),
                format_func=labels.__getitem__,
            )
            st.number_input(_("Times"), 1, 999, 1, 1, key=_key("times"))
        within = _("The day lies within {month}; for another month, change it above.")
        st.caption(escaped(within.format(month=formats.month(choice.label))))
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
    if said(_key("day")) is None:
        raise WrongInputError("needed", what=_DAY)
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
    _close()
    words = _("Booked on {day}: {what}. It counts once somebody else has approved it.")
    said_so = words.format(day=formats.day_in_words(line.day, current()), what=line.what)
    layout.offer_undo(said_so, partial(_take_back, line))


def _take_back(line: DailyEventRecord) -> None:
    why = _("Taken back right after it was booked")
    daily_events.withdraw_event(house.house(), house.principal(), line.id, line.version, why)


def _close() -> None:
    urls.write(tab=None)
    session.clear_form()


def _key(name: str) -> str:
    return session.fresh_form(f"event-{name}")


def _day(choice: EntryMonth) -> None:
    """Today in the month under way; in a past month nothing is chosen, lest its last day be booked unseen."""
    first, last = _days(choice)
    today = house.house().today(choice.terms.timezone)
    value = today if first <= today <= last else None
    st.date_input(_("Day"), value, key=_key("day"), min_value=first, max_value=last, format="YYYY-MM-DD")


def _days(choice: EntryMonth) -> tuple[date, date]:
    """The days of the month that have come."""
    period = choice.terms.month_rule.month(choice.label)
    today = house.house().today(choice.terms.timezone)
    return period.start, min(period.end - timedelta(days=1), max(today, period.start))
