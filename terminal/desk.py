"""Where a command works and for whom, and what it answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.finding import Finding
from core.language import _
from core.text import Lang

if TYPE_CHECKING:
    from rich.console import Console

    from core.principal import Principal
    from services.house.bootstrap import House

DONE, REFUSED, WRONG_USE, OUR_FAULT, STOPPED = 0, 1, 2, 3, 130


@dataclass(frozen=True)
class Answer:
    """What a verb found: for scripts, and for people as lines, a table and findings."""

    data: dict[str, Any]
    lines: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    findings: Sequence[Finding] = ()
    #: What to type next, for people.
    hints: Sequence[str] = ()
    code: int = DONE


@dataclass
class Desk:
    """The options every verb has; the house is opened when it is first needed."""

    folder: str | None
    json: bool
    lang: Lang
    _opened: list[House] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """The data folder: as said here, else by the settings."""
        from services.house.settings import settings

        return Path(self.folder).resolve() if self.folder else settings().data

    @property
    def is_named(self) -> bool:
        """Whether anybody said which data folder is meant."""
        return bool(self.folder or os.environ.get("PLUMBLINE_DATA"))

    @cached_property
    def house(self) -> House:
        """The house, made and migrated where the folder is empty."""
        from services.house.bootstrap import open_house
        from services.house.settings import settings

        self._opened.append(open_house(self.path, settings().database))
        return self._opened[0]

    @cached_property
    def who(self) -> Principal:
        """Who changes something: PLUMBLINE_USER or the system's user, entered as a manager on first use."""
        from services.known.people import acting

        before = self.reader
        found = acting(self.house, before.name)
        if before.id != found.id:
            words = _("“{name}” is entered as a vendor manager. PLUMBLINE_USER names somebody else.")
            self.err.print(words.format(name=found.name))
        return found

    @cached_property
    def reader(self) -> Principal:
        """Who only reads: the same person, whom reading enters nowhere."""
        from services.known.people import reading

        return reading(self.house, self.house.settings.user)

    @cached_property
    def err(self) -> Console:
        """Progress and messages go to standard error."""
        from rich.console import Console

        return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

    def close(self) -> None:
        """Give the connections back."""
        for house in self._opened:
            house.close()

    @contextmanager
    def progress(self, words: str) -> Iterator[Callable[[int, int], None]]:
        """A bar on standard error, where somebody is looking."""
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        bar = Progress(*columns, console=self.err, transient=True, disable=not self.err.is_terminal)
        with bar:
            task = bar.add_task(words, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total or None)
