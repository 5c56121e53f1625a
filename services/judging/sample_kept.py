"""What a sample said, kept with a run as exact text and read back unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from sla.judging.sample import SampleView
from sla.terms.sample import SampleRule

_BOUNDS = ("low", "high", "least", "most", "tail")


def sample_kept(view: SampleView) -> dict[str, str]:
    """Its counts, target and bounds; the rule stands in the contract's version."""
    counts = {"k": str(view.k), "n": str(view.n), "target": str(view.target)}
    if view.weighed:
        counts |= {"share": str(view.weighed[0]), "worth": str(view.weighed[1])}
    return {**counts, **{name: str(getattr(view, name)) for name in _BOUNDS}}


def sample_of(kept: Mapping[str, str] | None, rule: SampleRule | None) -> SampleView | None:
    """The view that was kept; None where none was."""
    if not kept or rule is None:
        return None
    low, high, least, most, tail = (Decimal(kept[name]) for name in _BOUNDS)
    weighed = (Fraction(kept["share"]), Fraction(kept["worth"])) if "share" in kept else None
    return SampleView(
        int(kept["k"]), int(kept["n"]), Fraction(kept["target"]), rule, low, high, least, most, tail, weighed
    )
