"""What a run keeps of points and amounts by supplementary agreements; nothing where there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from core.money import Money
from core.text import Text
from sla.money.deductions import AgreedAmount
from sla.points.month import AgreedPoints


def agreed_kept(points: Sequence[AgreedPoints], amounts: Sequence[AgreedAmount]) -> dict[str, Any]:
    """Number, name, and the points or the cents of each."""
    found = {
        "agreed_points": [[p.number, p.name.zh, p.name.en, str(p.points)] for p in points],
        "agreed_amounts": [[a.number, a.name.zh, a.name.en, a.amount.cents] for a in amounts],
    }
    return {name: kept for name, kept in found.items() if kept}


def points_read(kept: Mapping[str, Any]) -> tuple[AgreedPoints, ...]:
    """The points read back."""
    stored = kept.get("agreed_points", ())
    return tuple(AgreedPoints(number, Text(zh, en), Fraction(points)) for number, zh, en, points in stored)


def amounts_read(kept: Mapping[str, Any], currency: str) -> tuple[AgreedAmount, ...]:
    """The amounts read back."""
    stored = kept.get("agreed_amounts", ())
    return tuple(
        AgreedAmount(number, Text(zh, en), Money(cents, currency)) for number, zh, en, cents in stored
    )
