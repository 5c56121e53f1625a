"""Exclusions and relief: what the vendor asks to have left out, what it does, and what was decided."""

from functools import partial

import streamlit as st

from core.language import _
from core.month import FROZEN
from core.principal import Action
from services.decisions.relief_rules import due_of
from ui import entry_month, formats, house, layout, urls
from ui.decisions import relief_form, relief_list, reliefs
from ui.judged import results
from ui.layout import Figure

title, view = _("Exclusions and relief"), urls.read()
choice = entry_month.chosen()
if choice is None:
    entry_month.no_contract(title, _("Once a contract is loaded, relief from its clauses is asked for here."))
    st.stop()

month = results.month(choice.contract.code, choice.label)
may_ask = house.principal().may(Action.RECORD, choice.contract.vendor) and not (
    month and month.state in FROZEN
)
asking = may_ask and view.tab == "new"
add = layout.PrimaryAction(_("Ask for relief"), partial(urls.write, tab="new"), icon=":material/add:")
layout.page_head(title, entry_month.context(choice), add if may_ask and not asking else None)
with layout.switches():
    entry_month.switches(choice)

found = {each.record.id: each for each in reliefs.views(choice.contract.code, choice.label)}
due = due_of(choice.terms, choice.label)
if found or due:
    layout.figure_strip(
        [
            Figure(_("To be decided"), str(sum(each.is_open for each in found.values()))),
            Figure(_("Granted, in force"), str(sum(each.is_in_force for each in found.values()))),
            Figure(_("To be asked by"), formats.day(due) if due else _("no deadline")),
        ]
    )
if asking:
    relief_form.form(choice, view.clause)

if found:
    clicked = relief_list.table(choice, list(found.values()))
    if clicked and clicked != view.record:
        view = urls.write(record=clicked)
    if view.record in found and not asking:
        relief_list.opened(choice, found[view.record])
elif not asking:
    layout.empty_state(
        _("No relief was asked for this month"),
        _(
            "Such as three days of outage on the client's side: days or contacts left out, a clause deemed "
            "met, its money waived. The verdict before relief always stays beside the one after it."
        ),
        icon="event_busy",
    )
    relief_list.elsewhere()
