"""Over-service: clauses served far better than was bought, months on end, and what less would save.

A hint for the client's own eyes: it takes no point and no money, and stands in no workbook for a vendor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.period import labels_between, shifted
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.asked import Asked
from services.contracts.contract_versions import all_governing
from services.judging.assess_month import history
from services.judging.month_result import ClauseLine, MonthResult
from services.judging.sources import Sources
from sla.judging.over_service import (
    MonthServed,
    OverServed,
    Reading,
    beyond_target,
    far_faster,
    within_seconds,
)
from sla.judging.verdict import is_contradictory
from sla.load import indicators_of
from sla.money.over_service import Saving, saving
from sla.terms.bounds import target_of
from sla.terms.contract import Aggregate, Clause, ClauseSource, Contract
from sla.terms.definition import Unit
from sla.terms.indicator import Indicator, time_of
from sla.terms.over_service import USUAL, OverService
from sla.terms.window import Window

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Sources whose calls can be counted within a shorter time.
_REPORTED = frozenset({ClauseSource.VENDOR, ClauseSource.CLIENT, ClauseSource.THIRD_PARTY})
#: What the contacts that were taken are called: they are what a share of fast answers is of.
_TAKEN = ({"answered"}, {"chat_sessions"})


@dataclass(frozen=True)
class OverServedClause:
    """One clause of one contract that is served too well, by one reading."""

    vendor: str
    vendor_name: Text
    contract: str
    clause: str
    clause_name: Text
    #: The unit of its figures: a share of calls is a percentage.
    unit: str
    found: OverServed
    #: Whether the contract itself says what is too well; otherwise it is the usual reading.
    is_agreed: bool
    saving: Saving


def over_service(
    house: House, who: Principal, label: str, vendor: str | None = None, contract: str | None = None
) -> list[OverServedClause]:
    """Every clause that is over-served by either reading in the months up to this one, contract by contract.

    None while the month is not over: its figure can still fall.
    """
    authorize(who, Action.VIEW, vendor)
    found: list[OverServedClause] = []
    for each in all_governing(house, who, label, vendor, contract):
        found += _of_contract(house, who, each, label)
    return found


def _of_contract(house: House, who: Principal, contract: Contract, label: str) -> list[OverServedClause]:
    rules = {clause.code: rule for clause in contract.clauses if (rule := _rule(contract, clause))}
    most = max((rule.months for rule in rules.values()), default=0)
    if not most:
        return []
    months = history(house, who, contract.code, labels_between(shifted(label, 1 - most), label))
    if not months or months[-1].label != label or months[-1].is_in_progress:
        return []
    found = []
    with house.database.read(who) as uow:
        asked = [_asked(month, rules) for month in months]
        sources = Sources.open(uow, house.lake, asked, house.today())
        name = uow.directory.vendor(contract.vendor).name
    for code, rule in rules.items():
        looked = _last(months, rule.months)
        for over in (_beyond(looked, code, rule), _fast(looked, asked[-len(looked) :], code, rule, sources)):
            if over:
                found.append(_told(name, months[-1], code, over, looked))
    return found


def _rule(contract: Contract, clause: Clause) -> OverService | None:
    """What the contract says is too well; where it says nothing, the usual of what is answered in time."""
    time = time_of(indicators_of(contract)[clause.indicator], clause.params)
    if clause.over_service is None:
        return USUAL if time is not None and clause.each is None else None
    agreed = clause.over_service
    if agreed.within is not None or time is None:
        return agreed
    return replace(agreed, within=USUAL.within, share=USUAL.share)


def _last(months: Sequence[MonthResult], many: int) -> Sequence[MonthResult]:
    """The last so many months where there are as many on end, else none."""
    last = months[-many:]
    wanted = labels_between(shifted(months[-1].label, 1 - many), months[-1].label)
    return last if [each.label for each in last] == wanted else []


def _beyond(months: Sequence[MonthResult], code: str, rule: OverService) -> OverServed | None:
    lines = [line for month in months if (line := month.line(code))]
    if not lines or len(lines) < len(months):
        return None
    served = [_served(month.label, line) for month, line in zip(months, lines, strict=True)]
    return beyond_target(rule, lines[-1].judgement.unit, served)


def _served(label: str, line: ClauseLine) -> MonthServed:
    judged = line.judgement
    # An easier target of a ramp-up is no measure of what was bought.
    bought = judged.target == target_of(line.clause) or line.clause.baseline is not None
    gap = judged.gap if bought else None
    return MonthServed(label, judged.compared, line.n, judged.target, gap)


def _fast(
    months: Sequence[MonthResult], asked: Sequence[Asked], code: str, rule: OverService, sources: Sources
) -> OverServed | None:
    """Each month by its own version of the clause, all with the same target time."""
    if not months:
        return None
    found = []
    times: set[tuple[int, int]] = set()
    for month, each in zip(months, asked, strict=True):
        fast = each.contract.clause(code)
        own = month.contract.clause(code)
        time = own and time_of(indicators_of(month.contract)[own.indicator], own.params)
        seconds = within_seconds(rule, time) if time else None
        if fast is None or not time or not seconds:
            return None
        times.add((time, seconds))
        found.append(_counted(each, fast, sources))
    return far_faster(rule, *times.pop(), found) if len(times) == 1 else None


def _counted(asked: Asked, fast: Clause, sources: Sources) -> MonthServed:
    measured = sources.measuring(asked, fast).measured()
    if measured is None or is_contradictory(measured) or measured.tally.n < fast.volume_floor:
        return MonthServed(asked.label, None, None)
    return MonthServed(asked.label, measured.value, measured.tally.n)


def _asked(month: MonthResult, rules: dict[str, OverService]) -> Asked:
    """The month with its clauses asking how many were answered in a part of the time; nothing else."""
    contract = month.contract
    clauses = tuple(fast for c in contract.clauses if (fast := _quick(contract, c, rules.get(c.code))))
    alone = replace(contract, clauses=clauses, settlement=None, version=f"{contract.version} fast")
    return Asked(alone, month.label)


def _quick(contract: Contract, clause: Clause, rule: OverService | None) -> Clause | None:
    """The clause as the share of contacts taken that were answered within a part of its time."""
    indicator = indicators_of(contract)[clause.indicator]
    time = time_of(indicator, clause.params)
    seconds = within_seconds(rule, time) if rule and time else None
    variant = _of_taken(indicator)
    if seconds is None or variant is None or clause.source not in _REPORTED:
        return None
    params = {**clause.params, "threshold_s": str(seconds)}
    return replace(
        clause,
        variant=variant,
        params=params,
        window=Window.MONTH,
        campaign=None,
        aggregate=Aggregate.POOLED,
        floor_rule=None,
        each=None,
    )


def _of_taken(indicator: Indicator) -> str | None:
    """The definition whose denominator is the contacts taken."""
    return next((each.code for each in indicator.variants if set(each.denominator) in _TAKEN), None)


def _told(
    name: Text, month: MonthResult, code: str, over: OverServed, looked: Sequence[MonthResult]
) -> OverServedClause:
    contract, line = month.contract, month.line(code)
    assert line is not None
    clause = line.clause
    gross = [each.settled.gross if each.settled else None for each in looked]
    agreed = clause.over_service
    return OverServedClause(
        contract.vendor,
        name,
        contract.code,
        code,
        clause.name,
        Unit.PERCENT.value if over.reading is Reading.FAST else line.judgement.unit.value,
        over,
        agreed is not None and (over.reading is Reading.BEYOND or agreed.within is not None),
        saving(contract, gross),
    )
