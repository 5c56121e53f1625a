"""Worst point, ending and behaviours of a call: asked on the quick form, said with a logged call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from qa.form.terms import AuditForm, Item
from qa.moments import ENDINGS, NO_WORST, moments_of
from ui import formats
from ui.audits import call_said
from ui.audits.call_said import CallForm, key
from ui.desk import desk_after
from ui.messages import escaped

if TYPE_CHECKING:
    from store.records import AuditRecord


def fields(asked: CallForm) -> None:
    """Behind a fold, so that the form stays on one screen; nothing of a call that reached nobody."""
    if not call_said.is_connected(asked):
        return
    words = {ending.value: text.in_(current()) for ending, text in ENDINGS.items()}
    items = {item.code: item.text.in_(current()) for item in _scored(asked.form)}
    worst = {NO_WORST: desk_after.nothing(), **items}
    with (
        st.expander(
            _("After the call: worst point, ending, behaviours"), icon=":material/sentiment_satisfied:"
        ),
        st.grid(2, min_column_width=240, key="call-after"),
    ):
        st.selectbox(
            _("Where it was worst"), list(worst), None, format_func=worst.__getitem__, key=key("worst"),
            placeholder="—",
        )  # fmt: skip
        st.segmented_control(
            _("How it left the customer"), list(words), format_func=words.__getitem__, key=key("ending")
        )
        _behaviours(asked.form)
        st.text_input(_("Another behaviour"), key=key("behaviour"), max_chars=200)
        if not st.session_state.get(key("wave")):  # of a call of a wave it is asked there
            st.number_input(_("Seconds talked"), 0, 36_000, None, 1, key=key("talk"))


def of_call(form: AuditForm, call: AuditRecord) -> None:
    """What was noted of a logged call, the seconds talked among it."""
    found = moments_of(call.moments)
    item = form.item(found.worst)
    worst = item.text.in_(current()) if item else desk_after.nothing() if found.worst else ""
    heard = [desk_after.named(code) for code in found.behaviours] + ([found.other] if found.other else [])
    talked = (call.outcome_facts or {}).get("talk_s")
    told = {
        _("Where it was worst"): worst,
        _("How it left the customer"): ENDINGS[found.ending].in_(current()) if found.ending else "",
        _("Forbidden behaviours heard"): _(", ").join(heard),
        _("Talked"): "" if talked is None else formats.duration(talked),
    }
    for label, words in told.items():
        if words:
            st.markdown(f":gray[{label}] {escaped(words)}")


def _behaviours(form: AuditForm) -> None:
    if desk_after.asks_behaviours(form):
        return
    names = desk_after.behaviours()
    st.pills(
        _("Forbidden behaviours heard"), list(names), selection_mode="multi", key=key("behaviours"),
        format_func=names.__getitem__, wrap=True,
    )  # fmt: skip


def _scored(form: AuditForm) -> list[Item]:
    return [item for _section, item in form.items() if item.is_scored]
