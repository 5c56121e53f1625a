"""A clause's targets by scope in a contract file: keys, terms, and rows that never hold or hold twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sla.contract_file.node import Report
from sla.contract_file.shape import Got, Key, NumberOrPair, Record
from sla.terms.contract import Aggregate, Comparison
from sla.terms.definition import Direction, Rollup
from sla.terms.indicator import Indicator
from sla.terms.targets import TargetRow

_OF_MOMENTS = (Rollup.QUANTILE, Rollup.END, Rollup.AVERAGE, Rollup.WORST, Rollup.MEAN_PERCENT)


def targets_of(scope: Record) -> Record:
    """The keys of one row; `scope` as a clause has it."""
    return Record(
        {
            "scope": Key(scope, required=True, meaning="Whose figures it is the target of"),
            "target": Key(NumberOrPair(), required=True),
            "minimum": Key(NumberOrPair()),
        }
    )


def build_targets(rows: Sequence[Got]) -> tuple[TargetRow, ...]:
    """The rows, as written."""
    return tuple(_row(got) for got in rows if not got.broken)


def targets_as_list(rows: Sequence[TargetRow]) -> list[dict[str, Any]] | None:
    """The shape of the file."""
    return [
        {
            "scope": row.scope,
            "target": row.target if row.target_high is None else [row.target, row.target_high],
            "minimum": row.minimum if row.minimum_high is None else [row.minimum, row.minimum_high],
        }
        for row in rows
    ] or None


def check_targets(got: Got, contract: Got | None, indicator: Indicator | None, report: Report) -> None:
    """Rows for the very same scope, rows no figure falls under, and what no row can stand beside."""
    rows: list[Got] = [row for row in got.get("targets", []) if not row.broken]
    if not rows:
        return
    code, seen = got.get("code", "?"), list[Mapping[str, str]]()
    known = {**scope_of_row(contract), **scope_of_row(got)}
    band = is_band(got, indicator)
    for row in rows:
        scope = scope_of_row(row)
        facts = {
            "clause": code,
            "scope": scope_text(scope),
        }
        if scope in seen:
            report.add("contract_target_row_twice", row.place, **facts)
        elif not scope or not can_hold(scope, known, got, indicator):
            report.add("contract_target_row_never", row.place, **facts)
        if any(row.get(key) and band != (row.get(key)[1] is not None) for key in ("target", "minimum")):
            report.add("contract_band_needs_two", row.place, clause=code)
        seen.append(scope)
    ramp = got.get("ramp")
    starting = ramp is not None and (ramp.get("targets") or ramp.get("no_credit_months"))
    if "baseline" in got.places or starting or "target" not in got.values:
        report.add("contract_target_rows_unfit", got.at("targets"), clause=code)


def is_band(got: Got, indicator: Indicator | None) -> bool:
    """Whether a clause's target has two ends."""
    return got.get("comparison") is Comparison.BETWEEN or bool(
        indicator and indicator.direction is Direction.BAND and "each" not in got.values
    )


def scope_text(scope: Mapping[str, str]) -> str:
    """A row's scope as the file has it: `site HF`."""
    return ", ".join(f"{name} {value}" for name, value in scope.items()) or "—"


def can_hold(
    scope: Mapping[str, str], known: Mapping[str, str], got: Got, indicator: Indicator | None
) -> bool:
    """Whether a figure of the clause may fall under it: its own scope, or one of the parts told apart."""
    apart = got.get("aggregate") is Aggregate.WORST and not (indicator and indicator.rollup in _OF_MOMENTS)
    part = got.get("parts", "site")
    return all(
        known[name] == value if name in known else name == part and apart for name, value in scope.items()
    )


def _row(got: Got) -> TargetRow:
    target, high = got.get("target")
    least, least_high = got.get("minimum", (None, None))
    return TargetRow(scope_of_row(got), target, least, high, least_high)


def scope_of_row(got: Got | None) -> dict[str, str]:
    """The dimensions a row, a clause or the contract is narrowed to."""
    scope: Got | None = got.get("scope") if got else None
    return dict(scope.values) if scope else {}
