"""The part of a form that is open: kept in the draft as it is typed, and taken back as one step.

Only the part is written, over the form as it stands now: two people on two parts lose nothing of each other,
and on one part the second is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from core.language import current
from qa.form.body import body_of
from qa.form.written import yaml_of
from services.forms import form_design
from services.forms.form_drafts import FormDraftView
from ui import edited, messages, session, steady_table, urls
from ui.contracts import term_rows
from ui.forms import design_saving

Plain = Mapping[str, Any]
#: What the address says in a part's place while the form's own terms are open; no code has small letters.
HEAD = "form"
_OF_HEAD = ("form", "scoring", "bands")
_OPEN = "form-design-open"


@dataclass
class Opened:
    """A part whose fields are on the page."""

    draft: str
    code: str
    lang: str
    #: What the keys of its fields begin with, and the part as it was then: the fields are drawn over it.
    key: str
    first: Plain
    #: The part as this session knows the draft to hold it.
    known: Plain
    #: Whether something was saved since it was opened.
    changed: bool = False


def opened(draft: FormDraftView, body: Plain, code: str) -> Opened:
    """The part as this page has it open; anew where its fields are not on the page yet."""
    found: Opened | None = st.session_state.get(_OPEN)
    same = found and (found.draft, found.code, found.lang) == (draft.id, code, current())
    if found is None or not same or f"{found.key}-save" not in st.session_state:
        close()
        part = part_of(body, code)
        key = session.widget("design-part", draft.id, code, draft.version)
        found = Opened(draft.id, code, current(), key, part, part)
        st.session_state[_OPEN] = found
    return found


def close() -> None:
    """No part is open; what was typed lies in the draft."""
    st.session_state.pop(_OPEN, None)
    term_rows.forget()
    steady_table.forget("design-part")


def is_known(part: Opened, body: Plain) -> bool:
    """Whether the draft holds the part as this session knows it: nobody else has changed it."""
    return yaml_of(with_part(body, part.code, part.known)) == yaml_of(body)


def meanwhile(draft: FormDraftView, part: Opened, body: Plain, name: str) -> None:
    """Where somebody else changed the part: both stand, and this person chooses."""
    if not is_known(part, body):
        mine = partial(_keep_mine, part, part_of(body, part.code))
        edited.meanwhile("design", part.code, f"{draft.changed_by}: {name}", close, mine)


def keep(draft: FormDraftView, body: Plain, part: Opened, code: str, typed: Plain) -> FormDraftView:
    """The draft with the part as it is typed, saved where that has changed it; never over what was not seen.

    `code`: what it is called from now on, which the address follows.
    """
    made = with_part(body, part.code, typed)
    if not is_known(part, body) or yaml_of(made) == yaml_of(body):
        return draft
    with messages.explained():
        draft = design_saving.keep(draft, made, again=part.changed)
        part.changed = True
        if code != part.code:
            part.code, part.first = code, {**part.first, "code": code}
            urls.write(clause=code)
        part.known = part_of(body_of(draft.text) or made, code)
    return draft


def leave(draft: FormDraftView, part: Opened, typed: Plain) -> None:
    """Back to the whole form, once the draft holds what is typed; before that it stays, with the reason."""
    body = body_of(draft.text) or {}
    if yaml_of(with_part(body, part.code, typed)) != yaml_of(body):
        return
    close()
    urls.write(clause=None)
    st.rerun()


def code_to_save(body: Plain, code: str, typed: str) -> str:
    """The code as typed, where a part can be called so and no other is."""
    taken = {str(each.get("code")) for each in form_design.parts_of(body)} - {code}
    return typed if typed.strip() and typed not in taken and typed != HEAD else code


def part_of(body: Plain, code: str) -> dict[str, Any]:
    """The part as the form holds it: the form's own terms are one too."""
    if code == HEAD:
        return deepcopy({name: body[name] for name in _OF_HEAD if name in body})
    return deepcopy(form_design.part_of(body, code))


def with_part(body: Plain, code: str, part: Plain) -> dict[str, Any]:
    """The form with this part as said."""
    if code != HEAD:
        return form_design.with_part(body, code, part)
    made = {**body, **{name: part.get(name) for name in _OF_HEAD}}
    return {name: each for name, each in made.items() if each}


def _keep_mine(part: Opened, theirs: Plain) -> None:
    """The person has seen their change; saving may follow it."""
    part.known = theirs
