"""What a contract being written would say with last month's figures, beside the form that is typed into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import _
from core.money import Money
from services.results.draft_preview import Preview, Side
from ui import formats, verdicts
from ui.contracts import draft_cache
from ui.messages import escaped

Line = tuple[str, str]


def clause(body: Mapping[str, Any], code: str) -> None:
    """The month's figure of a clause, its verdict and points, the month's total and what is paid."""
    preview = draft_cache.previewed(body)
    said = _("With the figures of {month} this clause would say")
    _panel(preview, said, [*_clause(preview, code), *_month(preview)] if preview else [])


def whole(body: Mapping[str, Any]) -> None:
    """The month's total and what is paid."""
    preview = draft_cache.previewed(body)
    _panel(
        preview, _("With the figures of {month} the contract would say"), _month(preview) if preview else []
    )


def _panel(preview: Preview | None, head: str, rows: list[Line]) -> None:
    with st.container(border=True, gap="xsmall"):
        if preview is None:
            st.markdown(f"**{_('With last month’s figures')}**")
            st.caption(_("Nothing to show yet: no figures of this vendor, or a field cannot be read."))
            return
        st.markdown(f"**{escaped(head.format(month=formats.month(preview.label)))}**")
        for name, words in rows:
            st.markdown(f":gray[{escaped(name)}] {words}")


def _clause(preview: Preview, code: str) -> list[Line]:
    rows = [(_("In the draft"), _line(preview.after, code))]
    if preview.before and code in preview.before.lines:
        rows.append((_("As it is"), _line(preview.before, code)))
    return rows


def _month(preview: Preview) -> list[Line]:
    after, before = preview.after, preview.before
    rows = [(_("Month’s total"), _arrow(before and before.total, after.total))]
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
