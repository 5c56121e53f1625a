"""Training gaps of a vendor on a day: how many, the table by due, and the list to send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.principal import Action
from core.text import Lang
from services.training import gaps as training_gaps
from services.training.gaps import Gap, GapKind, Grounds
from ui import formats, house, layout, session
from ui.layout import Figure
from ui.messages import escaped

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(vendor: str, name: str, day: date) -> None:
    """A vendor's gaps of a day; where there are none, what that means."""
    who = house.principal()
    found = training_gaps.gaps(house.house(), who, vendor, day)
    grounds = training_gaps.grounds(house.house(), who, vendor, day)
    if found:
        _listed(vendor, name, day, found, grounds)
    else:
        _nothing(day, grounds)


def _listed(vendor: str, name: str, day: date, found: Sequence[Gap], grounds: Grounds) -> None:
    """Figures, what they rest on, table, sentence."""
    counts = Counter(gap.kind for gap in found)
    people = len({gap.spell.mark for gap in found if gap.kind is GapKind.OVERDUE})
    layout.figure_strip(
        [
            Figure(_("Agents who lack a course"), formats.count(people), note=_of(grounds)),
            *(
                Figure(
                    kind.words.in_(current()),
                    formats.count(counts[kind]),
                    note=_("by agent and course"),
                )
                for kind in GapKind
            ),
        ]
    )
    if any(gap.compliance and gap.kind is GapKind.OVERDUE for gap in found):
        st.markdown(f":red[:material/block:] {_('A compliance course is lacked: nothing here is green.')}")
    st.caption(_told(day, grounds))
    _download(vendor, day)
    _table(found)
    words = _("{vendor} on {day}: {people} agents lack a course, {later} are to pass one, {ends} run out.")
    layout.copyable(
        words.format(
            vendor=name, day=formats.day(day), people=people, later=counts[GapKind.TO_COME],
            ends=counts[GapKind.EXPIRING],
        )
    )  # fmt: skip


def _nothing(day: date, grounds: Grounds) -> None:
    """Why nothing is listed: nobody lacks anything, or what would say so is not in."""
    if not grounds.agents:
        head, words, icon = (
            _("No roster of {day}").format(day=formats.day(day)),
            _("Whom to train is told by a roster; none is in of that day or before it."),
            "badge",
        )
    elif not grounds.asked:
        head, words, icon = (
            _("No course is asked of anybody"),
            _("Publish a training matrix: it says who has to hold which course."),
            "grid_on",
        )
    else:
        head, words, icon = (
            _("No gap"),
            _("Each of {n} agents holds what is asked on {day}, and nothing runs out within 30 days.").format(
                n=grounds.agents, day=formats.day(day)
            ),
            "task_alt",
        )
    layout.empty_state(head, words, icon=icon)


def _of(grounds: Grounds) -> str:
    return _("of {n} on the roster").format(n=formats.count(grounds.agents))


def _told(day: date, grounds: Grounds) -> str:
    parts = [_("Reckoned from rosters, matrix and records on {day}").format(day=formats.day(day))]
    if grounds.carried_days:
        parts.append(_("the last roster is {n} days old and carried forward").format(n=grounds.carried_days))
    return " · ".join(parts)


def _download(vendor: str, day: date) -> None:
    """Made only when it is asked for: each one made is noted in the journal."""
    who = house.principal()
    if not who.may(Action.EXPORT, vendor):
        return
    lang: Lang = current()
    opened = house.house()
    st.download_button(
        _("List to send (Excel)"),
        data=lambda: training_gaps.gaps_file(opened, who, vendor, day, lang)[1],
        file_name=f"{vendor}_{day:%Y%m%d}_{_('training-gaps')}.xlsx",
        mime=_XLSX,
        key=session.widget("gaps-file"),
        icon=":material/download:",
        on_click="ignore",
    )


def _table(found: Sequence[Gap]) -> None:
    layout.records(
        pd.DataFrame([_row(gap) for gap in found]),
        "gaps",
        columns={
            "due": _("To be passed by"),
            "agent": _("Agent"),
            "named": _("Agent's name"),
            "site": _("Site"),
            "course": _("Course"),
            "state": _("State"),
            "lack": _("How it stands"),
            "why": st.column_config.TextColumn(_("Why"), width="large"),
        },
        card=_card,
        alt=_("Who has to pass which course by when, with the reason"),
        version=house.data_version(),
    )


def _row(gap: Gap) -> dict[str, str]:
    return {
        "due": formats.day(gap.due) if gap.due else _("before the next contact"),
        "agent": gap.spell.agent,
        "named": gap.spell.named,
        "site": gap.spell.site or formats.DASH,
        "course": gap.name.in_(current()),
        "state": gap.kind.words.in_(current()),
        "lack": gap.lack.words.in_(current()),
        "why": " ".join(each.in_(current()) for each in gap.why),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.agent)}** {escaped(row.named)} · {escaped(row.course)}")
    st.caption(f"{escaped(row.due)} · {escaped(row.state)} · {escaped(row.lack)} · {escaped(row.site)}")
