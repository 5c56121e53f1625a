"""Daily events: what happened day by day that adds or takes points or money, with evidence and approval."""

from functools import partial

import streamlit as st

from core.language import _
from core.principal import Action
from ui import entries, entry_month, house, layout, urls
from ui.records import event_form, event_list, event_words

title, view = _("Daily events"), urls.read()
choice = entry_month.chosen()
if choice is None:
    entry_month.no_contract(
        title, _("Once a contract is loaded, its bonuses, penalties and vetoes are booked here, day by day.")
    )
    st.stop()

records = house.principal().may(Action.RECORD, choice.contract.vendor)
codes = event_words.bookable_codes(choice.terms)
add = layout.PrimaryAction(_("Add an event"), partial(urls.write, tab="new"), icon=":material/add:")
can_add = records and codes and view.tab != "new"
layout.page_head(title, entry_month.context(choice), add if can_add else None)
with layout.switches():
    entry_month.switches(choice)
if not codes:
    event_form.nothing_bookable()
elif records and view.tab == "new":
    event_form.form(choice)

lines = {line.id: line for line in entries.events(choice.contract.code, choice.label)}
if lines:
    clicked = event_list.table(choice, list(lines.values()))
    if clicked and clicked != view.record:
        view = urls.write(record=clicked)
    if view.record in lines:
        event_list.opened(choice, lines[view.record])
elif codes:
    layout.empty_state(
        _("Nothing booked this month"),
        _("Bonuses, penalties and vetoes of this month will stand here, with evidence and approval."),
        icon="edit_note",
    )
