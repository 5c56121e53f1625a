"""Says how many rows of how many are through while a file is read, to whoever listens and may stop it.

Where nobody listens it costs a look. Only the thread that listens is told, so that stopping is its own doing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import TypeVar

_T = TypeVar("_T")
#: Rows that pass between two words.
EACH = 4096


class Pass(StrEnum):
    """What is done to a file's rows, one after the other."""

    #: Taken out of the file; how many there will be is reckoned from its bytes or what the sheet says.
    READ = "read"
    #: Told apart into figures, totals and notes.
    SORTED = "sorted"


#: Hears the pass, how many rows are through it, and how many are expected. What it raises ends the reading.
Heard = Callable[[Pass, int, int], None]
_listening: ContextVar[Heard | None] = ContextVar("rows_heard", default=None)


@contextmanager
def listening(heard: Heard) -> Iterator[None]:
    """Within, `heard` is told of every file this thread reads."""
    token = _listening.set(heard)
    try:
        yield
    finally:
        _listening.reset(token)


def tell(which: Pass, done: int, expected: int) -> None:
    """So many rows are through; `expected` may be reckoned, and is never fewer than are."""
    if heard := _listening.get():
        heard(which, done, max(done, expected))


def counted(rows: Iterable[_T], which: Pass, expected: int) -> Iterator[_T]:
    """The same rows, told of as they pass."""
    at = 0
    for at, row in enumerate(rows, 1):
        if not at % EACH:
            tell(which, at, expected)
        yield row
    tell(which, at, at)
