"""Tables most of whose rows stay out wait for a person: the few left would pass for a whole month."""

from __future__ import annotations

import pytest

from importers.draft import Choice, QuestionKind
from importers.read import read
from tests.received_file import received
from tests.test_importers_sites import DIRECTORY, TODAY

#: A day's cells: right, more answered than asked for, not filled in, a formula's error.
GOOD, WRONG, BLANK, ERROR = "100,95", "100,105", ",", "#DIV/0!,#DIV/0!"


def reading(*days, choice=None, month=5):
    rows = [f"2026-{month:02d}-{n:02d},{day}" for n, day in enumerate(days, 1)]
    with received("恒信.csv", "\n".join(["日期,人工请求量,人工接通量", *rows]).encode()) as file:
        return read(file, choice or Choice("HX"), DIRECTORY, TODAY)


def asked(result):
    return [question.subject for question in result.questions if question.kind is QuestionKind.ROWS]


@pytest.mark.parametrize(
    ("days", "asks"),
    [
        ([WRONG] * 6 + [GOOD] * 5, True),
        ([WRONG] * 20 + [GOOD] * 2, True),
        ([WRONG] * 5 + [GOOD] * 5, False),  # half
        ([WRONG] * 4 + [GOOD], False),  # each can be looked at
        ([WRONG] + [GOOD] * 30, False),
        ([WRONG] * 10, False),  # nothing is left, and that is said
        ([GOOD] * 5 + [BLANK] * 26, False),  # prepared for the month
        ([GOOD] * 5 + [ERROR] * 26, False),
    ],
)
def test_it_is_asked_where_more_rows_stay_out_than_come_in(days, asks):
    result = reading(*days)
    assert asked(result) == (["恒信.csv = rows"] if asks else [])
    assert ("most_rows_rejected" in [f.code for f in result.findings]) is asks
    assert result.blocked is (asks or set(days) == {WRONG})


def test_days_to_come_are_no_wrong_rows():
    assert not asked(reading(*[GOOD] * 30, month=6))


def test_the_answer_takes_the_rest_in_for_this_file():
    days = [WRONG] * 6 + [GOOD] * 5
    result = reading(*days, choice=Choice("HX", words={"恒信.csv = rows": "rest"}))
    assert not result.blocked and result.drafts[0].frame.height == 5 and len(result.rejected) == 6
