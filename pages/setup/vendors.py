"""Vendors and projects: who works for us, where, on what, and whom to call."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.language import _
from core.principal import Action
from ui import (
    house,
    layout,
    navigation,
    place_forms,
    registered,
    urls,
    vendor_forms,
    vendor_list,
    vendor_view,
)

view = urls.read()
manages = house.principal().may(Action.MANAGE)
known = registered.vendors()


def start() -> None:
    """The two ways to a first vendor."""
    if manages:
        navigation.link(
            "contracts", _("Load a contract: it brings its vendor along"), ":material/contract:", tab="new"
        )


if view.tab == "new" and manages:
    layout.page_head(_("New vendor"))
    vendor_forms.new()
else:
    add = layout.PrimaryAction(_("Add vendor"), partial(urls.write, tab="new"), icon=":material/add:")
    layout.page_head(_("Vendors and projects"), action=add if manages else None)
    if known:
        clicked = vendor_list.table(list(known.values()))
        if clicked and clicked != view.vendor:
            view = urls.write(vendor=clicked)
        chosen = known.get(view.vendor or "") or (next(iter(known.values())) if len(known) == 1 else None)
        if chosen:
            vendor_view.show(chosen, manages)
        else:
            st.caption(_("Choose a vendor in the list to see its sites, contacts and contracts."))
    else:
        layout.empty_state(
            _("No vendor yet"),
            _("A vendor answers your customers for you and sends you reports. Enter the first one here."),
            start,
            icon="domain",
        )
    st.subheader(_("Projects"), anchor=False)
    place_forms.projects(registered.projects(), manages)
