"""The form of one clause that is being written, and what it would say with last month's figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from core.language import _, current
from core.text import Text
from services.contracts import contract_drafts
from services.contracts.contract_drafts import DraftView
from services.contracts.draft_edits import (
    clause_of,
    usual_terms,
    with_clause_as,
    with_deduction,
    without_clause,
)
from services.contracts.draft_words import clause_name, indicator_of
from services.contracts.term_fields.clause import OF_METHOD, PARAMS, SCORING, SECTIONS
from services.contracts.term_fields.field import TermField
from sla.contract_file.layout import CLAUSE
from ui import house, messages, session, urls, ways
from ui.contracts import draft_cache, draft_fields, draft_means, draft_scoring
from ui.contracts.term_form import TermForm
from ui.messages import Kind


def show(draft: DraftView, code: str) -> None:
    """Fields left, what they mean in figures right; below one another on a phone."""
    ways.back(_("Back to the draft"), clause=None)
    clause = clause_of(draft.body, code)
    key = session.widget("draft-clause", draft.id, code, draft.version)
    with st.grid(2, min_column_width=340, key="draft-clause-grid"):
        with st.container(gap="small"):
            form, body = _typed(draft, code, clause, key)
        with st.container(gap="small"):
            _told(form, body, code)
            _buttons(draft, code, body, key)


def _buttons(draft: DraftView, code: str, body: Mapping[str, Any], key: str) -> None:
    with st.container(horizontal=True):
        st.button(
            _("Save"), type="primary", icon=":material/check:", key=f"{key}-save",
            on_click=messages.guarded(_save), args=(draft, body),
        )  # fmt: skip
        st.button(
            _("Remove this clause"), type="tertiary", icon=":material/delete:", key=f"{key}-remove",
            on_click=messages.guarded(_remove), args=(draft, code),
        )  # fmt: skip


def _typed(
    draft: DraftView, code: str, clause: Mapping[str, Any], key: str
) -> tuple[TermForm, Mapping[str, Any]]:
    """The form, and the draft with this clause as it is typed now."""
    form = TermForm(CLAUSE, clause, key, draft_cache.offers(draft.body))
    usual = usual_terms(clause)
    form.put(_unless_usual(clause, {**_names(clause, key), **_measured(clause, usual, key)}, usual))
    form.spot("name", "variant", "source", "params")
    _parameters(form, clause)
    form.put(_unless_usual(clause, draft_fields.promised(clause, usual["comparison"], key), usual))
    form.spot("comparison", "target", "minimum")
    form.put(draft_scoring.scoring(clause, key))
    form.spot("weight", "score", "curve")
    owner = st.text_input(
        _("Owner"), clause.get("owner") or "", key=f"{key}-owner",
        placeholder=_("One name or role that answers for it"),
    )  # fmt: skip
    form.put({"owner": owner.strip() or None})
    form.spot("owner")
    deducted = draft_fields.money(draft.body, code, key) if draft.body.get("settlement") else None
    for section in SECTIONS:
        form.section(section)
    if method := (form.record.get("score") or {}).get("method"):
        asked = [each for each in SCORING.fields if method in OF_METHOD.get(each.path, (method,))]
        form.section(SCORING, asked)
    body = with_clause_as(draft.body, code, form.record)
    return form, with_deduction(body, code, deducted) if body.get("settlement") else body


def _unless_usual(
    clause: Mapping[str, Any], terms: Mapping[str, Any], usual: Mapping[str, Any]
) -> dict[str, Any]:
    """What goes without saying stays unsaid where the file leaves it so."""
    return {
        key: value for key, value in terms.items() if clause.get(key) is not None or value != usual.get(key)
    }


def _parameters(form: TermForm, clause: Mapping[str, Any]) -> None:
    """Those of the chosen definition, and what else the file says of them."""
    indicator = indicator_of(clause)
    asked = {*(indicator.params if indicator else ()), *(clause.get("params") or {})}
    known = {each.path.partition(".")[2]: each for each in PARAMS}
    usual = dict(indicator.params) if indicator else {}
    fields = [known.get(name) or _plain(name) for name in sorted(asked, reverse=True)]
    form.fields([_with_usual(each, usual) for each in fields], "params")


def _with_usual(field: TermField, params: Mapping[str, str]) -> TermField:
    """What the indicator itself has of it stands in the empty field."""
    said = str(params.get(field.path.partition(".")[2]) or "")
    words = field.choices.get(said, Text(said, said))
    return replace(field, usual=words)


def _plain(name: str) -> TermField:
    """A parameter that only an own definition has."""
    return TermField(f"params.{name}", Text(name, name), Text("自定口径的参数。", "Of an own definition."))


def _told(form: TermForm, body: Mapping[str, Any], code: str) -> None:
    """What publishing it would say of this clause, by its field where it has one, and the month's figure."""
    found = [each for each in draft_cache.read_over(body).findings if each.place.sheet == code]
    form.tell(found)
    messages.show_findings(found, headed=False)
    draft_means.clause(body, code)


def _names(clause: Mapping[str, Any], key: str) -> dict[str, Any]:
    named = clause_name(clause)
    with st.container(horizontal=True):
        zh = st.text_input(_("Name in Chinese"), named.zh, key=f"{key}-zh")
        en = st.text_input(_("Name in English"), named.en, key=f"{key}-en")
    if (zh, en) == (named.zh, named.en):
        return {}
    return {"name": {"zh": zh.strip() or en.strip(), "en": en.strip() or zh.strip()}}


def _measured(clause: Mapping[str, Any], usual: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Definition, whose figures."""
    indicator = indicator_of(clause)
    terms: dict[str, Any] = {}
    if indicator is not None:
        codes = [variant.code for variant in indicator.variants]
        names = {each.code: f"{each.name.in_(current())} ({each.code})" for each in indicator.variants}
        now = clause.get("variant") or codes[0]
        terms["variant"] = st.selectbox(
            _("Definition"), codes, index=codes.index(now) if now in codes else 0,
            format_func=lambda code: names[code], key=f"{key}-variant", disabled=len(codes) == 1,
        )  # fmt: skip
    source = clause.get("source") or usual["source"]
    return {**terms, "source": draft_fields.choice("source", _("Figures from"), source, key)}


def _save(draft: DraftView, body: Mapping[str, Any]) -> None:
    contract_drafts.save(house.house(), house.principal(), draft.id, draft.version, body)
    urls.write(clause=None)
    messages.notice(Kind.DONE, _("Saved in the draft."))


def _remove(draft: DraftView, code: str) -> None:
    body = without_clause(draft.body, code)
    contract_drafts.save(house.house(), house.principal(), draft.id, draft.version, body)
    urls.write(clause=None)
    messages.notice(Kind.DONE, _("The clause is no longer in the draft."))
