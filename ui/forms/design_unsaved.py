"""What is typed into a part of a form and not saved yet: kept when the part is left, whichever way it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import _
from qa.form.body import body_of
from qa.form.written import yaml_of
from services.forms.form_drafts import FormDraftView
from ui import messages, session, urls
from ui.forms import design_saving

_KEPT = "form-design-unsaved"


def keep(draft: FormDraftView, code: str, made: Mapping[str, Any]) -> None:
    """Of this session: the form as the open part would make it, while it is not what is saved."""
    found = _kept()
    if yaml_of(made) == yaml_of(body_of(draft.text) or {}):
        found.pop(draft.id, None)
    else:
        found[draft.id] = (draft.version, code, dict(made))


def forget(draft: FormDraftView) -> None:
    """What was typed is saved, or not wanted."""
    _kept().pop(draft.id, None)


def save(draft: FormDraftView, made: Mapping[str, Any]) -> None:
    """Save what is typed and go back to the whole form; a refusal is told in place and loses nothing."""
    with messages.explained():
        design_saving.save(draft, made)
        forget(draft)
        st.rerun()


def offer(draft: FormDraftView) -> None:
    """Where a part was left without saving, by the browser's own way back: what was typed, to take or drop.

    What somebody else saved meanwhile is not written over: then it can only be dropped.
    """
    version, code, made = _kept().get(draft.id, (None, "", {}))
    if version is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        words = (
            _("{part} was left before it was saved.")
            if version == draft.version
            else _("{part} was left before it was saved, and the form was changed since by somebody else.")
        )
        st.markdown(messages.escaped(words.format(part=code)))
        if version == draft.version:
            st.button(
                _("Save it"), icon=":material/check:", key=session.widget("design-unsaved", draft.id),
                on_click=messages.guarded(_saved), args=(draft, made),
            )  # fmt: skip
        st.button(
            _("Drop it"), type="tertiary", key=session.widget("design-drop", draft.id),
            on_click=messages.guarded(forget), args=(draft,),
        )  # fmt: skip


def _saved(draft: FormDraftView, made: Mapping[str, Any]) -> None:
    design_saving.save(draft, made)
    forget(draft)
    urls.write(clause=None)


def _kept() -> dict[str, tuple[int, str, dict[str, Any]]]:
    found: dict[str, tuple[int, str, dict[str, Any]]] = st.session_state.setdefault(_KEPT, {})
    return found
