"""Tables most of whose rows stay out: the few left would pass for a whole month, so a person is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from core.finding import Finding, Place, worst_first
from core.text import Text
from importers.columnar.coded import worded
from importers.draft import Choice, Question, QuestionKind, Reading, RejectedRow

#: What the answer is kept under, beside the table's name. It holds for this file alone.
WORD = "rows"
#: The rows that are left count.
REST = "rest"
_CHOICES = {REST: Text("只计入其余各行", "count the remaining rows only")}
#: Of fewer rows each can be looked at.
_FEWEST = 5
#: Why a row stays out that nobody expects to count: another vendor's, days to come, not filled in.
_EXPECTED = frozenset({"vendor_other", "day_in_future", "row_without_figures", "row_of_errors"})


def with_few_left(reading: Reading, choice: Choice) -> Reading:
    """The reading with a question for each table of which more rows stay out than come in."""
    asked = [each for each in _mostly_out(reading) if choice.words.get(each[0].subject) not in _CHOICES]
    if not asked:
        return reading
    return replace(
        reading,
        findings=tuple(worst_first([*reading.findings, *(finding for _, finding in asked)])),
        questions=(*reading.questions, *(question for question, _ in asked)),
    )


def _mostly_out(reading: Reading) -> Iterator[tuple[Question, Finding]]:
    unexpected = [row for row in reading.rejected if _first(row) not in _EXPECTED]
    for sheet, n in Counter(row.place.sheet for row in unexpected).items():
        left = sum(_rows_of(draft.frame, sheet) for draft in reading.drafts)
        if n < _FEWEST or not 0 < left < n:
            continue
        codes = Counter(_first(row) for row in unexpected if row.place.sheet == sheet)
        why = next(
            row
            for row in unexpected
            if row.place.sheet == sheet and _first(row) == codes.most_common(1)[0][0]
        )
        name = sheet or reading.file.name
        facts = {"table": name, "n": n, "of": n + left, "left": left, "at": why.place.row or why.place.column}
        question = Question(QuestionKind.ROWS, f"{name} = {WORD}", _CHOICES)
        yield question, Finding("most_rows_rejected", Place(reading.file.name, sheet), facts)


def _first(row: RejectedRow) -> str:
    return row.reasons[0].code if row.reasons else ""


def _rows_of(frame: pl.DataFrame, sheet: str) -> int:
    """How many rows of a sheet come in; one that is read for several groups once."""
    mine = worded(frame.select("sheet", "row", "col")).filter(pl.col("sheet") == sheet)
    return mine.select("row", "col").n_unique() if mine.height else 0
