"""Results as the command line prints them for machines: exact numbers as decimal text, stable names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from core.finding import Finding, worst_first
from core.money import Money
from core.rounding import rounded
from core.tally import Flag
from sla.exact import exact_text
from sla.judging.sample import SampleView
from sla.money.credits import CreditSum
from sla.money.settlement import Payable
from sla.points.month import ItemScore
from sla.terms.contract import Contract
from store.records import BatchRecord, CorrectionRecord

if TYPE_CHECKING:
    from services.judging.misses import BreachView, MissView
    from services.judging.month_result import ClauseLine, MonthResult

#: Decimals of a value that is only for showing; the verdict rests on numerator and denominator.
SHOWN_DIGITS = 10
_SCOPE = ("project", "site", "queue", "channel", "segment")


def clause_lines(result: MonthResult) -> list[dict[str, Any]]:
    """One object a clause, as `plumbline.assess/1` has them."""
    return [_clause_line(result, line) for line in result.lines]


def month_score(result: MonthResult) -> dict[str, Any]:
    """A month's items, adjustments, total, coefficient and payable amount."""
    score, paid = result.score, result.settled
    return {
        "contract": result.contract.code,
        "contract_version": result.contract.version,
        "vendor": result.contract.vendor,
        "period": result.label,
        "state": result.state.value,
        "edition": result.edition,
        "full_mark": exact_text(result.contract.full_mark),
        "items": [_item(item) for item in score.items] if score else [],
        "adjustments": [
            {
                "code": line.code,
                "name": line.name.as_dict(),
                "points": str(line.points),
                "booked": str(line.booked),
            }
            for line in (score.adjustments if score else ())
        ],
        "vetoes": list(score.vetoes) if score else [],
        "base": str(score.base) if score else None,
        "total": str(score.total) if score else None,
        "grade": score.grade if score else None,
        "coefficient": exact(paid.coefficient) if paid else None,
        "payable": _payable(paid) if paid else None,
        "receipt": [
            step.as_dict() for step in (*(score.receipt if score else ()), *(paid.receipt if paid else ()))
        ],
    }


def contract(found: Contract) -> dict[str, Any]:
    """A contract by its codes."""
    last = found.effective.last_day
    return {
        "contract": found.code,
        "version": found.version,
        "vendor": found.vendor,
        "name": found.name.as_dict(),
        "from": found.effective.start.isoformat(),
        "to": None if last.year == date.max.year else last.isoformat(),
        "clauses": [clause.code for clause in found.clauses],
    }


def batch(record: BatchRecord, file_name: str = "") -> dict[str, Any]:
    """A batch: whose figures, which days, what it changed, where it stands."""
    return {
        "batch": record.id,
        "file": file_name,
        "file_id": record.file_id,
        "vendor": record.vendor,
        "project": record.project,
        "dataset": record.dataset.value,
        "source": record.source.value,
        "grain": record.grain.value,
        "role": record.role.value,
        "state": record.state.value,
        "from": record.covers_from.isoformat(),
        "to": record.coverage.period.last_day.isoformat(),
        "layout": record.layout,
        "counts": dict(record.counts),
        "committed_at": record.committed_at.isoformat() if record.committed_at else None,
        "committed_by": record.committed_by,
        "withdrawn_reason": record.withdrawn_reason,
    }


def correction(record: CorrectionRecord) -> dict[str, Any]:
    """A client's correction of one figure: which, in which cell, from what to what (smallest unit), why."""
    return {
        "correction": record.id,
        "batch": record.batch_id,
        "vendor": record.vendor,
        "count": record.measure,
        "day": record.day.isoformat(),
        "slot": record.slot,
        "split": dict(record.split),
        "file": record.file,
        "sheet": record.sheet,
        "cell": record.cell,
        "before": None if record.before is None else str(record.before),
        "after": str(record.after),
        "reason": record.reason,
        "by": record.entered_by,
        "at": record.entered_at.isoformat(),
    }


def miss(view: MissView) -> dict[str, Any]:
    """A missed clause with the months it has been missed."""
    record = view.record
    return {
        "miss": record.id,
        "contract": record.contract,
        "vendor": record.vendor,
        "clause": record.clause,
        "state": record.state,
        "periods": list(record.periods),
        "consecutive": record.consecutive,
        "recovered": record.recovered_period,
        "plans": list(view.plan_ids),
    }


