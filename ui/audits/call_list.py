"""The calls logged last: a table on a desk, cards on a phone, one of them opened with its receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from core.language import _
from core.principal import Action, Principal
from services.audits import spot_check
from services.forms import audit_forms
from services.records.kept_audits import audit_of
from services.records.sealed_audits import comes_sealed
from services.review import audit_review, audit_story
from ui import formats, house, layout, messages, navigation, registered, report_words, session, taking_back
from ui.audits import call_after, call_proof, call_receipt, call_score
from ui.judged import copied
from ui.messages import escaped

if TYPE_CHECKING:
    from services.known.directory import VendorView
    from store.records import AuditRecord

#: How many calls the list shows.
SHOWN = 20
_LIVE = "live"


def table(calls: Sequence[AuditRecord]) -> str | None:
    """The calls; gives the key of the one that was clicked."""
    known, who = registered.vendors(), house.principal()
    frame = pd.DataFrame([_row(call, known) for call in calls[:SHOWN]]).set_index("id")
    columns = {
        "at": _("When"),
        "vendor": _("Vendor"),
        "number": _("Number"),
        "agent": _("Agent"),
        "wait": _("Wait"),
        "points": st.column_config.TextColumn(_("Score"), alignment="right"),
        "result": _("Outcome"),
        "by": _("Logged by"),
        "state": _("State"),
    }
    return layout.records(
        frame,
        f"calls-{session.LIST_TURN.get()}",
        columns=columns,
        card=lambda row: _card(row, who),
        alt=_("The calls logged last, with vendor, number, score and result"),
        style=lambda shown: shown.style.map(call_score.result_style, subset=["result"]),
        on_select=True,
        version=house.data_version(),
    )


def opened(call: AuditRecord) -> None:
    """One call: its receipt, remark and recording; and taking it back."""
    here, who = house.house(), house.principal()
    with taking_back.panel(_title(call), "call"):
        form, found = audit_forms.form_of(here, who, call), spot_check.receipt_of(here, who, call)
        call_score.receipt(form, found)
        call_receipt.lines(form, found)
        layout.copyable(copied.call(call, form, found, report_words.vendor_name(call.vendor)))
        call_after.of_call(form, call)
        call_proof.of_audit(form, call.id, audit_of(call).answers)
        for label, words in ((_("Recording"), call.recording), (_("Remark"), call.remark)):
            if words:
                st.markdown(f":gray[{label}] {escaped(words)}")
        if call.state.value == _LIVE:
            _next_steps(call, who)


def _next_steps(call: AuditRecord, who: Principal) -> None:
    may = who.may(Action.AUDIT, call.vendor)
    with st.container(horizontal=True):
        if audit_story.story_of(house.house(), who, call.id) is not None:
            navigation.link("reviews", _("Its review"), ":material/rate_review:", who=who, record=call.id)
        elif may:
            st.button(
                _("Take into review"),
                icon=":material/rate_review:",
                key=session.widget("review", call.id),
                help=_("Its score counts again once it is released; from then on the vendor may appeal."),
                on_click=messages.guarded(_review),
                args=(call.id,),
            )
        if may:
            taking_back.withdraw(call.id, partial(_withdraw, call.id, call.version))


def _review(call_id: str) -> None:
    audit_review.submit_for_review(house.house(), house.principal(), call_id)
    messages.notice(messages.Kind.DONE, _("The call is under review."))


def _withdraw(call_id: str, version: int, why: str) -> None:
    spot_check.withdraw_call(house.house(), house.principal(), call_id, why, version)


def _row(call: AuditRecord, known: Mapping[str, VendorView]) -> dict[str, object]:
    return {
        "id": call.id,
        "at": formats.instant(call.at),
        "vendor": report_words.vendor_name(call.vendor, known),
        "number": call.dialled,
        "agent": call.agent or "",
        "wait": formats.duration(call.wait_s) if call.wait_s is not None else "",
        "points": formats.number(call.points),
        "result": _result(call),
        "by": call.logged_by,
        "state": "" if call.state.value == _LIVE else _("Withdrawn"),
    }


def _result(call: AuditRecord) -> str:
    """The verdict; of a call that is still to be scored blind, that it is sealed."""
    if comes_sealed(call):
        return f"– {_('sealed')}"
    return call_score.result_plain(call.passed, call.connected)


def _card(row: Any, who: Principal) -> None:
    st.markdown(f"**{escaped(row.vendor)}** · {row.points} · {escaped(row.result)}")
    st.caption(" · ".join(escaped(part) for part in (row.at, row.number, row.agent, row.state) if part))
    navigation.link("spot_check", _("Open"), ":material/arrow_forward:", who=who, record=row.Index)


def _title(call: AuditRecord) -> str:
    return f"{report_words.vendor_name(call.vendor)} · {formats.instant(call.at)}"
