"""The visits as a list, what waits for somebody in a strip above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.visit.states import FindingState, VisitState
from services.visits.visit_standing import VisitView
from ui import formats, house, layout, navigation, session
from ui.layout import Figure
from ui.messages import escaped
from ui.visits import visit_words


def figures(views: Sequence[VisitView], to_book: int) -> None:
    """How much waits for whom."""
    today = house.house().today()
    found = [each for view in views if view.record.state.stands for each in view.findings]
    left = [each for each in found if each.grade.is_booked and each.state is not FindingState.CLOSED]
    late = [each for each in left if each.due is not None and each.due < today]
    unsigned = [view for view in views if view.record.state is VisitState.SUBMITTED]
    layout.figure_strip(
        [
            Figure(_("To be signed"), str(len(unsigned))),
            Figure(_("To be put right"), str(len(left))),
            Figure(_("Overdue"), str(len(late))),
            Figure(_("To book or not"), str(to_book)),
        ]
    )


def table(views: Sequence[VisitView]) -> str | None:
    """The visits, the latest first; gives the key of the one that was clicked."""
    columns = {
        "day": _("Day"),
        "place": st.column_config.TextColumn(_("Vendor and site"), width="medium"),
        "form": st.column_config.TextColumn(_("Checklist"), width="medium"),
        "score": st.column_config.TextColumn(_("Score"), alignment="right"),
        "left": st.column_config.TextColumn(_("Still to put right"), alignment="right"),
        "state": _("State"),
        "signer": _("Signed by"),
    }
    return layout.records(
        pd.DataFrame([_row(view) for view in views]).set_index("id"),
        f"visits-{session.LIST_TURN.get()}",
        columns=columns,
        card=_card,
        alt=_("Site visits with day, place, score, what is still to be put right, and state"),
        on_select=True,
        version=house.data_version(),
    )


def _row(view: VisitView) -> dict[str, object]:
    record = view.record
    return {
        "id": record.id,
        "day": formats.day(record.day),
        "place": visit_words.place(record),
        "form": _("{name}, version {number}").format(
            name=view.form.text.in_(current()), number=record.form_version
        ),
        "score": visit_words.score(view),
        "left": visit_words.still_to_put_right(view),
        "state": record.state.words.in_(current()),
        "signer": record.signer if record.state is VisitState.SIGNED else "",
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.place)}** · {row.day}")
    st.caption(escaped(f"{row.state} · {row.score}"))
    if row.left != formats.DASH:
        st.caption(escaped(_("Still to put right: {n}").format(n=row.left)))
    navigation.link("visits", _("Open"), ":material/arrow_forward:", record=row.Index)
