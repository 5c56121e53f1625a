"""Submitting a visit, calling it off, and the counter-signature of the vendor's person."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from core.language import _, current, ngettext
from core.principal import Action, Principal
from core.text import Text
from qa.visit.states import VisitState
from services.house.bootstrap import House
from services.house.settings import settings
from services.visits import visit_answers, visit_photos, visit_signing, visits
from services.visits.visit_signing import Signature
from services.visits.visit_standing import VisitView
from services.workbooks import visit_copies
from ui import evidence_field, formats, house, messages, session, styles, taking_back
from ui.audits import call_said
from ui.messages import Kind, escaped

_NAME = Text("现场检查", "site-visit")
_PAPER = ("jpg", "jpeg", "png", "webp", "pdf")
_ZONE = ZoneInfo("Asia/Shanghai")


def show(view: VisitView) -> None:
    """What comes next for this visit, and what was signed."""
    record, who = view.record, house.principal()
    if record.state is VisitState.OPEN and who.may(Action.AUDIT, record.vendor):
        _submit(view)
    if record.state in (VisitState.SIGNED, VisitState.REFUSED):
        _signed(view)
    if record.state.stands and who.may(Action.EXPORT, record.vendor):
        _copy(view)
    if record.state in (VisitState.SUBMITTED, VisitState.REFUSED) and who.may(Action.RECORD, record.vendor):
        _sign(view)


def _submit(view: VisitView) -> None:
    left = len(view.open_items)
    if left:
        st.caption(
            ngettext("{n} item has no answer yet.", "{n} items have no answer yet.", left).format(n=left)
        )
    st.caption(_("Once submitted, answers, findings and photographs are not changed any more."))
    with st.container(horizontal=True):
        st.button(
            _("Submit the visit"), type="primary", icon=":material/check:", disabled=bool(left),
            key=session.widget("visit-submit"), on_click=messages.guarded(_submitted), args=(view,),
        )  # fmt: skip
        off = partial(_call_off, view)
        taking_back.asking_why(
            "visit-off", _("Call it off"), ":material/event_busy:", view.record.id, off, _("Called off.")
        )


def _copy(view: VisitView) -> None:
    """What the vendor is given: to be printed and signed, or sent."""
    made = partial(visit_copies.vendor_copy, house.house(), house.principal(), view.record.id, current())
    st.download_button(
        _("The vendor's copy, with the lines to sign on")
        if view.record.signed_at is None
        else _("The vendor's copy"),
        data=lambda: made()[1],
        file_name=f"{view.record.vendor}_{view.record.day:%Y%m%d}_{_NAME.in_(current())}.xlsx",
        icon=":material/download:",
        on_click="ignore",
        key=session.widget("visit-copy", view.record.id),
    )


def _sign(view: VisitView) -> None:
    with st.container(border=True, key="visit-sign"):
        st.markdown(f"**{_('Counter-signature of the vendor')}**")
        with st.grid(3, min_column_width=190, key="visit-sign-fields"):
            st.text_input(_("Who signs for the vendor"), key=_key("signer"), max_chars=80)
            st.text_input(_("Position"), key=_key("job"), max_chars=80)
            st.session_state.setdefault(_key("at"), call_said.now())
            st.datetime_input(
                _("Time of the signature (Beijing time)"), key=_key("at"), step=60, format="YYYY-MM-DD"
            )
        with styles.uploader("visit-paper", _PAPER, settings().max_upload_mb):
            st.file_uploader(
                _("The signed paper, photographed or as PDF"), type=list(_PAPER), key=_key("paper")
            )
        with st.container(horizontal=True):
            st.button(
                _("It is signed"), type="primary", key=session.widget("visit-signed"),
                on_click=messages.guarded(_keep), args=(view,),
            )  # fmt: skip
            if view.record.state is VisitState.SUBMITTED:
                refuse = partial(_refuse, view)
                taking_back.asking_why(
                    "visit-refused", _("They refuse to sign"), ":material/block:", view.record.id, refuse,
                    _("Kept: not signed, and why. What was found stands."),
                )  # fmt: skip


def _signed(view: VisitView) -> None:
    record = view.record
    who = " · ".join(part for part in (record.signer, record.signer_job) if part)
    when = formats.instant(record.signed_at)
    if record.state is VisitState.REFUSED:
        st.warning(
            escaped(_("{who} would not sign, {when}: {why}").format(who=who, when=when, why=record.why)),
            icon=":material/block:",
        )
        return
    st.success(escaped(_("Signed by {who}, {when}").format(who=who, when=when)), icon=":material/draw:")
    evidence_field.offer(
        record.paper_name, partial(_paper, house.house(), house.principal(), record.id), record.id
    )


def _paper(here: House, who: Principal, visit: str) -> tuple[str, bytes]:
    return visit_photos.visit_paper(here, who, visit) or ("", b"")


def _given() -> Signature:
    said = st.session_state.get
    at: datetime = said(_key("at")) or call_said.now()
    return Signature(said(_key("signer")) or "", at.replace(tzinfo=_ZONE), said(_key("job")) or "")


def _keep(view: VisitView) -> None:
    paper = evidence_field.taken(_key("paper"))
    visit_signing.sign_visit(
        house.house(), house.principal(), view.record.id, _given(), paper, view.record.version
    )
    session.clear_form()
    messages.notice(Kind.DONE, _("Signed; the paper is kept."))


def _refuse(view: VisitView, why: str) -> None:
    visit_signing.refuse_signature(
        house.house(), house.principal(), view.record.id, _given(), why, view.record.version
    )
    session.clear_form()


def _submitted(view: VisitView) -> None:
    visit_answers.submit_visit(house.house(), house.principal(), view.record.id, view.record.version)
    messages.notice(Kind.DONE, _("Submitted; it waits for the vendor's signature."))


def _call_off(view: VisitView, why: str) -> None:
    visits.call_off(house.house(), house.principal(), view.record.id, view.record.version, why)


def _key(name: str) -> str:
    return session.fresh_form(f"sign-{name}")
