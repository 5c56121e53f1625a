"""The changes at each vendor with their state, the pressing ones first; one is opened by a click."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.training.change import ChangeState
from qa.training.due import Due, business_day
from services.training.change_board import ChangeAtVendor
from ui import formats, house, layout, registered, session
from ui.messages import escaped

_SIGNS = {ChangeState.BREACHED: "✕", ChangeState.RUNNING: "○", ChangeState.MET: "✓"}
_COLOURS = {ChangeState.BREACHED: "red", ChangeState.RUNNING: "blue", ChangeState.MET: "green"}


def show(found: Sequence[ChangeAtVendor]) -> ChangeAtVendor | None:
    """The list; gives the one that was clicked."""
    ordered = sorted(found, key=_pressing)
    frame = pd.DataFrame([_row(each) for each in ordered])
    columns = {
        "name": _("What changed"),
        "vendor": _("Vendor"),
        "published": _("Published"),
        "effective": _("Takes effect"),
        "due": _("Due"),
        "passed": st.column_config.TextColumn(_("Passed / in scope"), alignment="right"),
        "state": _("State"),
    }
    chosen = layout.records(
        frame,
        f"changes-{session.LIST_TURN.get()}",
        columns=columns,
        card=_card,
        alt=_("Changes by vendor, with due day, how many passed, and state"),
        on_select=True,
        version=house.data_version(),
    )
    return ordered[int(chosen)] if chosen is not None else None


def state_words(at: ChangeAtVendor) -> str:
    """Its state in words, and what it still waits for."""
    if at.known.called_off:
        return ChangeState.CALLED_OFF.words.in_(current())
    if not at.change.courses:
        return _("No course is linked to it")
    if at.standing is None:
        return _("No roster of {day}").format(day=formats.day(at.day))
    words = at.standing.state.words.in_(current())
    if at.missing:
        return _("{state} (the client's own course is missing)").format(state=words)
    if not at.standing.provisional:
        return words
    until = formats.day(at.records_until) if at.records_until else ""
    tail = _("provisional: records in up to {day}").format(day=until) if until else _("no records yet")
    return f"{words} ({tail})"


def state_badge(at: ChangeAtVendor) -> str:
    """Its state as Markdown: sign, colour and words."""
    colour = _COLOURS.get(at.standing.state if at.standing else ChangeState.CALLED_OFF, "gray")
    return f":{colour}[**{escaped(_signed(at))}**]"


def _signed(at: ChangeAtVendor) -> str:
    """Sign and words, for a cell of a table."""
    sign = _SIGNS.get(at.standing.state, "") if at.standing else ""
    return f"{sign} {state_words(at)}".strip()


def countdown(due: Due, now: datetime) -> str:
    """How long is left, in days, or in hours where it is urgent."""
    if due.at is not None:
        left = int((due.at - now).total_seconds())
        if left <= 0:
            return _("over")
        return _("{hours} h {minutes} min left").format(hours=left // 3600, minutes=left % 3600 // 60)
    days = (due.day - house.house().today()).days
    if days < 0:
        return _("over for {n} d").format(n=-days)
    return _("due today") if days == 0 else _("{n} d left").format(n=days)


def _pressing(at: ChangeAtVendor) -> tuple[int, float, str]:
    order = {ChangeState.BREACHED: 0, ChangeState.RUNNING: 1, ChangeState.MET: 2, ChangeState.CALLED_OFF: 4}
    return (
        order[at.standing.state] if at.standing else 3,
        -at.change.published.timestamp(),
        at.vendor,
    )


def _row(at: ChangeAtVendor) -> dict[str, str]:
    whole = at.whole()
    return {
        "name": at.change.name.in_(current()),
        "vendor": registered.vendors()[at.vendor].name.in_(current()),
        "published": formats.day(business_day(at.change.published)),
        "effective": formats.day(at.change.effective),
        "due": formats.day(at.due.day) if at.due else formats.DASH,
        "passed": f"{whole.trained} / {whole.in_scope}" if at.standing else formats.DASH,
        "state": _signed(at),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.name)}** · {escaped(row.vendor)}")
    st.caption(f"{row.due} · {row.passed} · {escaped(row.state)}")
