"""The fields of a clause that is being written, each as the terms of the contract file it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import _, current
from services.contracts.draft_edits import deduction_of
from services.contracts.draft_words import indicator_of
from services.contracts.term_fields.typed import typed_text, value_of
from services.contracts.term_words import choices_of
from sla.contract_file.shape import NumberOrPair

_BOUND = NumberOrPair()
#: A clause's deduction from the fee: nothing, for every step short, or for a miss.
_NOTHING, _GAP, _MISS = "", "gap", "miss"


def promised(clause: Mapping[str, Any], usual: str | None, key: str) -> dict[str, Any]:
    """Comparison, target and minimum; a band is typed as 180–220."""
    with st.container(horizontal=True):
        now = clause.get("comparison") or usual or ">="
        sign = choice("comparison", _("Comparison"), now, key, 120)
        return {
            "comparison": sign,
            "target": _bound(_("Target"), clause, "target", key),
            "minimum": _bound(_("Minimum"), clause, "minimum", key),
        }


def _bound(label: str, clause: Mapping[str, Any], name: str, key: str) -> Any:
    """A bound as it is typed; word for word as the file says it where nobody touched it."""
    now = clause.get(name)
    said = typed_text(_BOUND, now) or ""
    typed = st.text_input(label + _unit(clause), said, key=f"{key}-{name}", width=140)
    return now if typed == said else value_of(_BOUND, typed)


def money(body: Mapping[str, Any], code: str, key: str) -> dict[str, Any] | None:
    """What the clause takes off the fee, where the contract settles any."""
    now = deduction_of(body, code) or {}
    kinds = {_NOTHING: _("nothing"), _GAP: _("for every step short"), _MISS: _("for a month missed")}
    basis = now.get("basis") if now.get("basis") in kinds else _NOTHING
    if now and basis == _NOTHING:
        st.caption(_("This clause has a deduction of another kind; it stays as the file says."))
        return dict(now)
    codes = list(kinds)
    with st.container(horizontal=True):
        chosen = st.selectbox(
            _("Off the fee"), codes, index=codes.index(basis), format_func=lambda each: kinds[each],
            key=f"{key}-basis", width=200,
        )  # fmt: skip
        if chosen == _NOTHING:
            return None
        terms: dict[str, Any] = {"basis": chosen}
        if chosen == _GAP:
            terms["unit"] = st.text_input(_("For every"), now.get("unit") or "1", key=f"{key}-gap", width=110)
        share = st.text_input(
            _("Share of the fee"), now.get("share") or "", key=f"{key}-share", width=140, placeholder="0.01"
        )
    return {**terms, "amount": None if share.strip() else now.get("amount"), "share": share.strip() or None}


def _unit(clause: Mapping[str, Any]) -> str:
    """The unit of a target, behind its label."""
    indicator = indicator_of(clause)
    words = {"percent": "%", "s": _("seconds"), "per_10k": _("per 10,000")}
    unit = words.get(indicator.unit.value) if indicator else None
    if unit is None:
        return ""
    return f"（{unit}）" if current() == "zh" else f" ({unit})"


def choice(name: str, label: str, now: str, key: str, width: int | str = "stretch") -> str:
    words, lang = choices_of(name), current()
    codes = list(words)
    return st.selectbox(
        label, codes, index=codes.index(now) if now in codes else 0,
        format_func=lambda code: words[code].in_(lang), key=f"{key}-{name}", width=width,
    )  # fmt: skip
