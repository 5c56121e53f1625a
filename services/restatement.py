"""Figures that are in and would change: which verdicts and points of which months would move, old → new.

Judged as if the file were committed; nothing is kept, and a month that is final stays as it was closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from core.batch import Role
from core.errors import DecisionNeeded, StaleBatchError
from core.month import FROZEN, MonthState
from core.principal import Action, Principal
from core.text import Text
from services.as_json import exact, shown
from services.assess_month import concerned
from services.file_access import opened
from services.judging import Scored, judged, scored
from services.month_result import ClauseLine
from services.past import Past
from services.sources import Asked, Sources
from sla.judging.verdict import Judgement
from store.lake.planned import as_if_committed
from store.records import BatchRecord, BatchState

if TYPE_CHECKING:
    from services.bootstrap import House


@dataclass(frozen=True)
class MovedClause:
    """A clause whose figure, verdict or points would be others."""

    clause: str
    name: Text
    before: Judgement
    after: Judgement
    points_before: Decimal | None
    points_after: Decimal | None

    @property
    def turns(self) -> bool:
        """Whether the verdict itself would be another."""
        return self.before.verdict is not self.after.verdict


@dataclass(frozen=True)
class MovedMonth:
    """A contract's month that a file would move."""

    contract: str
    name: Text
    vendor: str
    label: str
    clauses: tuple[MovedClause, ...]
    total_before: Decimal | None
    total_after: Decimal | None
    #: A month that is closed stays as it was; only a corrected edition takes the new figures.
    is_final: bool

    def as_dict(self) -> dict[str, Any]:
        """The --json form; points and values as decimal text, as in `assess`."""
        return {
            "contract": self.contract,
            "vendor": self.vendor,
            "period": self.label,
            "final": self.is_final,
            "total": [exact(self.total_before), exact(self.total_after)],
            "clauses": [
                {
                    "clause": moved.clause,
                    "value": [_shown(moved.before.value), _shown(moved.after.value)],
                    "verdict": [moved.before.verdict.value, moved.after.verdict.value],
                    "points": [exact(moved.points_before), exact(moved.points_after)],
                }
                for moved in self.clauses
            ],
        }


def would_move(
    house: House, who: Principal, file_id: str, role: Role | None = None
) -> tuple[MovedMonth, ...]:
    """What committing a staged file would move in months that have figures; nothing where it only adds.

    Nothing either while it is open which of two reports counts, and `role` does not say.
    """
    _file, known = opened(house, who, Action.IMPORT, file_id)
    records = [record for record in known if record.state is BatchState.STAGED]
    changing = [record for record in records if _restates(record)]
    if not changing:
        return ()
    asked = concerned(house, who, [(record.vendor, record.coverage.period) for record in changing])
    if not asked:
        return ()
    try:
        return tuple(_moved(house, who, asked, records, role))
    except (DecisionNeeded, StaleBatchError):
        return ()


def _shown(value: Fraction | None) -> str | None:
    """A value for showing, as the results of `assess` write it."""
    return shown(value)


def _restates(record: BatchRecord) -> bool:
    return bool(record.counts.get("changed") or record.counts.get("gone"))


def _moved(
    house: House, who: Principal, asked: Sequence[Asked], records: Sequence[BatchRecord], role: Role | None
) -> Iterator[MovedMonth]:
    today = house.today()
    with (
        house.database.read(who) as uow,
        as_if_committed(uow, house.lake, [record.id for record in records], role) as planned,
    ):
        past = Past.of(uow, sorted({each.contract.code for each in asked}))
        now = Sources.open(uow, house.lake, asked, today)
        then = Sources.open(uow, house.lake, asked, today, planned)
        for each in asked:
            before, after = judged(each, now, past), judged(each, then, past)
            points = scored(each, before, now), scored(each, after, then)
            state, _, _ = past.states.get((each.contract.code, each.label), (MonthState.COLLECTING, 1, None))
            if clauses := tuple(_clauses(before, after, *points)):
                contract, (old, new) = each.contract, map(_total, points)
                yield MovedMonth(
                    contract.code,
                    contract.name,
                    contract.vendor,
                    each.label,
                    clauses,
                    old,
                    new,
                    state in FROZEN,
                )


def _clauses(
    before: Sequence[ClauseLine], after: Sequence[ClauseLine], old: Scored, new: Scored
) -> Iterator[MovedClause]:
    was, becomes = _points(old), _points(new)
    for one, other in zip(before, after, strict=True):
        code = one.clause.code
        moved = MovedClause(code, one.name, one.judgement, other.judgement, was.get(code), becomes.get(code))
        same = (one.judgement.value, one.judgement.verdict, was.get(code))
        if same != (other.judgement.value, other.judgement.verdict, becomes.get(code)):
            yield moved


def _points(found: Scored) -> dict[str, Decimal | None]:
    return {item.clause: item.earned for item in found.score.items} if found.score else {}


def _total(found: Scored) -> Decimal | None:
    return found.score.total if found.score else None
