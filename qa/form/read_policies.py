"""The switches of a form as a file writes them, under `scoring` and `bands`."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from ruamel.yaml.nodes import Node

from core.exact import exact_text
from qa.form.columns import COLOURS
from qa.form.nodes import Nodes, entries, get, scalar
from qa.form.policies import USUAL, Band, CountRules, FatalScope, Policies

_KEYS = (
    "weights", "na", "unanswered", "fatal_scope", "fatal_display", "base", "bonus", "cap", "floor",
    "critical_score", "counts", "weights_total", "digits", "compared", "aggregate", "comments",
)  # fmt: skip


class _FatalMode(StrEnum):
    """How files said the scope before there were three."""

    CALL_ZERO = "call_zero"
    SECTION_ZERO = "section_zero"


def read_policies(read: Nodes, root: Node | None) -> Policies:
    """What is left out is as usual: points earned of points that apply, a fatal fault zeroes the call."""
    node, usual = get(root, "scoring"), USUAL
    read.only(node, _KEYS)
    digits = read.whole(node, "digits", low=0)
    cap, floor = read.number_or_none(node, "cap"), read.number_or_none(node, "floor", low=-10_000)
    if cap is not None and floor is not None and floor > cap and not read.kept:
        read.wrong(get(node, "floor"), "floor", exact_text(floor), [f"≤ {exact_text(cap)}"])
    bands = entries(get(root, "bands"))
    read.distinct(bands)
    return Policies(
        weights=read.one_or(node, "weights", usual.weights),
        na=read.one_or(node, "na", usual.na),
        unanswered=read.one_or(node, "unanswered", usual.unanswered),
        fatal_scope=read.one_or(node, "fatal_scope", _scope(read, get(root, "form"))),
        fatal_display=read.one_or(node, "fatal_display", usual.fatal_display),
        base=read.number_or_none(node, "base") or Fraction(0),
        bonus=read.one_or(node, "bonus", usual.bonus),
        cap=cap,
        floor=floor,
        critical_score=read.flag(node, "critical_score"),
        counts=_counts(read, get(node, "counts")),
        bands=tuple(_band(read, each) for each in bands),
        weights_total=read.number_or_none(node, "weights_total"),
        digits=usual.digits if digits is None else digits,
        compared=read.one_or(node, "compared", usual.compared),
        aggregate=read.one_or(node, "aggregate", usual.aggregate),
        comments=read.one_or(node, "comments", usual.comments),
    )


def _scope(read: Nodes, head: Node | None) -> FatalScope:
    mode = read.one_or(head, "fatal_mode", _FatalMode.CALL_ZERO)
    return FatalScope.FORM if mode is _FatalMode.CALL_ZERO else FatalScope.SECTION


def _counts(read: Nodes, node: Node | None) -> CountRules:
    read.only(node, ("items", "sections", "fails"))
    fails = read.one_or(node, "fails", USUAL.counts.fails)
    return CountRules(read.whole(node, "items"), read.whole(node, "sections"), fails)


def _band(read: Nodes, node: Node) -> Band:
    read.only(node, ("code", "text", "low", "high", "closed", "colour"))
    return Band(
        code=read.code(node),
        text=read.text(node, "text"),
        low=read.number(node, "low", low=-10_000),
        high=read.number(node, "high"),
        closed=read.flag(node, "closed"),
        colour=_colour(read, node),
    )


def _colour(read: Nodes, node: Node) -> str:
    written = scalar(get(node, "colour")) or ""
    if written and written not in COLOURS and not read.kept:
        read.wrong(get(node, "colour"), "colour", written, list(COLOURS))
    return written
