"""Supplementary agreements: what both sides agreed on once, what it does, and whether it is in force."""

from functools import partial

import streamlit as st

from core.language import _
from core.month import FROZEN
from core.principal import Action
from ui import entry_month, house, layout, urls
from ui.decisions import agreement_form, agreement_list, agreements
from ui.judged import results
from ui.layout import Figure

title, view = _("Agreements"), urls.read()
choice = entry_month.chosen()
if choice is None:
    entry_month.no_contract(title, _("Once a contract is loaded, agreements beside it are recorded here."))
    st.stop()

month = results.month(choice.contract.code, choice.label)
may_record = house.principal().may(Action.RECORD, choice.contract.vendor) and not (
    month and month.state in FROZEN
)
recording = may_record and view.tab == "new"
add = layout.PrimaryAction(_("Record an agreement"), partial(urls.write, tab="new"), icon=":material/add:")
layout.page_head(title, entry_month.context(choice), add if may_record and not recording else None)
with layout.switches():
    entry_month.switches(choice)

found = {each.record.id: each for each in agreements.views(choice.contract.code)}
if found:
    now = [each for each in found.values() if each.is_in_force and choice.label in each.record.periods]
    layout.figure_strip(
        [
            Figure(_("In force this month"), str(len(now))),
            Figure(_("To be approved"), str(sum(each.is_open for each in found.values()))),
            Figure(_("Of the contract, in all"), str(len(found))),
        ]
    )
if recording:
    agreement_form.form(choice)

if found:
    clicked = agreement_list.table(choice, list(found.values()))
    if clicked and clicked != view.record:
        view = urls.write(record=clicked)
    if view.record in found and not recording:
        agreement_list.opened(choice, found[view.record])
elif not recording:
    layout.empty_state(
        _("No supplementary agreement yet"),
        _(
            "Such as a mail in which both sides agree that three days of a line's move are not counted. "
            "The verdict of the contract alone always stays beside the one after it."
        ),
        icon="handshake",
    )
