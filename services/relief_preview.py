"""What granting a relief would do, before it is decided: verdicts, points and money, before and after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from core.money import Money
from core.principal import Action, Principal, authorize
from services.asked import Asked
from services.contract_versions import must_govern
from services.judging import judged, scored
from services.month_result import ClauseLine
from services.past import Past
from services.relief_terms import ReliefTerms, terms_as_dict
from services.relieving import strictly_relieved
from services.sources import Sources
from store.records import ReliefRecord, ReliefState

if TYPE_CHECKING:
    from services.bootstrap import House


@dataclass(frozen=True)
class ReliefEffect:
    """The month without and with a relief. Only the clauses it is asked for are given."""

    before: tuple[ClauseLine, ...]
    after: tuple[ClauseLine, ...]
    total_before: Decimal | None
    total_after: Decimal | None
    payable_before: Money | None
    payable_after: Money | None


def relief_effect(house: House, who: Principal, id: str, granted: ReliefTerms | None = None) -> ReliefEffect:
    """What granting this request would do beside the reliefs already in force; nothing is kept.

    Refused where it does not fit the figures: more removed than there is, nothing reported for its cells.
    """
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = uow.reliefs.get(id)
        asked = Asked(must_govern(uow, record.contract, record.period), record.period)
        tried = replace(record, state=ReliefState.GRANTED)
        tried = replace(tried, granted=terms_as_dict(granted)) if granted else tried
        sources = Sources.open(uow, house.lake, [asked], house.today(), tried=[tried])
        past = Past.of(uow, [record.contract])
    return _effect(asked, sources, past, tried)


def _effect(asked: Asked, sources: Sources, past: Past, tried: ReliefRecord) -> ReliefEffect:
    key = (asked.contract.code, asked.label)
    others = [each for each in sources.reliefs.get(key, ()) if each.id != tried.id]
    without = judged(asked, replace(sources, reliefs={**sources.reliefs, key: others}), past)
    bare = [replace(line, judgement=line.raw or line.judgement, raw=None) for line in without]
    after = [strictly_relieved(asked, line, sources, [*others, tried]) for line in bare]
    first, then = scored(asked, without, sources), scored(asked, after, sources)
    return ReliefEffect(
        tuple(line for line in without if line.clause.code in tried.clauses),
        tuple(line for line in after if line.clause.code in tried.clauses),
        first.score.total if first.score else None,
        then.score.total if then.score else None,
        first.payable.payable if first.payable else None,
        then.payable.payable if then.payable else None,
    )
