"""Sampling: how many recordings to listen to, drawn at random from the vendor's own list of calls."""

import streamlit as st

from core.language import _, current
from core.principal import Action
from ui import asked_for, formats, house, layout, month_choice, navigation, registered, urls
from ui.sampling import sample_form, sample_list, sample_planner, sample_readings

view = urls.read()
vendors = {code: vendor.name.in_(current()) for code, vendor in registered.vendors().items() if vendor.active}
vendor = urls.one_of(view.vendor, list(vendors)) or ""
months = sample_readings.months()
listed_months = sample_readings.listed(vendor) if vendor else []
opening = next((each for each in listed_months if each in months), month_choice.opening() or months[0])
label = asked_for.month(months, opening)
volume = sample_readings.volume(vendor, label) if vendor else None
context = [vendors.get(vendor, ""), formats.month(label)]
if volume and volume.calls:
    listed = _("{n} answered calls of {agents} agents listed")
    context.append(listed.format(n=formats.count(volume.calls), agents=formats.count(volume.agents)))
layout.page_head(_("Sampling"), context)
with layout.switches():
    if len(vendors) > 1:
        layout.switch(_("Vendor"), vendors, vendor, "vendor")
    month_choice.month_switch(months, label)

drawn = sample_readings.samples(vendor, label) if vendor else []
if not (volume and volume.calls) and not drawn:
    layout.empty_state(
        _("No list of calls for {month}").format(month=formats.month(label)),
        _("Import the vendor's list of calls, one row a call; recordings are then drawn from all of them."),
        lambda: navigation.link("import_report", _("Import a list of calls"), ":material/upload_file:"),
        icon="casino",
    )
    st.stop()

may_draw = house.principal().may(Action.AUDIT, vendor)
if drawn:
    st.subheader(_("Samples drawn"), anchor=False)
    clicked = sample_list.table(drawn)
    if clicked and clicked != view.record:
        view = urls.write(record=clicked)
    if view.record in {record.id for record in drawn}:
        sample_list.opened(sample_readings.sample(view.record or ""))
if volume and volume.calls:
    st.subheader(_("How many calls"), anchor=False)
    plan = sample_planner.planner(volume)
    if may_draw:
        st.subheader(_("Draw a sample"), anchor=False)
        sample_form.form(vendor, label, volume, plan)
navigation.link(
    "foreign_audits",
    _("What the vendor audited itself"),
    ":material/compare:",
    vendor=vendor or None,
    period=label,
)
