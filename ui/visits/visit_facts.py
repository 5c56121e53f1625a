"""What is said of an open visit: saved as each field is left, never over what somebody else said unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _
from services.visits import visits
from services.visits.visits import VisitPlan
from ui import edited, house, messages, session

if TYPE_CHECKING:
    from store.records import SiteVisitRecord

_OPEN = "visit-facts-open"


@dataclass
class Opened:
    """A visit whose fields are on the page."""

    visit: str
    #: The version they were drawn from: their keys rest on it.
    at: int
    #: What the record is known to say.
    known: VisitPlan
    #: What the fields said when it was last saved; None before they are first drawn.
    typed: VisitPlan | None = None
    saved: str = ""

    def key(self, name: str) -> str:
        """A field's key; it stays while the visit is saved again and again."""
        return session.widget(f"visit-{name}", self.visit, self.at)


def opened(record: SiteVisitRecord) -> Opened:
    """The visit as this page has it open; anew where its fields are not on the page yet."""
    found: Opened | None = st.session_state.get(_OPEN)
    if found is None or found.visit != record.id or found.key("purpose") not in st.session_state:
        found = st.session_state[_OPEN] = Opened(record.id, record.version, _plan(record))
    return found


def meanwhile(record: SiteVisitRecord, form: Opened) -> None:
    """Where somebody else changed it: both stand, and this person chooses."""
    now = _plan(record)
    if now != form.known:
        stands = " · ".join(filter(None, (record.purpose, record.summary, record.remark)))
        edited.meanwhile("visit", record.id, stands, _take_theirs, partial(_keep_mine, form, now))


def keep(record: SiteVisitRecord, form: Opened, read: Callable[[], VisitPlan]) -> None:
    """Save what is typed where it has changed, and say so; a refusal is told in place and loses nothing."""
    with messages.explained():
        typed = read()
        if form.typed is None:
            form.typed = typed
        elif typed != form.typed and form.known == _plan(record):
            kept = visits.change_visit(house.house(), house.principal(), record.id, record.version, typed)
            form.known, form.typed = _plan(kept), typed
            form.saved = edited.saved(house.house().clock.now())
    st.caption(" · ".join(filter(None, (form.saved, _("Each field is saved as you leave it.")))))


def _plan(record: SiteVisitRecord) -> VisitPlan:
    return VisitPlan(
        record.vendor,
        record.day,
        record.site,
        record.purpose,
        tuple(record.auditors),
        tuple(record.attendees),
        record.summary,
        record.remark,
    )


def _take_theirs() -> None:
    st.session_state.pop(_OPEN, None)


def _keep_mine(form: Opened, theirs: VisitPlan) -> None:
    form.known = theirs
