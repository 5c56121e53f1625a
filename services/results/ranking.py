"""The ranking of several vendors month by month, and how much of the volume each has next.

Everybody's total and share stand in it: it is for the client. A vendor's own workbook has its own line only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from core.month import FROZEN
from core.period import labels_between
from core.principal import Action, Principal, authorize, authorize_everywhere
from core.text import Text
from core.verdict import Verdict
from services.contracts.contract_versions import all_governing
from services.judging.assess_month import history
from services.judging.month_result import MonthResult
from sla.exact import exact_text
from sla.money.ranking import Placed, Standing, ranked
from sla.terms.contract import Comparison, Contract
from sla.terms.ranking import Ranking

if TYPE_CHECKING:
    from services.house.bootstrap import House

_WHOLE = Fraction(100)
_LOWER = (Comparison.AT_MOST, Comparison.LESS)


@dataclass(frozen=True)
class Place:
    """One vendor in one month's ranking."""

    vendor: str
    vendor_name: Text
    contract: str
    total: Decimal
    placed: Placed


@dataclass(frozen=True)
class RankedMonth:
    """A month of a group, the best first. A month in which one has no total ranks nobody."""

    label: str
    places: tuple[Place, ...]
    #: The vendors without a total, where nobody is ranked.
    missing: tuple[Text, ...] = ()


@dataclass(frozen=True)
class RankedGroup:
    """Vendors ranked together, from the first month of the versions in force."""

    group: str
    #: The months up to the one asked for, oldest first; none where the group cannot be ranked.
    months: tuple[RankedMonth, ...]
    #: What every vendor has of the volume after them, by contract.
    shares: Mapping[str, Fraction]
    #: Why nobody is ranked: rules that differ, shares that are not the whole volume.
    trouble: Text | None = None

    @property
    def last(self) -> RankedMonth | None:
        """The month that was asked for."""
        return self.months[-1] if self.months else None


def ranking(house: House, who: Principal, label: str) -> list[RankedGroup]:
    """Every group that contracts in force in the month name, by its code. For whoever sees every vendor."""
    authorize_everywhere(who, Action.VIEW)
    groups: dict[str, list[Contract]] = {}
    ranked = [each for each in all_governing(house, who, label) if each.ranking]
    with house.database.read(who) as uow:
        # By their names of today, whatever the contracts call them.
        ranked = [replace(each, vendor_name=uow.directory.vendor(each.vendor).name) for each in ranked]
    for contract in ranked:
        if contract.ranking:
            groups.setdefault(contract.ranking.group, []).append(contract)
    return [_group(house, who, name, groups[name], label) for name in sorted(groups)]


def own_place(house: House, who: Principal, contract: Contract, label: str) -> Text | None:
    """What a vendor may be told of the ranking: its own place among how many, and its own share."""
    authorize(who, Action.VIEW, contract.vendor)
    if contract.ranking is None:
        return None
    # The others' totals are needed to place this one; none of them is told.
    found = ranking(house, replace(who, vendors=None), label)
    group = next(each for each in found if each.group == contract.ranking.group)
    places = group.last.places if group.last else ()
    own = next((each for each in places if each.contract == contract.code), None)
    return _own_words(own, len(places)) if own else None


def _group(house: House, who: Principal, name: str, members: Sequence[Contract], label: str) -> RankedGroup:
    own = {contract.code: contract.ranking for contract in members if contract.ranking}
    shares = {code: each.share for code, each in own.items()}
    if trouble := _trouble(list(own.values())):
        return RankedGroup(name, (), shares, trouble)
    first = max(each.month_rule.month_of(each.effective.start).label for each in members)
    labels = labels_between(first, label)
    results = {each.code: _by_label(history(house, who, each.code, labels)) for each in members}
    streaks: dict[str, int] = {}
    months = []
    for at in labels:
        month = _ranked(at, members, results, shares, streaks)
        months.append(month)
        shares |= {each.contract: each.placed.next_share for each in month.places}
        streaks |= {each.contract: each.placed.last_in_a_row for each in month.places}
    return RankedGroup(name, tuple(months), shares)


def _trouble(rankings: Sequence[Ranking]) -> Text | None:
    """Why the group cannot be ranked as its contracts are."""
    if len({(each.rule, each.tie) for each in rankings}) > 1:
        return Text(
            "各合同约定的排名规则不一致，未排名。",
            "The contracts' rules of ranking differ: nobody is ranked.",
        )
    whole = sum((each.share for each in rankings), Fraction(0))
    if len(rankings) < 2 or whole != _WHOLE:
        said = exact_text(whole)
        return Text(
            f"参加排名的合同有 {len(rankings)} 份，业务份额合计 {said}%，不是 100%，未排名。",
            f"{len(rankings)} contracts are ranked together and their shares add up to {said} %, not to "
            "100 %: nobody is ranked.",
        )
    return None


def _by_label(months: Sequence[MonthResult]) -> dict[str, MonthResult]:
    return {each.label: each for each in months}


def _ranked(
    label: str,
    members: Sequence[Contract],
    results: Mapping[str, Mapping[str, MonthResult]],
    shares: Mapping[str, Fraction],
    streaks: Mapping[str, int],
) -> RankedMonth:
    """One month by the shares and streaks it begins with."""
    totals = {each.code: _total(results[each.code].get(label)) for each in members}
    missing = tuple(each.vendor_name for each in members if totals[each.code] is None)
    if missing:
        return RankedMonth(label, (), missing)
    rule = members[0].ranking
    assert rule is not None
    standings = [
        Standing(
            each.code,
            Fraction(totals[each.code] or 0),
            shares[each.code],
            _tie(results[each.code][label], rule.tie),
            streaks.get(each.code, 0),
        )
        for each in members
    ]
    known = {each.code: each for each in members}
    return RankedMonth(label, tuple(_places(ranked(standings, rule.rule), known, totals)))


def _places(
    placed: Sequence[Placed], known: Mapping[str, Contract], totals: Mapping[str, Decimal | None]
) -> Iterator[Place]:
    for each in placed:
        contract, total = known[each.vendor], totals[each.vendor]
        assert total is not None
        yield Place(contract.vendor, contract.vendor_name, contract.code, total, each)


def _total(month: MonthResult | None) -> Decimal | None:
    """The total of a month that is over and lacks no figure that earns points, or that was closed so."""
    if month is None or month.score is None:
        return None
    awaited = any(
        line.clause.weight is not None and line.judgement.verdict is Verdict.NOT_REPORTED
        for line in month.lines
    )
    return None if (awaited or month.is_in_progress) and month.state not in FROZEN else month.score.total


def _tie(month: MonthResult, clause: str | None) -> Fraction | None:
    """How well the clause stands: its figure where more is better, less than nothing where less is."""
    line = month.line(clause) if clause else None
    value = line.judgement.value if line else None
    if line is None or value is None:
        return None
    if line.clause.comparison is Comparison.BETWEEN:
        return line.judgement.gap
    return -value if line.clause.comparison in _LOWER else value


def _own_words(own: Place, n: int) -> Text:
    before, after = exact_text(own.placed.share), exact_text(own.placed.next_share)
    steps = own.placed.trace
    zh = "；".join(step.zh for step in steps)
    en = "; ".join(step.en for step in steps)
    return Text(
        f"排名：{n} 家中第 {own.placed.place} 名；业务份额 {before}% → {after}%{f'（{zh}）' if zh else ''}",
        f"Ranking: place {own.placed.place} of {n}; share of the volume {before} % → {after} %"
        f"{f' ({en})' if en else ''}",
    )
