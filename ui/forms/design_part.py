"""One part of a form being designed: an item, a section, a fatal fault, or the form's own name and rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from core.errors import NotFoundError
from core.finding import Finding, blocking
from core.language import _, current
from core.text import Text
from qa.form.body import body_of, read_body
from qa.form.kinds import ITEM_KINDS, ItemKind, KnownFrom
from qa.form.policies import FatalTrigger
from qa.form.terms import AuditForm
from qa.scoring.weighing import effective_shares, section_shares
from services.contracts.draft_edits import name_of
from services.forms import form_design, form_fields
from services.forms.form_drafts import FormDraftView
from sla.contract_file.shape import Record
from ui import edited, formats, messages, session
from ui.contracts.term_form import TermForm
from ui.forms import (
    design_answers,
    design_clause,
    design_condition,
    design_opened,
    design_saving,
    design_try,
)
from ui.forms.design_opened import HEAD

Plain = Mapping[str, Any]


def is_open(body: Plain, code: str | None) -> bool:
    """Whether the address names a part that is there."""
    if code == HEAD:
        return True
    try:
        return bool(code and form_design.part_of(body, code))
    except NotFoundError:
        return False


def name(body: Plain, code: str) -> str:
    """What the part is called."""
    if code == HEAD:
        return _("Name, rules and bands")
    part = form_design.part_of(body, code)
    return name_of({"name": part.get("text"), "code": code}).in_(current())


def show(draft: FormDraftView, body: Plain, code: str, before: AuditForm | None) -> None:
    """Fields left; right what it weighs as typed, a pretend call, and the way back."""
    part = design_opened.opened(draft, body, code)
    design_opened.meanwhile(draft, part, body, name(body, code))
    left = st.button(
        _("Back to the form"), icon=":material/arrow_back:", type="tertiary",
        key=session.widget("back", "clause"),
        help=_("What is typed is kept in the draft; a step back takes it out again."),
    )  # fmt: skip
    with st.grid(2, min_column_width=340, key="design-part-grid"):
        with st.container(gap="small"):
            form, typed = _typed(design_opened.with_part(body, code, part.first), code, before, part.key)
        made = design_opened.with_part(body, code, typed)
        now, findings = read_body(made)
        code_now = design_opened.code_to_save(body, code, str(typed.get("code") or ""))
        kept = typed if code == HEAD else {**typed, "code": code_now}
        saved = design_opened.keep(draft, body, part, code_now, kept)
        with st.container(gap="small"):
            place = _place(made, code, typed)
            told = [
                each
                for each in findings
                if each.place.sheet == place or (code == HEAD and not each.place.file)
            ]
            messages.show_findings(form.tell(told), headed=False)
            _elsewhere(findings, told)
            _weighs(now, place)
            done = _buttons(saved, code_now, part.key)
            design_try.show(now, draft.id)
    # Saved in the run that has read the fields: a click that follows a keystroke at once loses nothing of it.
    if left or done:
        design_opened.leave(saved, part, kept)
    if name(body_of(saved.text) or body, part.code) != name(body, code):
        st.rerun()


def _place(made: Plain, code: str, typed: Plain) -> str:
    """What a finding about the part says it is about."""
    return str(made["form"].get("code")) if code == HEAD else str(typed.get("code") or code)


def _typed(body: Plain, code: str, before: AuditForm | None, key: str) -> tuple[TermForm, dict[str, Any]]:
    """The part's fields, and the part as it is typed now."""
    if code == HEAD:
        form = _fields(form_fields.HEAD, body, key, body, ())
        for section in form_fields.HEAD_SECTIONS:
            form.section(section)
        return form, design_opened.part_of(form.record, HEAD)
    fixed = ("code",) if _is_published(before, code) else ()
    form = _drawing(body, code)(form_design.part_of(body, code), key, fixed)
    return form, form.record


def _is_published(before: AuditForm | None, code: str) -> bool:
    """A code stays what it is once audits may carry it."""
    if before is None:
        return False
    codes = {each.code for each in before.all_sections()} | {item.code for _section, item in before.items()}
    return code in codes | {fault.code for fault in before.fatal_faults}


def _drawing(body: Plain, code: str) -> Callable[..., TermForm]:
    if any(each.get("code") == code for each in form_design.items_of(body)):
        return partial(_item, body)
    if any(each.get("code") == code for each in form_design.sections_of(body)):
        return partial(_section, body)
    return partial(_fault, body)


def _item(body: Plain, item: Plain, key: str, fixed: tuple[str, ...]) -> TermForm:
    form = _fields(form_fields.ITEM, item, key, body, fixed)
    form.fields(form_fields.ASKED, "asked")
    kind = _kind(form, item, key)
    if not kind.is_written:
        others = form_design.answer_lists(body, kind)
        asks = design_answers.Asks(
            up_to=kind.is_measured or _typed_now(key, item, "known_from") == KnownFrom.WAIT,
            fatal=_typed_now(key, item.get("fatal") or {}, "when", "fatal.when") == FatalTrigger.CHOSEN,
        )
        form.put({"choices": design_answers.answers(item.get("choices"), others, asks, key)})
    form.spot("choices")
    _conditional(body, form, item, key)
    form.section(form_fields.ANSWERED)
    form.section(form_fields.FATALLY)
    form.section(form_fields.ABOUT)
    st.markdown(f"**{_('Clause of the process specification')}**")
    form.put({"clause": design_clause.clause(item.get("clause"), key)})
    form.spot("clause")
    return form


