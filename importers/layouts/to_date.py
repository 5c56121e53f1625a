"""Columns of the day beside columns of the month so far: 当日 | 本月累计. The days are read, the rest is held
against them (importers/claims/to_date.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from importers.dictionary.fields import Field
from importers.dictionary.headers import Synonyms, header
from importers.dictionary.to_date import Span, Spanned
from importers.layouts.grid import Column

#: A column of the month so far, with its figure's own header.
ToDate = tuple[Column, tuple[str, ...]]


def with_days_alone(columns: Sequence[Column], words: Synonyms) -> tuple[Column, ...]:
    """The columns, those of the day (人工请求量 > 当日) as the figure alone where one of the month so far
    stands beside it."""
    beside = {_figure(path, words) for _, path in columns_to_date(columns, words)}
    read = {at.index: found for at in columns if (found := _said(at, words))}
    said = {at: found.path for at, found in read.items() if found.span is Span.DAY}
    return tuple(
        replace(at, parted=path) if (path := said.get(at.index)) and _figure(path, words) in beside else at
        for at in columns
    )


def columns_to_date(columns: Sequence[Column], words: Synonyms) -> list[ToDate]:
    """The columns of the month so far beside which the same figure stands for the day, or for nothing said.

    A header that is known as it is (累计通话时长) is one of them only beside one that can be nothing else.
    """
    days = {_figure(_of_the_day(at, words), words) for at in columns} - {None}
    read = ((at, said) for at in columns if (said := _said(at, words)) and said.span is Span.TO_DATE)
    found = [(at, said) for at, said in read if _figure(said.path, words) in days]
    sure = any(said.apart or not _is_read(words.field_of(at.path)) for at, said in found)
    return [(at, said.path) for at, said in found] if sure else []


def _of_the_day(column: Column, words: Synonyms) -> tuple[str, ...]:
    said = _said(column, words)
    if said is None:
        return column.meant
    return said.path if said.span is Span.DAY else ()


def _said(column: Column, words: Synonyms) -> Spanned | None:
    return None if column.given or column.parted else words.spanned(column.path)


def _figure(path: tuple[str, ...], words: Synonyms) -> tuple[str, str] | None:
    """What tells a figure from others; an ambiguous one by its spelling."""
    if not path:
        return None
    field = words.field_of(path)
    if field is not None:
        return (field.code, field.segment) if field.tells else None
    return (header(path[-1]).spelling, "") if words.question_of(path) else None


def _is_read(field: Field | None) -> bool:
    return field is not None and field.tells
