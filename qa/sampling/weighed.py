"""A figure of audits weighed back to all calls: each stands for as many calls as its stratum has for one.

Σ (V/n)·numerator ÷ Σ (V/n)·denominator over the strata, with V the calls of a stratum and n its audits. Of a
share of audits it is Σ W_h p_h (domain reference 3.3); of the contacts a class of errors applies to it is the
same of these alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from qa.sampling.clustering import USUAL_LIKENESS, calls_an_agent, design_effect
from qa.sampling.strata import Stratum

_NOTHING = Fraction(0)


@dataclass(frozen=True)
class Drawn:
    """What is known of an audited call that was drawn: of how many calls it is one of how many heard."""

    #: The draw's days and dimensions as one text, and the stratum within them.
    frame: str
    stratum: Stratum
    volume: int
    heard: int
    #: The share of the frame's calls in strata of which nothing was heard yet.
    unheard: Fraction = _NOTHING
    likeness: Fraction = USUAL_LIKENESS

    @property
    def weight(self) -> Fraction:
        """How many calls it stands for."""
        return Fraction(self.volume, self.heard)


@dataclass(frozen=True)
class Told:
    """One audit in a figure: what it adds above and below, and how it was drawn; None: it was not."""

    numerator: int
    denominator: int
    drawn: Drawn | None
    #: How many things it tells of: itself, or the questions asked in it; 0 where it is not divided by.
    units: int = 1
    agent: str = ""


@dataclass(frozen=True)
class Part:
    """One stratum in a figure."""

    stratum: Stratum
    volume: int
    heard: int
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Weighed:
    """The figure before its scale, and what the audits in it are worth."""

    value: Fraction
    parts: tuple[Part, ...]
    #: Audits, contacts a class applies to, questions.
    n: int
    #: What they are worth once weights and agents heard several times are allowed for.
    n_effective: Fraction
    unheard: Fraction


def weighed(audits: Sequence[Told]) -> Weighed | None:
    """None where an audit was not drawn, or nothing is divided by: such a figure has no weights."""
    drawn = [(each, each.drawn) for each in audits if each.drawn is not None]
    below = sum((of.weight * each.denominator for each, of in drawn), _NOTHING)
    if len(drawn) < len(audits) or not below or not any(each.units for each in audits):
        return None
    above = sum((of.weight * each.numerator for each, of in drawn), _NOTHING)
    sizes = sum((of.weight * each.units for each, of in drawn), _NOTHING)
    squares = sum((of.weight**2 * each.units for each, of in drawn), _NOTHING)
    agents = [each.agent or None for each in audits if each.units]
    effect = design_effect(calls_an_agent(agents), max(of.likeness for _, of in drawn))
    return Weighed(
        above / below,
        _parts(drawn),
        sum(each.units for each in audits),
        sizes**2 / squares / effect,
        max(of.unheard for _, of in drawn),
    )


def _parts(drawn: Sequence[tuple[Told, Drawn]]) -> tuple[Part, ...]:
    found: dict[tuple[str, Stratum], Part] = {}
    for each, of in drawn:
        at = of.frame, of.stratum
        was = found.get(at, Part(of.stratum, of.volume, of.heard, 0, 0))
        top, below = was.numerator + each.numerator, was.denominator + each.denominator
        found[at] = Part(of.stratum, of.volume, of.heard, top, below)
    return tuple(found[at] for at in sorted(found, key=_order))


def _order(at: tuple[str, Stratum]) -> tuple[str, tuple[tuple[bool, str], ...]]:
    return at[0], tuple((part is None, part or "") for part in at[1])
