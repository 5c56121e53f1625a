"""Mystery programme: waves of test calls planned, dialled by brief, held against the vendors' lists."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.language import N_, _, current
from core.principal import Action
from ui import formats, house, layout, session, urls
from ui.mystery import (
    programme_board,
    programme_briefs,
    programme_calls,
    programme_matches,
    programme_new_wave,
    programme_promises,
    programme_readings,
    programme_rules,
    programme_schedule,
    programme_setup,
)

PARTS = {
    "board": N_("Quota board"),
    "schedule": N_("Schedule"),
    "calls": N_("Calls made"),
    "matches": N_("Vendors' lists"),
    "promises": N_("Promises"),
    "briefs": N_("Briefs"),
    "plan": N_("Planning"),
}
title, view, who = _("Mystery programme"), urls.read(), house.principal()
manages = who.may(Action.MANAGE) and who.vendors is None
waves = {wave.id: wave for wave in programme_readings.waves()}
campaigns = {each.code: each for each in programme_readings.campaigns()}
chosen = waves.get(urls.one_of(view.record, list(waves)) or "")
shown = list(PARTS) if chosen else [part for part in PARTS if part in ("briefs", "plan")]
if not manages:
    shown = [part for part in shown if part != "plan"]
if not (chosen or who.may(Action.AUDIT) or programme_readings.briefs()):
    shown = []
part = urls.one_of(view.tab, shown, "plan" if manages and not chosen else None)
found = programme_readings.wave(chosen.code) if chosen else None

context = []
if found:
    context = [
        found.campaign.name.in_(current()),
        f"{found.wave.since} – {found.wave.until}",
        _("closed") if found.wave.closed else _("open: every figure of it is provisional"),
    ]
plan = layout.PrimaryAction(_("Plan calls"), partial(urls.write, tab="plan"), icon=":material/add:")
layout.page_head(title, context, plan if manages and part != "plan" else None)
if not waves:
    layout.empty_state(
        _("No wave planned yet"),
        _(
            "A programme calls each vendor equally often, by approved briefs, at random times "
            "nobody can foresee. "
            "Write a brief, have it approved, then plan a wave: the board says what to dial next."
        ),
        icon="record_voice_over",
    )
if len(waves) > 1 and chosen:
    with layout.switches():
        names = {key: f"{wave.code} ({formats.day(wave.since)})" for key, wave in waves.items()}
        layout.switch(_("Wave"), names, chosen.id, "record")
if len(shown) > 1:
    key = session.widget("programme-part", part)  # by part: an address changed elsewhere marks its own
    st.segmented_control(
        _("Show"),
        shown,
        default=part,
        format_func=lambda each: _(PARTS[each]),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: urls.write(tab=st.session_state[key]),
    )
if part == "briefs":
    programme_briefs.show()
elif part == "plan":
    programme_new_wave.new_wave(campaigns)
    if found:
        programme_setup.wave(found)
    programme_rules.show(campaigns, found.record.campaign if found else None)
elif found and part:
    shows = {
        "board": programme_board.show,
        "schedule": programme_schedule.show,
        "calls": programme_calls.show,
        "matches": programme_matches.show,
        "promises": programme_promises.show,
    }
    shows[part](found)
