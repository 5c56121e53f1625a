"""How a clause earns its points, typed: the method, and what that method asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import N_, _, current
from services.draft_words import pairs_of, pairs_said
from services.term_words import choices_of

_NONE, _AS_IT_IS = "", "grades"
_METHODS: dict[str, str] = {
    _NONE: N_("judged only, no points"),
    "full_or_zero": N_("all points when met, else none"),
    "step": N_("points off for every step short"),
    "linear": N_("points on a line between values"),
    "tiers": N_("points by tiers"),
    "per_event": N_("points off for every event"),
    "manual": N_("points given by a person"),
    _AS_IT_IS: N_("by grades, as the file says"),
}


def scoring(clause: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Full points and scoring as they are typed now, as terms of the clause; None takes a term away."""
    score = clause.get("score") or _short_form(clause)
    method = _method(score.get("method") or ("full_or_zero" if clause.get("weight") else _NONE), key)
    if method == _NONE:
        return {"weight": None, "score": None}
    weight = st.text_input(_("Full points"), clause.get("weight") or "", key=f"{key}-weight")
    if method == _AS_IT_IS:
        return {"weight": weight.strip() or None, "score": score}
    kept = {name: score[name] for name in ("cap_if", "min_score") if name in score}
    asked = _asked(method, score if score.get("method") == method else {}, f"{key}-{method}")
    return {"weight": weight.strip() or None, "score": {"method": method, **kept, **asked}}


def _short_form(clause: Mapping[str, Any]) -> dict[str, Any]:
    """A curve is short for a line."""
    return {"method": "linear", "points": clause["curve"]} if clause.get("curve") else {}


def _method(now: str, key: str) -> str:
    """Grades are offered only where a file has brought them."""
    offered = [method for method in _METHODS if method != _AS_IT_IS or now == _AS_IT_IS]
    return st.selectbox(
        _("Scoring"),
        offered,
        index=offered.index(now),
        format_func=lambda method: _(_METHODS[method]),
        key=f"{key}-method",
    )


def _asked(method: str, score: Mapping[str, Any], key: str) -> dict[str, Any]:
    if method == "step":
        return _steps(score, key)
    if method == "linear":
        said = st.text_input(
            _("Value:points, lowest value first"), pairs_said(score.get("points")), key=f"{key}-points",
            placeholder="75:0 80:8 85:10",
        )  # fmt: skip
        return {"points": pairs_of(said)}
    if method == "tiers":
        return _tiers(score, key)
    if method == "per_event":
        off = st.text_input(_("Points off each time"), score.get("deduct") or "1", key=f"{key}-deduct")
        return {**_still(score, "cap"), "deduct": off.strip()}
    return {}


def _steps(score: Mapping[str, Any], key: str) -> dict[str, Any]:
    with st.container(horizontal=True):
        unit = st.text_input(_("For every"), score.get("unit") or "1", key=f"{key}-unit", width=110)
        off = st.text_input(_("Points off"), score.get("deduct") or "1", key=f"{key}-deduct", width=110)
        partials = choices_of("partial")
        codes = list(partials)
        partial = st.selectbox(
            _("Begun steps"),
            codes,
            index=codes.index(score.get("partial") or "ceil"),
            format_func=lambda code: partials[code].in_(current()),
            key=f"{key}-partial",
            width=160,
        )
    return {"unit": unit.strip(), "deduct": off.strip(), "partial": partial}


def _tiers(score: Mapping[str, Any], key: str) -> dict[str, Any]:
    said = st.text_input(
        _("Value:points, best value first"), pairs_said(score.get("bands")), key=f"{key}-bands",
        placeholder="98:10 95:8 90:5",
    )  # fmt: skip
    beyond = st.text_input(_("Points beyond the last"), score.get("otherwise") or "0", key=f"{key}-beyond")
    return {"bands": pairs_of(said), "otherwise": beyond.strip() or "0"}


def _still(score: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {name: score[name]} if name in score else {}
