"""Records of a list in a form: which stand there, one more, one less; nothing is kept before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.language import _
from services.contracts.term_fields.field import TermField

Row = Mapping[str, Any]
_KEPT = "term-rows"


def rows(key: str, now: Sequence[Row], fields: Sequence[TermField], *, keeps: bool) -> list[tuple[int, Row]]:
    """Each record with a number that stays its own while others come and go; below them nothing, or with
    the button above a fresh one. `keeps`: none may come or go."""
    ids = _all().setdefault(key, list(range(len(now))))
    fresh = _fresh(now, fields, ids)
    if not keeps:
        st.button(
            _("Add one"), icon=":material/add:", type="tertiary", key=f"{key}-add",
            on_click=_add, args=(key, len(now)),
        )  # fmt: skip
    return [(id, now[id] if id < len(now) else fresh[id]) for id in ids]


def remove(key: str, id: int) -> None:
    """The button that takes one away."""
    st.button(
        _("Take it away"), icon=":material/delete:", type="tertiary", key=f"{key}-{id}-remove",
        on_click=_remove, args=(key, id),
    )  # fmt: skip


def _fresh(now: Sequence[Row], fields: Sequence[TermField], ids: Sequence[int]) -> dict[int, Row]:
    """What a new record begins with: a code nobody else has."""
    usual = next((each.usual.en for each in fields if each.path == "code" and each.usual.en), "")
    taken = {row.get("code") for row in now}
    found: dict[int, Row] = {}
    for id in ids:
        n = id + 1
        while f"{usual}-{n}" in taken:
            n += 1
        if id >= len(now):
            found[id] = {"code": f"{usual}-{n}"} if usual else {}
            taken.add(f"{usual}-{n}")
    return found


def forget() -> None:
    """Records that came or went and were not saved: whoever opens the form again sees what is kept."""
    st.session_state.pop(_KEPT, None)


def _add(key: str, known: int) -> None:
    ids = _all()[key]
    ids.append(max([known - 1, *ids]) + 1)


def _remove(key: str, id: int) -> None:
    _all()[key].remove(id)


def _all() -> dict[str, list[int]]:
    """The numbers of each list's records, by the key of its field."""
    found: dict[str, list[int]] = st.session_state.setdefault(_KEPT, {})
    return found
