"""The queue of reviews: what is to be scored again, settled, released or ruled on, and the days left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current, ngettext
from core.principal import Principal
from qa.review.states import ReviewState
from services.known.directory import VendorView
from services.review.audit_story import UnderReview
from ui import formats, house, layout, navigation, registered, report_words, session
from ui.layout import Figure
from ui.messages import escaped

#: More rows are shown only where they are asked for.
MOST_ROWS = 500


def figures(lines: Sequence[UnderReview]) -> None:
    """How much waits for whom."""
    to_review = [line for line in lines if _waits_for_review(line)]
    to_release = [line for line in lines if not line.standing.is_released and not _waits_for_review(line)]
    late = [line for line in lines if line.left is not None and line.left < 0 and _is_ours(line)]
    layout.figure_strip(
        [
            Figure(_("To review"), str(len(to_review))),
            Figure(_("To release"), str(len(to_release))),
            Figure(_("Appeals to rule on"), str(sum(len(line.open_appeals) for line in lines))),
            Figure(_("Overdue"), str(len(late))),
        ]
    )


def table(lines: Sequence[UnderReview]) -> str | None:
    """The audits, what is due first on top; gives the key of the one that was clicked. Of very many the first
    are shown until all are asked for: what is due stands there."""
    if len(lines) > MOST_ROWS and not st.toggle(
        _("Show all {n}").format(n=len(lines)), key=session.widget("reviews-all")
    ):
        lines = lines[:MOST_ROWS]
    columns = {
        "vendor": _("Vendor"),
        "at": _("When"),
        "agent": _("Agent"),
        "scorer": _("First scored by"),
        "points": st.column_config.TextColumn(_("Score"), alignment="right"),
        "state": _("State"),
        "next": _("What comes next"),
        "left": _("Days left"),
    }
    known, who = registered.vendors(), house.principal()
    return layout.records(
        pd.DataFrame([_row(line, known) for line in lines]).set_index("id"),
        "reviews",
        columns=columns,
        card=lambda row: _card(row, who),
        alt=_("Audits under review with state, what comes next and days left"),
        on_select=True,
        version=house.data_version(),
    )


def next_step(line: UnderReview) -> str:
    """What comes next, in words."""
    if line.standing is ReviewState.DISPUTED:
        return _("Ruling")
    if line.standing.is_released:
        return formats.DASH if line.due is None else _("Appeal, or silence")
    if line.standing is ReviewState.TO_ADJUDICATE:
        return _("Adjudication")
    return _("Second score, blind") if _waits_for_review(line) else _("Release")


def days_left(line: UnderReview) -> str:
    """2 working days · 2026-05-14; today says so."""
    if line.due is None or line.left is None:
        return formats.DASH
    n = abs(line.left)
    if line.due == house.house().today():
        return f"{_('due today')} · {formats.day(line.due)}"
    if line.left < 0 and _is_ours(line):
        words = ngettext("{n} working day over", "{n} working days over", n)
    else:
        words = ngettext("{n} working day", "{n} working days", n)
    return f"{words.format(n=n)} · {formats.day(line.due)}"


def _waits_for_review(line: UnderReview) -> bool:
    again = line.standing is ReviewState.SUBMITTED and line.review.second
    return again or line.standing is ReviewState.TO_ADJUDICATE


def _is_ours(line: UnderReview) -> bool:
    return not line.standing.is_released or line.standing is ReviewState.DISPUTED


def _row(line: UnderReview, known: Mapping[str, VendorView]) -> dict[str, object]:
    points = line.audit.points
    return {
        "id": line.audit.id,
        "vendor": report_words.vendor_name(line.audit.vendor, known),
        "at": formats.instant(line.audit.at),
        "agent": line.audit.agent or "",
        "scorer": line.review.scorers[0],
        "points": _("sealed") if line.sealed else formats.number(points) if points is not None else "",
        "state": line.standing.words.in_(current()),
        "next": next_step(line),
        "left": days_left(line),
    }


def _card(row: Any, who: Principal) -> None:
    agent = _("agent {code}").format(code=row.agent) if row.agent else ""
    head = " · ".join(escaped(part) for part in (row.points, agent) if part)
    st.markdown(f"**{escaped(row.vendor)}** · {head} :gray-badge[{escaped(row.state)}]")
    # Of what is finished nothing comes next, and it has no days left: the card says neither.
    said = [part for part in (row.at, row.next, row.left) if part and part != formats.DASH]
    st.caption(" · ".join(escaped(part) for part in said))
    navigation.link("reviews", _("Open"), ":material/arrow_forward:", who=who, record=row.Index)
