"""What was found in every month of some contracts: for trends, misses and over-service."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from core.month import FROZEN, MonthState
from core.rounding import rounded
from core.tally import Flag
from core.verdict import JUDGED, Verdict
from services.judging.misses import TOTAL
from services.judging.month_result import TrendMonth
from sla.follow_up.misses import MonthVerdict
from sla.judging.relief import counted_verdict
from sla.terms.relief import Counters
from store.records import HistoryRecord, RunRecord, ScoreRecord, VerdictRow
from store.unit_of_work import UnitOfWork

_TREND = 6
_AWAITED = Flag.IN_PROGRESS.value
#: What a run notes that it rests on: a month without any of it was only looked at.
_FIGURES = ("files", "audits", "events", "figures", "claims")
Kept = tuple[RunRecord, Sequence[VerdictRow], ScoreRecord | None]


class PastRow(Protocol):
    """As much of a verdict as its past asks for: a whole row, or the few columns read for many months."""

    @property
    def clause(self) -> str: ...
    @property
    def value(self) -> Fraction | None: ...
    @property
    def target(self) -> Fraction | None: ...
    @property
    def verdict(self) -> Verdict: ...
    @property
    def raw_verdict(self) -> Verdict | None: ...
    @property
    def flags(self) -> tuple[str, ...]: ...
    @property
    def full_points(self) -> Decimal | None: ...


@dataclass(frozen=True)
class Past:
    """The run that every month of some contracts rests on, and what each found."""

    #: run → clause → what it found, in the contract's order.
    rows: dict[str, dict[str, PastRow]] = field(default_factory=dict)
    #: The runs asked for, row by row as they are kept.
    whole: dict[str, list[VerdictRow]] = field(default_factory=dict)
    scores: dict[str, ScoreRecord] = field(default_factory=dict)
    #: contract → month → the run it rests on.
    runs: dict[str, dict[str, RunRecord]] = field(default_factory=dict)
    states: dict[tuple[str, str], tuple[MonthState, int, str | None]] = field(default_factory=dict)
    #: contract → month → clause → what was taken over of it, and whether it counts.
    history: dict[str, dict[str, dict[str, tuple[HistoryRecord, bool]]]] = field(default_factory=dict)

    @staticmethod
    def of(uow: UnitOfWork, contracts: Sequence[str], runs: Iterable[str] = ()) -> Past:
        """Two queries a contract and four more, whatever the number of months; `runs` are read whole.

        What a run found is read where a month rests on it: corrections leave many others behind.
        """
        past = Past()
        for contract in contracts:
            past._read_states(uow, contract)
            past._read_runs(uow, contract)
        for record, taken in uow.history.holding(contracts):
            months = past.history.setdefault(record.contract, {})
            months.setdefault(record.period, {})[record.clause] = (record, taken.counted)
        resting = {run.id for months in past.runs.values() for run in months.values()}
        for row in uow.runs.past_of(resting):
            past.rows.setdefault(row.run_id, {})[row.clause] = row
        past.scores.update({score.run_id: score for score in uow.runs.scores_of(resting)})
        past._read_whole(uow, set(runs))
        return past

    def read_again(self, uow: UnitOfWork, contracts: Sequence[str], kept: Collection[str]) -> None:
        """After a write: the months' states, and what these runs found as it was kept."""
        for contract in contracts:
            self._read_states(uow, contract)
        self._read_whole(uow, kept)

    def add(self, kept: Kept) -> None:
        """Take in a run just kept."""
        run, rows, score = kept
        self.runs.setdefault(run.contract, {})[run.period] = run
        self.rows[run.id] = {row.clause: row for row in rows}
        if score:
            self.scores[run.id] = score

    def found(self, run: RunRecord) -> list[VerdictRow]:
        """What one of the runs asked for found, in the contract's order."""
        return self.whole.get(run.id, [])

    def rests_on(self, contract: str, label: str) -> str | None:
        """The run a month rests on."""
        run = self.runs.get(contract, {}).get(label)
        return run.id if run else None

    def latest(self, contract: str) -> str | None:
        """The run of the last month judged."""
        months = self.runs.get(contract, {})
        return months[max(months)].id if months else None

    def labels(self, contract: str) -> list[str]:
        """The months judged so far, oldest first."""
        return sorted(self.runs.get(contract, {}))

    def values(self, contract: str, clause: str, before: str) -> list[Fraction | None]:
        """A clause's values in the months before, latest first."""
        labels = [label for label in self._counting(contract) if label < before]
        return [self._value(contract, label, clause) for label in reversed(labels)]

    def value_in(self, contract: str, clause: str, label: str) -> Fraction | None:
        """A clause's value in one month."""
        return self._value(contract, label, clause)

    def judged_in(self, contract: str, clause: str, label: str) -> Fraction | None:
        """The same; None where the month only showed a figure: of a window that ran on, of a small sample."""
        row = None if clause in self._taken(contract, label) else self._row(contract, label, clause)
        shown = row is not None and row.verdict not in JUDGED
        return None if shown else self._value(contract, label, clause)

    def trend(self, contract: str, clause: str, label: str) -> tuple[TrendMonth, ...]:
        """A clause's last six months up to `label`, oldest first."""
        known = {*self.labels(contract), *self.history.get(contract, {})}
        labels = sorted(each for each in known if each <= label)[-_TREND:]
        months = [self._month(contract, each, clause) for each in labels]
        return tuple(month for month in months if month)

    def verdicts(self, contract: str, counters: Counters) -> dict[str, list[MonthVerdict]]:
        """Clause → its months in order, as misses are followed; months of silence at either end left out.

        `counters`: whether verdicts before or after relief count, as the contract says.
        """
        found: dict[str, list[MonthVerdict]] = {}
        for label in self._counting(contract):
            taken = {c: r.verdict for c, r in self._taken(contract, label).items() if r.verdict}
            for clause, verdict in taken.items():
                found.setdefault(clause, []).append(MonthVerdict(label, verdict))
            for row in (each for each in self._rows(contract, label) if each.clause not in taken):
                month = MonthVerdict(label, _counted(row, counters), _AWAITED in row.flags)
                found.setdefault(row.clause, []).append(month)
        return found

    def booked(self, contract: str, code: str) -> dict[str, int]:
        """Month → how often an event of that code counted in it; months without are left out."""
        found = {}
        for label, run in self.runs.get(contract, {}).items():
            score = self.scores.get(run.id)
            if times := score.detail.get("events", {}).get(code, 0) if score else 0:
                found[label] = times
        return found

    def points_left(self, contract: str, label: str) -> Fraction | None:
        """The service points a month left to the next one's bill; None where it left none."""
        run = self.runs.get(contract, {}).get(label)
        score = self.scores.get(run.id) if run else None
        left = score.detail.get("points_left") if score else None
        return None if left is None else Fraction(left)

    def totals(self, contract: str) -> list[tuple[str, Decimal | None]]:
        """The months' totals in order. A month has none before it is over, and while anything scored is
        still unreported, unless it was closed like that: a file on its way is not a poor month."""
        return [(label, self._total(contract, label)) for label in self._counting(contract)]

    def _counting(self, contract: str) -> list[str]:
        """The months that count in streaks, oldest first: those judged, and those taken over to count."""
        taken = [label for label in self.history.get(contract, {}) if self._taken(contract, label)]
        return sorted({*self.labels(contract), *taken})

    def _taken(self, contract: str, label: str) -> dict[str, HistoryRecord]:
        """Clause → what counts of a month taken over; nothing of what was judged here."""
        found = self.history.get(contract, {}).get(label, {})
        return {
            clause: record
            for clause, (record, counted) in found.items()
            if counted and not self._judged(contract, label, clause)
        }

    def _judged(self, contract: str, label: str, clause: str) -> bool:
        """Whether the month's own figures answer for a clause: nothing that was taken over replaces them.

        Silence is no answer: looking at a month before our own figures judges it, and finds nothing. What a
        month was made final on stands as it is.
        """
        run = self.runs.get(contract, {}).get(label)
        if run is None:
            return False
        state, _, _ = self.states.get((contract, label), (MonthState.COLLECTING, 1, None))
        if state in FROZEN:
            return True
        if not _has_figures(run):
            return False
        if clause == TOTAL:
            return self._own_total(contract, label) is not None
        row = self._row(contract, label, clause)
        return row is None or row.verdict is not Verdict.NOT_REPORTED

    def _value(self, contract: str, label: str, clause: str) -> Fraction | None:
        taken = self._taken(contract, label).get(clause)
        row = self._row(contract, label, clause)
        return taken.value if taken else row.value if row else None

    def _month(self, contract: str, label: str, clause: str) -> TrendMonth | None:
        record, _ = self.history.get(contract, {}).get(label, {}).get(clause, (None, False))
        if record and record.verdict and not self._judged(contract, label, clause):
            return TrendMonth(label, record.value, record.verdict, is_history=True)
        row = self._row(contract, label, clause)
        return TrendMonth(label, row.value, row.verdict, row.target) if row else None

    def _total(self, contract: str, label: str) -> Decimal | None:
        if taken := self._taken(contract, label).get(TOTAL):
            return None if taken.value is None else rounded(taken.value, 2)
        return self._own_total(contract, label)

    def _own_total(self, contract: str, label: str) -> Decimal | None:
        """The total of a month judged here."""
        if label not in self.runs.get(contract, {}):
            return None
        state, _, _ = self.states.get((contract, label), (MonthState.COLLECTING, 1, None))
        if state not in FROZEN and any(_is_awaited(row) for row in self._rows(contract, label)):
            return None
        score = self.scores.get(self.runs[contract][label].id)
        return score.total if score else None

    def _rows(self, contract: str, label: str) -> Iterable[PastRow]:
        run = self.runs.get(contract, {}).get(label)
        return self.rows.get(run.id, {}).values() if run else ()

    def _row(self, contract: str, label: str, clause: str) -> PastRow | None:
        run = self.runs.get(contract, {}).get(label)
        return self.rows.get(run.id, {}).get(clause) if run else None

    def _read_states(self, uow: UnitOfWork, contract: str) -> None:
        for month in uow.months.listed(contract=contract):
            self.states[(contract, month.period)] = (month.state, month.edition, month.run_id)

    def _read_runs(self, uow: UnitOfWork, contract: str) -> None:
        """The run each month rests on: not the last where figures were taken back, nor where it is final."""
        made = uow.runs.all(contract=contract)
        by_id = {run.id: run for run in made}
        months = self.runs.setdefault(contract, {})
        months.update({run.period: run for run in made})
        for (code, label), (_, _, run_id) in self.states.items():
            if code == contract and run_id in by_id:
                months[label] = by_id[run_id]

    def _read_whole(self, uow: UnitOfWork, runs: Collection[str]) -> None:
        for run in runs:
            self.whole[run] = []
        for row in uow.runs.found_by(runs):
            self.whole[row.run_id].append(row)
        self.scores.update({score.run_id: score for score in uow.runs.scores_of(runs)})


def _counted(row: PastRow, counters: Counters) -> Verdict:
    if row.raw_verdict is None:
        return row.verdict
    return counted_verdict(row.verdict, {Flag(flag) for flag in row.flags}, row.raw_verdict, counters)


def _has_figures(run: RunRecord) -> bool:
    """Whether a run rests on anything reported, logged or typed in."""
    return any(run.inputs.get(kind) for kind in _FIGURES)


def _is_awaited(row: PastRow) -> bool:
    """Whether a scored clause still waits for figures."""
    unreported = row.full_points is not None and row.verdict is Verdict.NOT_REPORTED
    return unreported or _AWAITED in row.flags
