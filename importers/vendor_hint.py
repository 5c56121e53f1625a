"""Which registered vendor a title, a sheet's name or a file's name names, where no column does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.finding import Finding, Place
from core.text import Text
from importers.draft import Directory, Known

_TITLE, _SHEET, _FILE = Text("标题", "title"), Text("工作表名", "sheet's name"), Text("文件名", "file's name")
_LONGEST = 60


@dataclass(frozen=True)
class Hint:
    """A vendor that a text names, and the text that does."""

    vendor: str
    name: Text
    where: Text
    text: str

    def reason(self) -> Text:
        """Why this vendor, in words."""
        return Text(f"{self.where.zh}写着“{self.text}”", f"the {self.where.en} says “{self.text}”")

    def finding(self, place: Place) -> Finding:
        """What was read out of it, said and kept: a vendor is never guessed in silence."""
        facts = {"vendor": self.vendor, "name": self.name, "where": self.where, "text": self.text}
        return Finding("vendor_named", place, facts)


def vendor_hints(
    file: str, title: str, sheet: str, others: Sequence[str], directory: Directory
) -> tuple[Hint, ...]:
    """The vendors a table's title, sheet and file name; where these name none, those of the other titles."""
    own = ((_TITLE, title), (_SHEET, sheet), (_FILE, file.rpartition(".")[0] or file))
    return _hints(own, directory) or _hints([(_TITLE, other) for other in others], directory)


def _hints(texts: Iterable[tuple[Text, str]], directory: Directory) -> tuple[Hint, ...]:
    """One hint a vendor, from the first text that names it."""
    found: dict[str, Hint] = {}
    for where, text in texts:
        for known in _named_in(text, directory.vendors):
            hint = Hint(known.code, _name(known), where, _short(text))
            found.setdefault(known.code, hint)
    return tuple(found.values())


def _named_in(text: str, vendors: Sequence[Known]) -> list[Known]:
    """The vendors whose code, name or alias stands in the text; a name inside a longer one does not count."""
    spans = {
        known.code: [
            match.span() for word in (known.code, *known.names) for match in _pattern(word).finditer(text)
        ]
        for known in vendors
    }
    whole = [span for mine in spans.values() for span in mine]
    return [known for known in vendors if any(_stands_alone(span, whole) for span in spans[known.code])]


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


def _name(known: Known) -> Text:
    names = known.names or (known.code,)
    return Text(names[0], next((name for name in names if name.isascii()), names[0]))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST] + "…"
