"""A planned wave: changing its quotas, its blackouts, its end."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.programme.dayparts import DAYPART_NAMES, Daypart
from qa.programme.wave import Blackout, Cell
from services.mystery import mystery_closing, mystery_waves
from services.mystery.mystery_board import WaveView
from services.mystery.mystery_waves import WavePlan
from ui import house, messages, popped, registered, report_words, session, typed_numbers
from ui.messages import Kind
from ui.mystery import programme_readings, programme_words

if TYPE_CHECKING:
    pass
#: Stands for a quota that tells no sites apart: an empty choice would read “None”.
_WHOLE = "*"


def wave(view: WaveView) -> None:
    """The quotas of an open wave as a table to change, its blackouts, and closing it."""
    if view.record.closed_at is not None:
        st.caption(_("This wave is closed; nothing of it changes any more."))
        return
    with st.form(session.fresh_form("quotas-form"), border=False):
        frame = pd.DataFrame(
            [
                {**asdict(cell), "site": cell.site or _WHOLE, "part": cell.part.value, "planned": n}
                for cell, n in sorted(view.wave.quotas.items())
            ]
        )
        edited = st.data_editor(
            frame,
            column_config=_columns(view),
            num_rows="dynamic",
            hide_index=True,
            key=session.fresh_form("quotas-rows"),
        )
        if st.form_submit_button(_("Save the quotas"), key=session.widget("save-quotas")):
            messages.guarded(_requota)(view, edited)
            st.rerun()
    with st.container(horizontal=True):
        _blackout(view)
        with st.popover(_("Close the wave"), icon=":material/lock:"):
            st.caption(
                _("Its calls then count for good where there are enough of them; it never opens again.")
            )
            st.button(
                _("Close the wave"),
                type="primary",
                key=session.widget("close-wave"),
                on_click=messages.guarded(_close),
                args=(view.wave.code, view.record.version),
            )
    for each in view.wave.blackouts:
        who = report_words.vendor_name(each.vendor) if each.vendor else _("all vendors")
        st.caption(
            f":material/do_not_disturb_on: {each.start:%Y-%m-%d %H:%M} – {each.end:%Y-%m-%d %H:%M} · "
            f"{messages.escaped(who)} · {messages.escaped(each.why)}"
        )


def _columns(view: WaveView) -> dict[str, Any]:
    vendors = list(registered.vendors())
    sites = sorted({_WHOLE, *(code for vendor in vendors for code in programme_readings.sites(vendor))})
    briefs = list(programme_readings.brief_names())
    parts = {part.value: DAYPART_NAMES[part].in_(current()) for part in Daypart}
    return {
        "vendor": st.column_config.SelectboxColumn(
            _("Vendor"), options=vendors, format_func=report_words.vendor_name, required=True
        ),
        "site": st.column_config.SelectboxColumn(
            _("Site"), options=sites, format_func=lambda code: _("all sites") if code == _WHOLE else code
        ),
        "brief": st.column_config.SelectboxColumn(
            _("Brief"), options=briefs, format_func=programme_words.brief, required=True
        ),
        "part": st.column_config.SelectboxColumn(
            _("Slot"), options=list(parts), format_func=parts.__getitem__, required=True
        ),
        "planned": st.column_config.NumberColumn(_("Planned"), min_value=0, step=1, required=True),
    }


def _requota(view: WaveView, edited: pd.DataFrame) -> None:
    quotas: dict[Cell, int] = {}
    for row in edited.fillna("").astype(str).to_dict("records"):
        if not row["vendor"]:
            continue
        site = "" if row["site"] == _WHOLE else row["site"]
        cell = Cell(row["vendor"], site, row["brief"], Daypart(row["part"]))
        quotas[cell] = quotas.get(cell, 0) + int(typed_numbers.decimal(row["planned"]) or 0)
    _change(view, quotas=quotas)


def _blackout(view: WaveView) -> None:
    keys = popped.keys("blackout", "start", "end", "vendor", "why")
    with popped.form(
        _("Add a blackout"),
        ":material/do_not_disturb_on:",
        "blackout",
        _("Nobody is called in it: an outage, a campaign. The schedule goes round it."),
    ):
        st.session_state.setdefault(keys["start"], view.now.replace(second=0, microsecond=0))
        st.session_state.setdefault(
            keys["end"], view.now.replace(second=0, microsecond=0) + timedelta(hours=2)
        )
        st.datetime_input(_("Beginning at"), key=keys["start"], step=60, format="YYYY-MM-DD")
        st.datetime_input(_("Until"), key=keys["end"], step=60, format="YYYY-MM-DD")
        options = ["", *view.wave.vendors]
        st.selectbox(
            _("Vendor"),
            options,
            key=keys["vendor"],
            format_func=lambda code: report_words.vendor_name(code) if code else _("all vendors"),
        )
        st.text_input(_("Reason"), key=keys["why"], max_chars=200)
        popped.save("blackout", _add_blackout, view, keys)


def _add_blackout(view: WaveView, keys: dict[str, str]) -> None:
    said = popped.said(keys)
    start, end = said["start"], said["end"]
    assert isinstance(start, datetime) and isinstance(end, datetime)
    _change(view, blackouts=[*view.wave.blackouts, Blackout(start, end, said["why"], said["vendor"])])


def _change(view: WaveView, **said: Any) -> None:
    wave = view.wave
    plan = WavePlan(
        wave.code,
        view.record.campaign,
        wave.since,
        wave.until,
        wave.quotas,
        wave.least_n,
        blackouts=wave.blackouts,
    )
    mystery_waves.save_wave(house.house(), house.principal(), replace(plan, **said), view.record.version)
    _done()


def _close(code: str, version: int) -> None:
    mystery_closing.close_wave(house.house(), house.principal(), code, version)
    messages.notice(Kind.DONE, _("Closed. Its calls count where there are enough of them."))


def _done() -> None:
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))
