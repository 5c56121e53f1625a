"""When an item or a section is asked, put together from drop-downs: an earlier item, a sign, an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.language import _, current
from core.text import Text
from qa.form.condition_text import condition_text, read_condition_text
from qa.form.conditions import Comparator, Joined
from qa.form.kinds import ItemKind
from qa.form.words import COMPARED
from services.contracts.draft_edits import name_of

Plain = Mapping[str, Any]
_NUMBERS = tuple(each for each in Comparator if each.is_of_number)
_CHOICES = (Comparator.IN, Comparator.NOT_IN)


def condition(when: Plain | None, earlier: Sequence[Plain], key: str) -> Any:
    """The condition as it is chosen now, in the shape of the form's file; None for none."""
    tests = _flat(when)
    if tests is None:
        return _line(when or {}, key)
    asked = [each for each in earlier if (each.get("kind") or "single") not in ("text", "moment")]
    if not asked and not tests:
        st.caption(_("A condition asks what was answered before, and nothing stands before this."))
        return None
    joined = Joined.ANY if when and Joined.ANY.value in when else Joined.ALL
    rows = [_test(each, asked, f"{key}-{n}") for n, each in enumerate([*tests, {}])]
    found = [each for each in rows if each]
    if len(found) > 1:
        joined = _joined(joined, key)
    if found == tests and joined is (Joined.ANY if when and Joined.ANY.value in when else Joined.ALL):
        return when or None
    if len(found) < 2:
        return found[0] if found else None
    return {joined.value: found}


def _flat(when: Plain | None) -> list[dict[str, Any]] | None:
    """Its tests where they are joined in one way; None where groups stand in groups."""
    if not when:
        return []
    for joined in Joined:
        if joined.value in when:
            parts = when[joined.value]
            return [dict(each) for each in parts] if all("item" in each for each in parts) else None
    return [dict(when)] if "item" in when else None


def _line(when: Plain, key: str) -> Any:
    """Groups in groups are written in one line."""
    said = condition_text(dict(when))
    typed = st.text_input(
        _("Asked when"), said, key=f"{key}-line",
        help=_("Such as REFUND = full and (HOLD > 30 or FAULTS = LATE)."),
    )  # fmt: skip
    plain = read_condition_text(typed) if typed.strip() else None
    if typed.strip() and plain is None:
        st.markdown(f":red[:material/error: {_('This line cannot be read; the condition stays as it was.')}]")
        return when
    return when if typed == said else plain


def _joined(now: Joined, key: str) -> Joined:
    words = {Joined.ALL: _("All of these hold"), Joined.ANY: _("Any of these holds")}
    return st.segmented_control(
        _("Asked when"), list(words), default=now, format_func=words.__getitem__, key=f"{key}-joined",
        label_visibility="collapsed", required=True,
    )  # fmt: skip


def _test(now: Plain, asked: Sequence[Plain], key: str) -> dict[str, Any] | None:
    """One row: which item, how, with what; None while it is not whole."""
    names = {str(each.get("code")): name_of({"name": each.get("text")}) for each in asked}
    chosen, lang = now.get("item"), current()
    codes = [*names, *([chosen] if chosen and chosen not in names else [])]
    with st.grid(3, min_column_width=150, key=f"{key}-test"):
        code = st.selectbox(
            _("Asked when"), codes, index=codes.index(chosen) if chosen else None, key=f"{key}-item",
            format_func=lambda each: names[each].in_(lang) if each in names else each,
            placeholder=_("Choose an earlier item"),
        )  # fmt: skip
        item = next((each for each in asked if each.get("code") == code), None)
        if code is None or item is None:
            return dict(now) if code and code == chosen else None
        measured = ItemKind(item.get("kind") or "single").is_measured
        kept = next((each for each in Comparator if each.value in now and code == chosen), None)
        sign = _sign(kept, measured, item, f"{key}-{code}")
        values = now.get(sign.value) if kept is sign else None
        return _compared(item, sign, values, f"{key}-{code}-{sign.value}")


def _sign(kept: Comparator | None, measured: bool, item: Plain, key: str) -> Comparator:
    signs = list(_NUMBERS if measured else _CHOICES)
    if item.get("kind") == ItemKind.MULTI.value:
        signs.append(Comparator.ALL_IN)
    if kept is not None and kept not in signs:
        signs.append(kept)
    words = {sign: COMPARED[sign].in_(current()) for sign in signs}
    return st.selectbox(
        _("how"), signs, index=signs.index(kept) if kept else 0, key=f"{key}-sign",
        format_func=words.__getitem__,
    )  # fmt: skip


def _compared(item: Plain, sign: Comparator, now: Any, key: str) -> dict[str, Any] | None:
    code = str(item.get("code"))
    if sign.is_of_number:
        typed = st.text_input(_("with"), str(now or ""), key=f"{key}-number").strip()
        return {"item": code, sign.value: typed} if typed else None
    words, lang = _choices(item), current()
    values = [str(each) for each in (now if isinstance(now, list) else [now])] if now else []
    chosen = st.multiselect(
        _("with"), list(dict.fromkeys([*words, *values])), values, key=f"{key}-values",
        format_func=lambda each: words[each].in_(lang) if each in words else each,
        select_all=False, placeholder=_("Choose answers"),
    )  # fmt: skip
    if not chosen:
        return None
    if chosen == values:
        return {"item": code, sign.value: now}
    several = len(chosen) > 1 or sign is Comparator.ALL_IN
    return {"item": code, sign.value: chosen if several else chosen[0]}


def _choices(item: Plain) -> dict[str, Text]:
    choices = item.get("choices")
    listed = choices if isinstance(choices, list) else []
    return {str(each.get("code")): name_of({"name": each.get("text")}) for each in listed}
