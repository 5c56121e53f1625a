"""The catalogue of findings: every code with its severity, sentence and remedy, by subject.

Facts named in braces are filled in; {file}, {sheet}, {row}, {column} and {place} are always known.
"""

from core.catalogue import (
    audits,
    calls,
    claims,
    contract_advice,
    contract_judging,
    contracts,
    files,
    house,
    places,
    rows,
    templates,
    wholes,
)
from core.catalogue.kind import FindingKind, Severity

KINDS: dict[str, FindingKind] = {
    **files.KINDS,
    **places.KINDS,
    **rows.KINDS,
    **wholes.KINDS,
    **claims.KINDS,
    **calls.KINDS,
    **contracts.KINDS,
    **contract_judging.KINDS,
    **contract_advice.KINDS,
    **templates.KINDS,
    **audits.KINDS,
    **house.KINDS,
}

__all__ = ["KINDS", "FindingKind", "Severity"]
