"""What may be booked in the ledger, and what it is worth, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from core.language import _, current, ngettext
from core.money import Money, money
from services.records.daily_events import EVENT_KIND_NAMES, EventCode, EventKind, bookable
from sla.spoken import percent_words
from sla.terms.contract import Contract
from sla.terms.events import Veto
from sla.terms.fee import Deduction
from sla.terms.reporting import ERRONEOUS_REPORT
from sla.terms.scoring import Manual
from ui import formats

if TYPE_CHECKING:
    from store.records import DailyEventRecord


def bookable_codes(contract: Contract) -> Mapping[str, EventCode]:
    """Code → what may be booked."""
    return {item.code: item for item in bookable(contract)}


def label(item: EventCode) -> str:
    """市民表扬（加减分）."""
    name, kind = item.name.in_(current()), EVENT_KIND_NAMES[item.kind].in_(current())
    return _("{name} ({kind})").format(name=name, kind=kind)


def worth(contract: Contract, item: EventCode) -> str:
    """What one such event does under the contract."""
    if item.kind is EventKind.CLAUSE:
        return _("Counted by the clause of that name.")
    if item.kind is EventKind.VETO:
        return _limits(next(veto for veto in contract.vetoes if veto.code == item.code))
    if item.kind is EventKind.DEDUCTION:
        return _deduction(contract, item.code)
    if item.kind is EventKind.REPORT:
        return _("{worth} each time, by contract").format(worth=_wrong_report(contract))
    stated = next(rule for rule in contract.adjustments if rule.code == item.code)
    if stated.points is None:
        return _("The contract states no points; say how many.")
    words = _("{points} each time, by contract").format(points=signed(stated.points))
    return words if stated.cap is None else f"{words} · {_cap(stated.cap)}"


def veto_limits(veto: Veto) -> list[str]:
    """What a veto leaves of grade and fee, where it limits them."""
    said = []
    if veto.grade is not None:
        said.append(_("grade {grade} at best").format(grade=veto.grade))
    if veto.fee_share is not None:
        share = percent_words(veto.fee_share).in_(current())
        said.append(_("at most {share} of what is paid by score").format(share=share))
    return said


def _limits(veto: Veto) -> str:
    said = veto_limits(veto)
    if veto.total is not None:
        points = formats.points(veto.total)
        said.insert(0, _("The month is left with at most {points}.").format(points=points))
    return " · ".join(said)


def asks_points(contract: Contract, item: EventCode) -> bool:
    """Whether the person states the points, because the contract does not."""
    if item.kind is EventKind.ADJUSTMENT:
        return next(rule.points for rule in contract.adjustments if rule.code == item.code) is None
    clause = contract.clause(item.code)
    return clause is not None and isinstance(clause.score, Manual)


def booked(contract: Contract, line: DailyEventRecord) -> str:
    """What a booked line is worth each time: its own points or yuan, else the contract's."""
    if line.points is not None:
        return signed(line.points)
    if line.cents is not None:
        return formats.money(Money(line.cents, contract.currency))
    stated = next((rule.points for rule in contract.adjustments if rule.code == line.code), None)
    if stated is not None:
        return signed(stated)
    if line.code == ERRONEOUS_REPORT:
        return _wrong_report(contract)
    rule = _deductions(contract).get(line.code)
    return _off(contract, rule) if rule else formats.DASH


def _wrong_report(contract: Contract) -> str:
    """What a report that was not accurate costs each time."""
    rule = contract.erroneous_report
    if rule is None:
        return formats.DASH
    said = [] if rule.points is None else [signed(-rule.points)]
    if rule.amount is not None:
        said.append(formats.money(money(rule.amount, contract.currency)))
    if rule.failures is not None:
        said.append(
            ngettext("counts as {n} failure", "counts as {n} failures", rule.failures).format(n=rule.failures)
        )
    return " · ".join(said)


def signed(points: Fraction | Decimal) -> str:
    """+0.20分, −1.00分."""
    return ("+" if points > 0 else "") + formats.points(points)


def names(contract: Contract, codes: Sequence[str]) -> Mapping[str, str]:
    """Code → name, of codes the contract knows; others stay codes."""
    known = bookable_codes(contract)
    return {code: known[code].name.in_(current()) if code in known else code for code in codes}


def _cap(cap: Fraction) -> str:
    return _("at most {points} a month").format(points=formats.points(cap))


def _deduction(contract: Contract, code: str) -> str:
    rule = _deductions(contract)[code]
    if rule.is_open:
        return _("The contract states no amount; say how much.")
    return _("{amount} off the fee each time, by contract").format(amount=_off(contract, rule))


def _off(contract: Contract, rule: Deduction) -> str:
    if rule.share is not None:
        return formats.percent(rule.share * 100)
    return formats.money(money(rule.amount or 0, contract.currency))


def _deductions(contract: Contract) -> Mapping[str, Deduction]:
    return {rule.code: rule for rule in (contract.settlement.deductions if contract.settlement else ())}
