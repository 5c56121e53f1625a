"""Columns of a customer group (VIP20秒接通量): its rows, or left out beside the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.finding import Finding
from importers.dictionary.headers import Field
from importers.layouts.grid import Column
from importers.layouts.recognise import Table


def by_segment(file: str, tables: Iterable[Table]) -> tuple[list[Table], list[Finding]]:
    """Each table once for every customer group its headers name.

    The figures of a group are part of the figures of all. Where the sheet has both, the group's columns
    are left out and that is said: summed together they would count twice.
    """
    found: list[Table] = []
    findings: list[Finding] = []
    for table in tables:
        apart = [(column, fld) for column, fld in table.columns if fld.segment]
        common = tuple((column, fld) for column, fld in table.columns if not fld.segment)
        counted = any(fld.measure for _, fld in apart)
        if not apart:
            found.append(table)
        elif _whole(table, common, counted):
            found.append(replace(table, columns=common))
            findings += [
                Finding(
                    "segment_beside_whole",
                    table.grid.place(file, None, column.letters),
                    {"header": column.written, "segment": fld.segment},
                )
                for column, fld in apart
            ]
        else:
            for segment in dict.fromkeys(fld.segment for _, fld in apart):
                mine = tuple(pair for pair in apart if pair[1].segment == segment)
                labels = tuple(pair for pair in common if not pair[1].tells)
                found.append(replace(table, columns=(*labels, *mine), segment=segment))
    return found, findings


def _whole(table: Table, common: tuple[tuple[Column, Field], ...], counted: bool) -> bool:
    """Whether the sheet has figures of all, or says the group row by row; a printed rate alone gives way to
    counts of the groups."""
    own = any(fld.measure or fld.role == "segment" or (fld.tells and not counted) for _, fld in common)
    return bool(own or table.layout.each_row or table.layout.calls)
