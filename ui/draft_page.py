"""A contract being written: what is wrong with it, its clauses, its terms, what it changes, and its files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from core.finding import Finding, blocking
from core.language import _, current, ngettext
from services import contract_drafts
from services.contract_differences import differences
from services.contract_drafts import DraftView
from services.draft_edits import clauses_of, with_new_clause
from services.draft_preview import Preview
from services.draft_words import clause_name, scoring_words, target_words
from sla.load import catalogue
from ui import (
    contract_compare,
    contract_steps,
    draft_cache,
    draft_clause,
    draft_terms,
    formats,
    house,
    layout,
    messages,
    registered,
    session,
    styles,
    urls,
    verdicts,
    ways,
)
from ui.layout import Figure
from ui.messages import Kind, escaped

_LIMIT_MB = 20


def head(draft: DraftView) -> None:
    """What it is, and the button that publishes it once nothing keeps it from that."""
    lang = current()
    trouble = blocking(list(draft_cache.read_over(draft.body).findings))
    said = ngettext("{n} place keeps it from being published", "{n} places keep it from being published",
                    len(trouble)).format(n=len(trouble))  # fmt: skip
    publish = layout.PrimaryAction(
        _("Publish"), partial(_publish, draft), icon=":material/publish:", key="publish",
        disabled=bool(trouble), help=said if trouble else None,
    )  # fmt: skip
    layout.page_head(
        _("Draft: {name}").format(name=draft.name.in_(lang)),
        [
            draft.vendor_name.in_(lang),
            draft.contract,
            _("Version {number}").format(number=draft.number),
            _("saved {when} by {who}").format(when=formats.instant(draft.changed_at), who=draft.changed_by),
        ],
        publish,
    )


def show(draft: DraftView) -> None:
    """The draft from top to bottom; a clause's own form in its place where one is open."""
    view = urls.read()
    if view.clause and view.clause in [each.get("code") for each in clauses_of(draft.body)]:
        draft_clause.show(draft, view.clause)
        return
    ways.back(_("All contracts"), tab=None, record=None, contract=None)
    loaded, preview = draft_cache.read_over(draft.body), draft_cache.previewed(draft.body)
    _findings(loaded.findings)
    if preview:
        layout.figure_strip(_figures(preview))
    st.subheader(_("Clauses"), anchor=False)
    _clauses(draft, preview)
    _add(draft)
    with st.expander(_("Contract, days and money"), icon=":material/payments:"):
        draft_terms.show(draft)
    if draft.based_on and loaded.contracts:
        with st.expander(_("What it changes"), icon=":material/compare_arrows:"):
            _changes(draft, draft.based_on)
    with st.expander(_("As a file"), icon=":material/description:"):
        _files(draft)
    st.button(
        _("Throw this draft away"), icon=":material/delete:", type="tertiary",
        key=session.widget("draft-discard", draft.id), on_click=messages.guarded(_discard), args=(draft,),
    )  # fmt: skip


def _findings(findings: tuple[Finding, ...]) -> None:
    """What keeps it from being published stands open; what is only worth a question is opened on demand."""
    trouble = blocking(list(findings))
    messages.show_findings(trouble)
    asked = [each for each in findings if each not in trouble]
    if asked:
        title = ngettext("{n} thing worth a question", "{n} things worth a question", len(asked))
        with st.expander(title.format(n=len(asked)), icon=":material/help:", expanded=not trouble):
            messages.show_findings(asked)


def _figures(preview: Preview) -> list[Figure]:
    after, before = preview.after, preview.before
    month = formats.month(preview.label)
    figures = []
    if after.total is not None:
        figures.append(
            Figure(
                _("Total of {month}").format(month=month),
                formats.number(after.total),
                gap=formats.gap(after.total, before.total, "points") if before and before.total else None,
                good=after.total >= before.total if before and before.total is not None else None,
                note=_("now {amount}").format(amount=formats.number(before.total)) if before else None,
            )
        )
    if after.payable is not None:
        now = formats.money(before.payable) if before and before.payable else None
        note = _("now {amount}").format(amount=now) if now else None
        figures.append(Figure(_("Payable"), formats.money(after.payable), note=note))
    return figures


def _clauses(draft: DraftView, preview: Preview | None) -> None:
    rows = [_row(each, preview) for each in clauses_of(draft.body)]
    if not rows:
        st.info(_("No clause yet. Choose an indicator below."), icon=":material/add:")
        return
    frame = pd.DataFrame(rows).set_index("code", drop=False)
    month = formats.month(preview.label) if preview else ""
    columns = {
        "name": st.column_config.TextColumn(_("Clause"), width="medium"),
        "code": st.column_config.TextColumn(_("Code"), width="small"),
        "target": st.column_config.TextColumn(_("Target"), width="small"),
        "weight": st.column_config.TextColumn(_("Full points"), width="small"),
        "scoring": st.column_config.TextColumn(_("Scoring"), width="large"),
        "owner": st.column_config.TextColumn(_("Owner"), width="small"),
        "said": st.column_config.TextColumn(_("With {month}").format(month=month)) if preview else None,
    }
    clicked = layout.records(
        frame, f"draft-{draft.id}", columns=columns, card=_card, on_select=True, version=draft.version,
        alt=_("Clauses of the draft with target, points and owner"),
    )  # fmt: skip
    st.caption(_("Choose a line to change the clause."))
    if clicked:
        urls.write(clause=str(clicked))
        st.rerun()


def _row(clause: Mapping[str, Any], preview: Preview | None) -> dict[str, str]:
    lang, code = current(), str(clause.get("code") or "?")
    return {
        "name": clause_name(clause).in_(lang),
        "code": code,
        "target": target_words(clause).in_(lang),
        "weight": clause.get("weight") or formats.DASH,
        "scoring": scoring_words(clause).in_(lang),
        "owner": clause.get("owner") or formats.DASH,
        "said": _said(preview, code),
    }


def _said(preview: Preview | None, code: str) -> str:
    line = preview.after.lines.get(code) if preview else None
    if line is None or preview is None:
        return formats.DASH
    said = line.judgement
    parts = [formats.quantity(said.value, said.unit.value), verdicts.plain(said.verdict, said.flags)]
    earned = preview.after.earned.get(code)
    return " · ".join(parts if earned is None else [*parts, formats.points(earned)])


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.name)}**  \n{escaped(row.target)} · {escaped(row.said)}")
    st.button(
        _("Change"), icon=":material/edit:", type="tertiary", key=session.widget("draft-open", row.code),
        on_click=messages.guarded(urls.write), kwargs={"clause": row.code},
    )  # fmt: skip


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
