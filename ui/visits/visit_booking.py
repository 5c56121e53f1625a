"""The draft a finding leaves: booked in the daily ledger under the contract, or not, with why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import WrongInputError
from core.language import _, current
from core.principal import Action
from core.text import Text
from qa.visit.states import Booking
from services.records import daily_events
from services.records.daily_events import EVENT_STATE_NAMES
from services.visits import visit_bookings
from services.visits.visit_bookings import Booked
from services.visits.visit_standing import VisitView
from sla.terms.contract import Contract
from ui import house, messages, navigation, session, taking_back, typed_numbers
from ui.messages import Kind, escaped
from ui.records import event_words

if TYPE_CHECKING:
    from store.records import VisitFindingRecord

_CODE = Text("登记为哪一项", "what it is booked as")


def show(view: VisitView, finding: VisitFindingRecord) -> None:
    """Where it stands, and deciding on it."""
    here, who = house.house(), house.principal()
    state = visit_bookings.event_state(here, who, finding)
    if finding.booking is Booking.BOOKED and state is not None:
        words = _("Booked in the daily ledger: {state}").format(state=EVENT_STATE_NAMES[state].in_(current()))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/edit_note: {escaped(words)}", width="stretch")
            navigation.link("events", _("Open"), record=finding.event)
    elif finding.booking is Booking.DROPPED:
        st.caption(escaped(_("Not booked: {why}").format(why=finding.booking_why)))
        if who.may(Action.RECORD, finding.vendor):
            st.button(
                _("Book it after all"), type="tertiary", key=session.widget("finding-after-all", finding.id),
                on_click=messages.guarded(visit_bookings.book_after_all),
                args=(here, who, finding.id, finding.version),
            )  # fmt: skip
        return
    gone = state is not None and state.value in ("rejected", "withdrawn")
    if (finding.booking is Booking.DRAFT or gone) and who.may(Action.RECORD, finding.vendor):
        _decide(view, finding)


def _decide(view: VisitView, finding: VisitFindingRecord) -> None:
    contracts = {
        each.code: each
        for each in visit_bookings.contracts_to_book(house.house(), house.principal(), view.record.id)
    }
    with st.container(horizontal=True):
        with st.popover(_("Book it in the daily ledger"), icon=":material/edit_note:"):
            if contracts:
                _form(finding, contracts)
            else:
                st.caption(_("No contract of this vendor books events on the day of the visit."))
        drop = partial(_drop, finding)
        taking_back.asking_why(
            "finding-drop",
            _("Not booked"),
            ":material/block:",
            finding.id,
            drop,
            _("Kept: not booked, and why."),
        )


def _form(finding: VisitFindingRecord, contracts: dict[str, Contract]) -> None:
    names = {code: each.name.in_(current()) for code, each in contracts.items()}
    contract = contracts[
        st.selectbox(_("Contract"), list(names), format_func=names.__getitem__, key=_key(finding, "contract"))
    ]
    codes = event_words.bookable_codes(contract)
    labels = {code: event_words.label(each) for code, each in codes.items()}
    code = st.selectbox(
        _("Booked as"),
        list(labels),
        format_func=labels.__getitem__,
        key=_key(finding, f"code-{contract.code}"),
    )
    st.caption(escaped(event_words.worth(contract, codes[code])))
    if event_words.asks_points(contract, codes[code]):
        meant = "" if finding.points is None else f"-{finding.points}"
        st.text_input(_("Points each time, with a minus for a deduction"), meant, key=_key(finding, "points"))
    if daily_events.names_amount(contract, code):
        asked = _("Amount each time, in {currency}").format(currency=contract.currency)
        st.text_input(asked, key=_key(finding, "amount"))
    st.button(
        _("Book"), type="primary", key=session.widget("finding-book", finding.id),
        on_click=messages.guarded(_book), args=(finding, contract.code, code),
    )  # fmt: skip


def _book(finding: VisitFindingRecord, contract: str, code: str | None) -> None:
    if code is None:
        raise WrongInputError("needed", what=_CODE)
    said = st.session_state.get
    booked = Booked(
        contract,
        code,
        typed_numbers.decimal(said(_key(finding, "points"))),
        typed_numbers.cents(said(_key(finding, "amount"))),
    )
    visit_bookings.book_finding(house.house(), house.principal(), finding.id, booked, finding.version)
    messages.notice(Kind.DONE, _("Booked; it counts once somebody else has approved it."))


def _drop(finding: VisitFindingRecord, why: str) -> None:
    visit_bookings.drop_booking(house.house(), house.principal(), finding.id, why, finding.version)


def _key(finding: VisitFindingRecord, part: str) -> str:
    return session.widget(f"booking-{part}", finding.id, finding.version)
