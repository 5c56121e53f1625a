"""Which registered vendor a title, a sheet's name or a file's name names, where no column does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.finding import Finding, Place
from core.text import Text
from importers.draft import Directory
from importers.rows.named_in import name_of, named_in, short

_TITLE, _SHEET, _FILE = Text("标题", "title"), Text("工作表名", "sheet's name"), Text("文件名", "file's name")


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
        for known in named_in(text, directory.vendors):
            hint = Hint(known.code, name_of(known), where, short(text))
            found.setdefault(known.code, hint)
    return tuple(found.values())
