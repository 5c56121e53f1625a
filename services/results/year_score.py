"""A contract's quarter and year up to a month: put together of its months' totals as the contract says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.month import FROZEN, MonthState
from core.period import labels_between
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.contract_versions import governs, must_govern
from services.house.as_json import exact
from services.judging.past import Past
from sla.points.year import MonthTotal, SpanScore, span_score
from sla.terms.contract import Contract
from sla.terms.year import YearRule

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class SpanView:
    """A quarter or a year so far."""

    #: 2026-Q1, or 2026.
    name: str
    #: None where no month has a total, or a weight is not known.
    score: SpanScore | None
    #: The months of it the contract governs, up to the month that was asked.
    months: tuple[str, ...]
    #: Those of them without a total.
    missing: tuple[str, ...]
    #: Those of them that are not closed: their totals can still change.
    open: tuple[str, ...]

    @property
    def called(self) -> Text:
        """Its name for people."""
        year, _, quarter = self.name.partition("-Q")
        return Text(f"{year}年第{quarter}季度", f"Q{quarter} {year}") if quarter else Text(f"{year}年", year)

    @property
    def is_provisional(self) -> bool:
        """Whether it can still change without anybody correcting a closed month."""
        return bool(self.missing or self.open)

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        score = self.score
        return {
            "span": self.name,
            "total": exact(score.total) if score else None,
            "grade": score.grade if score else None,
            "months": list(self.months),
            "missing": list(self.missing),
            "open": list(self.open),
            "steps": [step.as_dict() for step in score.steps] if score else [],
        }


def year_scores(house: House, who: Principal, contract: str, label: str) -> tuple[SpanView, ...]:
    """The calendar quarter and year of a month, up to it. Nothing where the contract has no `year`."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        uow.contracts.by_code(contract)
        terms = must_govern(uow, contract, label)
        if terms.year is None:
            return ()
        past = Past.of(uow, [contract])
        year = labels_between(f"{label[:4]}-01", label)
        governed = [each for each in year if governs(uow, contract, each)]
    totals = dict(past.totals(contract))
    months = [_month(past, contract, each, totals.get(each)) for each in governed]
    return tuple(_span(terms, terms.year, name, months, past) for name in (_quarter(label), label[:4]))


def _month(past: Past, contract: str, label: str, total: Decimal | None) -> MonthTotal:
    run = past.rests_on(contract, label)
    score = past.scores.get(run) if run else None
    volume = score.detail.get("volume") if score else None
    return MonthTotal(label, total, None if volume is None else int(volume))


def _span(terms: Contract, rule: YearRule, name: str, months: list[MonthTotal], past: Past) -> SpanView:
    mine = [month for month in months if "Q" not in name or _quarter(month.label) == name]
    labels = tuple(month.label for month in mine)
    states = {label: past.states.get((terms.code, label)) for label in labels}
    return SpanView(
        name,
        span_score(rule.combine, mine, rule.grades or terms.grades),
        labels,
        tuple(month.label for month in mine if month.total is None),
        tuple(label for label in labels if (states[label] or (MonthState.COLLECTING,))[0] not in FROZEN),
    )


def _quarter(label: str) -> str:
    return f"{label[:4]}-Q{(int(label[5:]) + 2) // 3}"
