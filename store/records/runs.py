"""Months, the runs that judged them, and what each run found: verdicts and score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.month import MonthState
from core.verdict import Verdict
from store.records.base import Editable, Record


@dataclass(frozen=True, kw_only=True)
class MonthRecord(Editable):
    """A contract's month: where it stands, and the run that its current edition rests on."""

    contract: str
    vendor: str
    period: str
    state: MonthState = MonthState.COLLECTING
    edition: int = 1
    run_id: str | None = None
    #: Of all figures the edition was closed with (services/months/figures_hash.py); None while it is open.
    figures_hash: str | None = None
    #: The run whose credits the ledger has taken in (services/money/credit_accrual.py).
    entered_run: str | None = None
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class RunRecord(Record):
    """One assessment: the same inputs under the same rules are the same run (hash unique)."""

    contract: str
    vendor: str
    contract_version: str
    rules_version: str
    period: str
    period_from: date
    period_to: date
    #: What it rests on: lake file hashes, audits, events, figures; no clock.
    inputs: Mapping[str, Any]
    hash: str
    run_at: datetime
    run_by: str
    #: The program that judged; no part of the hash: another program must find the same.
    code_version: str | None = None


@dataclass(frozen=True, kw_only=True)
class VerdictRow(Record):
    """The answer on one clause and scope in a run."""

    run_id: str
    contract: str
    vendor: str
    period: str
    #: Place in the contract's order.
    ordinal: int
    clause: str
    indicator: str
    scope: Mapping[str, str | None] = field(default_factory=dict)
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    value: Fraction | None = None
    unit: str = ""
    comparison: str = ""
    target: Fraction | None = None
    minimum: Fraction | None = None
    verdict: Verdict
    flags: tuple[str, ...] = ()
    #: The answer before relief, where one was granted.
    raw_verdict: Verdict | None = None
    n: int = 0
    have: int = 0
    expected: int = 0
    source: str = ""
    origins: tuple[str, ...] = ()
    #: Item score, rounded half-up to 0.01.
    points: Decimal | None = None
    full_points: Decimal | None = None
    #: The whole receipt: how points came about.
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PastVerdict(Record):
    """As much of a verdict as trends, misses and over-service ask of the months before."""

    run_id: str
    contract: str
    clause: str
    value: Fraction | None = None
    target: Fraction | None = None
    verdict: Verdict
    flags: tuple[str, ...] = ()
    #: The answer before relief, where one was granted.
    raw_verdict: Verdict | None = None
    full_points: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ScoreRecord(Record):
    """The month's score of a run, with its receipt."""

    run_id: str
    contract: str
    vendor: str
    period: str
    total: Decimal | None = None
    full_mark: Decimal | None = None
    coefficient: Decimal | None = None
    payable_cents: int | None = None
    currency: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
