"""How a contract stands towards its chronic triggers, after any month: reached, or one miss away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from core.verdict import Verdict
from services.contracts.asked import formula_of
from services.contracts.contract_versions import governs
from services.judging.past import Past
from sla.follow_up.chronic import AT_CAP, Trigger, TriggerState, triggers
from sla.follow_up.misses import MonthVerdict
from sla.terms.contract import Contract
from sla.terms.indicator import Unit

if TYPE_CHECKING:
    from services.house.bootstrap import House


def chronic_triggers(house: House, who: Principal, contract: str, label: str | None = None) -> list[Trigger]:
    """The triggers reached or one miss away after `label`, or after the last month judged; months later than
    that are not looked at. Empty where the contract has none, or nothing of it is near."""
    with house.database.read(who) as uow:
        authorize(who, Action.VIEW, uow.contracts.by_code(contract).vendor)
        past = Past.of(uow, [contract])
        upto = label or next(reversed(past.labels(contract)), None)
        found = governs(uow, contract, upto) if upto else None
    if found is None or upto is None or not found.chronic:
        return []
    known = past.verdicts(contract, found.counters)
    known = {**known, AT_CAP: _at_cap(past, contract, known)}
    months = {code: [month for month in row if month.label <= upto] for code, row in known.items()}
    values = {clause.code: _last_value(past, found, clause.code, months) for clause in found.clauses}
    return [each for each in triggers(found, months, values) if each.state is not TriggerState.CLEAR]


def _at_cap(past: Past, code: str, known: Mapping[str, Sequence[MonthVerdict]]) -> list[MonthVerdict]:
    """The settled months: missed where the credits came to all that is at risk. A month that is not over is
    only looked at."""
    going_on = {month.label for row in known.values() for month in row if month.in_progress}
    found = []
    for label in past.labels(code):
        score = past.scores.get(past.rests_on(code, label) or "")
        if score and score.payable_cents is not None:
            verdict = Verdict.MISSED if score.detail.get("at_cap") else Verdict.MET
            found.append(MonthVerdict(label, verdict, label in going_on))
    return found


def _last_value(
    past: Past, contract: Contract, code: str, months: dict[str, list[MonthVerdict]]
) -> tuple[Fraction | None, Unit]:
    clause = contract.clause(code)
    assert clause is not None
    unit, last = formula_of(contract, clause).unit, _last_counting(months.get(code, ()))
    trend = past.trend(contract.code, code, last) if last else ()
    return (trend[-1].value if trend else None), unit


def _last_counting(row: Sequence[MonthVerdict]) -> str | None:
    return next((month.label for month in reversed(row) if month.counts), None)
