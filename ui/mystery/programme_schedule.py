"""The schedule of a wave: whom to call when, and the workbook for the callers."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from core.language import _, current
from core.principal import Action
from services.mystery import mystery_board
from services.mystery.mystery_board import WaveView
from ui import formats, house, layout, session
from ui.messages import escaped
from ui.mystery import programme_words

#: So many calls are listed; all of them are in the workbook.
SHOWN = 60


def show(view: WaveView) -> None:
    """The calls still ahead, the next first, and all of them to take along."""
    said = _(
        "Drawn at random from the seed {seed}: the same on any machine. A changed quota moves no call "
        "that was drawn."
    )
    st.caption(escaped(said.format(seed=view.record.seed)))
    if house.principal().may(Action.AUDIT):
        _take_along(view)
    ahead = [dial for dial in view.schedule if dial.at >= view.now][:SHOWN]
    if not ahead:
        st.caption(_("No call of the schedule lies ahead."))
        return
    place, brief = programme_words.of_many()
    rows = [
        {
            "at": f"{dial.at:%Y-%m-%d %H:%M}",
            "vendor": place(dial.cell),
            "brief": brief(dial.cell.brief),
            "part": dial.cell.part.words.in_(current()),
        }
        for dial in ahead
    ]
    columns = {"at": _("When"), "vendor": _("Vendor"), "brief": _("Brief"), "part": _("Slot")}
    layout.records(
        pd.DataFrame(rows),
        "wave-schedule",
        columns=columns,
        card=lambda row: st.markdown(
            f"**{row.at}** · {escaped(row.vendor)}  \n{escaped(row.brief)} · {row.part}"
        ),
        alt=_("The calls of the schedule that lie ahead: when, vendor, brief, slot"),
        version=house.data_version(),
    )
    hidden = sum(dial.at >= view.now for dial in view.schedule) - len(ahead)
    if hidden:
        st.caption(_("and {n} more; all of them are in the workbook").format(n=formats.count(hidden)))


def _take_along(view: WaveView) -> None:
    read = partial(mystery_board.schedule_file, house.house(), house.principal(), view.wave.code, current())
    st.download_button(
        _("Schedule for the callers"),
        data=lambda: read()[1],
        file_name=f"{view.wave.code}-{_('call-schedule')}.xlsx",
        icon=":material/download:",
        on_click="ignore",
        key=session.widget("wave-schedule-file"),
        help=_(
            "With the briefs in force on each day. For our own callers: nothing of it may go to a vendor."
        ),
    )
