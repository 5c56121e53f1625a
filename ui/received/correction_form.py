"""Setting a figure of a report right: the report goes back first; a correction of ours needs a reason."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.language import _
from core.principal import Action
from services.judging.month_result import ClauseLine, MonthResult
from services.reports import corrections
from services.reports.fact_lines import FactLine
from ui import formats, house, messages, navigation, session
from ui.judged import clause_words
from ui.messages import Kind, escaped

#: A figure that can be corrected: its row, and which of the row's counts.
_Figure = tuple[FactLine, str]


def show(result: MonthResult, line: ClauseLine, found: Sequence[FactLine]) -> None:
    """The form below the cells of a figure; nothing for whoever may not change reports."""
    figures = [
        (row, name)
        for row in found
        for name in line.formula.base_counts
        if name in row.counts and name in row.cells and not row.is_check
    ]
    if not figures or not house.principal().may(Action.IMPORT, result.contract.vendor):
        return
    with st.expander(_("A figure is wrong"), icon=":material/edit_note:"):
        st.markdown(_("The usual way: return the report, and the vendor sends a new one."))
        files = {row.file_id: row.file_name for row, _name in figures}
        for file_id, name in list(files.items())[:3]:
            words = _("Return “{name}”").format(name=name)
            navigation.link("received", escaped(words), ":material/assignment_return:", record=file_id)
        st.divider()
        st.markdown(
            _(
                "Or correct one figure here. It is marked “corrected by the client” and stands in the "
                "month's workbook for the vendor to confirm."
            )
        )
        _fields(figures)


def _fields(figures: Sequence[_Figure]) -> None:
    key = session.fresh_form("correction")
    with st.form(session.fresh_form("correct"), border=False):
        st.selectbox(
            _("Figure"), range(len(figures)), format_func=lambda i: _words(figures[i]), key=f"{key}-of"
        )
        st.text_input(_("Right value"), key=f"{key}-value", max_chars=20)
        st.text_input(_("Why? It is kept with the record."), key=f"{key}-why", max_chars=200)
        st.form_submit_button(
            _("Correct this figure"),
            key=session.widget("correct-now"),
            on_click=messages.guarded(_correct),
            args=(tuple(figures), key),
        )


def _words(figure: _Figure) -> str:
    row, name = figure
    where = f"{row.sheet}!{row.cells[name]}" if row.sheet and "!" not in row.cells[name] else row.cells[name]
    said = [formats.day(row.day), clause_words.count_name(name), where, formats.count(row.counts[name])]
    return " · ".join(said)


def _correct(figures: Sequence[_Figure], key: str) -> None:
    said = st.session_state
    row, name = figures[said[f"{key}-of"]]
    here, who = house.house(), house.principal()
    corrections.correct(here, who, row, name, said[f"{key}-value"] or "", said[f"{key}-why"] or "")
    session.clear_form()
    messages.notice(Kind.DONE, _("Corrected and marked; the month is judged anew."))
