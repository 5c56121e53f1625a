"""A contract being written: what is wrong with it, its clauses, its terms, what it changes, and its files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from core.finding import Finding, blocking
from core.language import _, current, ngettext
from services.contracts import contract_drafts
from services.contracts.contract_differences import differences
from services.contracts.contract_drafts import DraftView
from services.contracts.draft_definitions import definition_of, definitions_of
from services.contracts.draft_edits import clauses_of, name_of, with_new_clause
from services.contracts.draft_words import clause_name
from sla.load import catalogue
from ui import formats, house, layout, messages, registered, session, styles, urls, ways
from ui.contracts import (
    contract_compare,
    contract_steps,
    draft_cache,
    draft_clause,
    draft_definitions,
    draft_table,
    draft_terms,
    term_rows,
)
from ui.messages import Kind, escaped

_LIMIT_MB = 20


def head(draft: DraftView) -> None:
    """What it is, and the button that publishes it once nothing keeps it from that. An open clause has a
    button of its own: saving."""
    lang, clause = current(), _open_clause(draft)
    context = [
        draft.vendor_name.in_(lang),
        draft.contract,
        _("Version {number}").format(number=draft.number),
        _("saved {when} by {who}").format(when=formats.instant(draft.changed_at), who=draft.changed_by),
    ]
    name = draft.name.in_(lang)
    own = draft_definitions.open_code(draft)
    if own is not None:
        said = name_of(definition_of(draft.body, own)).in_(lang)
        layout.page_head(said, [_("Draft: {name}").format(name=name), *context[1:3]])
    elif _terms_open():
        layout.page_head(_("Contract, days and money"), [_("Draft: {name}").format(name=name), *context[1:3]])
    elif clause is None:
        layout.page_head(_("Draft: {name}").format(name=name), context, _publishing(draft))
    else:
        layout.page_head(clause_name(clause).in_(lang), [_("Draft: {name}").format(name=name), *context[1:3]])


def show(draft: DraftView) -> None:
    """The draft from top to bottom; a clause's own form in its place where one is open."""
    clause = _open_clause(draft)
    if clause is not None:
        draft_clause.show(draft, str(clause["code"]))
        return
    if (own := draft_definitions.open_code(draft)) is not None:
        draft_definitions.show(draft, own)
        return
    if _terms_open():
        draft_terms.show(draft)
        return
    term_rows.forget()
    ways.back(_("All contracts"), tab=None, record=None, contract=None)
    loaded, preview = draft_cache.read_over(draft.body), draft_cache.previewed(draft.body)
    _findings(loaded.findings)
    if preview:
        layout.figure_strip(draft_table.figures(preview))
    st.subheader(_("The clauses"), anchor=False)
    draft_table.clauses(draft, preview)
    _add(draft)
    with st.expander(
        _("Own definitions"), icon=":material/function:", expanded=bool(definitions_of(draft.body))
    ):
        draft_definitions.listed(draft)
    st.button(
        _("Contract, days and money"), icon=":material/payments:", key=session.widget("draft-terms-open"),
        on_click=messages.guarded(urls.write), kwargs={"clause": draft_terms.OPEN},
    )  # fmt: skip
    st.caption(_("Vendors, days, total and grades, bonuses, vetoes, promises, relief, fee, credits."))
    if draft.based_on and loaded.contracts:
        with st.expander(_("What it changes"), icon=":material/compare_arrows:"):
            _changes(draft, draft.based_on)
    with st.expander(_("As a file"), icon=":material/description:"):
        _files(draft)
    st.button(
        _("Throw this draft away"), icon=":material/delete:", type="tertiary",
        key=session.widget("draft-discard", draft.id), on_click=messages.guarded(_discard), args=(draft,),
    )  # fmt: skip


def _terms_open() -> bool:
    return urls.read().clause == draft_terms.OPEN


def _open_clause(draft: DraftView) -> Mapping[str, Any] | None:
    code = urls.read().clause
    return next((each for each in clauses_of(draft.body) if code and each.get("code") == code), None)


def _publishing(draft: DraftView) -> layout.PrimaryAction:
    trouble = blocking(list(draft_cache.read_over(draft.body).findings))
    return layout.PrimaryAction(
        _("Publish"), partial(_publish, draft), icon=":material/publish:", key="publish",
        disabled=bool(trouble), help=_kept_back(len(trouble)) if trouble else None,
    )  # fmt: skip


