"""What the headers of people lists mean: their own dictionary first, the shared one after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from importers.dictionary.fields import Field
from importers.dictionary.headers import header, synonyms
from importers.layouts.grid import Column, Grid

FIELDS = Path(__file__).resolve().parent / "fields.yaml"


@dataclass(frozen=True)
class PeopleWords:
    """The fields of one block of the dictionary."""

    #: Code → how its cells are read.
    fields: Mapping[str, Field]
    by_spelling: Mapping[str, Field]

    def field_of(self, path: tuple[str, ...]) -> Field | None:
        """The field a header means; None for every other."""
        if own := self.by_spelling.get(header(path[-1]).spelling):
            return own
        shared = synonyms().field_of(path)
        return self.fields.get(shared.code) if shared else None

    def knows(self, path: tuple[str, ...]) -> bool:
        """Whether it is one of them."""
        return self.field_of(path) is not None

    def columns(self, grid: Grid) -> dict[str, Column]:
        """Code → the first column that holds it."""
        found: dict[str, Column] = {}
        for column in grid.columns:
            if field := self.field_of(column.path):
                found.setdefault(field.code, column)
        return found


@lru_cache
def people_words(block: str = "roster") -> PeopleWords:
    """The words of one block of fields.yaml."""
    raw = YAML(typ="safe").load(FIELDS.read_text(encoding="utf-8"))[block]
    fields = {code: _field(code, said["kind"]) for code, said in raw.items()}
    spelled = {
        header(word).spelling: fields[code]
        for code, said in raw.items()
        for word in (*said.get("zh", ()), *said.get("en", ()))
    }
    return PeopleWords(fields, spelled)


def _field(code: str, kind: str) -> Field:
    return Field(code, kind, role="agent" if code == "agent" else None)
