"""The calibration sessions: how far each is, and how far apart the scores of the opened ones were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.text import Text
from services.calibration.calibration_view import CalibrationView
from ui import formats, house, layout, navigation, report_words
from ui.layout import Figure
from ui.messages import escaped

if TYPE_CHECKING:
    from store.records import CalibrationCallRecord

_STATES = {
    "scoring": Text("评分中，封存", "being scored, sealed"),
    "opened": Text("已开封", "opened"),
    "cancelled": Text("已取消", "cancelled"),
}


def figures(sessions: Sequence[CalibrationView]) -> None:
    """How many wait, for whom, and how many are late."""
    going = [each for each in sessions if each.is_going]
    layout.figure_strip(
        [
            Figure(_("Being scored"), str(len(going))),
            Figure(_("Waiting for you"), str(sum(each.next_call is not None for each in going))),
            Figure(_("Overdue"), str(sum(each.is_late for each in going))),
            Figure(_("Opened"), str(sum(each.is_open for each in sessions))),
        ]
    )


def table(sessions: Sequence[CalibrationView]) -> str | None:
    """The sessions, those still being scored on top; gives the key of the one that was clicked."""
    columns = {
        "title": _("Session"),
        "vendor": _("Vendor"),
        "form": _("Form"),
        "with": _("Who scores"),
        "state": _("State"),
        "scored": st.column_config.TextColumn(_("Scores in"), alignment="right"),
        "day": _("Last day / opened"),
    }
    return layout.records(
        pd.DataFrame([_row(each) for each in sessions]).set_index("id"),
        "calibrations",
        columns=columns,
        card=_card,
        alt=_("Calibration sessions with vendor, form, state and how many scores are in"),
        on_select=True,
        version=house.data_version(),
    )


def scored(each: CalibrationView) -> str:
    """5 / 8."""
    return f"{len(each.given)} / {len(each.raters) * len(each.calls)}"


def state(each: CalibrationView) -> str:
    """Where it stands, in words."""
    words = _STATES[each.record.state.value].in_(current())
    return f"{words} · {_('overdue')}" if each.is_late else words


def call_name(call: CalibrationCallRecord) -> str:
    """2 · 2026-11-20 10:05 · 0123 · R-2071."""
    parts = (str(call.number), formats.instant(call.at), call.agent or "", call.recording)
    return " · ".join(part for part in parts if part)


def _row(each: CalibrationView) -> dict[str, object]:
    record = each.record
    return {
        "id": record.id,
        "title": record.title,
        "vendor": report_words.vendor_name(record.vendor),
        "form": f"{each.form.text.in_(current())} v{record.form_version}",
        "with": _("With the vendor") if each.is_across else _("Our own only"),
        "state": state(each),
        "scored": scored(each),
        "day": formats.day(record.opened_on or record.due),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.title)}** :gray-badge[{escaped(row.state)}]")
    st.caption(" · ".join(escaped(part) for part in (row.vendor, row.form, row.scored, row.day) if part))
    navigation.link("calibrations", _("Open"), ":material/arrow_forward:", record=row.Index)
