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
from services.training.gaps import Gap, GapKind
from ui import formats, house, layout, session
from ui.layout import Figure
from ui.messages import escaped

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(vendor: str, name: str, day: date, found: Sequence[Gap]) -> None:
    """Figures, table, sentence."""
    counts = Counter(gap.kind for gap in found)
    people = len({gap.spell.mark for gap in found if gap.kind is GapKind.OVERDUE})
    layout.figure_strip(
        [
            Figure(_("Agents who lack a course"), formats.count(people)),
            *(Figure(kind.words.in_(current()), formats.count(counts[kind])) for kind in GapKind),
        ]
    )
    if any(gap.compliance and gap.kind is GapKind.OVERDUE for gap in found):
        st.markdown(f":red[:material/block:] {_('A compliance course is lacked: nothing here is green.')}")
    _download(vendor, day)
    _table(found)
    words = _("{vendor} on {day}: {people} agents lack a course, {later} are to pass one, {ends} run out.")
    layout.copyable(
        words.format(
            vendor=name, day=formats.day(day), people=people, later=counts[GapKind.TO_COME],
            ends=counts[GapKind.EXPIRING],
        )
    )  # fmt: skip


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
            "named": _("Name"),
            "site": _("Site"),
            "course": _("Course"),
            "state": _("State"),
            "lack": _("How it stands"),
            "why": _("Why"),
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
