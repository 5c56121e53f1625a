"""From a fact's place home to its cell: one table or several on a sheet, lying either way, or joined."""

from __future__ import annotations

import pytest

from core.offsets import anchor_of, cell_of, sheets_of, table_key, with_further

SEVERAL = {
    table_key("日报", "A2"): {"offered": "B"},
    table_key("日报", "A20"): {"audits": "B", "offered": "C"},
    table_key("日报", "H20"): {"trainees_required": "J"},
    "矩阵": {"offered": "3"},
}


@pytest.mark.parametrize(
    ("sheet", "row", "col", "name", "cell"),
    [
        ("日报", 7, "A", "offered", ("日报", "B7")),
        ("日报", 21, "A", "offered", ("日报", "C21")),  # the table below
        ("日报", 21, "A", "audits", ("日报", "B21")),
        ("日报", 21, "H", "trainees_required", ("日报", "J21")),  # the table beside
        ("日报", 7, "A", "audits", ("", "")),
        ("矩阵", 2, "AB", "offered", ("矩阵", "AB3")),  # days across: the fact is a column
        ("日报", 7, with_further("A", "日报", "A21"), "audits", ("日报", "B21")),  # one row of two tables
        ("别处", 7, "A", "offered", ("", "")),
        ("日报", None, None, "offered", ("", "")),
    ],
)
def test_every_figure_finds_its_cell(sheet, row, col, name, cell):
    assert cell_of(SEVERAL, sheet, row, col, name) == cell


def test_the_sheets_of_a_batch_are_named_once():
    assert sheets_of(SEVERAL) == ("日报", "矩阵")
    assert anchor_of(with_further("C", "别处", "A9")) == "C"


def test_a_customer_groups_figure_has_a_column_of_its_own():
    offsets = {"日报": {"offered@VIP": "B", "offered@普通": "D", "day": "A"}}
    assert cell_of(offsets, "日报", 2, "A", "offered", "普通") == ("日报", "D2")
    assert cell_of(offsets, "日报", 2, "A", "day", "普通") == ("日报", "A2")
