"""What the words around a table name, its title, its sheet or its file, where no column does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.text import Text
from importers.layouts.grid import Grid

_TITLE, SHEET, _FILE = Text("标题", "title"), Text("工作表名", "sheet's name"), Text("文件名", "file's name")


@dataclass(frozen=True)
class Hint:
    """What a table's words name: one site or queue, or several of which a person has to choose."""

    vendor: str
    #: Code, or the name of one that is not registered → its name in words.
    named: Mapping[str, Text]
    #: Those of them that are registered.
    known: frozenset[str]
    where: Text
    text: str

    @property
    def word(self) -> str:
        """What the words name, as a question and its answer call it."""
        return " / ".join(name.zh for name in self.named.values())

    @property
    def only(self) -> str | None:
        """The one that is named, if it is registered."""
        first = next(iter(self.named), None)
        return first if len(self.named) == 1 and first in self.known else None

    def facts(self) -> dict[str, object]:
        """What a sentence about it is made of."""
        return {"vendor": self.vendor, "word": self.word, "where": self.where, "text": self.text}


def texts_around(file: str, grid: Grid) -> list[tuple[Text, str]]:
    """Where words stand and what they say, the nearest first: title, sheet, the title above, the file."""
    above = [(_TITLE, grid.above)] if not grid.title else []
    return [(_TITLE, grid.title), (SHEET, grid.sheet), *above, (_FILE, file.rpartition(".")[0] or file)]
