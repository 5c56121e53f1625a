"""What granting a relief would do, before it is decided: verdicts, points and money, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.month import FROZEN, MonthState
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.asked import Asked
from services.contracts.contract_versions import must_govern
from services.decisions.relief_rules import check_request
from services.judging.credit_facts import misses_before
from services.judging.judging import judged, scored
from services.judging.moved import JudgedMonth, MovedMonth, moved_month
from services.judging.past import Past
from services.judging.relief_terms import ReliefTerms, terms_as_dict
from services.judging.relieving import strictly_relieved
from services.judging.sources import Sources
from sla.terms.relief import Mechanism
from store.records import ReliefRecord, ReliefState

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class ReliefEffect:
    """The month without and with a relief, beside the others in force."""

    #: Only the clauses it is asked for are given; points and money are those of the whole month.
    month: MovedMonth
    #: Clause → how its figure follows from the one before relief, one sentence a step.
    steps: Mapping[str, tuple[Text, ...]]


def relief_effect(house: House, who: Principal, id: str, granted: ReliefTerms | None = None) -> ReliefEffect:
    """What granting this request does beside the reliefs already in force; nothing is kept.

    Refused where it does not fit the figures: more removed than there is, nothing reported for its cells.
    """
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = uow.reliefs.get(id)
    tried = replace(record, granted=terms_as_dict(granted)) if granted else record
    return _effect(house, who, tried)


def relief_tried(
    house: House,
    who: Principal,
    contract: str,
    label: str,
    clauses: Sequence[str],
    mechanism: Mechanism,
    terms: ReliefTerms,
) -> ReliefEffect:
    """The same for a relief nobody has asked for yet; refused as the request would be."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        version = must_govern(uow, contract, label)
        authorize(who, Action.VIEW, version.vendor)
        now = uow.now
    check_request(version, label, clauses, mechanism, terms)
    return _effect(
        house,
        who,
        ReliefRecord(
            contract=contract,
            vendor=version.vendor,
            period=label,
            clauses=tuple(clauses),
            mechanism=mechanism,
            terms=terms_as_dict(terms),
            reason="…",
            requested_at=now,
            requested_by=who.name,
        ),
    )


def _effect(house: House, who: Principal, record: ReliefRecord) -> ReliefEffect:
    tried = replace(record, state=ReliefState.GRANTED)
    with house.database.read(who) as uow:
        asked = Asked(must_govern(uow, record.contract, record.period), record.period)
        sources = Sources.open(uow, house.lake, [asked], house.today(), tried=[tried])
        past = Past.of(uow, [record.contract])
    key = (asked.contract.code, asked.label)
    others = [each for each in sources.reliefs.get(key, ()) if each.id != tried.id]
    without = judged(asked, replace(sources, reliefs={**sources.reliefs, key: others}), past)
    bare = [replace(line, judgement=line.raw or line.judgement, raw=None) for line in without]
    after = [strictly_relieved(asked, line, sources, [*others, tried]) for line in bare]
    before = misses_before(past, asked.contract, asked.label)
    first = JudgedMonth.of(without, scored(asked, without, sources, before))
    then = JudgedMonth.of(after, scored(asked, after, sources, before))
    state, _, _ = past.states.get(key, (MonthState.COLLECTING, 1, None))
    month = moved_month(asked.contract, asked.label, first, then, is_final=state in FROZEN)
    mine = tuple(clause for clause in month.clauses if clause.clause in tried.clauses)
    return ReliefEffect(
        replace(month, clauses=mine),
        {line.clause.code: line.relief for line in after if line.clause.code in tried.clauses},
    )
