"""How a clause earns its points, typed: the method, and what that method asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import N_, _, current
from services.contracts.draft_words import pairs_of, pairs_said
from services.contracts.term_fields.clause import OF_METHOD
from services.contracts.term_words import choices_of

_NONE = ""
_METHODS: dict[str, str] = {
    _NONE: N_("judged only, no points"),
    "full_or_zero": N_("all points when met, else none"),
    "step": N_("points off for every step short"),
    "linear": N_("points on a line between values"),
    "tiers": N_("points by tiers"),
    "per_event": N_("points off for every event"),
    "manual": N_("points given by a person"),
    "grades": N_("points by grades"),
}


def scoring(clause: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Full points and scoring as they are typed now, as terms of the clause; None takes a term away. What
    the file says in its short form, and nobody touched, stays short."""
    score = clause.get("score") or _short_form(clause)
    method = _method(score.get("method") or ("full_or_zero" if clause.get("weight") else _NONE), key)
    if method == _NONE:
        return {"weight": None, "score": None}
    weight = st.text_input(_("Full points"), clause.get("weight") or "", key=f"{key}-weight").strip() or None
    kept = {name: score[name] for name in _kept(method) if name in score}
    asked = _asked(method, score if score.get("method") == method else {}, f"{key}-{method}")
    typed = {"method": method, **kept, **asked}
    if not clause.get("score") and typed == (score or {"method": "full_or_zero"}):
        return {"weight": weight}
    return {"weight": weight, "score": typed}


def _short_form(clause: Mapping[str, Any]) -> dict[str, Any]:
    """A curve is short for a line."""
    return {"method": "linear", "points": clause["curve"]} if clause.get("curve") else {}


def _kept(method: str) -> list[str]:
    """What other fields of the form say of the same scoring."""
    apart = ("cap_if", "min_score", "cap", "grades", "open_at")
    return [name for name in apart if method in OF_METHOD.get(f"score.{name}", (method,))]


def _method(now: str, key: str) -> str:
    said = {method: _(words) for method, words in _METHODS.items()}
    return st.selectbox(
        _("Scoring"),
        list(said),
        index=list(said).index(now) if now in said else 0,
        format_func=said.__getitem__,
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
        return {"deduct": off.strip()}
    return {}


def _steps(score: Mapping[str, Any], key: str) -> dict[str, Any]:
    with st.container(horizontal=True):
        unit = st.text_input(_("For every"), score.get("unit") or "1", key=f"{key}-unit", width=110)
        off = st.text_input(_("Points off"), score.get("deduct") or "1", key=f"{key}-deduct", width=110)
        partials = {code: words.in_(current()) for code, words in choices_of("partial").items()}
        codes = list(partials)
        partial = st.selectbox(
            _("Begun steps"),
            codes,
            index=codes.index(score.get("partial") or "ceil"),
            format_func=partials.__getitem__,
            key=f"{key}-partial",
            width=160,
        )
    said = {} if "partial" not in score and partial == "ceil" else {"partial": partial}
    return {"unit": unit.strip(), "deduct": off.strip(), **said}


def _tiers(score: Mapping[str, Any], key: str) -> dict[str, Any]:
    said = st.text_input(
        _("Value:points, best value first"), pairs_said(score.get("bands")), key=f"{key}-bands",
        placeholder="98:10 95:8 90:5",
    )  # fmt: skip
    beyond = st.text_input(_("Points beyond the last"), score.get("otherwise") or "0", key=f"{key}-beyond")
    rest = {} if "otherwise" not in score and beyond in ("", "0") else {"otherwise": beyond.strip() or "0"}
    return {"bands": pairs_of(said), **rest}
