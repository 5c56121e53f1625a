"""The form of one clause that is being written, and what it would say with last month's figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import _, current
from core.money import Money
from services import contract_drafts
from services.contract_drafts import DraftView
from services.draft_edits import (
    clause_of,
    with_clause,
    with_deduction,
    without_clause,
)
from services.draft_preview import Preview, Side
from services.draft_words import clause_name, indicator_of
from ui import (
    draft_cache,
    draft_fields,
    draft_scoring,
    formats,
    house,
    messages,
    session,
    urls,
    verdicts,
    ways,
)
from ui.messages import Kind, escaped


def show(draft: DraftView, code: str) -> None:
    """Fields left, what they mean in figures right; below one another on a phone."""
    ways.back(_("Back to the draft"), clause=None)
    clause = clause_of(draft.body, code)
    key = session.widget("draft-clause", draft.id, code, draft.version)
    with st.grid(2, min_column_width=340, key="draft-clause-grid"):
        with st.container(gap="small"):
            body = _typed(draft, code, clause, key)
        with st.container(gap="small"):
            _means(body, code)
    with st.container(horizontal=True):
        st.button(
            _("Save"), type="primary", icon=":material/check:", key=f"{key}-save",
            on_click=messages.guarded(_save), args=(draft, body),
        )  # fmt: skip
        st.button(
            _("Remove this clause"), type="tertiary", icon=":material/delete:", key=f"{key}-remove",
            on_click=messages.guarded(_remove), args=(draft, code),
        )  # fmt: skip


def _typed(draft: DraftView, code: str, clause: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The draft with this clause as it is typed now."""
    terms = {**_names(clause, key), **_measured(clause, key), **draft_fields.promised(clause, key)}
    terms |= {**draft_scoring.scoring(clause, key), **draft_fields.further(clause, key)}
    owner = st.text_input(
        _("Owner"), clause.get("owner") or "", key=f"{key}-owner",
        placeholder=_("One name or role that answers for it"),
    )  # fmt: skip
    body = with_clause(draft.body, code, {**terms, "owner": owner.strip() or None})
    if body.get("settlement"):
        return with_deduction(body, code, draft_fields.money(body, code, key))
    return body


def _names(clause: Mapping[str, Any], key: str) -> dict[str, Any]:
    named = clause_name(clause)
    with st.container(horizontal=True):
        zh = st.text_input(_("Name in Chinese"), named.zh, key=f"{key}-zh")
        en = st.text_input(_("Name in English"), named.en, key=f"{key}-en")
    return {"name": {"zh": zh.strip() or en.strip(), "en": en.strip() or zh.strip()}}


def _measured(clause: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Definition, its parameters, whose figures."""
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
        if "threshold_s" in indicator.params:
            params = dict(clause.get("params") or {})
            seconds = st.text_input(
                _("Threshold in seconds"), params.get("threshold_s") or indicator.params["threshold_s"],
                key=f"{key}-threshold",
            )  # fmt: skip
            terms["params"] = {**params, "threshold_s": seconds.strip()}
    return {
        **terms,
        "source": draft_fields.choice("source", _("Figures from"), clause.get("source") or "vendor", key),
    }


def _means(body: Mapping[str, Any], code: str) -> None:
    """What publishing it would say of this clause, and the month's figure under it."""
    found = [each for each in draft_cache.read_over(body).findings if each.place.sheet == code]
    messages.show_findings(found, headed=False)
    preview = draft_cache.previewed(body)
    with st.container(border=True, gap="xsmall"):
        if preview is None:
            st.markdown(f"**{_('With last month’s figures')}**")
            st.caption(_("Nothing to show yet: no figures of this vendor, or a field cannot be read."))
            return
        month = formats.month(preview.label)
        st.markdown(
            f"**{escaped(_('With the figures of {month} this clause would say').format(month=month))}**"
        )
        for name, words in _said(preview, code):
            st.markdown(f":gray[{escaped(name)}] {words}")


def _said(preview: Preview, code: str) -> list[tuple[str, str]]:
    after, before = preview.after, preview.before
    rows = [(_("In the draft"), _line(after, code))]
    if before and code in before.lines:
        rows.append((_("As it is"), _line(before, code)))
    rows.append((_("Month’s total"), _arrow(before and before.total, after.total)))
    if after.payable is not None:
        rows.append((_("Payable"), _payable(before.payable if before else None, after.payable)))
    return rows


def _line(side: Side, code: str) -> str:
    """`94.20 % · met · 18.00 points`."""
    line = side.lines.get(code)
    if line is None:
        return formats.DASH
    said = line.judgement
    value = formats.quantity(said.value, said.unit.value, against=said.target)
    parts = [escaped(value), verdicts.badge(said.verdict, said.flags)]
    if side.earned.get(code) is not None:
        parts.append(escaped(formats.points(side.earned[code])))
    return " · ".join(parts)


def _arrow(before: Any, after: Any) -> str:
    said = formats.points(after) if after is not None else formats.DASH
    return escaped(said if before in (None, after) else f"{formats.points(before)} → {said}")


def _payable(before: Money | None, after: Money) -> str:
    said = formats.money(after)
    return escaped(said if before in (None, after) else f"{formats.money(before)} → {said}")


def _save(draft: DraftView, body: Mapping[str, Any]) -> None:
    contract_drafts.save(house.house(), house.principal(), draft.id, draft.version, body)
    urls.write(clause=None)
    messages.notice(Kind.DONE, _("Saved in the draft."))


def _remove(draft: DraftView, code: str) -> None:
    body = without_clause(draft.body, code)
    contract_drafts.save(house.house(), house.principal(), draft.id, draft.version, body)
    urls.write(clause=None)
    messages.notice(Kind.DONE, _("The clause is no longer in the draft."))
