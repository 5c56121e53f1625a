"""What agents promised on calls: by when, and whether it was kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from core.language import _, current
from core.principal import Action
from qa.programme.commitments import CommitmentState, kept_rate
from services.mystery import mystery_promises
from services.mystery.mystery_board import WaveView
from services.mystery.mystery_kept import commitment_of
from services.mystery.mystery_promises import PromiseView
from ui import formats, house, messages, popped, report_words, session
from ui.messages import Kind, escaped
from ui.mystery import programme_readings

_COLOURS = {
    CommitmentState.DUE: "orange",
    CommitmentState.OPEN: "gray",
    CommitmentState.KEPT: "green",
    CommitmentState.BROKEN: "red",
}
_SIGNS = {
    CommitmentState.DUE: "▲",
    CommitmentState.OPEN: "…",
    CommitmentState.KEPT: "✓",
    CommitmentState.BROKEN: "✕",
}


def show(view: WaveView) -> None:
    """The promises of a wave, what must be looked at first."""
    found = programme_readings.promises([call.audit.id for call in view.calls])
    if not found:
        st.caption(_("No promise noted. Open a call and note what the agent promised, and by when."))
        return
    kept, seen, share = kept_rate([commitment_of(each.record) for each in found], house.house().clock.now())
    if share is not None:
        said = formats.figure(share, "percent", numerator=kept, denominator=seen)
        st.markdown(_("Promises kept: {share} of those looked into").format(share=said))
    _list(found, view.campaign.zone)


def of_call(audit: str, zone: str) -> None:
    """The promises of one call, and noting one more."""
    _list(programme_readings.promises([audit]), zone)
    if house.principal().may(Action.AUDIT):
        keys = popped.keys(f"promise-{audit}", "what", "due")
        with popped.form(_("Note a promise"), ":material/schedule:", f"promise-{audit}"):
            st.text_input(_("What the agent promised"), key=keys["what"], max_chars=300)
            st.session_state.setdefault(keys["due"], _now(zone) + timedelta(days=1))
            st.datetime_input(_("By when"), key=keys["due"], step=60, format="YYYY-MM-DD")
            popped.save(f"promise-{audit}", _note, audit, zone, keys)


def _list(found: Sequence[PromiseView], zone: str) -> None:
    for each in found:
        record, state = each.record, each.state
        with st.container(border=True, gap="xsmall", key=f"promise-{record.id}"):
            word = f":{_COLOURS[state]}[**{_SIGNS[state]} {state.words.in_(current())}**]"
            st.markdown(f"{word} {escaped(record.what)}")
            said = _("{vendor} · by {due}").format(
                vendor=report_words.vendor_name(record.vendor), due=formats.instant(record.due_at, zone)
            )
            st.caption(escaped(" · ".join(part for part in (said, record.note, record.settled_by) if part)))
            if house.principal().may(Action.AUDIT, record.vendor):
                _settle(each, zone)


def _settle(each: PromiseView, zone: str) -> None:
    name = f"settle-{each.record.id}"
    keys = popped.keys(name, "kept", "done", "note")
    with popped.form(_("Look into it"), ":material/fact_check:", name):
        words = {True: _("Kept"), False: _("Not kept")}
        st.segmented_control(
            _("Kept?"), [True, False], required=True, default=True, key=keys["kept"],
            format_func=words.__getitem__,
        )  # fmt: skip
        st.session_state.setdefault(keys["done"], _now(zone))
        st.datetime_input(_("When it was kept"), key=keys["done"], step=60, format="YYYY-MM-DD")
        st.text_input(_("How it was found out"), key=keys["note"], max_chars=300)
        popped.save(name, _settled, each.record.id, each.record.version, zone, keys)


def _note(audit: str, zone: str, keys: dict[str, str]) -> None:
    said = popped.said(keys)
    due = said["due"].replace(tzinfo=ZoneInfo(zone))
    mystery_promises.note_promise(house.house(), house.principal(), audit, said["what"], due)
    _done()


def _settled(id: str, version: int, zone: str, keys: dict[str, str]) -> None:
    said = popped.said(keys)
    done = said["done"].replace(tzinfo=ZoneInfo(zone)) if said["kept"] else None
    mystery_promises.settle_promise(house.house(), house.principal(), id, version, done, said["note"])
    _done()


def _done() -> None:
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))


def _now(zone: str) -> datetime:
    now = house.house().clock.now().astimezone(ZoneInfo(zone))
    return now.replace(second=0, microsecond=0, tzinfo=None)
