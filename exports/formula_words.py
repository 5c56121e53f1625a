"""A sum of base counts in words, and back again: 人工接通量 − 2 × 放弃量, Calls answered − Calls abandoned.

Both languages are read, and the counts' own names; `answered_within_{threshold_s}` keeps its parameter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from core.counts import base_count, families, family_text, plain_counts
from core.text import LANGS, Lang
from exports.template_cells import folded

_SIGN = re.compile(r"\s*([+＋−－]|(?<=\s)-(?=\s))\s*")
_TIMES = re.compile(r"(\d+)\s*[×*]\s*(.+)")
_PARAM = re.compile(r"\w+_(\{\w+\})")


def formula_words(weights: Mapping[str, Any], lang: Lang) -> str:
    """The sum as people read it."""
    said = ""
    for name, weight in weights.items():
        number = int(weight)
        words = count_words(name, lang) if abs(number) == 1 else f"{abs(number)} × {count_words(name, lang)}"
        sign = (" − " if number < 0 else " + ") if said else ("− " if number < 0 else "")
        said += sign + words
    return said


def read_formula(text: str) -> dict[str, str] | str:
    """The sum as the contract file has it; what is no sum stays as it is, and so does a name nobody knows."""
    parts = _SIGN.split(f" {text.strip()} ")
    first, rest = parts[0].strip(), parts[1:]
    terms = [("+", first)] if first else []
    terms += [(rest[n], rest[n + 1].strip()) for n in range(0, len(rest), 2)]
    found: dict[str, str] = {}
    for sign, term in terms:
        times = _TIMES.fullmatch(term)
        name = count_of(times[2] if times else term)
        if not name or name in found:
            return text
        found[name] = ("-" if sign in "−－-" else "") + (times[1] if times else "1")
    return found or text


def count_words(name: str, lang: Lang) -> str:
    """What a count is called; its name where the words would not lead back to it."""
    count, param = base_count(name), _PARAM.fullmatch(name)
    if count is not None:
        words = count.text.in_(lang)
    elif param:
        words = _family(name.removesuffix(f"_{param[1]}"), param[1], lang)
    else:
        return name
    return words if count_of(words) == name else name


def count_of(words: str) -> str:
    """The count that words in either language name; a name that nobody knows stays as it is."""
    plain = folded(words)
    if plain in _NAMES:
        return _NAMES[plain]
    for family, pattern in _FAMILIES:
        if match := pattern.fullmatch(plain):
            hours = match.groupdict().get("h")
            seconds = str(int(hours) * 3600) if hours else match["t"]
            return f"{family}_{seconds}"
    return words.strip()


def _family(family: str, seconds: str, lang: Lang) -> str:
    """Words of a family with a parameter in the place of its seconds; the family's name for none."""
    return family_text(family, seconds).in_(lang) if family in families() else family


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """How the members of each family are spoken of: in seconds, or in hours from one hour on."""
    found = []
    for family in families():
        for lang in LANGS:
            words = family_text(family, "\0").in_(lang)
            plain = re.escape(folded(words)).replace("\0", r"(?P<t>\d+|\{\w+\})").replace(r"\x00", "")
            found.append((family, re.compile(plain)))
            hours = words.replace("秒", "小时") if lang == "zh" else words.removesuffix("s") + "h"
            plain = re.escape(folded(hours)).replace("\0", r"(?P<h>\d+)")
            found.append((family, re.compile(plain)))
    return found


_NAMES = {
    folded(words): count.name
    for count in plain_counts()
    for words in (count.name, count.text.zh, count.text.en)
}
_FAMILIES = _patterns()
