"""The improvement plans by due date: a table on a desk, cards on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.verdict import Verdict
from services.improvement.plans import PlanView
from ui import formats, house, layout, navigation, session, verdicts
from ui.improvement import miss_list
from ui.messages import escaped


def table(plans: Sequence[PlanView]) -> str | None:
    """The plans; gives the key of the one that was clicked."""
    frame = pd.DataFrame([_row(view) for view in plans]).set_index("id")
    columns = {
        "title": st.column_config.TextColumn(_("Plan"), width="medium"),
        "vendor": _("Vendor"),
        "state": _("State"),
        "due": _("Due"),
        "owner": _("Owner"),
        "misses": st.column_config.NumberColumn(_("Misses answered"), width="small"),
    }
    late = _late_words()
    return layout.records(
        frame,
        f"plans-{session.LIST_TURN.get()}",
        columns=columns,
        card=_card,
        alt=_("Improvement plans with state, due date and owner"),
        style=lambda shown: shown.style.map(
            lambda words: verdicts.style(Verdict.MISSED) if words.endswith(late) else "", subset=["due"]
        ),
        on_select=True,
        version=house.data_version(),
    )


def due_words(view: PlanView) -> str:
    """The due day; 待核 where its calendar is not published, and whether it has passed."""
    if view.record.due is None:
        return _("no due date")
    said = formats.day(view.record.due)
    if not view.record.due_certain:
        said = _("{day} (to be checked)").format(day=said)
    return f"{said} {_late_words()}" if view.overdue else said


def _late_words() -> str:
    return _("overdue")


def _row(view: PlanView) -> dict[str, object]:
    return {
        "id": view.record.id,
        "title": view.record.title,
        "vendor": miss_list.vendor_name(view.record.vendor),
        "state": view.status_name.in_(current()),
        "due": due_words(view),
        "owner": view.record.owner or formats.DASH,
        "misses": len(view.misses),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.title)}** · {escaped(row.vendor)}")
    st.markdown(f"{escaped(row.state)} · {escaped(row.due)}")
    navigation.link("misses", _("Open"), ":material/arrow_forward:", tab="plans", record=row.Index)
