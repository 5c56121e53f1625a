"""Opening hours in a contract's form: of working days, and where they differ of weekends, holidays, sites."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import _, current
from core.text import Lang, Text
from services.contracts.term_fields.field import TermField

_CLOSED = "closed"
_SHUT = Text("休息", "closed")
_KINDS: dict[str, tuple[Text, Text]] = {
    "weekend": (Text("周末", "Weekends"), Text("同工作日", "as on working days")),
    "holidays": (Text("法定节假日", "Public holidays"), Text("按星期几", "by the day of the week")),
}


def hours(field: TermField, now: Any, key: str) -> Any:
    """The hours as typed: one span, or a record by kind of day and site; None for round the clock."""
    lang = current()
    if not isinstance(now, list | str | Mapping | None) or _said(now, lang) is None:
        written = json.dumps(now, ensure_ascii=False)
        st.text_input(field.label.in_(lang), written, key=key, disabled=True, help=_("As the file says it."))
        return now
    shown = _said(now, lang) or {}
    with st.grid(3, min_column_width=150, key=f"{key}-days"):
        typed = {
            "weekdays": st.text_input(
                field.label.in_(lang), shown.get("weekdays", ""), key=f"{key}-weekdays",
                help=field.hint.in_(lang), placeholder="08:00-20:00",
            )
        }  # fmt: skip
        for kind, (label, usual) in _KINDS.items():
            typed[kind] = st.text_input(
                label.in_(lang), shown.get(kind, ""), key=f"{key}-{kind}", placeholder=usual.in_(lang)
            )
    typed["sites"] = st.text_area(
        _("Sites with other hours, one a line: site, working days / weekends / holidays"),
        shown.get("sites", ""), key=f"{key}-sites", placeholder="NJ 09:00-18:00 / closed / closed", height=68,
    )  # fmt: skip
    if typed == {**dict.fromkeys(typed, ""), **shown}:
        return now or None
    return _record(typed)


def _said(now: Any, lang: Lang) -> dict[str, str] | None:
    """Kind of day → what stands in its field; None where the value has another shape."""
    if now in (None, "", [], {}):
        return {}
    if not isinstance(now, Mapping):
        span = _span_said(now, lang)
        return None if span is None else {"weekdays": span}
    sites = now.get("sites") or {}
    lines = (
        [_line(site, each, lang) for site, each in sites.items()] if isinstance(sites, Mapping) else [None]
    )
    days = {kind: _span_said(now.get(kind), lang) for kind in ("weekdays", *_KINDS)}
    if None in days.values() or None in lines or now.keys() - {*days, "sites"}:
        return None
    return {**{kind: said for kind, said in days.items() if said}, "sites": "\n".join(map(str, lines))}


def _span_said(span: Any, lang: Lang) -> str | None:
    if isinstance(span, list) and len(span) == 2 and all(str(end).isdecimal() for end in span):
        return "-".join(f"{int(end):02d}:00" for end in span)
    if not isinstance(span, str | None):
        return None
    return _SHUT.in_(lang) if span == _CLOSED else span or ""


def _line(site: str, hours: Any, lang: Lang) -> str | None:
    if not isinstance(hours, Mapping):
        return None
    spans = [_span_said(hours.get(kind), lang) for kind in ("weekdays", *_KINDS)]
    return None if None in spans else f"{site} {' / '.join(str(span) for span in spans)}".rstrip(" /")


def _record(typed: Mapping[str, str]) -> Any:
    """One span where nothing differs from it."""
    days = {kind: _span(typed[kind]) for kind in ("weekdays", *_KINDS) if typed[kind].strip()}
    sites = dict(_site(line) for line in typed["sites"].splitlines() if line.strip())
    if not sites and days.keys() <= {"weekdays"}:
        return days.get("weekdays")
    return {**days, **({"sites": sites} if sites else {})}


def _site(line: str) -> tuple[str, dict[str, str]]:
    site, _space, rest = line.strip().partition(" ")
    spans = [part.strip() for part in rest.replace("／", "/").split("/")]
    kinds = ("weekdays", *_KINDS)
    return site, {kind: _span(said) for kind, said in zip(kinds, spans, strict=False) if said}


def _span(said: str) -> str:
    plain = said.strip()
    return _CLOSED if plain.casefold() in (_SHUT.zh, _CLOSED, "休", "不营业") else plain
