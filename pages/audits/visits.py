"""Site visits: planned, answered on a checklist, counter-signed, and what was found put right."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import streamlit as st

from core.errors import NotFoundError
from core.language import _
from core.principal import Action
from services.visits import visit_bookings, visits
from ui import house, layout, session, urls, ways
from ui.visits import visit_list, visit_page, visit_plan

view = urls.read()
here, who = house.house(), house.principal()
plans = who.may(Action.AUDIT)
plan = layout.PrimaryAction(_("Plan a visit"), partial(urls.write, tab="new"), icon=":material/add:")

shown = None
if view.record:
    with suppress(NotFoundError):  # an address of a visit this person may not see leads to the list
        shown = visits.visit(here, who, view.record)

if shown is not None:
    visit_page.show(shown)
elif view.tab == "new" and plans:
    ways.back(_("All visits"), tab=None)
    layout.page_head(_("Plan a visit"))
    visit_plan.new()
else:
    layout.page_head(
        _("Site visits"), [_("What was seen at the vendor's, signed by both sides.")], plan if plans else None
    )
    known = visits.visits(here, who)
    if known:
        visit_list.figures(known, len(visit_bookings.drafts_to_book(here, who)))
        clicked = visit_list.table(known)
        if clicked:
            session.LIST_TURN.set(session.LIST_TURN.get() + 1)
            urls.write(record=clicked)
            st.rerun()
    else:
        layout.empty_state(
            _("No site visit yet"),
            _(
                "A visit is answered on a checklist, with findings and photographs, "
                "and signed by the vendor's person on the spot."
            ),
            icon="home_work",
        )
