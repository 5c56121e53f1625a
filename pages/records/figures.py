"""Manual figures: what a clause is judged on where nobody reports it, typed in with source and proof."""

from functools import partial

import streamlit as st

from core.language import _
from core.principal import Action
from ui import entries, entry_month, house, layout, urls
from ui.records import figure_form, figure_list
from ui.vendors import vendor_list

title, view = _("Manual figures"), urls.read()
choice = entry_month.chosen()
if choice is None:
    entry_month.no_contract(
        title, _("Once a contract is loaded, figures nobody reports are typed in here with their source.")
    )
    st.stop()

records = house.principal().may(Action.RECORD, choice.contract.vendor)
add = layout.PrimaryAction(_("Add a figure"), partial(urls.write, tab="new"), icon=":material/add:")
layout.page_head(title, entry_month.context(choice), add if records and view.tab != "new" else None)
with layout.switches():
    entry_month.switches(choice)

figures = {figure.id: figure for figure in entries.figures(choice.contract.code, choice.label)}
waiting = figure_list.waiting(choice.terms, list(figures.values()))
if waiting:
    words = _("Still to be typed in for this month: {clauses}.")
    st.info(words.format(clauses=vendor_list.joined(waiting)), icon=":material/edit_square:")
if records and view.tab == "new":
    figure_form.form(choice)

if figures:
    clicked = figure_list.table(choice, list(figures.values()))
    if clicked and clicked != view.record:
        view = urls.write(record=clicked)
    if view.record in figures:
        figure_list.opened(choice, figures[view.record])
else:
    layout.empty_state(
        _("No figure typed in this month"),
        _("Each one will stand here with numerator, denominator, source and proof."),
        icon="edit_square",
    )