def _kept_back(n: int) -> str:
    said = ngettext("{n} place keeps it from being published", "{n} places keep it from being published", n)
    return said.format(n=n)


def _findings(findings: tuple[Finding, ...]) -> None:
    """What keeps it from being published stands open; what is only worth a question is opened on demand."""
    trouble = blocking(list(findings))
    if trouble:
        st.markdown(f":material/block: **{escaped(_kept_back(len(trouble)))}**")
        messages.show_findings(trouble, headed=False)
    asked = [each for each in findings if each not in trouble]
    if asked:
        title = ngettext("{n} thing worth a question", "{n} things worth a question", len(asked))
        with st.expander(title.format(n=len(asked)), icon=":material/help:", expanded=not trouble):
            messages.show_findings(asked, headed=False)


def _add(draft: DraftView) -> None:
    """Any of the catalogue; typing narrows the list."""
    known = catalogue()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Add a clause on"),
            list(known),
            index=None,
            format_func=lambda code: f"{known[code].name.in_(current())} ({code})",
            placeholder=_("Type to find one of {n} indicators").format(n=len(known)),
            key=session.widget("draft-add", draft.id, draft.version),
            width=420,
        )
        st.button(
            _("Add"), icon=":material/add:", key=session.widget("draft-add-it", draft.id),
            disabled=chosen is None, on_click=messages.guarded(_added), args=(draft, chosen),
        )  # fmt: skip
    if chosen and (usual := known[chosen].about.typical):
        st.caption(_("Usual target: {target}").format(target=escaped(usual.in_(current()))))


def _changes(draft: DraftView, number: str) -> None:
    before = registered.version(draft.contract, number)
    found = differences(before, draft_cache.read_over(draft.body).contracts[0])
    if not found:
        st.caption(_("Nothing but the number."))
    contract_compare.differences(
        found, _("Version {number}").format(number=number), _("Draft {number}").format(number=draft.number)
    )


def _files(draft: DraftView) -> None:
    """Out as a workbook or YAML; in again in its place."""
    with st.container(horizontal=True):
        for form, label in (("xlsx", _("Download as Excel")), ("yaml", _("Download as YAML"))):
            name, data = contract_drafts.as_file(house.house(), house.principal(), current(), draft.id, form)
            st.download_button(
                label, data=data, file_name=name, icon=":material/download:", on_click="ignore",
                key=session.widget("draft-file", draft.id, draft.version, form),
            )  # fmt: skip
    kinds = ("xlsx", "yaml", "yml")
    with styles.uploader("draft", kinds, _LIMIT_MB):
        file = st.file_uploader(
            _("Take the place of the draft by a file"),
            type=list(kinds),
            key=session.widget("draft-in", draft.id, draft.version),
        )
    if file:
        st.button(
            _("Put the file in its place"), icon=":material/upload:", key=session.widget("draft-replace"),
            on_click=messages.guarded(_replaced), args=(draft, file.name, file.getvalue()),
        )  # fmt: skip


def _added(draft: DraftView, indicator: str) -> None:
    body, code = with_new_clause(draft.body, indicator)
    contract_drafts.save(house.house(), house.principal(), draft.id, draft.version, body)
    urls.write(clause=code)


def _replaced(draft: DraftView, name: str, data: bytes) -> None:
    contract_drafts.replace_by_file(house.house(), house.principal(), draft.id, draft.version, data, name)
    messages.notice(Kind.DONE, _("Saved in the draft."))


def _publish(draft: DraftView) -> None:
    codes = contract_drafts.publish(house.house(), house.principal(), draft.id, draft.version)
    urls.write(tab=None, record=None, clause=None, contract=codes[0])
    messages.notice(Kind.DONE, _("Published. The months it governs are judged by it from now on."))
    contract_steps.judge(list(codes))


def _discard(draft: DraftView) -> None:
    here, who = house.house(), house.principal()
    contract_drafts.discard(here, who, draft.id)
    urls.write(tab=None, record=None, clause=None)
    layout.offer_undo(_("The draft is thrown away."), partial(contract_drafts.take_back, here, who, draft.id))
