"""The clauses of a contract that is being written, with what last month's figures would have said of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from services.contracts.contract_drafts import DraftView
from services.contracts.draft_edits import clauses_of
from services.contracts.draft_words import clause_name, scoring_words, target_words
from services.results.draft_preview import Preview
from ui import formats, layout, messages, session, urls, verdicts
from ui.layout import Figure
from ui.messages import escaped


def figures(preview: Preview) -> list[Figure]:
    after, before = preview.after, preview.before
    month = formats.month(preview.label)
    figures = []
    moved = before is not None and before.total is not None and before.total != after.total
    if after.total is not None:
        figures.append(
            Figure(
                _("Total of {month}").format(month=month),
                formats.number(after.total),
                gap=formats.gap(after.total, before.total, "points") if moved else None,
                good=after.total >= before.total if before and before.total is not None else None,
                note=_("now {amount}").format(amount=formats.number(before.total)) if before else None,
            )
        )
    if after.payable is not None:
        now = formats.money(before.payable) if before and before.payable else None
        note = _("now {amount}").format(amount=now) if now else None
        figures.append(Figure(_("Payable"), formats.money(after.payable), note=note))
    return figures


def clauses(draft: DraftView, preview: Preview | None) -> None:
    table = (draft.body.get("contract") or {}).get("target_table") or ()
    rows = [_row(each, preview, table) for each in clauses_of(draft.body)]
    if not rows:
        st.info(_("No clause yet. Choose an indicator below."), icon=":material/add:")
        return
    frame = pd.DataFrame(rows).set_index("code", drop=False)
    month = formats.month(preview.label) if preview else _("last month")
    columns = {
        "name": st.column_config.TextColumn(_("Clause"), width="medium"),
        "code": st.column_config.TextColumn(_("Code"), width="small"),
        "target": st.column_config.TextColumn(_("Target"), width="small"),
        "weight": st.column_config.TextColumn(_("Full points"), width="small"),
        "scoring": st.column_config.TextColumn(_("Scoring"), width="medium"),
        "owner": st.column_config.TextColumn(_("Owner"), width="small"),
        "said": st.column_config.TextColumn(_("With {month}").format(month=month), width="medium")
        if preview
        else None,
    }
    clicked = layout.records(
        frame, f"draft-{draft.id}", columns=columns, card=_card, on_select=True, version=draft.version,
        alt=_("Clauses of the draft with target, points and owner"),
    )  # fmt: skip
    st.caption(_("Choose a line to change the clause."))
    if clicked:
        urls.write(clause=str(clicked))
        st.rerun()


def _row(
    clause: Mapping[str, Any], preview: Preview | None, table: Sequence[Mapping[str, Any]]
) -> dict[str, str]:
    lang, code = current(), str(clause.get("code") or "?")
    return {
        "name": clause_name(clause).in_(lang),
        "code": code,
        "target": target_words(clause, table).in_(lang),
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
        _("Change it"), icon=":material/edit:", type="tertiary", key=session.widget("draft-open", row.code),
        on_click=messages.guarded(urls.write), kwargs={"clause": row.code},
    )  # fmt: skip
