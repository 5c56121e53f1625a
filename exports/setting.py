"""A term of a contract in words, as one row of the template has it: where it belongs, how it is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.text import Lang, Text
from exports.template_cells import Written


@dataclass(frozen=True)
class Setting:
    """One key of the contract file that has no column of its own."""

    #: From the clause, or from the whole file; a list's key ends in `[]`: `targets[].scope.site`.
    path: str
    label: Text
    hint: Text
    #: The value in words; None where no words can stand for it.
    said: Callable[[Any, Lang], str | None]
    #: What was written, as the contract file has it; what cannot be read stays as it is.
    read: Callable[[Written], Any]
    #: What may be chosen: code → words.
    choices: Mapping[str, Text] = field(default_factory=dict)
    #: Not offered where a column says the same; it stands here only where that column cannot.
    offered: bool = True

    @property
    def steps(self) -> tuple[str, ...]:
        """The keys on the way to it."""
        return tuple(self.path.split("."))

    @property
    def lists(self) -> int:
        """How many lists it lies in, and so how many numbers its row has."""
        return self.path.count("[]")

    @property
    def list_path(self) -> str:
        """The outermost list it lies in; empty for none."""
        return self.path.partition("[]")[0] if self.lists else ""


@dataclass(frozen=True)
class Settings:
    """Every setting there is: of the whole contract, and of one clause."""

    contract: tuple[Setting, ...]
    clause: tuple[Setting, ...]

    def of(self, *, clause: bool) -> tuple[Setting, ...]:
        """Those of a clause, or of the contract."""
        return self.clause if clause else self.contract
