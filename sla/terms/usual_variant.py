"""Which definition a clause means where it names none: the first, but for accuracy by class of error.

Only our own audits tell to how many contacts a class applies. Reports tell audits and those with an error, so
of a report all audits are meant, unless the contract names the other.
"""

from __future__ import annotations

from sla.terms.contract import Clause, ClauseSource
from sla.terms.indicator import Indicator, Variant

#: What ends the name of a count of contacts to which a class of errors applies.
_APPLICABLE = "_applicable"
_AUDITS = "audits_"


def usual_variant(indicator: Indicator, clause: Clause, class_applies: bool = True) -> str | None:
    """The variant the clause names, or the one meant where it names none.

    `class_applies`: whether our rules let accuracy by class be of the contacts the class applies to; before,
    it was of all audits.
    """
    first = indicator.variants[0]
    told = class_applies and clause.source is ClauseSource.AUDITS
    if clause.named_variant is not None or told or not _is_by_class(first):
        return clause.variant
    return next((each.code for each in indicator.variants if not _is_by_class(each)), None)


def applies_to(counts: frozenset[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Those of these counts that tell to how many contacts a class applies."""
    return tuple(name for name in counts if name.startswith(_AUDITS) and name.endswith(_APPLICABLE))


def _is_by_class(variant: Variant) -> bool:
    return bool(applies_to(tuple(variant.denominator)))
