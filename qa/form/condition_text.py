"""A condition in one line, as a cell holds it: REFUND = full and (HOLD > 30 or FAULTS has LATE & RUDE).

`|` joins values of which one is enough, `&` those that must all be chosen; 且 and 或 are read as well. A
group of one has its name before it: any(REFUND = full).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from qa.form.conditions import Comparator, Joined

Plain = dict[str, Any]
#: How each comparator is written.
SIGNS: dict[Comparator, str] = {
    Comparator.IN: "=",
    Comparator.NOT_IN: "!=",
    Comparator.ALL_IN: "has",
    Comparator.ABOVE: ">",
    Comparator.AT_LEAST: ">=",
    Comparator.BELOW: "<",
    Comparator.AT_MOST: "<=",
}
_READ = {sign: each for each, sign in SIGNS.items()} | {
    "≠": Comparator.NOT_IN,
    "≥": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST,
    "＝": Comparator.IN,
    "==": Comparator.IN,
    "含全部": Comparator.ALL_IN,
}
_JOINS = {"and": Joined.ALL, "or": Joined.ANY, "且": Joined.ALL, "或": Joined.ANY}
_TOKEN = re.compile(r'\s*("[^"]*"|[()（）,，|&]|==|!=|>=|<=|[=＝<>≠≥≤]|[^\s()（）,，|&"=＝!<>≠≥≤]+)')
_HALF = {"（": "(", "）": ")", "，": ","}
_KEPT = {*_JOINS, *_READ, "any", "all"}
_BARE = re.compile(r"[^\s()（）,，|&\"=＝!<>≠≥≤]+")


def condition_text(plain: Plain) -> str:
    """The line of a condition in the shape of a form's file."""
    for joined in Joined:
        if joined.value in plain:
            parts = [_part(each) for each in plain[joined.value]]
            if len(parts) > 1:
                return (" and " if joined is Joined.ALL else " or ").join(parts)
            return f"{joined.value}({', '.join(parts)})"
    comparator = next(each for each in Comparator if each.value in plain)
    values = plain[comparator.value]
    said = [_value(each) for each in (values if isinstance(values, list) else [values])]
    between = " & " if comparator is Comparator.ALL_IN else " | "
    return f"{plain['item']} {SIGNS[comparator]} {between.join(said)}"


def read_condition_text(text: str) -> Plain | None:
    """The condition in the shape of a form's file; None where the line cannot be read."""
    tokens, at = [], 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            return None
        tokens.append(_HALF.get(found[1], found[1]))
        at = found.end()
    reader = _Reader(tokens)
    plain = reader.either()
    return plain if plain is not None and reader.at == len(tokens) else None


class _Reader:
    """Reads the tokens from left to right; None wherever the next one does not fit."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def either(self) -> Plain | None:
        """Parts joined by or, each of parts joined by and."""
        return self._joined(Joined.ANY, lambda: self._joined(Joined.ALL, self._one))

    def _joined(self, joined: Joined, part: Any) -> Plain | None:
        parts = [part()]
        while _JOINS.get(self._next().casefold()) is joined:
            self.at += 1
            parts.append(part())
        if None in parts:
            return None
        return parts[0] if len(parts) == 1 else {joined.value: parts}

    def _one(self) -> Plain | None:
        if self._took("("):
            inner = self.either()
            return inner if self._took(")") else None
        for joined in Joined:
            if self._next() == joined.value and self._next(1) == "(":
                return self._named(joined)
        return self._test()

    def _named(self, joined: Joined) -> Plain | None:
        self.at += 2
        parts: list[Plain | None] = []
        while not self._took(")"):
            if parts and not self._took(","):
                return None
            parts.append(self.either())
            if parts[-1] is None:
                return None
        return {joined.value: parts}

    def _test(self) -> Plain | None:
        item, comparator = self._word(), _READ.get(self._next().casefold())
        if item is None or comparator is None:
            return None
        self.at += 1
        values = [self._word()]
        while self._next() in ("|", "&", ","):
            self.at += 1
            values.append(self._word())
        if None in values or (comparator.is_of_number and len(values) > 1):
            return None
        several = len(values) > 1 or comparator is Comparator.ALL_IN
        return {"item": item, comparator.value: values if several else values[0]}

    def _word(self) -> str | None:
        token = self._next()
        if not token or (not token.startswith('"') and (token in _KEPT or not _BARE.fullmatch(token))):
            return None
        self.at += 1
        return token.strip('"')

    def _took(self, token: str) -> bool:
        found = self._next() == token
        self.at += found
        return found

    def _next(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""


def _part(plain: Plain) -> str:
    """In brackets where it is joined itself; a group of one has its own."""
    lists = [plain[joined.value] for joined in Joined if joined.value in plain]
    text = condition_text(plain)
    return f"({text})" if lists and len(lists[0]) > 1 else text


def _value(value: object) -> str:
    said = str(value)
    return said if _BARE.fullmatch(said) and said.casefold() not in _KEPT else f'"{said}"'
