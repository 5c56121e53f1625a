"""A contract's own definitions while it is written: which there are, and the form of one with its figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from core.finding import Finding
from core.language import _, current
from services.contracts import contract_drafts
from services.contracts.contract_drafts import DraftView
from services.contracts.draft_definitions import (
    clauses_on,
    definition_of,
    definitions_of,
    spoken,
    tried,
    with_definition,
    with_new_definition,
    without_definition,
)
from services.contracts.draft_edits import name_of, with_new_clause
from services.contracts.term_fields.definitions import ASKED, REST
from services.judging.month_result import ClauseLine
from services.results.draft_preview import Trial
from sla.contract_file.layout import INDICATOR
from ui import formats, house, messages, session, urls, verdicts, ways
from ui.contracts import draft_cache
from ui.contracts.term_form import TermForm
from ui.judged import clause_figures
from ui.messages import Kind, escaped

#: What the address says in a clause's place while one is open: `own.OWN-1`; no clause's code has a dot.
_OPEN = "own."


def open_code(draft: DraftView) -> str | None:
    """The code of the definition whose form is open."""
    said = urls.read().clause or ""
    code = said.removeprefix(_OPEN)
    known = {each.get("code") for each in definitions_of(draft.body)}
    return code if said.startswith(_OPEN) and code in known else None


def listed(draft: DraftView) -> None:
    """Each with its formula; one more is begun by a button."""
    lang = current()
    for each in definitions_of(draft.body):
        code = str(each.get("code") or "?")
        formula = spoken(each)
        said = escaped(formula.in_(lang)) if formula else f":gray[{_('no formula yet')}]"
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{escaped(name_of(each).in_(lang))}** ({escaped(code)})  \n{said}")
            with st.container(horizontal=True):
                st.button(
                    _("Change it"), icon=":material/edit:", type="tertiary",
                    key=session.widget("definition-open", code),
                    on_click=messages.guarded(urls.write), kwargs={"clause": f"{_OPEN}{code}"},
                )  # fmt: skip
                st.button(
                    _("Add a clause on it"), icon=":material/add:", type="tertiary",
                    key=session.widget("definition-clause", code),
                    on_click=messages.guarded(_clause), args=(draft, code),
                )  # fmt: skip
    st.button(
        _("Write an own definition"), icon=":material/function:", key=session.widget("definition-new"),
        on_click=messages.guarded(_begun), args=(draft,),
    )  # fmt: skip
    st.caption(_("A figure that no indicator of the catalogue is: a formula in base counts, chosen by name."))


def show(draft: DraftView, code: str) -> None:
    """Fields left; right its formula in words, last month's figure, and what is wrong with it."""
    ways.back(_("Back to the draft"), clause=None)
    definition = definition_of(draft.body, code)
    key = session.widget("draft-definition", draft.id, code, draft.version)
    on = clauses_on(draft.body, code)
    with st.grid(2, min_column_width=340, key="draft-definition-grid"):
        with st.container(gap="small"):
            form = TermForm(INDICATOR, definition, key, {}, ("code",) if on else ())
            form.fields(ASKED, "asked")
            form.section(REST)
        body = with_definition(draft.body, code, form.record)
        now = str(form.record.get("code") or code)
        with st.container(gap="small"):
            found = _own(body, now)
            form.tell(found)
            messages.show_findings(found, headed=False)
            _said(form.record, draft_cache.tried(body, now) if form.record.get("code") else None)
            _buttons(draft, code, body, on, key)


def _own(body: Mapping[str, Any], code: str) -> list[Finding]:
    """What reading the draft over says of this definition, each at its field; what is odd about its formula
    is said though another clause keeps the draft from being published."""
    at = next((n for n, each in enumerate(definitions_of(body)) if each.get("code") == code), 0)
    found = _about(body, at)
    known = {each.code for each in found}
    alone = _about(tried(body, code), 0) if any(d.get("code") == code for d in definitions_of(body)) else []
    return [*found, *(each for each in alone if each.code not in known)]


def _about(body: Mapping[str, Any], at: int) -> list[Finding]:
    before = f"indicators.{at}"
    found = [
        each for each in draft_cache.read_over(body).findings
        if each.place.key == before or each.place.key.startswith(f"{before}.")
    ]  # fmt: skip
    return [replace(each, place=replace(each.place, key=each.place.key[len(before) + 1 :])) for each in found]


def _said(definition: Mapping[str, Any], trial: Trial | None) -> None:
    formula = spoken(definition)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{_('The formula')}**")
        st.markdown(escaped(formula.in_(current())) if formula else f":gray[{_('no formula yet')}]")
        if trial is None:
            st.caption(_("Nothing to show yet: no figures of this vendor, or a field cannot be read."))
            return
        head = _("With the figures of {month} it would say").format(month=formats.month(trial.label))
        st.markdown(f"**{escaped(head)}**  \n{_figure(trial.line)}")


def _figure(line: ClauseLine) -> str:
    """`94.20 % (9,420 / 10,000)`; why there is none, else."""
    judgement = line.judgement
    if judgement.value is None:
        return verdicts.badge(judgement.verdict)
    said = formats.quantity(judgement.value, judgement.unit.value)
    top, _slash, bottom = (clause_figures.made_of(line) or "").partition(" / ")
    return escaped(formats.over(said, top, bottom) if top else said)


def _buttons(draft: DraftView, code: str, body: Mapping[str, Any], on: list[str], key: str) -> None:
    with st.container(horizontal=True):
        st.button(
            _("Save"), type="primary", icon=":material/check:", key=f"{key}-save",
            on_click=messages.guarded(_save), args=(draft, body),
        )  # fmt: skip
        why = _("Clauses measure it: {clauses}").format(clauses=", ".join(on)) if on else None
        st.button(
            _("Remove this definition"), type="tertiary", icon=":material/delete:", key=f"{key}-remove",
            disabled=bool(on), help=why, on_click=messages.guarded(_remove), args=(draft, code),
        )  # fmt: skip


def _begun(draft: DraftView) -> None:
    body, code = with_new_definition(draft.body)
    contract_drafts.save(house.house(), house.principal(), draft.id, draft.version, body)
    urls.write(clause=f"{_OPEN}{code}")


def _clause(draft: DraftView, code: str) -> None:
    body, clause = with_new_clause(draft.body, code)
    contract_drafts.save(house.house(), house.principal(), draft.id, draft.version, body)
    urls.write(clause=clause)


def _save(draft: DraftView, body: Mapping[str, Any]) -> None:
    contract_drafts.save(house.house(), house.principal(), draft.id, draft.version, body)
    urls.write(clause=None)
    messages.notice(Kind.DONE, _("Saved in the draft."))


def _remove(draft: DraftView, code: str) -> None:
    body = without_definition(draft.body, code)
    contract_drafts.save(house.house(), house.principal(), draft.id, draft.version, body)
    urls.write(clause=None)
    messages.notice(Kind.DONE, _("The definition is no longer in the draft."))
