"""How a column of rates is written: told by its unit, its values or its counts; else asked."""

from __future__ import annotations

from decimal import Decimal as D
from fractions import Fraction as F

import polars as pl
import pytest

from importers.containers.celltoken import encode
from importers.dictionary.headers import Field
from importers.draft import Choice, QuestionKind
from importers.values.cells import Hints, read_rate
from importers.values.rates import odd_rows, scales
from tests.test_importers_ugly import lines, reading


def tokens(*cells) -> pl.Series:
    return pl.Series(
        [encode(float(cell)) if isinstance(cell, D) else cell for cell in cells], dtype=pl.String
    )


@pytest.mark.parametrize(
    ("cells", "unit", "allowed"),
    [
        ([D("95.3"), D("88")], "", {100}),
        ([D("0.953"), D("1")], "", {1}),
        ([D("1"), D("1")], "", {1}),  # no value beyond 1: seven of seven
        ([D("1"), D("96.1")], "", {100}),  # then 1 is one per cent
        ([D("0.9"), D("1.2")], "", {1, 100}),  # an occupancy of 120 %, or an abandonment of 1.2 %: ask
        ([D("0.95"), D("96.1")], "", set()),  # mixed: nobody can tell
        (["95.3%", D("0")], "", {1}),
        ([D("0.5"), D("3.2")], "%", {100}),  # the header says %
        ([D("0.95"), D("96.1")], "%", set()),
        ([D("0.95"), D("0.96")], "%", {1, 100}),  # %, and yet fractions: ask
        ([D("1"), D("1")], "%", {1, 100}),  # a platform documents % and prints 1 for 7 of 7
        ([D("0.95")], "1", {1}),  # a person said so
        ([D("0.95")], "100", {100}),
        ([D("3")], "‰", {1_000}),
        ([D("0.5")], "/万", {10_000}),
    ],
)
def test_a_column_is_written_in_one_way(cells, unit, allowed):
    assert scales(tokens(*cells), Field("x", "rate", unit=unit)) == allowed


def test_so_many_in_ten_thousand_are_never_percentages():
    assert scales(tokens(D("0.35"), D("2.1")), Field("x", "rate", per=10_000)) == {10_000}
    assert read_rate(D("0.35"), Hints(rate_scale=10_000)).value == F(35, 1_000_000)


def test_the_rows_of_a_mixed_column_are_named():
    column = tokens(D("96.1"), D("0.95"), D("97"), "--")
    assert odd_rows(column, pl.Series([3, 4, 5, 6])) == [4]


HEAD = "日期,人工请求量,人工接通量,人工接通率(%)"


def test_counts_tell_how_a_rate_beside_them_is_written():
    result = reading("日报.csv", lines("2024-01-01,100,95,0.95", "2024-01-02,100,96,0.96", head=HEAD))
    assert not result.questions and not [f for f in result.findings if f.code == "rate_differs"]


def test_where_nothing_tells_a_person_is_asked_and_the_answer_holds():
    data = lines("2024-01-01,100,1", "2024-01-02,200,1", head="日期,人工请求量,满意率(%)")
    asked = reading("日报.csv", data)
    (question,) = asked.questions
    assert (question.kind, question.subject, set(question.choices)) == (
        QuestionKind.SCALE,
        "满意率(%)",
        {"1", "100"},
    )
    assert asked.blocked
    for answer, value in ((1, F(1)), (100, F(1, 100))):
        result = reading("日报.csv", data, Choice(vendor="HX", scales={"满意率(%)": answer}))
        assert not result.questions and result.drafts[0].asserted[0].value == value


def test_counts_printed_beside_a_rate_are_counts():
    data = lines("2024-01-01,95.3%(953/1000)", "2024-01-02,90%(9/10)", head="日期,人工接通率")
    (draft,) = reading("日报.csv", data).drafts
    assert draft.frame.select("answered", "offered").rows() == [(953, 1000), (9, 10)]
    assert draft.asserted == ()
