"""Choosing a vendor: candidates scored on weighted criteria by named people, ranked, decided."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.language import _
from core.principal import Action
from ui import house, layout, urls
from ui.received import entry_forms, entry_readings, entry_view

who = house.principal()
title = _("Choosing a vendor")
if who.vendors is not None:
    layout.page_head(title)
    st.caption(_("Only who sees every vendor sees the candidates."))
    st.stop()

view = urls.read()
listed, found = entry_readings.listed(), entry_readings.rounds()
manages = who.may(Action.MANAGE)
chosen = next((each for each in found if each.record.id == view.record), found[0] if found else None)
add = layout.PrimaryAction(_("New round"), partial(urls.write, tab="new"), icon=":material/add:")
layout.page_head(
    title,
    [_("Candidates scored by named people, ranked exactly, decided by an approver.")],
    add if manages and listed and view.tab != "new" else None,
)
if manages and (view.tab == "new" or listed is None):
    entry_forms.start(listed)
if len(found) > 1 and chosen:
    layout.switch(
        _("Round"), {each.record.id: each.record.name for each in found}, chosen.record.id, "record"
    )
if chosen:
    entry_view.show(chosen)
elif listed is None and not manages:
    layout.empty_state(
        _("No choice under way"),
        _("Once a round is opened, its candidates are ranked here."),
        icon="how_to_vote",
    )
if manages and listed:
    entry_forms.change_list(listed)
