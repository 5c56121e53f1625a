"""A spot-check call as part of a wave: which brief, which caller and number, said while it is logged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.errors import PlumblineError
from core.language import _, current
from qa.programme.kinds import Outcome
from services.audits.spot_check import Logged
from services.desk.draft_checks import NUMBER
from services.mystery import mystery_calls
from services.mystery.mystery_calls import Placing
from ui import house, messages, urls
from ui.audits import call_said
from ui.audits.call_said import CallForm, key
from ui.messages import Kind
from ui.mystery import programme_readings, programme_words

if TYPE_CHECKING:
    from store.records import MysteryWaveRecord

_REACHED = [outcome for outcome in Outcome if outcome.reached]


@dataclass(frozen=True)
class Chosen:
    """What was said of the wave."""

    wave: str
    brief: str
    caller: str
    number: str
    talk_s: int | None


def fields(asked: CallForm) -> None:
    """The fields, where a wave with quotas for the vendor is open; nothing is asked of other calls."""
    waves = _open_waves(asked)
    if not waves:
        return
    st.session_state.setdefault(key("wave"), _came_for(waves))
    names = {"": _("No wave"), **{wave.code: wave.code for wave in waves}}
    with st.container(border=True, key="call-wave"):
        st.selectbox(_("Wave"), list(names), format_func=names.__getitem__, key=key("wave"))
        wave = next((each for each in waves if each.code == st.session_state.get(key("wave"))), None)
        if wave:
            _of_wave(asked, wave)


def chosen() -> Chosen | None:
    """What is said so far; None where the call belongs to no wave."""
    said = st.session_state.get
    if not said(key("wave")):
        return None
    return Chosen(
        said(key("wave")),
        said(key("brief")) or "",
        said(key("caller")) or "",
        said(key("from-number")) or "",
        said(key("talk")),
    )


def facts() -> dict[str, Any]:
    """The same as the desk keeps it."""
    found = chosen()
    if found is None:
        return {}
    said: dict[str, Any] = {"@wave": found.wave, "@brief": found.brief, "@caller": found.caller}
    return said | {NUMBER: found.number, "@talk": found.talk_s}


def place(found: Chosen | None, logged: Logged) -> int:
    """Place the call in the wave; gives the number of its edit then. Where that is refused the call stays
    logged, and the reason is said."""
    if found is None or logged.again:
        return logged.record.version
    given = Placing(
        logged.record.id,
        found.wave,
        found.brief,
        caller=found.caller,
        number=found.number,
        talk_s=found.talk_s,
    )
    try:
        mystery_calls.place_call(house.house(), house.principal(), given)
    except PlumblineError as refused:
        why = _("Logged, but not placed in the wave: {why}").format(why=messages.refusal(refused))
        messages.notice(Kind.WARNING, " ".join([why, *messages.found(refused)]))
        return logged.record.version
    return logged.record.version + 1


def _of_wave(asked: CallForm, wave: MysteryWaveRecord) -> None:
    briefs = sorted({quota["brief"] for quota in wave.quotas if quota["vendor"] == asked.vendor})
    names = {code: programme_words.brief(code) for code in briefs}
    with st.grid(4, min_column_width=150, key="call-wave-fields"):
        st.selectbox(_("Brief"), briefs, format_func=names.__getitem__, key=key("brief"))
        st.text_input(_("Caller's code"), key=key("caller"), max_chars=32)
        st.text_input(
            _("Number used"), key=key("from-number"), max_chars=40, placeholder=_("kept and shown masked")
        )
        st.number_input(_("Seconds talked"), 0, 36_000, None, 1, key=key("talk"))
    if call_said.is_connected(asked):
        words = {outcome.value: outcome.words.in_(current()) for outcome in _REACHED}
        st.segmented_control(
            _("How the call went"),
            list(words),
            required=True,
            default=Outcome.CONNECTED.value,
            format_func=words.__getitem__,
            key=key("went"),
        )


def _open_waves(asked: CallForm) -> list[MysteryWaveRecord]:
    if not asked.is_own_call:
        return []
    return [
        wave
        for wave in programme_readings.waves()
        if wave.closed_at is None and any(quota["vendor"] == asked.vendor for quota in wave.quotas)
    ]


def _came_for(waves: list[MysteryWaveRecord]) -> str:
    """The wave whose board led here."""
    return next((wave.code for wave in waves if wave.id == urls.read().record), "")
