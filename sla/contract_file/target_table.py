"""A contract's table of targets in its file: keys, terms, and what keeps a row or a clause from holding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.period import MonthRule, shifted
from sla.contract_file.baseline import Month
from sla.contract_file.node import Report
from sla.contract_file.shape import Got, Key, NumberOrPair, Record
from sla.contract_file.targets import can_hold, is_band, scope_of_row, scope_text
from sla.contract_file.values import Code, Words
from sla.terms.indicator import Indicator
from sla.terms.targets import SharedTarget, nearest

_LAST = "9999-12"


def target_table_of(scope: Record) -> Record:
    """The keys of one row; `scope` as a clause has it, left out for all of the contract."""
    return Record(
        {
            "indicator": Key(Code(), required=True, meaning="Of every clause on it that states no target"),
            "scope": Key(scope, meaning="Whose figures; all of them where left out"),
            "target": Key(NumberOrPair(), required=True),
            "minimum": Key(NumberOrPair()),
            "from": Key(Month(), meaning="The first month it holds in, 2026-01"),
            "to": Key(Month(), meaning="The last month it holds in"),
            "amendment": Key(Words(), meaning="What brought it in, as the papers name it"),
        }
    )


def build_target_table(rows: Sequence[Got]) -> tuple[SharedTarget, ...]:
    """The rows, as written."""
    return tuple(_row(got) for got in rows if not got.broken)


def target_table_as_list(rows: Sequence[SharedTarget]) -> list[dict[str, Any]] | None:
    """The shape of the file."""
    return [
        {
            "indicator": row.indicator,
            "scope": row.scope or None,
            "target": row.target if row.target_high is None else [row.target, row.target_high],
            "minimum": row.minimum if row.minimum_high is None else [row.minimum, row.minimum_high],
            "from": row.since,
            "to": row.until,
            "amendment": row.amendment,
        }
        for row in rows
    ] or None


def shared_indicators(contract: Got | None) -> set[str]:
    """The indicators that have a row in the contract's table."""
    rows: list[Got] = contract.get("target_table", []) if contract else []
    return {row.get("indicator") for row in rows if not row.broken}


def takes_shared(got: Got, shared: set[str]) -> bool:
    """Whether a clause of a file takes its target from the table: it states none, by no other way either.

    A share of intervals or days is another promise than the indicator's own figure.
    """
    score = got.get("score")
    stated = {"target", "baseline", "curve", "each"} & got.places.keys() or (score and score.get("points"))
    return not stated and got.get("indicator") in shared


@dataclass(frozen=True)
class TableChecks:
    """Checks of the table against itself and against the clauses that take from it."""

    contract: Got
    clauses: Sequence[Got]
    indicators: Mapping[str, Indicator]
    report: Report

    def table(self) -> None:
        """Everything in it; nothing where there is none."""
        rows: list[Got] = [row for row in self.contract.get("target_table", []) if not row.broken]
        shared = shared_indicators(self.contract)
        taking = [clause for clause in self.clauses if takes_shared(clause, shared)]
        for at, row in enumerate(rows):
            self._row(row, rows[:at], taking)
        for clause in taking:
            self._clause(clause, build_target_table(rows))

    def _row(self, row: Got, before: Sequence[Got], taking: Sequence[Got]) -> None:
        facts = {"indicator": row.get("indicator"), "scope": scope_text(scope_of_row(row))}
        first, last = _months(row)
        if last < first:
            self.report.add("contract_table_months", row.place, **facts, first=first, last=last)
        if any(_collide(row, other) for other in before):
            self.report.add("contract_table_row_twice", row.place, **facts)
        if row.get("indicator") in self.indicators and not any(self._holds(row, each) for each in taking):
            self.report.add("contract_table_row_unused", row.place, **facts)

    def _clause(self, got: Got, rows: Sequence[SharedTarget]) -> None:
        code, own = got.get("code", "?"), [row for row in rows if row.indicator == got.get("indicator")]
        if {"minimum", "targets"} & got.places.keys():
            self.report.add("contract_table_unfit", got.place, clause=code)
        band = is_band(got, self.indicators.get(got.get("indicator")))
        for row in own:
            ends = [row.target_high] + ([row.minimum_high] if row.minimum is not None else [])
            if any(band != (end is not None) for end in ends):
                self.report.add("contract_band_needs_two", got.place, clause=code)
                break
        scope = {**scope_of_row(self.contract), **scope_of_row(got)}
        for label in self._turns(own):
            if nearest((row for row in own if row.holds_in(label)), scope) is None:
                self.report.add("contract_table_gap", got.place, clause=code, month=label)
                break

    def _holds(self, row: Got, clause: Got) -> bool:
        known = {**scope_of_row(self.contract), **scope_of_row(clause)}
        indicator = self.indicators.get(clause.get("indicator"))
        same = clause.get("indicator") == row.get("indicator")
        return same and can_hold(scope_of_row(row), known, clause, indicator)

    def _turns(self, rows: Sequence[SharedTarget]) -> Iterator[str]:
        """The contract's first month, and each in which a row is no more."""
        rule = _rule(self.contract)
        dates: Got = self.contract.get("effective", Got(self.contract.place))
        start: date | None = dates.get("from")
        end: date | None = dates.get("to")
        if start is None:
            return
        first = rule.month_of(start).label
        last = rule.month_of(end).label if end else _LAST
        ends = {shifted(row.until, 1) for row in rows if row.until and row.until < _LAST}
        yield from sorted(label for label in {first, *ends} if first <= label <= last)


def _rule(contract: Got) -> MonthRule:
    period: Got | None = contract.get("period")
    return MonthRule(first_day=int(period.get("first_day", 1))) if period else MonthRule()


def _collide(row: Got, other: Got) -> bool:
    """Whether two rows hold for the same scope in one month at least: neither is nearer."""
    same = row.get("indicator") == other.get("indicator") and scope_of_row(row) == scope_of_row(other)
    (first, last), (from_, to) = _months(row), _months(other)
    return same and first <= to and from_ <= last


def _months(row: Got) -> tuple[str, str]:
    return row.get("from", "0000-00"), row.get("to", _LAST)


def _row(got: Got) -> SharedTarget:
    target, high = got.get("target")
    least, least_high = got.get("minimum", (None, None))
    return SharedTarget(
        scope_of_row(got),
        target,
        least,
        high,
        least_high,
        got.get("indicator"),
        got.get("from"),
        got.get("to"),
        got.get("amendment"),
    )
