"""Tells which groups of columns are channels: 电话渠道 | 在线渠道 over the same figures."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from importers.dictionary.fields import Field
from importers.dictionary.headers import synonyms
from importers.layouts.grid import Column

_ENDS = ("渠道", "客服", "服务", " channel")


def channel_of(path: Sequence[str]) -> str:
    """The channel that a group of columns is named by, as the vendor writes it; '' where none is."""
    for part in path[:-1]:
        written = unicodedata.normalize("NFKC", part).strip()
        for end in _ENDS:
            written = written.removesuffix(end)
        if written.casefold() in synonyms().channels:
            return written
    return ""


def with_channels(fields: Sequence[tuple[Column, Field | None]]) -> list[Field | None]:
    """The fields, each figure with its group's channel where two channels at least have one figure alike.

    One group alone is but a heading; where a column says the channel, it is that of the row.
    """
    there = [(column, *_with_channel(column, field)) for column, field in fields]
    plain = [field for _, field in fields]
    by_code: dict[tuple[str, str], set[str]] = {}
    for _, field, channel in there:
        if field and field.tells and channel:
            by_code.setdefault((field.code, field.segment), set()).add(channel)
    if not any(len(found) > 1 for found in by_code.values()) or any(f and f.role == "channel" for f in plain):
        return plain
    return [replace(field, channel=name) if field and field.tells else field for _, field, name in there]


def _with_channel(column: Column, field: Field | None) -> tuple[Field | None, str]:
    """A column's field and the channel that heads it, or begins its own header."""
    if channel := channel_of(column.path):
        return field, channel
    own = synonyms().of_channel(column.path)
    return (own, own.channel) if own and (field is None or field.code == own.code) else (field, "")
