"""The fields of a clause that is being written, each as the terms of the contract file it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import _, current
from services.draft_edits import deduction_of
from services.draft_words import indicator_of
from services.term_words import choices_of

#: A clause's deduction from the fee: nothing, for every step short, or for a miss.
_NOTHING, _GAP, _MISS = "", "gap", "miss"


def promised(clause: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Comparison, target and minimum; a band is typed as 180–220."""
    unit = _unit(clause)
    with st.container(horizontal=True):
        sign = choice("comparison", _("Comparison"), clause.get("comparison") or ">=", key, 120)
        target = st.text_input(
            _("Target") + unit, _ends(clause.get("target")), key=f"{key}-target", width=140
        )
        least = st.text_input(
            _("Minimum") + unit, _ends(clause.get("minimum")), key=f"{key}-minimum", width=140
        )
    return {"comparison": sign, "target": _band(target), "minimum": _band(least)}


def further(clause: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What most clauses leave as it is, opened on demand."""
    rule = clause.get("breach_rule") or {}
    with st.expander(_("Window, volume floor, breach")):
        window = choice("window", _("Window"), clause.get("window") or "month", key)
        floor = st.text_input(
            _("Not judged below this volume"), clause.get("volume_floor") or "", key=f"{key}-floor"
        )
        levels = {
            "": _("no breach of its own"),
            **{c: w.in_(current()) for c, w in choices_of("breach_level").items()},
        }
        level = st.selectbox(
            _("Breach level"), list(levels), index=list(levels).index(clause.get("breach_level") or ""),
            format_func=lambda code: levels[code], key=f"{key}-level",
        )  # fmt: skip
        months = st.text_input(
            _("Missed so many months in a row"), rule.get("consecutive") or "", key=f"{key}-consecutive"
        )
    kept = {name: value for name, value in rule.items() if name != "consecutive"}
    follows = {**kept, "consecutive": months.strip()} if months.strip() else (kept if "of" in kept else None)
    return {
        "window": window,
        "volume_floor": floor.strip() or None,
        "breach_level": level or None,
        "breach_rule": follows,
    }


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
    words = choices_of(name)
    codes = list(words)
    return st.selectbox(
        label, codes, index=codes.index(now) if now in codes else 0,
        format_func=lambda code: words[code].in_(current()), key=f"{key}-{name}", width=width,
    )  # fmt: skip


def _ends(value: Any) -> str:
    return "–".join(value) if isinstance(value, list) else (value or "")


def _band(typed: str) -> Any:
    """One number, or a band's two ends; nothing where nothing is typed."""
    ends = [end.strip() for end in typed.replace("—", "–").replace("~", "–").split("–")]
    if len(ends) == 2 and all(ends):
        return ends
    return typed.strip().rstrip("%％").strip() or None
