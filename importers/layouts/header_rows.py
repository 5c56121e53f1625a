"""Which rows of a sheet belong to a header: groups above it, names and units below it, merged cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from importers.containers.celltoken import NUMBER, shown
from importers.containers.sheet_rows import Row
from importers.containers.sheets import RawSheet
from importers.dictionary.spelling import unit_alone

Knows = Callable[[tuple[str, ...]], bool]
DEEPEST = 4
#: A group's name above a header is short; a sentence or 'signed by: …' is not one.
_LONGEST_GROUP = 20
_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?%?|[\d:]+")


def whole_header(sheet: RawSheet, start: int, depth: int, top: int, knows: Knows) -> tuple[int, int]:
    """Where a header begins (rows from 0, none above `top`) and how deep it is, given its rows of names that
    `knows` recognises."""
    depth = _with_names_below(sheet, start, _with_merged(sheet, start, depth), knows)
    start, depth = _with_groups(sheet, start, depth, top)
    if start + depth < len(sheet.rows) and _is_units(sheet.rows[start + depth]):
        depth += 1
    return start, depth


@lru_cache(maxsize=50_000)
def header_text(token: str | None) -> str:
    """Header cells are text; a number is no header."""
    return "" if token is None or token.startswith(NUMBER) else " ".join(shown(token).split())


def _with_merged(sheet: RawSheet, start: int, depth: int) -> int:
    """The depth of a header whose cells are merged downwards: it reaches as far as they do."""
    ends = [bottom for (top, _), (bottom, _) in sheet.merges if start <= top < start + depth]
    return max([depth, *(end - start + 1 for end in ends if end - start < DEEPEST)])


def _with_names_below(sheet: RawSheet, start: int, depth: int, knows: Knows) -> int:
    """The depth with the rows right below it that hold nothing but names of columns: then a name above them
    that is known by itself (时长) was their group's."""
    while depth < DEEPEST and start + depth < len(sheet.rows):
        texts = [header_text(cell) for cell in sheet.rows[start + depth] if cell]
        known = texts and all(text and knows((text,)) for text in texts)
        if not known and not _is_names(sheet, start + depth):
            break
        depth += 1
    return depth


def _is_names(sheet: RawSheet, at: int) -> bool:
    """Whether a row has nothing but short names, two of them different under one header, over rows of
    figures: 南区 | 北区 under 人工请求量, whose second column is empty or says it again."""
    row, above, below = (sheet.rows[i] if i < len(sheet.rows) else () for i in (at, at - 1, at + 1))
    there = [i for i, cell in enumerate(row) if cell]
    texts = [header_text(row[i]) for i in there]
    figures = all(i < len(below) and _is_figure(below[i]) for i in there)
    if len(there) < 2 or not figures or not all(text and len(text) <= _LONGEST_GROUP for text in texts):
        return False
    heads = [above[i] if i < len(above) else None for i in there]
    shared = (heads[n] in (None, heads[n - 1]) and texts[n] != texts[n - 1] for n in range(1, len(there)))
    return heads[0] is not None and there[0] > 0 and any(shared)


def _with_groups(sheet: RawSheet, start: int, depth: int, top: int) -> tuple[int, int]:
    """The header with the rows of group names right above it."""
    while depth < DEEPEST and start > top and _is_groups(sheet, start - 1):
        start, depth = start - 1, depth + 1
    return start, depth


def _is_groups(sheet: RawSheet, row: int) -> bool:
    """Whether a row holds names of groups: two different short ones at least, no figure, no 'signed by:'."""
    cells = [cell for cell in sheet.rows[row] if cell]
    if len(set(cells)) < 2 or any(cell.startswith(NUMBER) for cell in cells):
        return False
    texts = [shown(cell) for cell in cells]
    return all(len(text) <= _LONGEST_GROUP and not set(text) & set(":：") for text in texts)


def _is_units(row: Row) -> bool:
    """Whether a line under a header holds nothing but units: (通), (秒), %."""
    texts = [header_text(cell) for cell in row if cell]
    return bool(texts) and all(map(unit_alone, texts))


def _is_figure(token: str | None) -> bool:
    """Whether a cell is a number, in a text file too."""
    return token is not None and (token.startswith(NUMBER) or bool(_FIGURE.fullmatch(shown(token))))
