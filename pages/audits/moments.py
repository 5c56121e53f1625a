"""Call experience: what a month's calls leave behind, and whether speed was bought with errors."""

import streamlit as st

from core.language import _, current
from ui import entries, formats, layout, month_choice, navigation, registered, urls
from ui.audits import moments_view
from ui.sampling import sample_readings

title, view = _("Call experience"), urls.read()
vendors = {code: each.name.in_(current()) for code, each in registered.vendors().items() if each.active}
vendor = urls.one_of(view.vendor, list(vendors)) or ""
months = sample_readings.months()
label = urls.one_of(view.period, months) or months[0]

layout.page_head(title, [vendors[vendor], formats.month(label)] if vendor else [])
if vendor:
    with layout.switches():
        if len(vendors) > 1:
            layout.switch(_("Vendor"), vendors, vendor, "vendor")
        month_choice.month_switch(months, label)
    found = entries.call_moments(vendor, label)
if not vendor or not (found.remembered.calls or found.speed):
    layout.empty_state(
        _("No audited call of this month"),
        _("Score calls on the desk: worst point, ending and behaviours are asked when a call is over."),
        lambda: navigation.link("desk", _("Scoring desk"), ":material/headset_mic:"),
        icon="sentiment_satisfied",
    )
    st.stop()
moments_view.show(found)
