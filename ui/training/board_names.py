"""Who of one cell of the board does not hold the course, and why; a row opens the agent's file."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from services.training import board
from services.training.board import CellKey, Missing, TrainingBoard
from ui import formats, house, layout, navigation, session
from ui.messages import escaped


def lacking(found: TrainingBoard, cell: CellKey) -> None:
    """The table; codes and names as the site's rule leaves them."""
    here, who = house.house(), house.principal()
    missing = board.lacking(here, who, found.vendor, found.day, cell, found.known)
    if not missing:
        st.caption(_("Everybody at this site holds it."))
        return
    turn = session.LIST_TURN.get()
    chosen = layout.records(
        pd.DataFrame([_row(each) for each in missing]),
        f"training-missing-{turn}",
        columns={
            "agent": _("Agent"),
            "named": _("Agent's name"),
            "lack": _("How it stands"),
            "until": _("Last held"),
        },
        card=_card,
        alt=_("Who lacks the course, why, and the last day it was held"),
        on_select=True,
        version=house.data_version(),
    )
    if chosen is not None:
        session.LIST_TURN.set(turn + 1)
        each = missing[int(chosen)]
        navigation.go("agents", vendor=found.vendor, agent=each.spell.mark, day=found.day.isoformat())


def _row(each: Missing) -> dict[str, str]:
    return {
        "agent": each.spell.agent,
        "named": each.spell.named,
        "lack": each.lack.words.in_(current()),
        "until": formats.day(each.until) if each.until else _("never"),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.agent)}** {escaped(row.named)}")
    st.caption(f"{escaped(row.lack)} · {row.until}")
