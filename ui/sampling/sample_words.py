"""Samples in words: strata, purposes, what a number of calls tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from core.language import _, current
from qa.sampling.strata import DIMENSION_NAMES, PART_NAMES, Dimension, Stratum
from qa.sampling.weights import Estimate
from services.sampling.sampling import PURPOSE_NAMES
from ui import formats

if TYPE_CHECKING:
    from store.records import SampleRecord


def part(value: str | None) -> str:
    """One value of a dimension: a code, or a part of the day or a tenure in words."""
    if value is None:
        return _("not told")
    return PART_NAMES[value].in_(current()) if value in PART_NAMES else value


def stratum(values: Stratum) -> str:
    """A stratum: its values, or all calls where nothing parts them."""
    return " · ".join(part(value) for value in values) or _("All calls")


def dimensions(codes: Iterable[str]) -> str:
    """What calls are parted by."""
    named = [DIMENSION_NAMES[Dimension(code)].in_(current()) for code in codes]
    return _(", ").join(named)


def purpose(record: SampleRecord) -> str:
    """Random; or targeted, and at what."""
    name = PURPOSE_NAMES[record.purpose].in_(current())
    return f"{name} · {record.reason}" if record.reason else name


def title(record: SampleRecord) -> str:
    """A sample's head."""
    said = _("{purpose}, {n} calls, drawn {at}")
    at = formats.instant(record.drawn_at)
    return said.format(purpose=purpose(record), n=formats.count(record.size), at=at)


def weighted(found: Estimate, effect: Fraction) -> str:
    """What the audits say of all calls: the figure weighted back, its interval, what it rests on."""
    low, high = (formats.percent(bound * 100, digits=1) for bound in (found.low, found.high))
    said = [
        _("Of all calls {share} pass, between {low} and {high} with 95 % confidence").format(
            share=formats.percent(found.share * 100, digits=1), low=low, high=high
        ),
        _("unweighted {share}").format(share=formats.percent(found.pooled * 100, digits=1)),
        _("{n} audits, worth {worth} independent ones").format(
            n=formats.count(found.n), worth=formats.number(found.n_effective, 1)
        ),
    ]
    if effect != 1:
        said.append(_("design effect {effect}").format(effect=formats.number(effect, 2)))
    if found.unheard:
        share = formats.percent(found.unheard * 100, digits=1)
        said.append(_("nothing heard yet of the strata with {share} of the calls").format(share=share))
    return " · ".join(said)


def narrowed(only: Sequence[tuple[str, str]]) -> str:
    """What a targeted sample was narrowed to."""
    return " · ".join(part(value) for _name, value in only)
