"""The choices of an item as a file writes them: by share, by points, or spread evenly from best to worst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ruamel.yaml.nodes import Node, SequenceNode

from core.text import Text
from qa.form.kinds import ItemKind
from qa.form.nodes import Nodes, entries, get, scalar
from qa.form.terms import Choice

_KEYS = ("code", "text", "share", "points", "up_to", "fatal", "passes")


@dataclass(frozen=True)
class WrittenChoice:
    """A choice before the points of its item are known."""

    code: str
    text: Text
    share: Fraction | None
    points: Fraction | None
    up_to: Fraction | None
    fatal: bool
    passes: bool | None


def read_list(read: Nodes, node: Node | None) -> tuple[WrittenChoice, ...]:
    """A list of choices, of an item or of the file's `scales`."""
    read.distinct(entries(node))
    return tuple(_choice(read, entry) for entry in entries(node))


def read_choices(
    read: Nodes, item: Node, kind: ItemKind, scales: Mapping[str, tuple[WrittenChoice, ...]]
) -> tuple[Fraction, tuple[Choice, ...]]:
    """What the item is worth at most, and its choices with the points each earns.

    Choices with points of their own make the item worth its best one, or all its good ones together where
    several may be chosen. Choices that say neither share nor points are spread evenly from 1 to 0, the
    best first: of 4 steps the third is worth 1/3 (AT-38).
    """
    written = _written(read, item, kind, scales)
    points = read.number_or_none(item, "points")
    own = [each.points for each in written if each.points is not None]
    if points is None:
        points = _worth(kind, own) if own else Fraction(0)
        if not own and (written or kind is ItemKind.SINGLE):
            read.missing(item, "points")
    return points, tuple(
        Choice(
            each.code,
            each.text,
            each.points if each.points is not None else points * _share(each, n, written),
            each.up_to,
            each.fatal,
            each.passes,
        )
        for n, each in enumerate(written)
    )


def _choice(read: Nodes, entry: Node) -> WrittenChoice:
    read.only(entry, _KEYS)
    return WrittenChoice(
        scalar(get(entry, "code")) or "",
        read.text(entry, "text"),
        read.number_or_none(entry, "share", high=1),
        read.number_or_none(entry, "points", low=-10_000),
        read.number_or_none(entry, "up_to"),
        read.flag(entry, "fatal"),
        read.flag_or_none(entry, "passes"),
    )


def _written(
    read: Nodes, item: Node, kind: ItemKind, scales: Mapping[str, tuple[WrittenChoice, ...]]
) -> tuple[WrittenChoice, ...]:
    node = get(item, "choices")
    if isinstance(node, SequenceNode):
        return read_list(read, node)
    name = scalar(node)
    if name is not None and name not in scales:
        read.wrong(node, "choices", name, sorted(scales))
    if name is None and kind in (ItemKind.SINGLE, ItemKind.MULTI):
        read.missing(item, "choices")
    return scales.get(name or "", ())


def _worth(kind: ItemKind, own: Sequence[Fraction]) -> Fraction:
    best = [points for points in own if points > 0]
    return sum(best, Fraction(0)) if kind is ItemKind.MULTI else max(best, default=Fraction(0))


def _share(choice: WrittenChoice, place: int, among: Sequence[WrittenChoice]) -> Fraction:
    if choice.share is not None:
        return choice.share
    return Fraction(len(among) - 1 - place, len(among) - 1) if len(among) > 1 else Fraction(1)
