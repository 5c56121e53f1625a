"""What the vendor did about a finding, entered for it, and what was seen when the client looked again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _
from core.principal import Action
from qa.visit.states import FindingState
from services.visits import visit_findings
from services.visits.visit_standing import VisitView
from ui import formats, house, messages, session, taking_back
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import VisitFindingRecord


def show(view: VisitView, finding: VisitFindingRecord) -> None:
    """The words so far, and the next step."""
    if finding.answer:
        said = _("The vendor, {day}: {words}").format(
            day=formats.day(finding.answered_on), words=finding.answer
        )
        st.markdown(escaped(said))
    if finding.checked:
        when = f" · {formats.instant(finding.closed_at)} · {finding.closed_by}" if finding.closed_at else ""
        st.markdown(escaped(_("Looked at again: {words}").format(words=finding.checked) + when))
    if not finding.grade.is_booked:
        return
    who = house.principal()
    with st.container(horizontal=True):
        if finding.state is not FindingState.CLOSED and who.may(Action.RECORD, finding.vendor):
            _answer(view, finding)
        if who.may(Action.AUDIT, finding.vendor):
            _look(finding)


def _answer(view: VisitView, finding: VisitFindingRecord) -> None:
    words, day = (session.widget(f"finding-{part}", finding.id, finding.version) for part in ("did", "on"))
    with st.popover(_("Enter the vendor's answer"), icon=":material/reply:"):
        st.text_area(_("What the vendor did"), key=words, max_chars=1000, height=80)
        st.date_input(
            _("Day it said so"), house.house().today(), key=day, format="YYYY-MM-DD",
            min_value=view.record.day, max_value=max(view.record.day, house.house().today()),
        )  # fmt: skip
        st.button(
            _("Enter"), type="primary", key=session.widget("finding-answer", finding.id),
            on_click=messages.guarded(_answered), args=(finding, words, day),
        )  # fmt: skip


def _look(finding: VisitFindingRecord) -> None:
    """Closing it, or opening it again."""
    if finding.state is FindingState.CLOSED:
        again = partial(_open_again, finding)
        taking_back.asking_why(
            "finding-again",
            _("Not put right after all"),
            ":material/undo:",
            finding.id,
            again,
            _("Open again."),
        )
        return
    words = session.widget("finding-seen", finding.id, finding.version)
    with st.popover(_("It is put right"), icon=":material/task_alt:"):
        st.text_input(_("What was seen when looking again"), key=words, max_chars=500)
        st.button(
            _("Put right"), type="primary", key=session.widget("finding-close", finding.id),
            on_click=messages.guarded(_closed), args=(finding, words),
        )  # fmt: skip


def _answered(finding: VisitFindingRecord, words: str, day: str) -> None:
    said = st.session_state.get
    on = said(day) or house.house().today()
    visit_findings.answer_finding(
        house.house(), house.principal(), finding.id, said(words) or "", on, finding.version
    )
    messages.notice(Kind.DONE, _("Entered; somebody has to look whether it holds."))


def _closed(finding: VisitFindingRecord, words: str) -> None:
    seen = st.session_state.get(words) or ""
    visit_findings.close_finding(house.house(), house.principal(), finding.id, seen, finding.version)
    messages.notice(Kind.DONE, _("Put right, and what was seen is kept."))


def _open_again(finding: VisitFindingRecord, why: str) -> None:
    visit_findings.open_again(house.house(), house.principal(), finding.id, why, finding.version)
