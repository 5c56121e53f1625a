"""Does the same to several columns at once: a table library lets go of Python while it works."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


#: Columns of fewer rows are through before a thread has begun.
_LONG = 50_000


def side_by_side(
    make: Callable[[_Given], _Made], given: Iterable[_Given], waiting: int = 0, rows: int = _LONG
) -> list[_Made]:
    """What `make` makes of each, in their order. `waiting`: how many more may be begun than there are
    processors, since some wait for a disk. `rows`: how long the columns are."""
    if rows < _LONG:
        return list(map(make, given))
    with ThreadPoolExecutor((os.cpu_count() or 1) + waiting) as pool:
        return list(pool.map(make, given))
