"""Every key kept in st.session_state, typed, with its default. Pages use these; no other string is a key.

A session holds only what may be thrown away: what a person would miss after F5 lies in the database,
and what names a view (vendor, period, …) lies in the address (ui/urls.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st

from core.text import Lang

T = TypeVar("T")


@dataclass(frozen=True)
class Key(Generic[T]):
    """One thing a session remembers."""

    name: str
    default: T

    def get(self) -> T:
        """What is remembered, or the default."""
        return st.session_state.get(self.name, self.default)

    def set(self, value: T) -> None:
        """Remember it."""
        st.session_state[self.name] = value

    def take(self) -> T:
        """What is remembered, forgotten once read."""
        return st.session_state.pop(self.name, self.default)


@dataclass(frozen=True)
class Undo:
    """What was just done, and how to take it back."""

    sentence: str
    take_back: Callable[[], Any]


#: The reader's language; set by ui/main.py before anything is drawn.
LANG: Key[Lang] = Key("lang", "zh")
#: The id of the person who acts; None until chosen.
PERSON: Key[str | None] = Key("person", None)
#: Whether the person asked to choose another name.
SWITCHING: Key[bool] = Key("switching_person", False)
#: The last thing that can be undone, shown until the next action or page.
UNDO: Key[Undo | None] = Key("undo", None)
#: Sentences said once, at the head of the next run: (kind, words), kind one of ui.messages.Kind.
NOTICES: Key[tuple[tuple[str, str], ...]] = Key("notices", ())
#: Import: what was said so far about a received file that still asks something, by the file's id.
SAID: Key[Mapping[str, Any]] = Key("import_said", {})
#: Spot-check: when the form was opened, to say how long logging took.
AUDIT_STARTED: Key[str | None] = Key("audit_started", None)
#: Spot-check: what the database holds of the call that is being filled in.
KEPT_CALL: Key[Any] = Key("kept_call", None)
#: Second and calibration scores: what is being scored, and what the database holds of it.
SCORING: Key[str | None] = Key("scoring", None)
HALF_SCORED: Key[Any] = Key("half_scored", None)
#: Desk: the answers the database is known to hold, by the ids the browser gave them.
DESK_KEPT: Key[tuple[str, ...]] = Key("desk_kept", ())
#: Desk: what was refused of the last answers, in words.
DESK_TROUBLE: Key[str] = Key("desk_trouble", "")
#: Desk: the draft submitted last, whose header the next call may begin with.
DESK_LAST: Key[str | None] = Key("desk_last", None)
#: Sampling: the call chosen on its card, where there is no table to click in.
SAMPLE_LINE: Key[str | None] = Key("sample_line", None)
#: Contracts: the version whose terms the next one starts from; None: the last.
NEXT_FROM: Key[str | None] = Key("next_from", None)
#: Grows by one after a form is saved, so that its widgets start empty again.
FORM_TURN: Key[int] = Key("form_turn", 0)
#: Grows by one after a record below a list is closed, so that no row of the list stays marked.
LIST_TURN: Key[int] = Key("list_turn", 0)


def widget(name: str, *parts: object) -> str:
    """A widget's key. The language is part of it: a keyed selectbox keeps the old language's label."""
    return "-".join([name, *(str(part) for part in parts if part not in (None, "")), LANG.get()])


def fresh_form(name: str) -> str:
    """A widget or form key that `clear_form` empties."""
    return widget(name, FORM_TURN.get())


def clear_form() -> None:
    """Empty every form whose keys come from `fresh_form`."""
    FORM_TURN.set(FORM_TURN.get() + 1)
