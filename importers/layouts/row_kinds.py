"""What a row is that is no data: a total, a comparison, a note; and whether a remark ends its table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice

from importers.containers.celltoken import SIGNS_END, decode, shown
from importers.containers.sheet_rows import Row
from importers.dictionary.headers import Synonyms

#: A label stands in one of so many first columns.
LABEL_COLUMNS = 3
_SUBTOTAL_ENDS = ("小计", "合计", "总计", "累计", "汇总", "subtotal")
_ENGLISH_ENDS = (" total", " totals")
_AVERAGE_ENDS = ("平均", "均值", "平均值", "日均", "月均", "周均", "average")
#: Text that may be a date: alone in its row it is a day without figures, not a note.
_DATE_LIKE = re.compile(r"(?=.*\d)[\d年月日号/.\-: T]+")
#: A remark among the rows has at most so many lines.
_REMARK_LINES = 20
_FIGURE = re.compile(r"[-+\d.,:%/年月日 ]*\d[-+\d.,:%/年月日 ]*")


def row_kind(row: Row, words: Synonyms) -> str | None:
    """None for data; else what the label in one of the first columns says. A lone text is a note."""
    leading = [cell for cell in row[:LABEL_COLUMNS] if cell and cell[0] > SIGNS_END]
    kinds = [kind for text in leading if (kind := words.label_kind(text) or kind_by_end(text))]
    if kinds and kinds[0] == "footer" and sum(map(bool, row)) > LABEL_COLUMNS:
        return None
    if kinds:
        return kinds[0]
    lone = decode(next(filter(None, row))) if sum(map(bool, row)) == 1 and len(row) > 1 else None
    return "note" if isinstance(lone, str) and not _DATE_LIKE.fullmatch(lone.strip()) else None


def kind_by_end(text: str) -> str | None:
    """A label that begins with the group's name: 'A组小计', '客服一组 合计'."""
    plain = "".join(shown(text).split()).casefold().rstrip(":：")
    if plain.endswith(_SUBTOTAL_ENDS) or " ".join(shown(text).split()).casefold().endswith(_ENGLISH_ENDS):
        return "subtotal"
    return "average" if plain.endswith(_AVERAGE_ENDS) else None


def goes_on(above: Row | None, below: Iterable[Row], kind_of: Callable[[Row], str | None]) -> bool:
    """Whether rows like the one above follow a remark: then it stands among them, and ends no table."""
    if above is None:
        return False
    like = _shape(above)
    return any(_shape(row) == like and kind_of(row) is None for row in islice(below, _REMARK_LINES))


def _shape(row: Row) -> tuple[bool, int]:
    """Whether a row begins with a figure or a date, and how many of its cells are some."""
    cells = [_FIGURE.fullmatch(shown(cell)) is not None for cell in row if cell]
    return bool(cells and cells[0]), sum(cells)
