"""The form of a second or calibration score: filled again after a reload with what was kept as it grew."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from core.language import _
from qa.scoring.answers import Answer
from services.audits import half_scored
from ui import formats, house, session
from ui.audits import call_said
from ui.audits.call_said import CallForm


def put_back(asked: CallForm, of: str, fatal: str) -> None:
    """Before the fields are drawn: they hold what this person answered of `of`, and nothing said of another
    score. `fatal`: the name of the field of fatal faults."""
    if session.SCORING.get() != of:
        session.clear_form()
        session.SCORING.set(of)
    fields = [call_said.item_key(asked.form, item) for _section, item in asked.form.items()]
    if any(field in st.session_state for field in (*fields, call_said.key(fatal))):
        return
    half = half_scored.half_scored(house.house(), house.principal(), of)
    session.HALF_SCORED.set(half)
    if half is not None:
        call_said.fill(asked.form, half.answers)
        st.session_state[call_said.key(fatal)] = sorted(half.fatal)


def keep(asked: CallForm, of: str, answers: Mapping[str, Answer], fatal: Collection[str]) -> None:
    """Keep what is answered whenever it has changed, and say so."""
    known = call_said.known(asked)
    said = {code: answer for code, answer in answers.items() if code not in known}
    half = session.HALF_SCORED.get()
    before = (half.answers, half.fatal) if half else ({}, frozenset())
    if (said, frozenset(fatal)) != before:
        who = house.principal()
        half = half_scored.keep(house.house(), who, asked.vendor, of, said, fatal)
        session.HALF_SCORED.set(half)
    if half is not None:
        st.caption(_("saved {time}").format(time=formats.instant(half.saved_at)[-5:]))


def given(of: str) -> None:
    """The score was given: nothing of it is left, and the fields are empty for the next."""
    half_scored.let_go(house.house(), house.principal(), of)
    session.HALF_SCORED.set(None)
    session.SCORING.set(None)
    session.clear_form()
