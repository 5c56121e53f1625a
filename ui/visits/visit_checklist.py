"""The checklist of a visit: each item answered with one press and kept at once; read once it is submitted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from core.language import _, current
from core.principal import Action
from qa.form.kinds import ItemKind
from qa.form.terms import Item
from qa.scoring.answers import Answer
from qa.scoring.lines import shown
from services.records.kept_audits import stored_answer
from services.visits import visit_answers
from services.visits.visit_standing import VisitView
from ui import house, layout, messages, session, urls
from ui.audits import call_form, call_receipt, call_score
from ui.audits.call_said import NOT_APPLICABLE, answer_of, field_of
from ui.layout import Figure
from ui.messages import escaped
from ui.visits import visit_words


def show(view: VisitView) -> None:
    """Item by item while the visit is open, its reckoning afterwards."""
    if view.receipt is not None:
        _result(view)
        return
    may = house.principal().may(Action.AUDIT, view.record.vendor)
    _progress(view)
    if view.form.guidance:
        st.caption(escaped(view.form.guidance.in_(current())))
    asked = {item.code for _section, item in shown(view.form, view.answers, True)}
    for section in view.form.all_sections():
        items = [item for item in section.items if item.code in asked]
        if items:
            st.subheader(escaped(section.text.in_(current())), anchor=False)
        for item in items:
            _item(view, item, may)
    _fatal(view, may)


def _progress(view: VisitView) -> None:
    items = [item for _s, item in shown(view.form, view.answers, True) if not item.kind.is_written]
    left = len(view.open_items)
    st.progress(
        (len(items) - left) / len(items) if items else 1.0,
        _("{n} of {all} items answered; every answer is kept at once").format(
            n=len(items) - left, all=len(items)
        ),
    )


def _item(view: VisitView, item: Item, may: bool) -> None:
    """One line: what is asked, the answer, and a remark where it is not the best one."""
    answer = view.answers.get(item.code)
    with st.container(border=True, gap="xsmall", key=f"visit-item-{item.code}"):
        _field(view, item, answer, may)
        if answer is None or not _wants_words(item, answer):
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            key = _key(view, item, "note")
            st.session_state[key] = answer.comment
            st.text_input(
                _("Remark"), key=key, max_chars=500, disabled=not may,
                on_change=messages.guarded(_noted), args=(view, item, answer, key),
            )  # fmt: skip
            if may and not answer.not_applicable:
                st.button(
                    _("Note as a finding"),
                    icon=":material/add_alert:",
                    key=_key(view, item, "find"),
                    on_click=messages.guarded(urls.write),
                    kwargs={"tab": "findings", "clause": item.code},
                )


def _field(view: VisitView, item: Item, answer: Answer | None, may: bool) -> None:
    key = _key(view, item, "answer")
    label = escaped(item.text.in_(current()))
    guidance = item.guidance.in_(current()) if item.guidance else None
    options: dict[str, Any] = {"key": key, "help": guidance, "disabled": not may}
    options |= {"on_change": messages.guarded(_answered), "args": (view, item, answer, key)}
    if item.kind is ItemKind.SINGLE or item.kind is ItemKind.MULTI:
        words = call_form.choice_words(item)
        many = item.kind is ItemKind.MULTI
        st.session_state[key] = field_of(item, answer) if answer else ([] if many else None)
        control = st.pills if many else st.segmented_control
        mode = "multi" if many else "single"
        control(label, list(words), selection_mode=mode, format_func=words.__getitem__, wrap=True, **options)
        return
    st.session_state[key] = _typed(item, answer)
    hint = _("a number, or N/A") if item.kind.is_measured and item.na_allowed else None
    st.text_input(label, placeholder=hint, width=320 if item.kind.is_measured else "stretch", **options)


def _typed(item: Item, answer: Answer | None) -> str:
    """What stands in a field of words."""
    if answer is None:
        return ""
    return _("N/A") if answer.not_applicable else str(field_of(item, answer) or "0")


def _wants_words(item: Item, answer: Answer) -> bool:
    best = item.choices[0].code if item.choices else None
    return bool(answer.comment) or (item.is_scored and answer.choice != best)


def _answered(view: VisitView, item: Item, before: Answer | None, key: str) -> None:
    value = st.session_state.get(key)
    if isinstance(value, str) and not item.choices and _is_na(value):
        value = NOT_APPLICABLE
    answer = answer_of(item, value)
    if answer is not None and before is not None:
        answer = replace(answer, comment=before.comment)
    _keep(view, item, answer)


def _is_na(words: str) -> bool:
    return words.strip().casefold() in {"n/a", "na", "不适用", _("N/A").casefold()}


def _noted(view: VisitView, item: Item, before: Answer, key: str) -> None:
    _keep(view, item, replace(before, comment=str(st.session_state.get(key) or "").strip()))


def _keep(view: VisitView, item: Item, answer: Answer | None) -> None:
    seen: Mapping[str, Any] | None = view.record.answers.get(item.code)
    if answer is not None and seen == stored_answer(answer):
        return
    visit_answers.answer_item(house.house(), house.principal(), view.record.id, item.code, answer, seen)


def _fatal(view: VisitView, may: bool) -> None:
    """What is fatal without being an item."""
    names = {code: text.in_(current()) for code, text in view.form.fatal_names().items()}
    if not names:
        return
    st.subheader(_("Fatal"), anchor=False)
    st.caption(_("Only what was seen or is proven"))
    for code, words in names.items():
        key = session.widget("visit-fatal", view.record.id, code)
        st.session_state[key] = code in view.record.fatal
        st.checkbox(
            escaped(words), key=key, disabled=not may,
            on_change=messages.guarded(_ticked), args=(view, code, key),
        )  # fmt: skip


def _ticked(view: VisitView, code: str, key: str) -> None:
    others = [each for each in view.record.fatal if each != code]
    chosen = [*others, code] if st.session_state.get(key) else others
    visit_answers.tick_fatal(house.house(), house.principal(), view.record.id, chosen, view.record.fatal)


def _result(view: VisitView) -> None:
    """The score, its sections, and every item with its remark."""
    found = view.receipt
    assert found is not None
    names = {section.code: section.text.in_(current()) for section in view.form.sections}
    layout.figure_strip(
        [
            Figure(_("Score"), visit_words.score(view)),
            Figure(_("Found on the visit"), str(len(view.findings))),
            Figure(_("Photographs"), str(len(view.photos))),
        ],
        "visit",
    )
    for code in found.fatal:
        st.markdown(f":red[:material/dangerous: {escaped(call_score.fault_name(view.form, code))}]")
    weak = [line for line in found.sections if line.section in names and line.earned < line.applicable]
    if weak:
        parts = _(", ").join(names[line.section] for line in weak)
        st.markdown(escaped(_("Points were lost in: {sections}").format(sections=parts)))
    call_receipt.lines(view.form, found)
    remarks = [(item, view.answers[item.code].comment) for _s, item in view.form.items()
               if item.code in view.answers and view.answers[item.code].comment]  # fmt: skip
    for item, words in remarks:
        st.markdown(f"**{escaped(item.text.in_(current()))}**  \n{escaped(words)}")


def _key(view: VisitView, item: Item, part: str) -> str:
    return session.widget(f"visit-{part}", view.record.id, item.code)
