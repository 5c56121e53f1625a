"""The case library: keeping a ruled item with its reading, and what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from core.language import _, current
from services.forms import audit_forms
from services.review import audit_cases
from ui import formats, house, layout, messages, session
from ui.messages import Kind, escaped
from ui.review import review_answers

if TYPE_CHECKING:
    from store.records import AuditCaseRecord, CalibrationDecisionRecord


def keep(ruling: str) -> None:
    """A ruling into the library."""
    with st.popover(_("Into the case library"), icon=":material/menu_book:", type="tertiary"):
        title = st.text_input(_("Title"), key=session.widget("case-title", ruling), max_chars=120)
        reading = st.text_area(_("How the item is read"), key=session.widget("case-reading", ruling))
        st.button(
            _("Keep it"),
            key=session.widget("case-save", ruling),
            on_click=messages.guarded(_save),
            args=(ruling, title, reading),
        )


def library(cases: Sequence[AuditCaseRecord | CalibrationDecisionRecord]) -> None:
    """What is kept, the newest first, by form and item."""
    if not cases:
        return
    st.subheader(_("Case library"), anchor=False)
    forms = {form.code: form for form in audit_forms.forms(house.house(), house.principal(), retired=True)}
    rows = [
        {
            _("Form"): escaped(forms[c.form].text.in_(current()) if c.form in forms else c.form),
            _("Form item"): escaped(
                review_answers.named(forms[c.form], c.item) if c.form in forms else c.item
            ),
            _("Title"): escaped(c.title),
            _("How the item is read"): escaped(c.reading),
            _("Comes from"): _("Calibration session") if hasattr(c, "session") else _("Ruling"),
            _("Noted by"): f"{formats.instant(c.kept_at)} {escaped(c.kept_by)}",
        }
        for c in cases
    ]
    layout.printable(pd.DataFrame(rows), alt=_("Ruled cases with form, item and reading"))


def _save(ruling: str, title: str, reading: str) -> None:
    audit_cases.keep_case(house.house(), house.principal(), ruling, title, reading)
    messages.notice(Kind.DONE, _("It is in the case library."))
