"""What was found on a visit: each with its photographs, the vendor's answer, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from core.principal import Action
from qa.visit.states import VisitState
from services.visits.visit_standing import VisitView
from ui import formats, house, layout
from ui.messages import escaped
from ui.visits import visit_booking, visit_finding_form, visit_follow_up, visit_pictures, visit_words

if TYPE_CHECKING:
    from store.records import VisitFindingRecord


def show(view: VisitView) -> None:
    """All of them, one more, and photographs."""
    may = house.principal().may(Action.AUDIT, view.record.vendor)
    is_open = view.record.state is VisitState.OPEN
    if not view.findings and not (may and is_open):
        layout.empty_state(_("Nothing was found"), _("No finding was noted on this visit."), icon="task_alt")
    for finding in view.findings:
        with st.container(border=True, gap="small", key=f"finding-{finding.id}"):
            _one(view, finding)
            if may and is_open:
                with st.expander(_("Say it otherwise"), icon=":material/edit:"):
                    visit_finding_form.change(view, finding)
    if may and is_open:
        visit_finding_form.new(view)
    visit_pictures.of_visit(view, may and is_open)


def _one(view: VisitView, finding: VisitFindingRecord) -> None:
    lang = current()
    badges = visit_words.finding_badges(finding, finding.grade.words.in_(lang), finding.state.words.in_(lang))
    st.markdown(f"**{finding.number}. {escaped(finding.what)}** {badges}")
    st.caption(escaped(_facts(view, finding)))
    if finding.remark:
        st.caption(escaped(_("Inner remark: {words}").format(words=finding.remark)))
    visit_pictures.of_finding(view, finding)
    if view.record.state.stands:
        visit_follow_up.show(view, finding)
        if finding.grade.is_booked:
            visit_booking.show(view, finding)


def _facts(view: VisitView, finding: VisitFindingRecord) -> str:
    item = view.form.item(finding.item)
    said = [item.text.in_(current()) if item else ""]
    if finding.points is not None:
        said.append(_("{points} to be taken off").format(points=formats.points(finding.points)))
    if finding.due is not None:
        said.append(_("put right by {day}").format(day=formats.day(finding.due)))
    if finding.photo_names:
        names = _(", ").join(finding.photo_names)
        said.append(_("pictures still to be added: {names}").format(names=names))
    return " · ".join(part for part in said if part)
