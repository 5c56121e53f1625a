"""Saving what is changed in the designer, and taking it back step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import _
from qa.form.written import yaml_of
from services.forms import form_drafts
from services.forms.form_drafts import FormDraftView
from ui import house, messages, session, urls

#: So many changes can be taken back.
_MOST = 30


def save(draft: FormDraftView, body: Mapping[str, Any], part: str | None = None) -> None:
    """Keep the form as it is now, and open a part of it; None for the whole."""
    text = yaml_of(body)
    if text != draft.text:
        saved = form_drafts.save(house.house(), house.principal(), draft.id, draft.version, text)
        _steps(draft.id).append((saved.version, draft.text))
        del _steps(draft.id)[:-_MOST]
    urls.write(clause=part)


def keep(draft: FormDraftView, body: Mapping[str, Any], *, again: bool) -> FormDraftView:
    """Keep the form as a part of it is typed; `again`: one step with the last while nobody came between."""
    saved = form_drafts.save(house.house(), house.principal(), draft.id, draft.version, yaml_of(body))
    steps = _steps(draft.id)
    if again and steps and steps[-1][0] == draft.version:
        steps[-1] = (saved.version, steps[-1][1])
    else:
        steps.append((saved.version, draft.text))
        del steps[:-_MOST]
    return saved


def undo(draft: FormDraftView) -> None:
    """The button that takes the last change back, while nobody else changed the draft since."""
    steps = _steps(draft.id)
    if not steps or steps[-1][0] != draft.version:
        return
    st.button(
        _("Undo the last change"), icon=":material/undo:", type="tertiary",
        key=session.widget("design-undo", draft.id),
        on_click=messages.guarded(_taken_back), args=(draft,),
    )  # fmt: skip


def _taken_back(draft: FormDraftView) -> None:
    steps = _steps(draft.id)
    _version, text = steps.pop()
    saved = form_drafts.save(house.house(), house.principal(), draft.id, draft.version, text)
    if steps:
        steps[-1] = (saved.version, steps[-1][1])


def _steps(draft: str) -> list[tuple[int, str]]:
    """Of this session: the version each change made, and the text before it."""
    found: dict[str, list[tuple[int, str]]] = st.session_state.setdefault("form-design-steps", {})
    return found.setdefault(draft, [])
