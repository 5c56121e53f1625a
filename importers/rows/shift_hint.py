"""Which one part of the day, 白班, a table's words say its figures are of, where none is added to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.text import Text
from importers.dictionary.group_names import part_named
from importers.draft import WHOLE, Directory, Known, Question, QuestionKind, folded
from importers.rows.extract import Rows
from importers.rows.figure_heads import HEADERS, of_every_count
from importers.rows.named_around import Hint, texts_around
from importers.rows.named_in import name_of, short

_WHOLE_DAY = Text("就是全天的数据", "the figures of the whole day")
#: A sheet of this name holds days as often as it holds the hours of light.
_NO_PART = frozenset({"day"})


@dataclass(frozen=True)
class ShiftHint(Hint):
    """The shift that a table's words name; it counts like a queue of that name, beside the other shifts."""

    #: Whether its rows are of queues already: then a shift has no place beside others.
    queued: bool = False

    def question(self, queues: Sequence[Known]) -> Question:
        """What is asked: one shift, to which others come, or the whole day."""
        alone = Text(
            f"只是“{self.word}”：与其他班次相加为全天",
            f"“{self.word}” alone: with the other shifts it makes the day",
        )
        mine = {} if self.queued else dict.fromkeys(self.named, alone)
        return Question(QuestionKind.QUEUE, self.word, {**mine, WHOLE: _WHOLE_DAY})


def shift_hint(
    file: str, rows: Rows, vendor: str, directory: Directory, queued: bool = False
) -> ShiftHint | None:
    """What the headers, sheet, title or file say; None where they name no part of the day, or several.

    Half hours tell their part themselves, agents work in one, and shifts told by a column, by groups of
    columns or on sheets of one file are added up to the day before (shift_sheets, parts_added).
    """
    if _told_otherwise(rows):
        return None
    texts = [(HEADERS, word) for word in of_every_count(rows.table)]
    texts += texts_around(file, rows.table.grid)
    said = [(where, text, word) for where, text in texts if (word := _part(text))]
    if len({folded(word) for _, _, word in said}) != 1:
        return None
    where, text, word = said[0]
    queues = [queue for queue in directory.queues if queue.vendor in (None, vendor)]
    known = next((each for each in queues if folded(word) in map(folded, each.names)), None)
    if known and not queued:
        return ShiftHint(vendor, {known.code: name_of(known)}, frozenset({known.code}), where, short(text))
    return ShiftHint(vendor, {word: Text(word, word)}, frozenset(), where, short(text), queued)


def _part(text: str) -> str:
    word = part_named(text)
    return "" if folded(word) in _NO_PART else word


def _told_otherwise(rows: Rows) -> bool:
    table = rows.table
    if table.layout.calls or table.part_of or table.group or rows.added_sheets or rows.added_columns:
        return True
    if rows.reasons and set(rows.frame["row"]) <= rows.reasons.keys():
        return True
    return bool(rows.frame["slot"].is_not_null().any() or rows.frame["agent"].is_not_null().any())
