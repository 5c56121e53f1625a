"""The rules of a programme: its name, each exposure rule with its switch and number, how calls reach it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.errors import WrongInputError
from core.language import N_, _, current
from core.text import Text
from qa.programme.dayparts import DAY, Dayparts, clock, spans
from qa.programme.exposure import RECOMMENDED, ExposureRules
from services.mystery import mystery_waves
from services.mystery.mystery_kept import parts_of, rules_of
from ui import house, messages, popped, session
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import MysteryCampaignRecord

#: Rules with a number → what they ask.
_NUMBERS: dict[str, str] = {
    "caller_month": N_("Samples a caller may have a month"),
    "caller_days": N_("Days a caller may be used"),
    "month_numbers": N_("Different numbers a month, at least"),
    "redial_minutes": N_("Minutes before a busy line is dialled again"),
    "check_percent": N_("Percent of samples checked by a second person"),
    "agent_month": N_("Samples an agent may have a month"),
}
_TICKS: dict[str, str] = {
    "recording": N_("Each sample names its recording"),
    "agent_code": N_("Each sample names the agent"),
    "listed": N_("Each call stands in the vendor's own list"),
}
#: How a call is looked for in a vendor's list, asked for or not; and the most that can be said.
_APART: dict[str, tuple[str, int]] = {
    "start_s": (N_("Seconds the start may differ from the vendor's list"), 3600),
    "talk_s": (N_("Seconds the talk may differ from the vendor's list"), 600),
}
#: When calls are made, in spans of the day.
_SLOTS: dict[str, str] = {
    "peak": N_("Peak"),
    "night": N_("Night"),
    "open": N_("Calls are made between"),
}


def show(campaigns: Mapping[str, MysteryCampaignRecord], chosen: str | None) -> None:
    """Every programme's rules, the chosen one's first, and a further programme."""
    ordered = sorted(campaigns.values(), key=lambda each: (each.code != chosen, each.code))
    for n, each in enumerate(ordered):
        label = _("Rules of the programme")
        _folded(each, f"{label} · {escaped(each.name.in_(current()))}" if ordered[1:] else label, n == 0)
    _folded(None, _("New programme"), not ordered)


def _folded(known: MysteryCampaignRecord | None, label: str, first: bool) -> None:
    """One programme; the fields of the first are named shortly, those of others by their code."""
    code = known.code if known else "new"
    fold = st.expander(
        label,
        icon=":material/rule:" if known else ":material/add:",
        key=f"campaign-fold-{code}",
        expanded=known is None and first,
        on_change="rerun",
    )
    if fold.open:
        with fold:
            _campaign_form(known, "campaign" if first else f"campaign-{code}")


def _campaign_form(known: MysteryCampaignRecord | None, prefix: str) -> None:
    """Name, hours, and each exposure rule with its own switch and number."""
    rules = rules_of(known.rules) if known else RECOMMENDED
    keys = popped.keys(prefix, "code", "zh", "en", "shared", "hours", *_NUMBERS, *_TICKS, *_APART, *_SLOTS)
    ons = popped.keys(f"{prefix}-on", *_NUMBERS)
    with st.form(session.fresh_form(f"{prefix}-form"), border=False):
        with st.grid(3, min_column_width=190, key=f"{prefix}-fields"):
            st.text_input(
                _("Code"),
                known.code if known else "",
                key=keys["code"],
                max_chars=32,
                disabled=known is not None,
            )
            st.text_input(_("Name"), known.name.zh if known else "", key=keys["zh"], max_chars=120)
            st.text_input(_("Name in English"), known.name.en if known else "", key=keys["en"], max_chars=120)
        _slot_fields(known, keys, prefix)
        st.caption(_("Exposure rules: only those switched on are checked. The numbers are usual practice."))
        with st.grid(2, min_column_width=300, key=f"{prefix}-rules"):
            for name, label in _NUMBERS.items():
                value = getattr(rules, name)
                with st.container(horizontal=True, vertical_alignment="bottom"):
                    st.toggle(_("On"), value is not None and known is not None, key=ons[name])
                    st.number_input(
                        _(label), 0, 10_000, int(value or getattr(RECOMMENDED, name)), key=keys[name]
                    )
        st.number_input(
            _("Hours in which a sample is checked"), 1, 1000, rules.check_hours, key=keys["hours"]
        )
        for name, label in _TICKS.items():
            st.toggle(_(label), getattr(rules, name) if known else False, key=keys[name])
        with st.grid(2, min_column_width=300, key=f"{prefix}-apart"):
            for name, (label, most) in _APART.items():
                st.number_input(_(label), 0, most, getattr(rules, name), key=keys[name])
        st.toggle(
            _("One number leads to several vendors"),
            known.shared_line if known else False,
            key=keys["shared"],
            help=_("Then only the vendors' call lists say who took a call; one nobody lists is invalid."),
        )
        if st.form_submit_button(_("Save"), type="primary", key=session.widget(f"save-{prefix}")):
            messages.guarded(_save_campaign)(known, keys, ons)
            st.rerun()


def _slot_fields(known: MysteryCampaignRecord | None, keys: dict[str, str], prefix: str) -> None:
    """The hours of peak and night, and those in which anybody is rung up at all."""
    parts = parts_of(known.parts) if known else Dayparts()
    shown = {"peak": clock(parts.peak), "night": clock(parts.night), "open": clock([parts.open])}
    st.caption(
        _(
            "Time slots by the clock of the place: what is neither peak nor night is off-peak, Saturday and "
            "Sunday are weekend all day. Changed hours draw the calls still to be made anew."
        )
    )
    with st.grid(3, min_column_width=190, key=f"{prefix}-slots"):
        for name, label in _SLOTS.items():
            placeholder = "09:00–12:00, 14:00–18:00" if name == "peak" else ""
            st.text_input(_(label), shown[name], key=keys[name], max_chars=80, placeholder=placeholder)


def _typed_slots(keys: dict[str, str]) -> Dayparts:
    """As typed; no opening hours: the whole day. Refused where they cannot be read or overlap."""
    typed = {name: spans(st.session_state.get(keys[name]) or "") for name in _SLOTS}
    if len(typed["open"]) > 1:
        raise WrongInputError("slots_closed", value=st.session_state[keys["open"]])
    return Dayparts(typed["peak"], typed["night"], next(iter(typed["open"]), DAY))


def _save_campaign(known: MysteryCampaignRecord | None, keys: dict[str, str], ons: dict[str, str]) -> None:
    said = st.session_state.get
    numbers: dict[str, Any] = {name: said(keys[name]) if said(ons[name]) else None for name in _NUMBERS}
    if numbers["check_percent"] is not None:
        numbers["check_percent"] = Fraction(numbers["check_percent"])
    ticks = {name: bool(said(keys[name])) for name in _TICKS}
    apart = {name: said(keys[name]) for name in _APART}
    rules = ExposureRules(**numbers, **ticks, **apart, check_hours=said(keys["hours"]))
    name = Text((said(keys["zh"]) or "").strip(), (said(keys["en"]) or "").strip())
    code = known.code if known else (said(keys["code"]) or "").strip().upper()
    mystery_waves.save_campaign(
        house.house(),
        house.principal(),
        code,
        name,
        rules,
        _typed_slots(keys),
        bool(said(keys["shared"])),
        version=known.version if known else None,
    )
    _done()


def _done() -> None:
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))
