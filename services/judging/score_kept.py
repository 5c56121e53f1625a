"""The score and the settlement of a run as they were found: a month stays as it was told under later rules.

Kept as JSON beside what they were reckoned from. Of a run of today's rules they are reckoned again, which is
how a closed month is shown to come out the same; of a run of earlier rules what was kept is read.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from pydantic import TypeAdapter

from core.money import Money
from core.text import Text
from services.judging.judging import Scored
from services.months.figures_hash import TOLD
from sla.money.settlement import Payable
from sla.points.month import MonthScore
from sla.rules import PRESENT, RULES
from store.records import RunRecord, ScoreRecord

Told = tuple[MonthScore | None, Payable | None]


def told_kept(score: MonthScore | None, payable: Payable | None) -> str:
    """Both with every line and step, as JSON; numbers exact, as text."""
    return _adapter().dump_json((score, payable)).decode()


def as_told(run: RunRecord, kept: ScoreRecord | None, again: Scored) -> Scored:
    """What a run found: of the rules of today as reckoned again, of others as it was told then.

    `again`: reckoned by the run's own rules, where the program still has them.
    """
    if kept is None or run.rules_version == PRESENT.version:
        return again
    if TOLD in kept.detail:
        score, payable = _adapter().validate_json(kept.detail[TOLD])
        return replace(again, score=score, payable=payable)
    if run.rules_version in RULES:
        return again
    return replace(again, score=_with_total(again.score, kept), payable=_with_amount(again.payable, kept))


def _with_total(again: MonthScore | None, kept: ScoreRecord) -> MonthScore | None:
    """Of a run of the time before all of it was kept, at least the total of then."""
    if again is None or kept.total in (None, again.total):
        return again
    return replace(again, total=kept.total, receipt=(*again.receipt, _RECKONED_ANEW))


def _with_amount(again: Payable | None, kept: ScoreRecord) -> Payable | None:
    if again is None or kept.payable_cents in (None, again.payable.cents):
        return again
    payable = Money(kept.payable_cents, kept.currency)
    return replace(again, payable=payable, receipt=(*again.receipt, _RECKONED_ANEW))


_RECKONED_ANEW = Text(
    "总数为定稿时的数；以上各行按现行规则重算，与当时不同",
    "The sum is the one of the closing; the lines above follow the rules of today and differ from it",
)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Told]:
    return TypeAdapter(Told)
