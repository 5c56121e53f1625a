"""What is known of a month's misses beside its verdicts, as service credits go by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sla.follow_up.misses import MonthVerdict, missed_in_a_row
from sla.judging.verdict import Judgement
from sla.money.credits import Misses
from sla.terms.contract import Contract, Gaps


def counts_misses(contract: Contract) -> bool:
    """Whether a month's credits depend on the months before it."""
    return bool(_counted(contract))


class Verdicts(Protocol):
    """What every clause of a contract was found to be, month by month."""

    def verdicts(self, contract: str) -> Mapping[str, Sequence[MonthVerdict]]:
        """Clause → its months in order."""
        ...


def misses_before(past: Verdicts, contract: Contract, label: str) -> dict[str, int]:
    """Clause → how often it was missed in a row up to the month before; clauses that were not, left out.

    Only where the contract multiplies a repeated miss: no other month's money looks back.
    """
    if not counts_misses(contract):
        return {}
    months = past.verdicts(contract.code)
    found = {}
    for code in _counted(contract):
        before = [month for month in months.get(code, ()) if month.label < label]
        if run := missed_in_a_row(before, _gaps(contract, code)):
            found[code] = run
    return found


def misses_of(judgements: Mapping[str, Judgement], before: Mapping[str, int]) -> Misses:
    """The month's misses with all that is known of them: the one place where that is put together."""
    in_a_row = {code: run + 1 for code, run in before.items()}
    struck = Misses(judgements, in_a_row)
    return Misses(judgements, {code: nth for code, nth in in_a_row.items() if struck.strikes(code)})


def misses_kept(misses: Misses) -> dict[str, Any]:
    """What a run keeps of them beside the verdicts; nothing where there is nothing."""
    kept = {
        "in_a_row": dict(misses.in_a_row),
        "causes": dict(misses.causes),
        "defaults": sorted(misses.defaults),
        "waived": sorted(misses.waived),
    }
    return {name: value for name, value in kept.items() if value}


def misses_read(kept: Mapping[str, Any], judgements: Mapping[str, Judgement]) -> Misses:
    """The same read back."""
    return Misses(
        judgements,
        kept.get("in_a_row", {}),
        kept.get("causes", {}),
        frozenset(kept.get("defaults", ())),
        frozenset(kept.get("waived", ())),
    )


def _counted(contract: Contract) -> tuple[str, ...]:
    credits = contract.settlement.credits if contract.settlement else None
    return credits.counted_in_a_row if credits else ()


def _gaps(contract: Contract, code: str) -> Gaps:
    """What a month without a judgement does to the count: as the clause counts its misses anyway."""
    clause = contract.clause(code)
    return clause.breach_rule.gaps if clause and clause.breach_rule else Gaps.SKIP
