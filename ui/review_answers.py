"""An answer to one item: asked with a field of its kind, and said in words."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from core.exact import shown_text
from core.language import _, current
from qa.form.kinds import ItemKind
from qa.form.terms import AuditForm, Item
from qa.scoring.answers import Answer
from ui import call_score, typed_numbers
from ui.call_said import NOT_APPLICABLE

_WORD_NA = "不适用", "N/A"


def asked(item: Item, label: str, key: str) -> Answer | None:
    """A field for another answer to the item; None while nothing is chosen."""
    if item.kind.is_measured:
        typed = st.number_input(label, min_value=0, value=None, step=1, key=key)
        return None if typed is None else Answer(number=Fraction(typed))
    words = {choice.code: choice.text.in_(current()) for choice in item.choices}
    if item.kind is ItemKind.MULTI:
        several = st.multiselect(label, list(words), key=key, format_func=words.__getitem__)
        return Answer(choices=tuple(several)) if several else None
    if item.na_allowed:
        words[NOT_APPLICABLE] = _WORD_NA[current() == "en"]
    with st.container(horizontal=True):
        one = st.selectbox(label, list(words), index=None, key=key, format_func=words.__getitem__)
        off = st.text_input(_("Points taken off"), key=f"{key}-off", width=140)
    if one is None:
        return None
    if one == NOT_APPLICABLE:
        return Answer(not_applicable=True)
    taken = typed_numbers.decimal(off)
    return Answer(one, deductions=(Fraction(taken),) if taken else ())


def said(form: AuditForm, code: str, answer: Answer | None) -> str:
    """The answer in words; a dash where there is none."""
    item = form.item(code)
    if item is None or answer is None:
        return "–"
    if answer.not_applicable:
        return _WORD_NA[current() == "en"]
    if answer.number is not None:
        return shown_text(answer.number, 2)
    codes = answer.choices or ((answer.choice,) if answer.choice else ())
    names = [found.text.in_(current()) if (found := item.choice(each)) else each for each in codes]
    off = sum(answer.deductions)
    return _(", ").join(names) + (f" −{shown_text(off, 2)}" if off else "")


def named(form: AuditForm, code: str) -> str:
    """An item or a fatal fault by its words."""
    return call_score.fault_name(form, code)
