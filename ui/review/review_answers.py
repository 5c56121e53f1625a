"""An answer to one item: asked with a field of its kind, and said in words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import streamlit as st

from core.exact import shown_text
from core.language import _, current
from qa.form.kinds import ItemKind
from qa.form.terms import AuditForm, Item
from qa.scoring.answers import Answer
from ui import typed_numbers
from ui.audits import call_form, call_score
from ui.audits.call_said import answer_of


def asked(item: Item, label: str, key: str) -> Answer | None:
    """A field for another answer to the item; None while nothing is chosen."""
    if item.kind.is_measured:
        return answer_of(item, st.number_input(label, min_value=0, value=None, step=1, key=key))
    words = call_form.choice_words(item)
    if item.kind is ItemKind.MULTI:
        said = st.multiselect(
            label,
            list(words),
            key=key,
            format_func=words.__getitem__,
            select_all=False,
            placeholder=_("Choose"),
        )
        return answer_of(item, said)
    with st.container(horizontal=True):
        one = st.selectbox(
            label, list(words), index=None, key=key, format_func=words.__getitem__, placeholder=_("Choose")
        )
        off = st.text_input(_("Points taken off"), key=f"{key}-off", width=140)
    answer, taken = answer_of(item, one), typed_numbers.decimal(off)
    if answer is None or answer.not_applicable or not taken:
        return answer
    return replace(answer, deductions=(Fraction(taken),))


def said(form: AuditForm, code: str, answer: Answer | None) -> str:
    """The answer in words; a dash where there is none."""
    item = form.item(code)
    if item is None or answer is None:
        return "–"
    if answer.not_applicable:
        return _("N/A")
    if answer.undetermined:
        return _("Cannot be told")
    if item.kind.is_written:
        return answer.text
    if answer.number is not None:
        return shown_text(answer.number, 2)
    codes = answer.choices or ((answer.choice,) if answer.choice else ())
    if item.kind is ItemKind.MULTI and not codes:
        return _("None of them")
    names = [found.text.in_(current()) if (found := item.choice(each)) else each for each in codes]
    off = sum(answer.deductions)
    return _(", ").join(names) + (f" −{shown_text(off, 2)}" if off else "")


def named(form: AuditForm, code: str) -> str:
    """An item or a fatal fault by its words."""
    return call_score.item_name(form, code)
