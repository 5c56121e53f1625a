"""Columns of a channel, a site, a queue or a part of the day: each group's rows, or left out beside all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.finding import Finding
from importers.dictionary.fields import Field, GroupKind
from importers.layouts.grid import Column
from importers.layouts.recognise import Table


def by_group(file: str, tables: Iterable[Table]) -> tuple[list[Table], list[Finding]]:
    """Each table once for every group of its columns, and once for its other figures.

    Where a figure of all channels stands beside theirs, they are part of it: left out, and said to be. What
    sites, queues or parts of the day come to is held against the whole (importers/rows/group_sums.py).
    """
    found: list[Table] = []
    findings: list[Finding] = []
    for table in tables:
        whole = {(fld.code, fld.segment) for _, fld in table.columns if fld.tells and not fld.group}
        left = [
            pair
            for pair in table.columns
            if _of_channel(pair[1]) and (pair[1].code, pair[1].segment) in whole
        ]
        findings += [_left_out(file, table, *pair) for pair in left]
        found += _parted(replace(table, columns=tuple(pair for pair in table.columns if pair not in left)))
    return found, findings


def _of_channel(field: Field) -> bool:
    return field.group is not None and field.group.kind is GroupKind.CHANNEL


def _parted(table: Table) -> list[Table]:
    groups = dict.fromkeys(fld.group for _, fld in table.columns if fld.group)
    if not groups:
        return [table]
    labels = tuple(pair for pair in table.columns if not pair[1].tells)
    others = tuple(pair for pair in table.columns if not pair[1].group)
    parts = [replace(table, columns=others)] if len(others) > len(labels) else []
    for group in groups:
        mine = tuple(pair for pair in table.columns if pair[1].group == group)
        parts.append(replace(table, columns=(*labels, *mine), group=group))
    return parts


def _left_out(file: str, table: Table, column: Column, fld: Field) -> Finding:
    facts = {"header": column.written, "channel": fld.group.name if fld.group else ""}
    return Finding("channel_beside_whole", table.grid.place(file, None, column.letters), facts)
