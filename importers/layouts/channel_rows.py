"""Columns of a channel (电话渠道 | 在线渠道): its rows, or left out beside the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.finding import Finding
from importers.dictionary.fields import Field
from importers.layouts.grid import Column
from importers.layouts.recognise import Table


def by_channel(file: str, tables: Iterable[Table]) -> tuple[list[Table], list[Finding]]:
    """Each table once for every channel its groups of columns name, and once for its other figures.

    Where a figure of all channels stands beside theirs, they are part of it: left out, and said to be.
    """
    found: list[Table] = []
    findings: list[Finding] = []
    for table in tables:
        whole = {(fld.code, fld.segment) for _, fld in table.columns if fld.tells and not fld.channel}
        left = [(at, fld) for at, fld in table.columns if fld.channel and (fld.code, fld.segment) in whole]
        findings += [_left_out(file, table, *pair) for pair in left]
        found += _parted(replace(table, columns=tuple(pair for pair in table.columns if pair not in left)))
    return found, findings


def _parted(table: Table) -> list[Table]:
    channels = dict.fromkeys(fld.channel for _, fld in table.columns if fld.channel)
    if not channels:
        return [table]
    labels = tuple(pair for pair in table.columns if not pair[1].tells)
    others = tuple(pair for pair in table.columns if not pair[1].channel)
    parts = [replace(table, columns=others)] if len(others) > len(labels) else []
    for name in channels:
        mine = tuple(pair for pair in table.columns if pair[1].channel == name)
        parts.append(replace(table, columns=(*labels, *mine), channel=name))
    return parts


def _left_out(file: str, table: Table, column: Column, fld: Field) -> Finding:
    facts = {"header": column.written, "channel": fld.channel}
    return Finding("channel_beside_whole", table.grid.place(file, None, column.letters), facts)
