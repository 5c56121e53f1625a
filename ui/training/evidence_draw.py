"""The form that draws a month's sample of training records."""

from __future__ import annotations

import streamlit as st

from core.language import _
from core.period import shifted
from services.training import evidence_audits
from ui import formats, house, messages, session
from ui.messages import Kind, escaped

_MONTHS = 12


def form(vendor: str) -> None:
    """Choose a month, this one or one of the eleven before it; the seed is made when it is drawn."""
    this = f"{house.house().today():%Y-%m}"
    months = [shifted(this, -back) for back in range(_MONTHS)]
    key = session.fresh_form(f"evidence-month-{vendor}")
    with (
        st.form(session.fresh_form(f"evidence-draw-{vendor}")),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.selectbox(_("Month"), months, index=1, format_func=formats.month, key=key, width=160)
        st.form_submit_button(
            _("Draw the sample"),
            type="primary",
            icon=":material/casino:",
            key=session.widget("evidence-draw-now", vendor),
            on_click=messages.guarded(_draw),
            args=(vendor, key),
        )


def _draw(vendor: str, key: str) -> None:
    drawn = evidence_audits.draw(house.house(), house.principal(), vendor, st.session_state[key])
    session.clear_form()
    words = _("{size} of {population} agents drawn for {month}.")
    said = words.format(size=drawn.record.size, population=drawn.record.population, month=drawn.record.month)
    messages.notice(Kind.DONE, escaped(said))
