"""What is typed into a draft of a specification: kept in it field by field, and taken back as one step.

Only what this person changed is written, so that a field nobody touched stays word for word as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.language import _
from services.specifications import specification_drafts
from ui import edited, house, messages, session, steady_table

if TYPE_CHECKING:
    from store.records import SpecificationDraftRecord

Body = Mapping[str, Any]
_OPEN = "specification-open"


@dataclass
class Opened:
    """A draft whose fields are on the page."""

    draft: str
    #: The version of the draft they rest on.
    version: int
    #: What it said when they were opened, and whether anything was changed since.
    before: Body
    changed: bool = False
    #: What the fields said when it was last saved; None before they are first drawn.
    typed: Body | None = None
    #: Somebody else's change was read and this person's goes over it: the other fields show theirs after.
    over: bool = False


def opened(record: SpecificationDraftRecord, drawn: bool) -> Opened:
    """The draft as this page has it open; anew where its fields are not on the page yet (`drawn`)."""
    found: Opened | None = st.session_state.get(_OPEN)
    if found is None or found.draft != record.id or not drawn:
        found = st.session_state[_OPEN] = Opened(record.id, record.version, record.body)
        steady_table.forget(f"spec-rows-{record.id}")
    return found


def meanwhile(record: SpecificationDraftRecord, form: Opened, name: str) -> None:
    """Where somebody else saved it: both stand, and this person chooses."""
    if form.version != record.version:
        stands = f"{record.changed_by}: {name}"
        mine = partial(_keep_mine, form, record.version)
        edited.meanwhile("spec", record.id, stands, session.clear_form, mine)


def keep(record: SpecificationDraftRecord, form: Opened, typed: Body) -> SpecificationDraftRecord:
    """The draft with what is typed now, saved where it has changed; never over what was not seen."""
    if form.typed is None:
        form.typed = typed
    if typed == form.typed or form.version != record.version:
        return record
    body = _with(record.body, form.typed, typed)
    with messages.explained():
        record = specification_drafts.save_draft(
            house.house(), house.principal(), record.id, form.version, body
        )
        form.version, form.typed, form.changed = record.version, typed, True
        if form.over:
            session.clear_form()
            st.rerun()
    return record


def said(record: SpecificationDraftRecord, form: Opened) -> None:
    """When it was last saved, and the way back to what it said before."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            ":material/check: "
            + edited.saved(record.changed_at)
            + " · "
            + _("Each field is saved as you leave it.")
        )
        if form.changed and form.version == record.version:
            st.button(
                _("Take back the changes made since it was opened"),
                icon=":material/undo:",
                type="tertiary",
                key=session.widget("spec-undo", record.id),
                on_click=messages.guarded(_taken_back),
                args=(record.id, record.version, form.before),
            )


def _with(kept: Body, before: Body, typed: Body) -> Body:
    """What is kept, with what differs between two states of the fields."""
    head = {key: text for key, text in typed["head"].items() if text != before["head"].get(key)}
    same = typed["clauses"] == before["clauses"]
    clauses = kept.get("clauses") or [] if same else typed["clauses"]
    return {**kept, "head": {**(kept.get("head") or {}), **head}, "clauses": clauses}


def _keep_mine(form: Opened, version: int) -> None:
    form.version, form.over = version, True


def _taken_back(id: str, version: int, body: Body) -> None:
    specification_drafts.save_draft(house.house(), house.principal(), id, version, body)
    session.clear_form()
