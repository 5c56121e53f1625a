"""Which registered names stand in a text: in any spacing, and none inside a longer one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from core.text import Text
from importers.draft import Known

_LONGEST = 60


def named_in(text: str, known: Sequence[Known], longer: Sequence[Known] = ()) -> list[Known]:
    """Those of `known` whose code, name or alias stands in the text; a name inside a longer one, be it one
    of `longer`, does not count."""
    spans = {id(each): spans_of(text, [each]) for each in known}
    whole = [span for mine in spans.values() for span in mine] + spans_of(text, longer)
    return [each for each in known if any(_stands_alone(span, whole) for span in spans[id(each)])]


def spans_of(text: str, known: Iterable[Known]) -> list[tuple[int, int]]:
    """Where codes, names and aliases of `known` stand in the text."""
    words = [word for each in known for word in (each.code, *each.names)]
    return [match.span() for word in words for match in _pattern(word).finditer(text)]


def name_of(known: Known) -> Text:
    """Its name for people, in Latin letters for English where it has one."""
    names = known.names or (known.code,)
    return Text(names[0], next((name for name in names if name.isascii()), names[0]))


def short(text: str) -> str:
    """A text as it may stand in a sentence."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST] + "…"


def _stands_alone(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return not any(start <= span[0] and span[1] <= end and (start, end) != span for start, end in others)


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """A name with any spacing. Latin letters must not run on (AN is not in ANDA); one letter names nobody."""
    parts = word.split()
    if len("".join(parts)) < 2:
        return re.compile(r"(?!)")
    body = r"[\s_-]*".join(re.escape(part) for part in parts)
    before = r"(?<![a-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    after = r"(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else ""
    after = r"(?!\d)" if word[-1].isdigit() else after
    return re.compile(before + body + after, re.IGNORECASE)
