"""The desk: a call is timed and scored by keyboard, kept answer by answer, proven and submitted."""

import streamlit as st

from core.errors import NotFoundError
from core.language import _, current
from core.principal import Action
from services.desk import audit_drafts
from ui import house, layout, navigation, registered, session, urls
from ui.desk import desk_evidence, desk_list, desk_next, desk_view

title, view, who = _("Scoring desk"), urls.read(), house.principal()
vendors = {
    code: vendor.name.in_(current())
    for code, vendor in registered.vendors().items()
    if vendor.active and who.may(Action.AUDIT, code)
}

found = None
if view.record:
    try:
        found = audit_drafts.draft(house.house(), who, view.record)
    except NotFoundError:
        found = None
if found is not None and found.record.ended_at is None and found.record.vendor in vendors:
    layout.page_head(
        title, [vendors[found.record.vendor], f"{found.form.text.in_(current())} v{found.form.version}"]
    )
    with st.container(horizontal=True, vertical_alignment="center", key="desk-bar"):
        st.button(
            _("All calls"),
            icon=":material/arrow_back:",
            key=session.widget("desk-leave"),
            on_click=desk_view.leave,
        )
        score = st.toggle(_("Show the score so far"), key=session.widget("desk-score"))
    desk_view.head(found)
    desk_view.scoring(found.record.id, score)
    desk_evidence.part(found)
    st.stop()

layout.page_head(title, [_("Logged as {name}").format(name=who.name)])
if not vendors:
    layout.empty_state(
        _("No vendor yet"),
        _("Enter a vendor first; then a call is scored here."),
        lambda: navigation.link("vendors", _("Vendors and projects"), ":material/domain:"),
        icon="headset_mic",
    )
    st.stop()
begun = desk_list.begun()
desk_list.again()
desk_next.offered([each for each in begun if each.record.owner == who.id])
desk_next.bars()
st.subheader(_("A new call"), anchor=False)
desk_list.begin(vendors)
st.subheader(_("Being scored"), anchor=False)
desk_list.drafts(begun)
