"""Planning a new wave: every vendor asked the same, by which briefs, in which slots."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from qa.programme.dayparts import DAYPART_NAMES, Daypart
from qa.programme.wave import Cell
from services.mystery import mystery_waves
from services.mystery.mystery_kept import parts_of
from services.mystery.mystery_waves import WavePlan
from ui import house, messages, popped, registered, session, urls
from ui.messages import Kind
from ui.mystery import programme_readings, programme_words

if TYPE_CHECKING:
    from store.records import MysteryCampaignRecord


def new_wave(campaigns: Mapping[str, MysteryCampaignRecord]) -> None:
    """A wave that asks every vendor the same: vendors × briefs × slots."""
    if not campaigns:
        return
    briefs = {code: name.in_(current()) for code, name in programme_readings.brief_names().items()}
    if not briefs:
        st.caption(_("Write a brief first: quotas are set by brief."))
        return
    fold = st.expander(_("New wave"), icon=":material/add:", key="wave-new", on_change="rerun")
    if fold.open:
        with fold, st.form(session.fresh_form("wave-form"), border=False):
            _wave_form(campaigns, briefs)


def _wave_form(campaigns: Mapping[str, MysteryCampaignRecord], briefs: Mapping[str, str]) -> None:
    """When it runs, whom it asks by which briefs, and how many calls in each slot."""
    keys = popped.keys("wave", "code", "campaign", "since", "until", "least", "vendors", "briefs")
    st.caption(
        _(
            "Every vendor is asked the same in every cell, so that results compare. Cells can be "
            "changed afterwards."
        )
    )
    _head_fields(campaigns, keys)
    _asked_fields(briefs, keys)
    parts = _part_fields(campaigns)
    if st.form_submit_button(_("Plan the wave"), type="primary", key=session.widget("save-wave")):
        messages.guarded(_plan)(keys, parts)
        st.rerun()


def _head_fields(campaigns: Mapping[str, MysteryCampaignRecord], keys: Mapping[str, str]) -> None:
    """Its code, its programme, its days, and the fewest calls that count."""
    with st.grid(3, min_column_width=190, key="wave-fields"):
        st.text_input(_("Code"), key=keys["code"], max_chars=32, placeholder="2026-12")
        st.selectbox(
            _("Programme"),
            list(campaigns),
            key=keys["campaign"],
            format_func=lambda code: campaigns[code].name.in_(current()),
        )
        st.number_input(
            _("Fewest valid calls to a vendor that count"),
            1,
            10_000,
            30,
            key=keys["least"],
            help=_("30 for a score; 59 without a fault to claim 95%."),
        )
        today = house.house().today()
        st.date_input(_("First day"), today, format="YYYY-MM-DD", key=keys["since"])
        st.date_input(_("Last day"), today + timedelta(days=27), format="YYYY-MM-DD", key=keys["until"])


def _asked_fields(briefs: Mapping[str, str], keys: Mapping[str, str]) -> None:
    """The vendors, all of them to begin with, and the briefs, those that are approved."""
    vendors = {code: view.name.in_(current()) for code, view in registered.vendors().items() if view.active}
    lists = {"placeholder": _("Choose"), "select_all": False}
    st.multiselect(
        _("Vendors"), list(vendors), list(vendors), key=keys["vendors"], format_func=vendors.get, **lists
    )
    approved = {record.code for record in programme_readings.briefs() if record.approved_at}
    usual = [code for code in briefs if code in approved]
    st.multiselect(_("Brief"), list(briefs), usual, key=keys["briefs"], format_func=briefs.get, **lists)


def _part_fields(campaigns: Mapping[str, MysteryCampaignRecord]) -> dict[Daypart, str]:
    keys = popped.keys("wave-part", *(part.value for part in Daypart))
    st.caption(_("Calls to each vendor by each brief, by time slot."))
    for each in campaigns.values():
        name, hours = each.name.in_(current()), programme_words.slots(parts_of(each.parts))
        st.caption(messages.escaped(f"{name}: {hours}" if current() == "en" else f"{name}：{hours}"))
    with st.grid(4, min_column_width=120, key="wave-parts"):
        for part in Daypart:
            st.number_input(DAYPART_NAMES[part].in_(current()), 0, 1000, 0, key=keys[part.value])
    return {part: keys[part.value] for part in Daypart}


def _plan(keys: dict[str, str], parts: Mapping[Daypart, str]) -> None:
    said = {name: st.session_state.get(key) for name, key in keys.items()}
    planned = {part: int(st.session_state.get(key) or 0) for part, key in parts.items()}
    quotas = {
        Cell(vendor, "", brief, part): n
        for vendor in said["vendors"] or ()
        for brief in said["briefs"] or ()
        for part, n in planned.items()
        if n
    }
    code = (said["code"] or "").strip().upper()
    plan = WavePlan(code, said["campaign"] or "", said["since"], said["until"], quotas, said["least"] or 30)  # type: ignore[arg-type]
    kept = mystery_waves.save_wave(house.house(), house.principal(), plan)
    urls.write(record=kept.id, tab="board")
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))
