"""A table to write in whose rows stay as they were typed while the page round it changes.

Streamlit draws such a table anew, without what was typed, as soon as the rows it was given or their columns
are others. So it is given the same rows as long as it is on the page; where its columns change, those typed.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import streamlit as st

_KEPT = "steady-tables"


def rows(key: str, shape: Hashable, now: Sequence[Any]) -> list[Any]:
    """What to give the table: the rows of its first drawing; once `shape` is another, what was last typed."""
    table = _all().get(key)
    if table is None:
        table = _all()[key] = {"shape": shape, "rows": list(now), "typed": list(now)}
    elif table["shape"] != shape:
        table |= {"shape": shape, "rows": table["typed"]}
    return list(table["rows"])


def typed(key: str, rows: Sequence[Any]) -> None:
    """What stands in the table after this run."""
    _all()[key]["typed"] = list(rows)


def forget(prefix: str) -> None:
    """The tables whose keys begin so are opened anew: with what is kept of them."""
    for key in [key for key in _all() if key.startswith(prefix)]:
        del _all()[key]


def _all() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = st.session_state.setdefault(_KEPT, {})
    return found