def _typed_now(key: str, part: Plain, name: str, path: str = "") -> Any:
    """What a field further below says already: the table of answers has a column for it at once."""
    typed = f"{key}-{path or name}"
    return st.session_state[typed] if typed in st.session_state else part.get(name)


def _section(body: Plain, section: Plain, key: str, fixed: tuple[str, ...]) -> TermForm:
    form = _fields(form_fields.SECTION, section, key, body, fixed)
    form.fields(form_fields.OF_SECTION, "section")
    _conditional(body, form, section, key)
    return form


def _fault(body: Plain, fault: Plain, key: str, fixed: tuple[str, ...]) -> TermForm:
    form = _fields(form_fields.FAULT, fault, key, body, fixed)
    form.fields(form_fields.OF_FAULT, "fault")
    return form


def _fields(record: Record, part: Plain, key: str, body: Plain, fixed: tuple[str, ...]) -> TermForm:
    names = {
        str(each.get("code")): name_of({"name": each.get("text"), "code": each.get("code")})
        for each in form_design.sections_of(body)
    }
    offers: dict[str, dict[str, Text]] = {"section": names}
    return TermForm(record, part, key, offers, fixed)


def _kind(form: TermForm, item: Plain, key: str) -> ItemKind:
    words = {kind: ITEM_KINDS[kind].in_(current()) for kind in ItemKind}
    now = ItemKind(item.get("kind") or "single") if item.get("kind") in {None, *ItemKind} else ItemKind.SINGLE
    kind = st.selectbox(
        _("How it is answered"), list(words), index=list(words).index(now), format_func=words.__getitem__,
        key=f"{key}-kind",
    )  # fmt: skip
    form.put({"kind": None if kind is ItemKind.SINGLE else kind.value})
    form.spot("kind")
    return kind


def _conditional(body: Plain, form: TermForm, part: Plain, key: str) -> None:
    when = part.get("when")
    with st.expander(_("Asked only when …"), icon=":material/alt_route:", expanded=bool(when)):
        earlier = form_design.asked_before(body, str(part.get("code")))
        form.put({"when": design_condition.condition(when, earlier, f"{key}-when")})
        form.spot("when")


def _elsewhere(findings: list[Finding], told: list[Finding]) -> None:
    """What is wrong with other parts keeps the shares from being known: said once, below."""
    others = [each for each in blocking(findings) if each not in told]
    if others:
        with st.expander(_("Wrong elsewhere in the form"), icon=":material/error:"):
            messages.show_findings(others, headed=False)


def _weighs(form: AuditForm | None, code: str) -> None:
    """What the part really weighs as it is typed now (AT-16)."""
    if form is None:
        return
    share = {**section_shares(form), **effective_shares(form)}.get(code)
    if share is not None:
        st.metric(_("Share of the whole"), formats.percent(share, digits=1))


def _buttons(draft: FormDraftView, code: str, key: str) -> bool:
    """Whether leaving was asked for; the others do what they say by themselves."""
    body = body_of(draft.text) or {}
    with st.container(horizontal=True, vertical_alignment="center"):
        done = st.button(_("Save"), type="primary", icon=":material/check:", key=f"{key}-save")
        if code != HEAD:
            st.button(
                _("Remove"), type="tertiary", icon=":material/delete:", key=f"{key}-remove",
                on_click=messages.guarded(_remove), args=(draft, body, code),
            )  # fmt: skip
        st.caption(edited.saved(draft.changed_at))
    if any(each.get("code") == code for each in form_design.items_of(body)):
        _elsewhere_put(draft, body, code, key)
    return done


def _elsewhere_put(draft: FormDraftView, body: Plain, code: str, key: str) -> None:
    """The item into another section."""
    home = form_design.section_with(body, code)
    others = {
        str(each.get("code")): name_of({"name": each.get("text"), "code": each.get("code")}).in_(current())
        for each in form_design.sections_of(body)
        if each is not home
    }
    if others:
        with st.popover(_("Move into another section"), icon=":material/drive_file_move:", type="tertiary"):
            chosen = st.selectbox(
                _("Section"), list(others), format_func=others.__getitem__,
                key=f"{key}-home",
            )  # fmt: skip
            st.button(
                _("Move it"), key=f"{key}-home-go", on_click=messages.guarded(_moved_into),
                args=(draft, body, code, chosen),
            )  # fmt: skip


def _moved_into(draft: FormDraftView, body: Plain, code: str, section: str) -> None:
    design_saving.save(draft, form_design.moved_into(body, code, section), code)


def _remove(draft: FormDraftView, body: Plain, code: str) -> None:
    design_saving.save(draft, form_design.without_part(body, code))
