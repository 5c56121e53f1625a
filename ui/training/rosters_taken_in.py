"""The rosters that came in, newest first; one of them opened, and taken back with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.people_lists import ListState
from core.principal import Action
from services.roster import lists
from ui import formats, house, layout, messages, session, taking_back
from ui.messages import escaped

if TYPE_CHECKING:
    from store.records import PeopleListRecord


def table(found: Sequence[PeopleListRecord]) -> str | None:
    """The lists; gives the key of the one that was clicked."""
    st.subheader(_("Lists received"), anchor=False)
    frame = pd.DataFrame([_row(one) for one in found]).set_index("id")
    columns = {
        "kind": _("Kind"),
        "days": _("Days"),
        "name": _("File"),
        "rows": st.column_config.TextColumn(_("Lines"), alignment="right"),
        "rejected": st.column_config.TextColumn(_("Kept out"), alignment="right"),
        "state": _("State"),
        "by": _("Received by"),
    }
    chosen = layout.records(
        frame,
        f"rosters-{session.LIST_TURN.get()}",
        columns=columns,
        card=_card,
        alt=_("The rosters that came in, with days, lines and state"),
        on_select=True,
        version=house.data_version(),
    )
    return str(chosen) if chosen else None


def opened(record: PeopleListRecord | None) -> None:
    """What was found in one, and taking it back."""
    if record is None or record.state is ListState.STAGED:
        return
    with taking_back.panel(record.name, "roster"):
        st.caption(_facts(record))
        messages.show_findings(record.findings)
        if record.why:
            st.markdown(escaped(record.why))
        who = house.principal()
        if record.state is ListState.COMMITTED and who.may(Action.IMPORT, record.vendor):
            taking_back.withdraw(record.id, partial(lists.withdraw, house.house(), who, record.id))


def _facts(record: PeopleListRecord) -> str:
    parts = [_span(record), record.state.words.in_(current()), record.received_by]
    return " · ".join(escaped(part) for part in parts)


def _row(record: PeopleListRecord) -> dict[str, str]:
    return {
        "id": record.id,
        "kind": record.kind.words.in_(current()),
        "days": _span(record),
        "name": record.name,
        "rows": formats.count(record.rows),
        "rejected": formats.count(record.rejected),
        "state": record.state.words.in_(current()),
        "by": record.received_by,
    }


def _span(record: PeopleListRecord) -> str:
    first, last = formats.day(record.day), formats.day(record.days.last_day)
    return first if first == last else f"{first} – {last}"


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.name)}** · {row.kind} · {row.state}")
    st.caption(f"{row.days} · {row.rows}")
