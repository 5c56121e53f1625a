"""Where a vendor's queues stand: for reports that name the queue and not the site."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.language import _
from services.known.queue_sites import QueueSites, move_queue, queue_sites
from ui import formats, house, messages, session
from ui.messages import Kind


def show(vendor: str, may_change: bool) -> None:
    """The queues' stays, and one more move; nothing until there is a queue and a site."""
    found = queue_sites(house.house(), house.principal(), vendor)
    if not found.queues or not found.sites:
        return
    st.markdown(f"**{_('Where queues stand')}**")
    st.caption(
        _(
            "Rows of a report that name only the queue go to the site it stands in that day. "
            "What is in already keeps its site."
        )
    )
    if found.stays:
        _table(found)
    if may_change:
        with st.popover(_("Place a queue"), icon=":material/swap_horiz:"):
            _form(vendor, found)


def _table(found: QueueSites) -> None:
    rows = [
        {
            _("Queue"): stay.queue,
            _("Site"): stay.site,
            _("From"): formats.day(stay.since),
            _("Until before"): formats.day(stay.until) if stay.until else _("further notice"),
        }
        for stay in found.stays
    ]
    st.table(
        pd.DataFrame(rows), border="horizontal", hide_index=True, alt=_("Queues and the sites they stand in")
    )


def _form(vendor: str, found: QueueSites) -> None:
    keys = {field: session.fresh_form(f"stay-{vendor}-{field}") for field in ("queue", "since", "site")}
    with st.form(session.fresh_form(f"stay-{vendor}"), border=False):
        st.selectbox(_("Queue"), found.queues, key=keys["queue"])
        st.date_input(_("From"), house.house().today(), key=keys["since"], format="YYYY-MM-DD")
        st.selectbox(
            _("Site"),
            [*found.sites, ""],
            format_func=lambda site: site or _("no site from then on"),
            key=keys["site"],
        )
        st.form_submit_button(
            _("Save"),
            type="primary",
            key=session.widget("save", "stay", vendor),
            on_click=messages.guarded(_keep),
            args=(vendor, keys),
        )


def _keep(vendor: str, keys: dict[str, str]) -> None:
    said = st.session_state
    queue, since, site = (said[keys[field]] for field in ("queue", "since", "site"))
    move_queue(house.house(), house.principal(), vendor, queue, since, site or None)
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))
