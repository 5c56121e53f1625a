"""Sorting through one number gives the order that sorting by the columns gives."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.columnar import coded as coding
from importers.columnar.coded import coded, found_at, met, worded
from importers.columnar.in_order import distinct, doubled, in_order, parted, picked

TEXTS = st.none() | st.sampled_from(["", "A", "B", "Ä", "中", "a", "\U00020bb7"])
NUMBERS = st.none() | st.integers(-3, 3) | st.integers(-(2**40), 2**40)
LINES = st.lists(st.tuples(TEXTS, NUMBERS, TEXTS, st.integers(0, 2)), max_size=12)


@given(LINES)
def test_the_order_is_that_of_the_columns(lines):
    schema = {"a": pl.String, "b": pl.Int64, "c": pl.String, "d": pl.Int32}
    frame = pl.DataFrame(lines, schema=schema, orient="row").with_row_index("at")
    for keys in (["a", "b", "c", "d"], ["d", "c"], ["b"], []):
        wanted = frame.sort(keys, nulls_last=False, maintain_order=True) if keys else frame
        assert in_order(frame, keys).equals(wanted)
        kept = frame.with_columns(coded(frame[name]) for name in ("a", "c"))
        assert worded(in_order(kept, keys)).equals(wanted)
        if keys:
            assert (
                distinct(kept, keys)
                == distinct(frame, keys)
                == list(dict.fromkeys(frame.select(keys).rows()))
            )


@given(LINES)
def test_doubled_rows_are_those_that_share_every_key(lines):
    frame = pl.DataFrame(
        lines, schema={"a": pl.String, "b": pl.Int64, "c": pl.String, "d": pl.Int32}, orient="row"
    )
    for keys in (["a", "b", "c", "d"], ["d", "c"], ["b"]):
        for each in (frame, frame.sort(keys), frame.with_columns(coded(frame[name]) for name in ("a", "c"))):
            keyed = [tuple(line) for line in each.select(keys).rows()]
            assert doubled(each, keys).to_list() == [keyed.count(key) > 1 for key in keyed]


def test_picking_and_parting_copy_nothing_where_nothing_is_left_out():
    frame = pl.DataFrame({"a": ["x", "x"], "b": [1, 2]})
    assert picked(frame, pl.col("b") > 0) is frame
    assert picked(frame, pl.lit(True)).equals(frame)
    assert picked(frame, pl.col("b") > 1)["b"].to_list() == [2]
    assert [(key, part is frame) for key, part in parted(frame, ["a"])] == [(("x",), True)]
    assert [(key, part["a"].to_list()) for key, part in parted(frame, ["b"])] == [
        ((1,), ["x"]),
        ((2,), ["x"]),
    ]
    assert list(parted(frame.clear(), ["a"])) == []


@pytest.mark.parametrize("wide", [2**21, 2**40])
def test_columns_too_wide_for_one_number_are_sorted_all_the_same(wide):
    frame = pl.DataFrame({"a": [wide, 0, 5], "b": [0, wide, 1], "c": [wide, 3, 0], "d": [wide, 1, 2]})
    assert in_order(frame, ["a", "b", "c", "d"])["a"].to_list() == [0, 5, wide]
    assert not doubled(frame, ["a", "b", "c", "d"]).any()


@given(st.lists(TEXTS, max_size=12), st.integers(1, 12))
def test_the_first_rows_tell_which_texts_there_are_only_where_they_hold_them_all(texts, ahead):
    values = pl.Series(texts, dtype=pl.String)
    wanted = list(dict.fromkeys(text for text in texts if text is not None))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coding, "_AHEAD", ahead)
        for kept in (values, coded(values)):
            assert met(kept).to_list() == wanted
            places = found_at(kept, met(kept)).to_list()
            assert places == [None if text is None else wanted.index(text) for text in texts]
