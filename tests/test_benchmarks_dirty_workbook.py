"""The dirty workbook of benchmarks/peers.py: every cell read rightly, every fault found, no false alarm."""

from __future__ import annotations

from benchmarks.dirty_reading import plumbline, score
from benchmarks.dirty_workbook import write


def test_every_cell_is_read_rightly_every_fault_is_found_and_nothing_else_is_said(tmp_path):
    path = tmp_path / "恒信2026年1月话务日报.xlsx"
    dirty = write(path)
    got = score(dirty, plumbline(path))
    assert got.cells > 450 and got.faults == 11
    assert (got.right, got.found, got.false_alarms) == (got.cells, got.faults, 0)
