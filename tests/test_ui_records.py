"""Tables of records: what no row says anything in is left out of the table, and of nothing else."""

from __future__ import annotations

import pandas as pd
import pytest

from ui import layout


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ({"agent": ["1", "2"], "named": ["", ""]}, ["agent"]),
        ({"agent": ["1", "2"], "named": ["", "王*"]}, ["agent", "named"]),
        ({"agent": ["1"], "n": [0], "share": [None]}, ["agent", "n", "share"]),
        ({"agent": [], "named": []}, ["agent", "named"]),  # no row: the head still says what will be here
    ],
)
def test_a_column_without_a_word_is_left_out(columns: dict[str, list[object]], shown: list[str]) -> None:
    assert list(layout._told(pd.DataFrame(columns)).columns) == shown
