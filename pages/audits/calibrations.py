"""Calibration sessions: planned, scored unseen, opened; what they came to, and what was decided."""

import streamlit as st

from core.language import _, current
from core.principal import Action
from services.calibration import calibration_view
from ui import house, layout, registered, urls
from ui.calibration import calibration_drift, calibration_list, calibration_plan_form, calibration_session

view = urls.read()
here, who = house.house(), house.principal()
sessions = {each.record.id: each for each in calibration_view.calibrations(here, who)}

if view.record in sessions:
    calibration_session.show(sessions[view.record])
    st.stop()

layout.page_head(_("Calibration"), [_("The same calls scored unseen by several, then compared.")])
vendors = {
    code: vendor.name.in_(current())
    for code, vendor in registered.vendors().items()
    if vendor.active and who.may(Action.AUDIT, code)
}
if sessions:
    calibration_list.figures(list(sessions.values()))
    clicked = calibration_list.table(list(sessions.values()))
    if clicked:
        urls.write(record=clicked)
        st.rerun()
    calibration_drift.show()
else:
    layout.empty_state(
        _("No calibration session yet"),
        _("Plan one below: usually every month, three calls or more, each scored unseen by all."),
        icon="groups",
    )
if vendors:
    calibration_plan_form.show(vendors, first=not sessions)
