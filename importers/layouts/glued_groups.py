"""Headers that are a group's name and a figure's in one, 上午呼入量 | 下午呼入量: read as if in two rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from importers.dictionary.fields import GroupKind
from importers.dictionary.group_names import Glued
from importers.dictionary.headers import Synonyms, header
from importers.layouts.grid import Column

#: Of groups of two kinds the first is that of the columns.
_KINDS = (GroupKind.CHANNEL, GroupKind.SITE, GroupKind.QUEUE, GroupKind.PART)


def with_groups_parted(columns: Sequence[Column], words: Synonyms) -> tuple[Column, ...]:
    """The columns, those parted in group > figure that name one of several groups over the same figure.

    One group alone parts nothing: 合肥呼入量 may be anything beside 呼入量.
    """
    by_channel = [of.group for at in columns if (of := words.of_channel(at.path))]
    if len(set(by_channel)) > 1:
        # 热线人工请求量 | 在线人工请求量: the columns are those of channels.
        return tuple(columns)
    found = {at.index: said for at in columns if at.given is None and (said := words.parted(at.path))}
    kind = next((each for each in _KINDS if _several(found, each)), None)
    if kind is None:
        return _of_unknown(columns, found, words)
    figures = {header(said.figure).spelling for said in found.values() if said.kind is kind}
    mine = {
        at: said
        for at, said in found.items()
        if said.kind is kind or (said.kind is None and header(said.figure).spelling in figures)
    }
    return tuple(_parted(at, mine.get(at.index)) for at in columns)


def _of_unknown(columns: Sequence[Column], found: Mapping[int, Glued], words: Synonyms) -> tuple[Column, ...]:
    """The same of groups nobody knows, 人工请求量 over 南区 | 北区, where none has the figure alone."""
    strange = {at.index: said for at in columns if not at.given and (said := words.unknown_below(at.path))}
    alone = {field.code for at in columns if at.index not in strange and (field := words.field_of(at.path))}
    names: dict[str, set[str]] = {}
    for said in strange.values():
        names.setdefault(header(said.figure).spelling, set()).add(said.name)
    figures = {
        spelling
        for spelling, each in names.items()
        if len(each) > 1 and not ((field := words.field_of((spelling,))) and field.code in alone)
    }
    wholes = {at: said for at, said in found.items() if said.kind is None}
    mine = {at: said for at, said in {**wholes, **strange}.items() if header(said.figure).spelling in figures}
    return tuple(_parted(at, mine.get(at.index)) for at in columns)


def _several(found: Mapping[int, Glued], kind: GroupKind) -> bool:
    """Whether two groups of a kind have one figure alike."""
    names: dict[str, set[str]] = {}
    for said in found.values():
        if said.kind is kind:
            names.setdefault(header(said.figure).spelling, set()).add(said.name)
    return any(len(each) > 1 for each in names.values())


def _parted(column: Column, said: Glued | None) -> Column:
    if said is None:
        return column
    above = column.path[:-1] if said.name != column.path[-1] else column.path[:-2]
    return replace(column, parted=(*above, said.name, said.figure))