def breach(view: BreachView) -> dict[str, Any]:
    """A breach: level, month, and the contract's rule that made it one."""
    record = view.record
    return {
        "breach": record.id,
        "miss": record.miss_id,
        "contract": record.contract,
        "vendor": record.vendor,
        "clause": record.clause,
        "period": record.period,
        "level": record.level,
        "rule": dict(record.rule),
        "state": record.state,
    }


def findings(found: list[Finding] | tuple[Finding, ...]) -> list[dict[str, object]]:
    """Findings, worst first."""
    return [finding.as_dict() for finding in worst_first(list(found))]


def exact(number: Fraction | Decimal | int | None) -> str | None:
    """An exact number as decimal text, None where there is none."""
    return None if number is None else exact_text(number)


def shown(value: Fraction | None) -> str | None:
    """A value that is only for showing, with all its decimals also where they are zeros."""
    return None if value is None else f"{rounded(value, SHOWN_DIGITS):f}"


def _clause_line(result: MonthResult, line: ClauseLine) -> dict[str, Any]:
    said, scope = line.judgement, (line.judgement.scope or line.scope).as_dict()
    return {
        "contract": result.contract.code,
        "contract_version": result.contract.version,
        "vendor": result.contract.vendor,
        "scope": {name: scope[name] for name in _SCOPE},
        "period": result.label,
        "from": result.period.start.isoformat(),
        "to": result.period.last_day.isoformat(),
        "clause": line.clause.code,
        "indicator": line.clause.indicator,
        "numerator": exact(said.numerator),
        "denominator": exact(said.denominator),
        "value": shown(said.value),
        "unit": said.unit.value,
        "comparison": said.comparison.value,
        "target": exact(said.target),
        "minimum": exact(said.minimum),
        "verdict": said.verdict.value,
        "flags": [flag.value for flag in Flag if flag in said.flags],
        "n": said.n,
        "coverage": {"have": said.coverage.have, "expected": said.coverage.expected},
        "points": str(line.item.earned) if line.item and line.item.earned is not None else None,
        **({"sample": _sample(said.sample)} if said.sample else {}),
        **({"steps": [step.as_dict() for step in said.steps]} if said.steps else {}),
    }


def _sample(view: SampleView) -> dict[str, Any]:
    """What the sample says of the target, beside the contract's verdict; shares as decimal text."""
    return {
        "state": view.state.value,
        "adequate": view.is_adequate,
        "method": view.rule.method.value,
        "confidence": exact_text(view.rule.confidence),
        "good": view.k,
        "of": view.n,
        **({"weighed": [exact_text(each) for each in view.weighed]} if view.weighed else {}),
        **{name: str(getattr(view, name)) for name in ("low", "high", "least", "most", "tail")},
    }


def _item(item: ItemScore) -> dict[str, Any]:
    return {
        "clause": item.clause,
        "name": item.name.as_dict(),
        "weight": exact_text(item.weight),
        "effective_weight": exact_text(item.effective_weight),
        "standing": item.standing.value,
        "verdict": item.verdict.value,
        "value": shown(item.value),
        "points": None if item.earned is None else str(item.earned),
    }


def _payable(paid: Payable) -> dict[str, Any]:
    return {
        "currency": paid.gross.currency,
        "gross": _amount(paid.gross),
        "after_coefficient": _amount(paid.after_coefficient),
        "deductions": [
            {
                "code": line.code,
                "name": line.name.as_dict(),
                "units": exact(line.units),
                "amount": _amount(line.amount),
                "trace": [step.as_dict() for step in line.trace],
            }
            for line in paid.deductions
        ],
        "credits": _credits(paid.credits) if paid.credits else None,
        "agreed": [
            {"number": each.number, "name": each.name.as_dict(), "amount": _amount(each.amount)}
            for each in paid.agreed
        ],
        "deducted": _amount(paid.deducted),
        "payable": _amount(paid.payable),
        "retained": _amount(paid.retained),
    }


def _credits(found: CreditSum) -> dict[str, Any]:
    return {
        "at_risk": _amount(found.at_risk),
        "before_cap": _amount(found.before_cap),
        "amount": _amount(found.amount),
    }


def _amount(amount: Money) -> str:
    return str(amount.amount)
