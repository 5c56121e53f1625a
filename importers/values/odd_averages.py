"""Averages no call can have as they are written: 3:25 typed as hours and minutes, 3.42 without a unit."""

from __future__ import annotations

from datetime import time, timedelta

import polars as pl

from importers.containers.celltoken import Cell, decode
from importers.dictionary.headers import Field
from importers.values.cells import Trouble, bare_number, said

#: Times of talking and handling: nobody is done in so few seconds, call after call.
_LONG = frozenset({"att", "aht"})
_SHORTEST_S = 20
#: One average of whole minutes may be true; one this long is rather 3:25 typed as a time of day.
_LONGEST_S = 900


def doubt_of(distinct: pl.Series, field: Field) -> str:
    """What is doubtful about a column of averages, as a finding's code; '' where nothing is."""
    if field.kind != "duration" or field.average_of is None:
        return ""
    cells = [decode(token) for token in distinct]
    if _in_whole_minutes([seconds for cell in cells if (seconds := _clock_s(cell))]):
        return "clock_unclear"
    bare = [number for cell in cells if (number := bare_number(cell))]
    small = bool(bare) and all(0 < each <= _SHORTEST_S for each in bare) and any(each % 1 for each in bare)
    short = field.code in _LONG and not field.unit and small
    return "average_unit_unclear" if short else ""


def doubted(cell: Cell, code: str) -> Trouble | None:
    """The trouble with a cell of a doubtful column; None for the cells written in another way."""
    if code == "clock_unclear" and (seconds := _clock_s(cell)):
        hours, minutes = divmod(seconds // 60, 60)
        return Trouble(code, {"value": f"{hours}:{minutes:02d}", "minutes": hours, "seconds": minutes})
    if code == "average_unit_unclear" and bare_number(cell):
        return Trouble(code, {"value": said(cell)})
    return None


def _in_whole_minutes(seconds: list[int]) -> bool:
    return all(each % 60 == 0 for each in seconds) and (
        len(seconds) > 1 or max(seconds, default=0) >= _LONGEST_S
    )


def _clock_s(cell: Cell) -> int:
    """The seconds of a cell that is a time of day or a span; 0 for anything else."""
    if isinstance(cell, timedelta):
        return int(cell.total_seconds())
    return cell.hour * 3600 + cell.minute * 60 + cell.second if isinstance(cell, time) else 0
