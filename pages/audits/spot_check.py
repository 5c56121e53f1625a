"""Spot-check call: one screen, under a minute, scored while it is filled in."""

import streamlit as st

from core.language import _, current
from core.principal import Action
from ui import entries, house, layout, navigation, registered, urls
from ui.audits import call_after, call_form, call_list, call_programme, call_said, call_score, half_calls

title, view = _("Spot-check call"), urls.read()
vendors = {code: vendor for code, vendor in registered.vendors().items() if vendor.active}

if not vendors:
    layout.page_head(title)
    layout.empty_state(
        _("No vendor yet"),
        _("Enter a vendor first; then a test call is logged here in under a minute."),
        lambda: navigation.link("vendors", _("Vendors and projects"), ":material/domain:"),
        icon="phone_in_talk",
    )
    st.stop()

layout.page_head(title, [_("Logged as {name}").format(name=house.principal().name)])
vendor = urls.one_of(view.vendor, list(vendors)) or ""
forms = half_calls.forms()
if not forms:
    layout.empty_state(
        _("No form in use"),
        _("Publish one, or take one into use again; then calls are logged on it."),
        lambda: navigation.link("forms", _("Forms"), ":material/checklist:"),
        icon="checklist",
    )
    st.stop()
form = forms[urls.one_of(view.tab, list(forms), "quick_mystery") or ""]
contracts = {code: c for code, c in registered.known_contracts().items() if c.vendor == vendor and c.active}
contract = contracts.get(urls.one_of(view.contract, list(contracts)) or "")

with layout.switches():
    layout.switch(_("Vendor"), {c: v.name.in_(current()) for c, v in vendors.items()}, vendor, "vendor")
    if len(contracts) > 1 and contract:
        names = {code: each.name.in_(current()) for code, each in contracts.items()}
        layout.switch(_("Contract"), names, contract.code, "contract")
    if len(forms) > 1:
        names = {code: each.text.in_(current()) for code, each in forms.items()}
        layout.switch(_("Form"), names, form.code.lower(), "tab")

navigation.link("forms", _("What the form asks"), ":material/checklist:", form=form.code)
if house.principal().may(Action.AUDIT, vendor):
    asked = call_said.CallForm(form, vendor, contract)
    half_calls.offer(asked)
    fields, score = st.columns([7, 3], gap="medium")
    with fields:
        call_form.facts(asked)
        call_programme.fields(asked)
        call_form.items(asked)
        call_form.rest(asked)
        call_after.fields(asked)
    with score:
        call_score.card(asked)

st.subheader(_("Logged last"), anchor=False)
calls = {call.id: call for call in entries.calls()}
if calls:
    clicked = call_list.table(list(calls.values()))
    if clicked and clicked != view.record:
        view = urls.write(record=clicked)
    if view.record in calls:
        call_list.opened(calls[view.record])
else:
    st.caption(_("No call yet. The first one will stand here with its score."))
