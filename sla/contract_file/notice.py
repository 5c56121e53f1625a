"""The notice that added, changed and dropped service levels need, and how often they may change, by the
version in force before."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from core.finding import Place
from core.text import Text
from sla.contract_file.node import Report
from sla.terms.contract import Clause, Contract


def check_notice(
    contract: Contract, existing: Sequence[Contract], today: date, place: Place, report: Report
) -> None:
    """Asked about where a version touches a service level sooner than the one before it lets it."""
    before = _before(contract, existing)
    if before is None or before.notice_days is None:
        return
    left = (contract.effective.start - today).days
    touched = list(_touched(before, contract))
    if touched and left < before.notice_days:
        facts = {"version": contract.version, "start": str(contract.effective.start), "days": max(left, 0)}
        report.add(
            "contract_notice_short",
            place,
            **facts,
            clauses=touched,
            notice=before.notice_days,
            today=str(today),
        )


def check_apart(contract: Contract, existing: Sequence[Contract], place: Place, report: Report) -> None:
    """Asked about where a version touches service levels too soon after the last one that did.

    Counted from start to start; the first version sets them and changes nothing.
    """
    before = _before(contract, existing)
    last = _last_change(before, existing) if before else None
    if before is None or before.change_months is None or last is None:
        return
    touched, since = list(_touched(before, contract)), last.effective.start
    earliest = _months_after(since, before.change_months)
    if touched and contract.effective.start < earliest:
        facts = {"version": contract.version, "last": last.version, "months": before.change_months}
        dates = {"start": contract.effective.start, "since": since, "earliest": earliest}
        said = {name: str(day) for name, day in dates.items()}
        report.add("contract_changed_too_soon", place, clauses=touched, **facts, **said)


def _last_change(version: Contract, existing: Sequence[Contract]) -> Contract | None:
    """The version, or the last one before it, that touched service levels; None where none ever did."""
    earlier = _before(version, existing)
    if earlier is None or any(_touched(earlier, version)):
        return version if earlier else None
    return _last_change(earlier, existing)


def _months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _before(contract: Contract, existing: Sequence[Contract]) -> Contract | None:
    """The version it follows."""
    earlier = [
        other
        for other in existing
        if other.code == contract.code
        and other.version != contract.version
        and other.effective.start < contract.effective.start
    ]
    return max(earlier, key=lambda other: other.effective.start, default=None)


def _touched(before: Contract, after: Contract) -> Iterator[Text]:
    """The clauses that are new, gone, or held against something else."""
    for clause in after.clauses:
        was = before.clause(clause.code)
        if was is None or _level(was) != _level(clause):
            yield clause.name
    yield from (clause.name for clause in before.clauses if after.clause(clause.code) is None)


def _level(clause: Clause) -> tuple[object, ...]:
    """What is promised: target and minimum, of which figure, by scope."""
    bounds = (clause.target, clause.target_high, clause.minimum, clause.minimum_high, clause.comparison)
    return (*bounds, clause.indicator, clause.variant, tuple(sorted(clause.params.items())), clause.targets)
