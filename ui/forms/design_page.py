"""A form being designed, whole: its sections and items with what each really weighs, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import streamlit as st

from core.finding import Finding, blocking
from core.language import _, current, ngettext
from qa.form.kinds import ITEM_KINDS, ItemKind
from qa.form.terms import AuditForm
from qa.scoring.weighing import effective_shares, section_shares
from services.contracts.draft_edits import name_of
from services.forms import form_design
from services.forms.form_drafts import FormDraftView
from ui import formats, messages, session, urls
from ui.forms import design_opened, design_saving, design_try
from ui.forms.design_opened import HEAD
from ui.messages import escaped

Plain = Mapping[str, Any]


def show(draft: FormDraftView, body: Plain, form: AuditForm | None, findings: list[Finding]) -> None:
    """The outline left, a pretend call right; below one another on a phone."""
    design_opened.close()
    with st.grid(2, min_column_width=340, key="design-grid"):
        with st.container(gap="small"):
            _outline(draft, body, form, findings)
        with st.container(gap="small"):
            design_try.show(form, draft.id)


def _outline(draft: FormDraftView, body: Plain, form: AuditForm | None, findings: list[Finding]) -> None:
    shares = effective_shares(form) if form else {}
    of_sections = section_shares(form) if form else {}
    trouble = {finding.place.sheet for finding in blocking(findings)}
    with st.container(horizontal=True):
        _go(_("Name, rules and bands"), ":material/tune:", HEAD, "design-head")
        design_saving.undo(draft)
    for section in body.get("sections") or []:
        _section(draft, body, section, shares, of_sections, trouble)
    st.button(
        _("Add a section"), icon=":material/add:", key=session.widget("design-section"),
        on_click=messages.guarded(_new_section), args=(draft, body),
    )  # fmt: skip
    _faults(draft, body, trouble)


def _section(
    draft: FormDraftView,
    body: Plain,
    section: Plain,
    shares: Mapping[str, Fraction],
    of_sections: Mapping[str, Fraction],
    trouble: set[str],
    inner: bool = False,
) -> None:
    code = str(section.get("code"))
    with st.container(border=True, gap="xsmall"):
        _line(draft, body, section, of_sections.get(code), trouble, bold=True)
        for item in section.get("items") or []:
            _line(draft, body, item, shares.get(str(item.get("code"))), trouble)
        for each in section.get("sections") or []:
            _section(draft, body, each, shares, {}, trouble, inner=True)
        _add(draft, body, code, within=not inner)


def _line(
    draft: FormDraftView,
    body: Plain,
    part: Plain,
    share: Fraction | None,
    trouble: set[str],
    bold: bool = False,
) -> None:
    """What it is and weighs; it opens by its name, and goes up and down."""
    code, lang = str(part.get("code")), current()
    name = name_of({"name": part.get("text"), "code": code}).in_(lang)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.button(
            f"**{escaped(name)}**" if bold else escaped(name), type="tertiary",
            key=session.widget("design-open", code), help=_("Change it"),
            on_click=messages.guarded(urls.write), kwargs={"clause": code},
        )  # fmt: skip
        st.markdown(_said(part, share, code in trouble), width="stretch")
        with st.container(horizontal=True, gap="xsmall", width="content"):
            for icon, step, words in (("upward", -1, _("Up")), ("downward", 1, _("Down"))):
                st.button(
                    "", icon=f":material/arrow_{icon}:", type="tertiary", help=words,
                    key=session.widget("design-move", code, step),
                    on_click=messages.guarded(_moved), args=(draft, body, code, step),
                )  # fmt: skip


def _said(part: Plain, share: Fraction | None, wrong: bool) -> str:
    """10 分 · 12.5 % · 致命."""
    said = []
    kind = part.get("kind")
    if kind and kind in set(ItemKind) and kind != ItemKind.SINGLE:
        said.append(ITEM_KINDS[ItemKind(kind)].in_(current()))
    if part.get("points") not in (None, "", "0"):
        said.append(_("{n} pts").format(n=part["points"]))
    if share:
        said.append(_("{share} of the whole").format(share=formats.percent(share, digits=1)))
    for key, words in (
        ("na", _("may be N/A")),
        ("fatal", _("fatal")),
        ("bonus", _("bonus")),
        ("when", _("conditional")),
    ):
        if part.get(key) not in (None, "", "false", False) and not isinstance(part.get(key), list):
            said.append(words)
    sign = f":red[:material/error: {_('wrong')}] " if wrong else ""
    return f"{sign}:gray[{escaped(' · '.join(str(each) for each in said))}]"


def _add(draft: FormDraftView, body: Plain, code: str, within: bool) -> None:
    words = {kind: ITEM_KINDS[kind].in_(current()) for kind in ItemKind}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        kind = st.selectbox(
            _("Kind of the new item"), list(words), format_func=words.__getitem__, width=150,
            key=session.widget("design-kind", code), label_visibility="collapsed",
        )  # fmt: skip
        st.button(
            _("Add an item"), icon=":material/add:", type="tertiary", key=session.widget("design-item", code),
            on_click=messages.guarded(_new_item), args=(draft, body, code, kind),
        )  # fmt: skip
        if within:
            st.button(
                _("Add a section within"), icon=":material/subdirectory_arrow_right:", type="tertiary",
                key=session.widget("design-within", code),
                on_click=messages.guarded(_new_section), args=(draft, body, code),
            )  # fmt: skip


def _faults(draft: FormDraftView, body: Plain, trouble: set[str]) -> None:
    faults = form_design.faults_of(body)
    with st.container(border=True, gap="xsmall"):
        title = ngettext("{n} fatal fault that is no item", "{n} fatal faults that are no items", len(faults))
        st.markdown(f"**{escaped(title.format(n=len(faults)))}**")
        for fault in faults:
            _line(draft, body, fault, None, trouble)
        st.button(
            _("Add a fatal fault"), icon=":material/add:", type="tertiary",
            key=session.widget("design-fault"), on_click=messages.guarded(_new_fault), args=(draft, body),
        )  # fmt: skip


def _go(label: str, icon: str, part: str, key: str) -> None:
    st.button(
        label, icon=icon, key=session.widget(key), on_click=messages.guarded(urls.write),
        kwargs={"clause": part},
    )  # fmt: skip


def _moved(draft: FormDraftView, body: Plain, code: str, step: int) -> None:
    design_saving.save(draft, form_design.moved(body, code, step))


def _new_section(draft: FormDraftView, body: Plain, within: str | None = None) -> None:
    changed, code = form_design.with_new_section(body, within)
    design_saving.save(draft, changed, code)


def _new_item(draft: FormDraftView, body: Plain, section: str, kind: ItemKind) -> None:
    changed, code = form_design.with_new_item(body, section, kind)
    design_saving.save(draft, changed, code)


def _new_fault(draft: FormDraftView, body: Plain) -> None:
    changed, code = form_design.with_new_fault(body)
    design_saving.save(draft, changed, code)
