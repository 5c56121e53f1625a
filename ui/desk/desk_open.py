"""Ways to the desk from other pages: what is opened there, with which form and under which contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from core.language import _, current
from qa.form.kinds import FormKind
from services.audits.spot_check import CallDraft
from services.desk import desk_begun
from services.desk.desk_begun import Dialled
from services.desk.draft_standing import AuditDraft
from ui import entries, formats, house, navigation, registered, report_words, session


def forms_of(kind: FormKind) -> Mapping[str, str]:
    """Code → name of the forms for calls of one kind."""
    return {form.code: form.text.in_(current()) for form in entries.forms() if form.kind is kind}


def usual_form(kind: FormKind, vendor: str) -> str | None:
    """The form such a call of the vendor was scored on last; else the first of that kind."""
    known = forms_of(kind)
    used = (call.form for call in entries.calls() if call.kind == kind.value and call.vendor == vendor)
    return next((form for form in used if form in known), next(iter(known), None))


def contracts_of(vendor: str, project: str | None = None) -> Mapping[str, str]:
    """Code → name of the contracts in force with a vendor, of one project where one is named."""
    return {
        code: each.name.in_(current())
        for code, each in registered.known_contracts().items()
        if each.vendor == vendor and each.active and each.current and project in (None, each.project)
    }


def named(found: AuditDraft) -> list[str]:
    """What tells one begun call from another of the same vendor and form: when it was, and whose."""
    at, agent = found.fact("@at"), found.fact("@agent")
    parts = [report_words.vendor_name(found.record.vendor), found.form.text.in_(current())]
    parts += [formats.instant(datetime.fromisoformat(at))] if at else []
    return parts + ([_("agent {code}").format(code=agent)] if agent else [])


def form_field(kind: FormKind, vendor: str, key: str) -> str | None:
    """Which form; None where there is none of that kind."""
    names, usual = forms_of(kind), usual_form(kind, vendor)
    if usual is None:
        return None
    at = list(names).index(usual)
    return st.selectbox(_("Form"), list(names), at, format_func=names.__getitem__, key=key, width=280)


def contract_field(vendor: str, project: str | None, key: str) -> str | None:
    """Under which contract it counts: asked where there are several."""
    names = contracts_of(vendor, project)
    if len(names) < 2:
        return next(iter(names), None)
    return st.selectbox(_("Contract"), list(names), format_func=names.__getitem__, key=key, width=280)


def line(line_id: str, form: str, contract: str | None) -> str:
    """The draft for a drawn call."""
    return _fresh(desk_begun.begin_line(house.house(), house.principal(), line_id, form, contract))


def dial(dialled: Dialled, contract: str | None) -> str:
    """The draft for a call of a wave."""
    return _fresh(desk_begun.begin_dial(house.house(), house.principal(), dialled, contract))


def half(call: CallDraft, facts: Mapping[str, Any]) -> str:
    """The draft for a call begun on the quick form, with what was said of its wave."""
    return _fresh(desk_begun.begin_half(house.house(), house.principal(), call, facts))


def to(draft: str) -> None:
    """The desk with a draft open; not from within a callback."""
    navigation.go("desk", record=draft)


def _fresh(found: AuditDraft) -> str:
    """What the browser was told of another call holds for this one no longer."""
    session.DESK_KEPT.take()
    session.DESK_TROUBLE.take()
    return found.record.id
