"""Tells what groups of columns over the same figures are: channels, sites, queues, parts of the day, or asks.

电话 | 在线, 合肥 | 成都, 热线A | 热线B, 上午 | 下午. A group of all, 合计 or 全天, is a heading and no group.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.text import Text
from importers.dictionary.fields import Field, Group, GroupKind
from importers.dictionary.group_names import is_whole, makes_the_day, named
from importers.dictionary.headers import synonyms
from importers.draft import Choice, Question, QuestionKind
from importers.layouts.call_columns import plain
from importers.layouts.grid import Column
from importers.values.cells_time import is_month

_ENDS = ("渠道", "客服", "服务", " channel")
#: What the answer is kept under, beside the words of the columns.
WORD = "groups"
#: Only the first of the groups is read.
FIRST = "first"
ANSWERS = {
    GroupKind.SITE.value: Text("各职场", "Sites"),
    GroupKind.QUEUE.value: Text("各技能组（队列）", "Queues"),
    GroupKind.CHANNEL.value: Text("各渠道", "Channels"),
    GroupKind.SEGMENT.value: Text("各客户群", "Customer groups"),
    GroupKind.PART.value: Text(
        "同一天的各时段或班次，相加为全天", "Parts of a day or shifts: they add up to it"
    ),
    FIRST: Text(
        "只读合计（没有合计时读第一组），其余不读", "Read that of all, else the first; leave out the rest"
    ),
}


def channel_of(path: Sequence[str]) -> str:
    """The channel that a group of columns is named by, as the vendor writes it; '' where none is."""
    for part in path[:-1]:
        written = unicodedata.normalize("NFKC", part).strip()
        for end in _ENDS:
            written = written.removesuffix(end)
        if written.casefold() in synonyms().channels:
            return written
    return ""


def with_groups(
    fields: Sequence[tuple[Column, Field | None]], choice: Choice
) -> tuple[list[Field | None], list[Question], frozenset[int]]:
    """The fields, each figure with its group where two groups at least have one alike; what has to be asked
    of groups nobody knows; and the columns (by index) that are left until then or on purpose.

    One group alone is but a heading; where a column says the channel, the site or the queue, it is that of
    the row.
    """
    found = [field for _, field in fields]
    for kind in (GroupKind.CHANNEL, GroupKind.SITE, GroupKind.QUEUE, GroupKind.PART):
        there = [(at, *_grouped(at, field, kind, choice.places)) for at, field in fields]
        if _alike(there) and _sure(there, kind) and not any(f and f.role == kind for f in found):
            if _strangers(there):
                break
            return _with(there, {}), [], frozenset()
    return _of_others(fields, choice)


def _grouped(
    column: Column, field: Field | None, kind: GroupKind, places: Mapping[str, str]
) -> tuple[Field | None, Group | None]:
    """A column's field and the group of that kind that heads it; a channel may begin its own header."""
    if kind is not GroupKind.CHANNEL:
        name = next((name for part in column.meant[:-1] if (name := named(part, kind, places))), "")
        return field, Group(kind, name) if name else None
    if channel := channel_of(column.meant):
        return field, Group(kind, channel)
    own = synonyms().of_channel(column.path)
    return (own, own.group) if own and (field is None or field.code == own.code) else (field, None)


def _alike(there: Sequence[tuple[Column, Field | None, Group | None]]) -> bool:
    by_code: dict[tuple[str, str], set[str]] = {}
    for _, field, group in there:
        if field and field.tells and group:
            by_code.setdefault((field.code, field.segment), set()).add(group.name)
    return any(len(found) > 1 for found in by_code.values())


def _strangers(there: Sequence[tuple[Column, Field | None, Group | None]]) -> bool:
    """Whether a group of another name has one of their figures and is not of all: 合肥 | 成都 | 其他."""
    theirs = {(field.code, field.segment) for _, field, group in there if field and field.tells and group}
    others = (at for at, f, group in there if f and not group and (f.code, f.segment) in theirs)
    return any((name := _heading(at)) and not is_whole(name) for at in others)


