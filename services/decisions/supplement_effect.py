"""What a supplementary agreement makes of each of its months: verdicts, points, money, before and after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.month import FROZEN, MonthState
from core.principal import Action, Principal, authorize
from services.contracts.asked import Asked
from services.contracts.contract_versions import must_govern
from services.decisions.relief_preview import ReliefEffect
from services.judging.credit_facts import misses_before
from services.judging.judging import judged, scored
from services.judging.month_result import ClauseLine
from services.judging.moved import JudgedMonth, moved_month
from services.judging.past import Past
from services.judging.relieving import strictly_relieved
from services.judging.sources import Sources
from sla.terms.supplement import OF_CLAUSES
from store.records import SupplementRecord, SupplementState

if TYPE_CHECKING:
    from services.house.bootstrap import House


def supplement_effect(house: House, who: Principal, id: str) -> list[ReliefEffect]:
    """Each of its months that has begun, without and with it, beside everything else in force; nothing is
    kept. Refused where its days do not fit the figures."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = uow.supplements.get(id)
    return effect_of(house, who, record)


def effect_of(house: House, who: Principal, record: SupplementRecord) -> list[ReliefEffect]:
    """The same for a record that nobody has kept yet."""
    authorize(who, Action.VIEW, record.vendor)
    tried = replace(record, state=SupplementState.APPROVED)
    with house.database.read(who) as uow:
        asked = [Asked(must_govern(uow, tried.contract, label), label) for label in tried.periods]
        begun = [each for each in asked if each.period.start <= house.today(each.contract.timezone)]
        if not begun:
            return []
        sources = Sources.open(uow, house.lake, begun, house.today(), trying=[tried])
        past = Past.of(uow, [tried.contract])
    return [_effect(each, tried, sources, past) for each in begun]


def _effect(asked: Asked, tried: SupplementRecord, sources: Sources, past: Past) -> ReliefEffect:
    key = (asked.contract.code, asked.label)
    others = [each for each in sources.agreed.get(key, ()) if each.id != tried.id]
    without = replace(sources, agreed={**sources.agreed, key: others})
    with_it = replace(sources, agreed={**sources.agreed, key: [*others, tried]})
    first = judged(asked, without, past)
    changed = tried.clauses if tried.effect in OF_CLAUSES else ()
    then = [_with(asked, line, with_it) if line.clause.code in changed else line for line in first]
    before = misses_before(past, asked.contract, asked.label)
    was = JudgedMonth.of(first, scored(asked, first, without, before))
    becomes = JudgedMonth.of(then, scored(asked, then, with_it, before))
    state, _, _ = past.states.get(key, (MonthState.COLLECTING, 1, None))
    month = moved_month(asked.contract, asked.label, was, becomes, is_final=state in FROZEN)
    mine = tuple(clause for clause in month.clauses if clause.clause in tried.clauses)
    steps = {line.clause.code: line.relief for line in then if line.clause.code in tried.clauses}
    return ReliefEffect(replace(month, clauses=mine), steps)


def _with(asked: Asked, line: ClauseLine, sources: Sources) -> ClauseLine:
    """The line as everything in force and the agreement make it, from its figure as reported."""
    bare = replace(line, judgement=line.raw or line.judgement, raw=None, relief=(), waived=False)
    return strictly_relieved(asked, bare, sources)
