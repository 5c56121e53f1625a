"""The calls of a wave: placed in it, valid or not and why, checked by a second person, ruled out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.principal import Action
from services.mystery import mystery_calls
from services.mystery.mystery_board import WaveCall, WaveView
from services.mystery.mystery_calls import Placing
from services.records.sealed_audits import comes_sealed
from ui import (
    formats,
    house,
    layout,
    messages,
    navigation,
    popped,
    registered,
    report_words,
    session,
    taking_back,
    urls,
)
from ui.messages import Kind, escaped
from ui.mystery import programme_promises, programme_readings, programme_words

if TYPE_CHECKING:
    from services.known.directory import VendorView


def show(view: WaveView) -> None:
    """The form that places a logged call, and the calls of the wave; one opened with what may be done."""
    if view.record.closed_at is None and house.principal().may(Action.AUDIT):
        _place(view)
    if not view.calls:
        st.caption(_("No call in this wave yet. Log one as a spot-check call, then place it here."))
        return
    frame = pd.DataFrame(_rows(list(reversed(view.calls)))).set_index("id")
    columns = {
        "at": _("When"), "vendor": _("Vendor"), "brief": _("Brief"), "caller": _("Caller"),
        "number": _("Number used"), "outcome": _("Outcome"), "points": _("Score"),
        "state": _("Whether it counts"),
    }  # fmt: skip
    clicked = layout.records(
        frame, f"wave-calls-{session.LIST_TURN.get()}", columns=columns, card=_card,
        alt=_("The calls of the wave: when, vendor, brief, caller, outcome, score, whether it counts"),
        on_select=True, version=house.data_version(),
    )  # fmt: skip
    found = {call.audit.id: call for call in view.calls}
    chosen = clicked or urls.said("call")
    if chosen in found:
        _opened(view, found[chosen])


def _place(view: WaveView) -> None:
    calls = {audit.id: audit for audit in programme_readings.unplaced() if audit.vendor in view.wave.vendors}
    if not calls:
        st.caption(_("Every mystery call that was logged for these vendors is in a wave."))
        navigation.link("spot_check", _("Log the call"), ":material/phone_in_talk:")
        return
    keys = popped.keys("place", "audit", "brief", "caller", "number", "talk")
    said = _(
        "The caller by a code of yours, never a name; of the number only a mark and its last digits are kept."
    )
    with popped.form(_("Place a logged call"), ":material/add_link:", "place", said):
        logged = {key: _said(audit) for key, audit in calls.items()}
        st.selectbox(_("Logged call"), list(logged), format_func=logged.__getitem__, key=keys["audit"])
        briefs = {cell.brief: programme_words.brief(cell.brief) for cell in sorted(view.wave.quotas)}
        st.selectbox(_("Brief"), list(briefs), format_func=briefs.__getitem__, key=keys["brief"])
        st.text_input(_("Caller's code"), key=keys["caller"], max_chars=32)
        st.text_input(_("Number used"), key=keys["number"], max_chars=40)
        st.number_input(_("Seconds talked"), 0, 36_000, None, 1, key=keys["talk"])
        popped.save("place", _placed, view.wave.code, keys)


def _placed(wave: str, keys: dict[str, str]) -> None:
    said = {part: st.session_state.get(key) for part, key in keys.items()}
    given = Placing(
        said["audit"] or "",
        wave,
        said["brief"] or "",
        caller=said["caller"] or "",
        number=said["number"] or "",
        talk_s=said["talk"],
    )
    mystery_calls.place_call(house.house(), house.principal(), given)
    session.clear_form()
    messages.notice(Kind.DONE, _("Placed in the wave."))


def _opened(view: WaveView, call: WaveCall) -> None:
    who, placed = house.principal(), call.placed
    title = (
        f"{report_words.vendor_name(placed.vendor)} · {formats.instant(call.audit.at, view.campaign.zone)}"
    )
    with taking_back.panel(title, "wave-call"):
        if placed.ruled_out:
            st.markdown(f":gray[{_('Ruled out')}] {escaped(placed.ruled_out)}")
        messages.show_findings(call.judged.findings, headed=False)
        if placed.checked_by:
            words = _("Checked by {name}, {at}")
            at = formats.instant(placed.checked_at, view.campaign.zone)
            st.caption(escaped(words.format(name=placed.checked_by, at=at)))
        if who.may(Action.AUDIT, placed.vendor):
            with st.container(horizontal=True):
                _acts(view, call)
        programme_promises.of_call(call.audit.id, view.campaign.zone)


def _acts(view: WaveView, call: WaveCall) -> None:
    placed = call.placed
    navigation.link("spot_check", _("Open the call"), ":material/arrow_forward:", record=call.audit.id)
    if placed.checked_at is None and call.audit.logged_by != house.principal().name:
        st.button(
            _("I have checked it"),
            icon=":material/done_all:",
            key=session.widget("second-check", call.audit.id),
            on_click=messages.guarded(_checked),
            args=(call.audit.id, placed.version),
        )
    if view.record.closed_at is None and not placed.ruled_out:
        act = partial(_rule_out, call.audit.id, placed.version)
        done = _("Ruled out; it stays on record and counts nowhere.")
        taking_back.asking_why("rule-out", _("Rule out"), ":material/block:", call.audit.id, act, done)


def _checked(audit: str, version: int) -> None:
    mystery_calls.second_check(house.house(), house.principal(), audit, version)
    messages.notice(Kind.DONE, _("Saved."))


def _rule_out(audit: str, version: int, why: str) -> None:
    mystery_calls.rule_out(house.house(), house.principal(), audit, why, version)


def _rows(calls: Sequence[WaveCall]) -> list[dict[str, object]]:
    known, (_place, brief) = registered.vendors(), programme_words.of_many()
    return [_row(call, known, brief) for call in calls]


def _row(call: WaveCall, known: Mapping[str, VendorView], brief: Callable[[str], str]) -> dict[str, object]:
    shop = call.judged.shop
    return {
        "id": call.audit.id,
        "at": f"{shop.at:%Y-%m-%d %H:%M}",
        "vendor": report_words.vendor_name(shop.vendor, known),
        "brief": f"{brief(shop.brief)} v{shop.brief_version}",
        "caller": shop.caller or formats.DASH,
        "number": call.placed.number_shown or formats.DASH,
        "outcome": shop.outcome.words.in_(current()) if shop.outcome else formats.DASH,
        "points": _("sealed") if comes_sealed(call.audit) else formats.number(call.audit.points),
        "state": _state(call),
    }


def _state(call: WaveCall) -> str:
    if not call.judged.valid:
        return f"✕ {_('Does not count')}"
    return f"✓ {_('Counted')}" if call.judged.shop.reached else f"– {_('Attempt')}"


def _card(row: Any) -> None:
    st.markdown(f"**{row.at}** · {escaped(row.vendor)}")
    st.caption(" · ".join(escaped(part) for part in (row.brief, row.outcome, row.state)))


def _said(audit: Any) -> str:
    parts = (formats.instant(audit.at), report_words.vendor_name(audit.vendor), audit.agent or "")
    return " · ".join(part for part in parts if part)