def _sure(there: Sequence[tuple[Column, Field | None, Group | None]], kind: GroupKind) -> bool:
    """Whether parts of a day are all there are of it: 上午 and 晚上 are not."""
    return kind is not GroupKind.PART or makes_the_day([group.name for _, _, group in there if group])


def _with(
    there: Sequence[tuple[Column, Field | None, Group | None]], words: Mapping[str, str]
) -> list[Field | None]:
    return [
        replace(field, group=group, words={**field.words, **words})
        if field and field.tells and group
        else field
        for _, field, group in there
    ]


def _of_others(
    fields: Sequence[tuple[Column, Field | None]], choice: Choice
) -> tuple[list[Field | None], list[Question], frozenset[int]]:
    """The same of groups whose names say nothing: as a person said, or asked."""
    plainly = [field for _, field in fields]
    heads = _heads(fields)
    names = list(dict.fromkeys(heads.values()))
    if len(names) < 2:
        return plainly, [], frozenset()
    about = f"{' / '.join(names)} = {WORD}"
    said = choice.words.get(about) or _remembered(fields, heads)
    if said not in ANSWERS:
        return plainly, [Question(QuestionKind.GROUPS, about, ANSWERS)], frozenset(heads)
    if said == FIRST:
        kept = "" if _beside_whole(fields, heads) else names[0]
        return plainly, [], frozenset(at for at, name in heads.items() if name != kept)
    kind = GroupKind(said)
    if kind is GroupKind.SEGMENT:
        of = [heads.get(at.index, "") for at, _ in fields]
        told = [replace(f, segment=name) if f and name else f for f, name in zip(plainly, of, strict=True)]
        return [f and replace(f, words={**f.words, plain(WORD): said}) for f in told], [], frozenset()
    there = [(at, f, Group(kind, heads[at.index]) if at.index in heads else None) for at, f in fields]
    return _with(there, {plain(WORD): said}), [], frozenset()


def _beside_whole(fields: Sequence[tuple[Column, Field | None]], heads: Mapping[int, str]) -> bool:
    """Whether the figures of all stand beside those of the groups."""
    theirs = {field.code for at, field in fields if field and at.index in heads}
    return any(field and field.code in theirs and at.index not in heads for at, field in fields)


def names_in(question: Question) -> list[str]:
    """The headings that a question about groups asks about."""
    return question.subject.removesuffix(f" = {WORD}").split(" / ")


def _remembered(fields: Sequence[tuple[Column, Field | None]], heads: Mapping[int, str]) -> str:
    said = (field.words.get(plain(WORD), "") for at, field in fields if field and at.index in heads)
    return next(filter(None, said), "")


def _heads(fields: Sequence[tuple[Column, Field | None]]) -> dict[int, str]:
    """Column → the heading that alone tells its figure from the same one elsewhere; nothing where some are
    headed alike, or not at all. The group of all has none."""
    alike: dict[tuple[str, str], list[Column]] = {}
    for column, field in fields:
        if field and field.tells and not field.segment:
            alike.setdefault((field.code, field.segment), []).append(column)
    repeated = [columns for columns in alike.values() if len(columns) > 1]
    found: dict[int, str] = {}
    for columns in repeated:
        names = [_heading(column) for column in columns]
        if len(set(names)) < len(names) or any(is_month("".join(name.split())) for name in names):
            return {}
        found |= {at.index: name for at, name in zip(columns, names, strict=True) if not is_whole(name)}
    named = set(found.values())
    every = {at.index: name for at, f in fields if f and f.tells and (name := _heading(at)) in named}
    # Groups that share one figure by chance are no groups over the same figures.
    return every if len(found) * 2 >= len(every) else {}


def _heading(column: Column) -> str:
    return " ".join(column.meant[0].split()) if len(column.meant) > 1 else ""
