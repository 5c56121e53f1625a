"""The clause of a process specification an item stands on, by choice: specification, version, clause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import _, current
from services.specifications import specifications
from services.specifications.specifications import SpecificationView
from ui import house

Plain = Mapping[str, Any]


def clause(now: Plain | None, key: str) -> Any:
    """The clause as it is chosen now, in the shape of the form's file; None for none."""
    said = now if isinstance(now, Mapping) else {}
    spec = str(said.get("spec") or "")
    every = specifications.specifications(house.house(), house.principal())
    known = {each.code: each for each in every if each.retired is None or each.code == spec}
    if not known and not spec:
        st.caption(_("No process specification is published yet; an item can stand on a clause once one is."))
        return now
    with st.grid(3, min_column_width=150, key=f"{key}-clause"):
        codes = [*known, *([spec] if spec and spec not in known else [])]
        names = {code: _named(known, code) for code in codes}
        chosen = st.selectbox(
            _("Process specification"), codes, index=codes.index(spec) if spec else None, key=f"{key}-spec",
            format_func=names.__getitem__, placeholder=_("none"),
        )  # fmt: skip
        if chosen is None:
            return None
        if chosen not in known:
            st.caption(_("This specification is not here; the item keeps what it says."))
            return now
        return _clause(known[chosen], said if chosen == spec else {}, now, f"{key}-{chosen}")


def _clause(view: SpecificationView, said: Plain, now: Plain | None, key: str) -> Any:
    numbers = [str(each.version.number) for each in reversed(view.versions)]
    version = str(said.get("version") or numbers[0])
    numbers = list(dict.fromkeys([*numbers, version]))
    number = st.selectbox(_("Version"), numbers, index=numbers.index(version), key=f"{key}-version")
    found = next((each for each in view.versions if str(each.version.number) == number), None)
    words = {each.code: each for each in found.version.specification.clauses} if found else {}
    code, lang = str(said.get("clause") or ""), current()
    codes = list(dict.fromkeys([*words, *([code] if code else [])]))
    chosen = st.selectbox(
        _("Clause"), codes, index=codes.index(code) if code else None, key=f"{key}-{number}-code",
        format_func=lambda each: f"{words[each].number or each} {words[each].text.in_(lang)}"
        if each in words
        else each,
        placeholder=_("Choose the clause"),
    )  # fmt: skip
    if chosen is None or (chosen, number) == (code, str(said.get("version"))):
        return now if said else None
    return {"spec": view.code, "version": number, "clause": chosen}


def _named(known: Mapping[str, SpecificationView], code: str) -> str:
    if code not in known:
        return code
    return f"{known[code].shown.version.specification.name.in_(current())} ({code})"
