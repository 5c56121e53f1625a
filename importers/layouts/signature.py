"""What a sheet's header is known by: a key for each column, and one signature for all of them.

The same header gives the same keys next month: width, spaces, list marks and the order of columns do not
count, nor does a month that a header names. The unit does: 时长(秒) and 时长(分) are not the same column.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from importers.dictionary.headers import header
from importers.layouts.grid import Column

#: A month or a day in a header: '2024年1月', '1月5日', '202401', '2024-01'.
_DATED = re.compile(r"(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}日)?|20\d{2}[-/.]?\d{2}(?:[-/.]?\d{2})?(?!\d)")


@lru_cache(maxsize=512)
def column_keys(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """One key a column, parent>child(unit); the second of the same name is told apart as '…#2'."""
    seen: Counter[str] = Counter()
    keys = []
    for column in columns:
        key = _key(column.path)
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return tuple(keys)


def signature(keys: Iterable[str]) -> str:
    """The sheet's signature: a hash of its keys, whatever their order."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:16]


def without_unit(key: str) -> str:
    """A key as it would be without its unit: what is left of a column whose unit has changed."""
    return re.sub(r"\(([^()]*)\)(#\d+)?$", r"\2", key)


def _key(path: tuple[str, ...]) -> str:
    heads = [header(part) for part in path]
    name = ">".join(_DATED.sub("#", head.spelling) for head in heads)
    unit = next((head.unit for head in reversed(heads) if head.unit), "")
    return f"{name}({unit})" if unit else name
