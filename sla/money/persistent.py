"""Persistent failure: misses counted over rolling months, every n-th of them a share of the year's fee.

WE: a tenth failure within twelve months costs 5 % of an annual fee of 126,000, that is 6,300 (domain
reference 2.7). Each miss counts towards one charge only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.money import Money, money
from core.period import parse_label
from core.text import Text
from core.verdict import Verdict
from sla.money.credits import Misses
from sla.spoken import amount_words, percent_words
from sla.terms.fee import FeeKind, Settlement
from sla.terms.persistent import Persistent
from sla.terms.reporting import ERRONEOUS_REPORT


@dataclass(frozen=True)
class PersistentSum:
    """What the month's misses cost by their number."""

    #: How often this month made the number full.
    times: int
    amount: Money
    #: The misses that count towards the next charge, by month, this month's included.
    open: tuple[str, ...]
    trace: tuple[Text, ...]


def annual_fee(settlement: Settlement, rule: Persistent, currency: str) -> Money:
    """The fee of a year: as stated, else twelve monthly fees. Refused where neither is known."""
    if rule.annual_fee is not None:
        return money(rule.annual_fee, currency)
    if settlement.fee.kind is not FeeKind.MONTHLY:
        raise ValueError("no annual fee is stated and the fee is not a monthly one")
    return money(settlement.fee.amount * 12, currency)


def persistent_failure(rule: Persistent, fee: Money, label: str, misses: Misses) -> PersistentSum:
    """The charge of the month `label`: its misses after those of the months before (`Misses.failed`)."""
    missed = _by_month(rule, label, misses)
    filled, left = _filled(rule, missed, label)
    one = fee.times(rule.share)
    amount = Money(one.cents * len(filled), fee.currency)
    whole, share, each = amount_words(fee), percent_words(rule.share), amount_words(one)
    trace = [
        _said(rule, row, Text(f"年费 {whole.zh} × {share.zh} = {each.zh}",
                              f"annual fee {whole.en} × {share.en} = {each.en}"))
        for row in filled
    ]  # fmt: skip
    return PersistentSum(len(filled), amount, tuple(left), (*_wrong(misses), *trace, *_toward(rule, left)))


def _by_month(rule: Persistent, label: str, misses: Misses) -> list[tuple[str, int]]:
    """How many misses each month had, oldest first."""
    counted: dict[str, int] = {}
    for clause, months in misses.failed.items():
        for month in months if _counts(rule, clause) else ():
            if month < label and (rule.since is None or month >= rule.since):
                counted[month] = counted.get(month, 0) + 1
    if rule.since is None or label >= rule.since:
        counted[label] = sum(_counts(rule, clause) for clause in _failing(misses)) + misses.errors
    return sorted(counted.items())


def _failing(misses: Misses) -> list[str]:
    """This month's: waived money leaves the miss standing."""
    return [
        code
        for code, judgement in misses.judgements.items()
        if judgement.verdict is Verdict.MISSED or code in misses.defaults
    ]


def _counts(rule: Persistent, clause: str) -> bool:
    return not rule.clauses or clause in rule.clauses or clause == ERRONEOUS_REPORT


def _filled(
    rule: Persistent, missed: Sequence[tuple[str, int]], label: str
) -> tuple[list[list[str]], list[str]]:
    """The full numbers that `label` completed, each miss as its month; and what is open after it."""
    row: list[str] = []
    found: list[list[str]] = []
    for month, times in missed:
        for _each in range(times):
            row = [other for other in row if _apart(other, month) < rule.months] + [month]
            if len(row) == rule.every:
                found += [row] if month == label else []
                row = []
    return found, [other for other in row if _apart(other, label) < rule.months]


def _apart(one: str, other: str) -> int:
    (year, month), (to_year, to_month) = parse_label(one), parse_label(other)
    return (to_year - year) * 12 + to_month - month


def _said(rule: Persistent, row: Sequence[str], how: Text) -> Text:
    listed = _listed(row)
    return Text(
        f"{rule.months} 个月内第 {rule.every} 次未达标（{listed.zh}）：{how.zh}",
        f"miss {rule.every} within {rule.months} months ({listed.en}): {how.en}",
    )


def _wrong(misses: Misses) -> tuple[Text, ...]:
    """That reports which were not accurate are among the misses."""
    if not misses.errors:
        return ()
    n = misses.errors
    return (
        Text(f"本月报送有误按合同计 {n} 次", f"wrong reports of this month count as misses by contract: {n}"),
    )


def _toward(rule: Persistent, left: Sequence[str]) -> tuple[Text, ...]:
    """How far the next charge is; nothing where no miss is open."""
    if not left:
        return ()
    listed = _listed(left)
    return (
        Text(
            f"{rule.months} 个月内已有 {len(left)} 次未达标（{listed.zh}），满 {rule.every} 次时另扣",
            f"misses within {rule.months} months so far: {len(left)} ({listed.en}); charged at {rule.every}",
        ),
    )


def _listed(row: Sequence[str]) -> Text:
    times: Mapping[str, int] = {month: row.count(month) for month in dict.fromkeys(row)}
    return Text(
        "，".join(f"{month} {n} 次" for month, n in times.items()),
        ", ".join(f"{month}: {n}" for month, n in times.items()),
    )
