"""A pretend call scored while the form is designed: answers of the moment, kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from core.language import _, current
from qa.form.kinds import FormKind, ItemKind
from qa.form.policies import NaPolicy, Unanswered
from qa.form.terms import AuditForm, Item
from qa.scoring.answers import Answer
from qa.scoring.engine import score, unanswered
from qa.scoring.lines import shown
from ui import session
from ui.audits import call_form, call_receipt, call_said, call_score
from ui.messages import escaped


def show(form: AuditForm | None, draft: str) -> None:
    """Its items as buttons, and the score they make by the rules as they stand now."""
    with st.container(border=True, gap="small"):
        st.markdown(f"**{_('A pretend call')}**")
        if form is None:
            st.caption(_("Once nothing is wrong with the form, a call can be tried on it here."))
            return
        st.caption(_("Answers here are kept nowhere."))
        connected = _connected(form, draft)
        _result(form, draft, connected)
        for _section, item in shown(form, _answers(form, draft), connected):
            _item(item, draft)
        call_form.fatal(form, _key(draft, "fatal"))


def _result(form: AuditForm, draft: str, connected: bool) -> None:
    """What the pretend call scores; what is not answered stays out of the base."""
    answers = _answers(form, draft)
    policies = replace(
        form.policies, unanswered=Unanswered.NOT_APPLICABLE, na=_rule(form, answers, connected)
    )
    ticked = frozenset(st.session_state.get(_key(draft, "fatal")) or ())
    found = score(replace(form, policies=policies), answers, ticked & form.fatal_codes().keys(), connected)
    call_score.receipt(form, found, complete=bool(answers))
    call_receipt.lines(form, found)


def _rule(form: AuditForm, answers: Mapping[str, Answer], connected: bool) -> NaPolicy:
    """The form's own rule on N/A once all is answered; until then what is open only waits."""
    left = unanswered(form, answers, connected)
    return NaPolicy.PROPORTIONAL if left else form.policies.na


def _connected(form: AuditForm, draft: str) -> bool:
    if form.kind is not FormKind.MYSTERY:
        return True
    return st.toggle(_("Agent reached?"), True, key=_key(draft, "connected"))


def _item(item: Item, draft: str) -> None:
    label, key = escaped(item.text.in_(current())), _key(draft, item)
    if item.kind.is_measured:
        st.number_input(label, min_value=0, value=None, step=1, key=key)
    elif not item.kind.is_written:
        words = call_form.choice_words(item)
        several = item.kind is ItemKind.MULTI
        control = st.pills if several else st.segmented_control
        control(
            label,
            list(words),
            selection_mode="multi" if several else "single",
            key=key,
            format_func=lambda code: words.get(code, code),
            wrap=True,
        )


def _answers(form: AuditForm, draft: str) -> dict[str, Answer]:
    """What is answered, as far as the form still has the answer."""
    found = {}
    for _section, item in form.items():
        value = _known(item, st.session_state.get(_key(draft, item)))
        answer = call_said.answer_of(item, value)
        if answer is not None:
            found[item.code] = answer
    return found


def _known(item: Item, value: Any) -> Any:
    beside = {call_said.NOT_APPLICABLE, call_said.UNDETERMINED, call_said.NONE_OF_THEM}
    allowed = {*(choice.code for choice in item.choices), *beside}
    if isinstance(value, list):
        return [each for each in value if each in allowed]
    return value if not isinstance(value, str) or value in allowed else None


def _key(draft: str, what: Item | str) -> str:
    """Of an item it changes with its answers: buttons keep no answer that is no longer there."""
    if isinstance(what, str):
        return session.widget("try", draft, what)
    return session.widget("try", draft, what.code, what.kind.value, *(choice.code for choice in what.choices))
