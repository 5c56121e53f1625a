"""Vendors and projects: who works for us, where, on what, and whom to call."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.language import _
from core.principal import Action
from ui import house, layout, navigation, registered, urls
from ui.vendors import place_forms, vendor_forms, vendor_list, vendor_view

view = urls.read()
manages = house.principal().may(Action.MANAGE)
known = registered.vendors()
chosen = known.get(view.vendor or "") or (next(iter(known.values())) if len(known) == 1 else None)
add = layout.PrimaryAction(_("Add vendor"), partial(urls.write, tab="new"), icon=":material/add:")

if view.tab == "new" and manages:
    layout.page_head(_("New vendor"))
    vendor_forms.new()
else:
    layout.page_head(
        _("Vendors and projects"), [_("Vendors, projects, sites and contacts.")], add if manages else None
    )
    if chosen:
        vendor_view.show(chosen, manages, has_list=len(known) > 1)
    elif known:
        clicked = vendor_list.table(list(known.values()))
        if clicked:
            urls.write(vendor=clicked)
            st.rerun()
    else:
        vendor_list.none_yet(manages)
    if not chosen and manages and house.principal().vendors is None:
        navigation.link("entry", _("Choose a vendor among candidates"), ":material/how_to_vote:")
    if not (chosen and len(known) > 1):
        st.subheader(_("Projects"), anchor=False)
        place_forms.projects(registered.projects(), manages)
