"""Runs kept and read back: a month's judgements as rows, and the rows as the month they were."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.month import FROZEN, MonthState
from core.principal import Principal
from core.rounding import rounded
from core.scope import Scope
from core.tally import Flag, Have
from core.verdict import Verdict
from services.judging import Scored, with_money
from services.month_result import ClauseLine, MonthResult, OtherSource, TrendMonth
from services.run_inputs import RunInputs
from services.sources import formula_of
from sla.contract import Clause, scope_of
from sla.indicator import Formula
from sla.load import indicators_of
from sla.misses import MonthVerdict
from sla.score import Booking, ItemScore, MonthInput
from sla.settlement import MoneyInput
from sla.verdict import Judgement
from store.records import RunRecord, ScoreRecord, VerdictRow
from store.unit_of_work import UnitOfWork

_TREND = 6
Kept = tuple[RunRecord, Sequence[VerdictRow], ScoreRecord | None]


@dataclass(frozen=True)
class History:
    """The latest run of every month of some contracts, and what each found."""

    #: contract → run → rows.
    rows: dict[str, dict[str, list[VerdictRow]]] = field(default_factory=dict)
    scores: dict[str, ScoreRecord] = field(default_factory=dict)
    #: (contract, month) → the run it rests on.
    runs: dict[tuple[str, str], RunRecord] = field(default_factory=dict)
    by_id: dict[str, RunRecord] = field(default_factory=dict)
    states: dict[tuple[str, str], tuple[MonthState, int, str | None]] = field(default_factory=dict)

    @staticmethod
    def of(uow: UnitOfWork, contracts: Sequence[str], runs: Iterable[str] = ()) -> History:
        """Two queries a contract and two more, whatever the number of months.

        What a run found is read where a month rests on it, and of `runs` beside: corrections leave many
        others behind.
        """
        past = History()
        for contract in contracts:
            past.read_states(uow, contract)
            for run in uow.runs.all(contract=contract):
                past.by_id[run.id] = run
                past.runs[(contract, run.period)] = run
            past._rest_on_frozen(contract)
        past.read_found(uow, {run.id for run in past.runs.values()} | set(runs))
        return past

    def read_states(self, uow: UnitOfWork, contract: str) -> None:
        """How far each of a contract's months has come."""
        for month in uow.months.listed(contract=contract):
            self.states[(contract, month.period)] = (month.state, month.edition, month.run_id)

    def read_again(self, uow: UnitOfWork, contracts: Sequence[str], kept: Sequence[RunRecord]) -> None:
        """After a write: the months' states, and what these runs found as it was kept."""
        for contract in contracts:
            self.read_states(uow, contract)
        for run in kept:
            self.rows.get(run.contract, {}).pop(run.id, None)
        self.read_found(uow, {run.id for run in kept})

    def read_found(self, uow: UnitOfWork, runs: Collection[str]) -> None:
        """What some runs found, as it is kept."""
        for row in uow.runs.found_by(runs):
            self.rows.setdefault(row.contract, {}).setdefault(row.run_id, []).append(row)
        self.scores.update({score.run_id: score for score in uow.runs.scores_of(runs)})

    def _rest_on_frozen(self, contract: str) -> None:
        """A final month rests on the run it was closed with, whatever was judged since."""
        for (code, label), (state, _, run_id) in self.states.items():
            if code == contract and state in FROZEN and run_id in self.by_id:
                self.runs[(code, label)] = self.by_id[run_id]

    def add(self, kept: Kept) -> None:
        """Take in a run just kept."""
        run, rows, score = kept
        self.by_id[run.id] = run
        self.runs[(run.contract, run.period)] = run
        self.rows.setdefault(run.contract, {})[run.id] = list(rows)
        if score:
            self.scores[run.id] = score

    def found(self, run: RunRecord) -> list[VerdictRow]:
        """What a run found, in the contract's order."""
        return sorted(self.rows.get(run.contract, {}).get(run.id, []), key=lambda row: row.ordinal)

    def latest(self, contract: str) -> str | None:
        """The run of the last month judged."""
        labels = self.labels(contract)
        return self.runs[(contract, labels[-1])].id if labels else None

    def labels(self, contract: str) -> list[str]:
        """The months judged so far, oldest first."""
        return sorted(label for code, label in self.runs if code == contract)

    def values(self, contract: str, clause: str, before: str) -> list[Fraction | None]:
        """A clause's values in the months before, latest first."""
        labels = [label for label in self.labels(contract) if label < before]
        found = [self._row(contract, label, clause) for label in reversed(labels)]
        return [row.value if row else None for row in found]

    def trend(self, contract: str, clause: str, label: str) -> tuple[TrendMonth, ...]:
        """A clause's last six months up to `label`, oldest first."""
        labels = [each for each in self.labels(contract) if each <= label][-_TREND:]
        rows = [(each, self._row(contract, each, clause)) for each in labels]
        return tuple(TrendMonth(each, row.value, row.verdict, row.target) for each, row in rows if row)

    def verdicts(self, contract: str) -> dict[str, list[MonthVerdict]]:
        """Clause → its months in order, as misses are followed; months of silence at either end left out."""
        found: dict[str, list[MonthVerdict]] = {}
        for label in self.labels(contract):
            for row in self.found(self.runs[(contract, label)]):
                in_progress = Flag.IN_PROGRESS.value in row.flags
                found.setdefault(row.clause, []).append(MonthVerdict(label, row.verdict, in_progress))
        return found

    def totals(self, contract: str) -> list[tuple[str, Decimal | None]]:
        """The months' totals in order. A month has none before it is over, and while anything scored is
        still unreported, unless it was closed like that: a file on its way is not a poor month."""
        found = []
        for label in self.labels(contract):
            run = self.runs[(contract, label)]
            rows = self.found(run)
            state, _, _ = self.states.get((contract, label), (MonthState.COLLECTING, 1, None))
            waiting = any(_is_awaited(row) for row in rows) and state not in FROZEN
            score = self.scores.get(run.id)
            found.append((label, None if waiting or score is None else score.total))
        return found

    def _row(self, contract: str, label: str, clause: str) -> VerdictRow | None:
        run = self.runs.get((contract, label))
        return next((row for row in self.found(run) if row.clause == clause), None) if run else None


def _is_awaited(row: VerdictRow) -> bool:
    """Whether a scored clause still waits for figures."""
    unreported = row.full_points is not None and row.verdict is Verdict.NOT_REPORTED
    return unreported or Flag.IN_PROGRESS.value in row.flags


def keep_run(
    uow: UnitOfWork, who: Principal, each: RunInputs, lines: Sequence[ClauseLine], points: Scored, rules: str
) -> Kept:
    """Keep what was found; the month's first figures make it a draft."""
    contract, label, period = each.asked.contract, each.asked.label, each.asked.period
    run = RunRecord(
        contract=contract.code,
        vendor=contract.vendor,
        contract_version=contract.version,
        rules_version=rules,
        period=label,
        period_from=period.start,
        period_to=period.end,
        inputs=each.inputs,
        hash=each.hash,
        run_at=uow.now,
        run_by=who.name,
    )
    items = {item.clause: item for item in points.score.items} if points.score else {}
    rows = [_row(run, i, line, items.get(line.clause.code)) for i, line in enumerate(lines)]
    score = _score(run, points, contract.currency)
    kept = uow.runs.keep(run, rows, score)
    month = uow.months.opened(contract.code, contract.vendor, label)
    reported = any(line.judgement.verdict is not Verdict.NOT_REPORTED for line in lines)
    if month.state is MonthState.COLLECTING and reported:
        uow.months.move(month, MonthState.DRAFT)
    return kept, rows, score


def result_of(past: History, each: RunInputs, run: RunRecord, as_of: date) -> MonthResult:
    """The month a kept run found, rebuilt to the same figures."""
    contract, label = each.asked.contract, each.asked.label
    rows = [row for row in past.found(run) if contract.clause(row.clause)]
    lines = [_line_of(past, each, row) for row in rows]
    points = _scored_of(each, past.scores.get(run.id), lines)
    items = {item.clause: item for item in points.score.items} if points.score else {}
    state, edition, _ = past.states.get((contract.code, label), (MonthState.COLLECTING, 1, None))
    return MonthResult(
        contract=contract,
        label=label,
        period=each.asked.period,
        as_of=as_of,
        lines=tuple(replace(line, item=items.get(line.clause.code)) for line in lines),
        score=points.score,
        settled=points.payable,
        state=state,
        edition=edition,
        run_id=run.id,
        run_hash=run.hash,
        rules_version=run.rules_version,
        origins=tuple(sorted({origin for row in rows for origin in row.origins})),
    )


def _row(run: RunRecord, ordinal: int, line: ClauseLine, item: ItemScore | None) -> VerdictRow:
    judgement = line.judgement
    return VerdictRow(
        run_id=run.id,
        contract=run.contract,
        vendor=run.vendor,
        period=run.period,
        ordinal=ordinal,
        clause=line.clause.code,
        indicator=line.indicator.code,
        scope=line.scope.as_dict(),
        numerator=judgement.numerator,
        denominator=judgement.denominator,
        value=judgement.value,
        unit=judgement.unit.value,
        comparison=judgement.comparison.value,
        target=judgement.target,
        minimum=judgement.minimum,
        verdict=judgement.verdict,
        flags=tuple(sorted(flag.value for flag in judgement.flags)),
        n=judgement.n or 0,
        have=judgement.coverage.have,
        expected=judgement.coverage.expected,
        source=line.clause.source.value,
        origins=judgement.origins,
        points=item.earned if item else None,
        full_points=None if item is None else rounded(item.effective_weight, 2),
        detail=_detail(line),
    )


def _detail(line: ClauseLine) -> dict[str, Any]:
    """What has no column of its own; exact numbers as text."""
    judgement = line.judgement
    return {
        "compared": _text(judgement.compared),
        "gap": _text(judgement.gap),
        "target_high": _text(judgement.target_high),
        "minimum_high": _text(judgement.minimum_high),
        "n": judgement.n,
        "site": judgement.scope.site if judgement.scope else None,
        "others": [
            [other.source, _text(other.value), _text(other.numerator), _text(other.denominator)]
            for other in line.others
        ],
    }


def _score(run: RunRecord, points: Scored, currency: str) -> ScoreRecord | None:
    if points.score is None:
        return None
    payable = points.payable
    coefficient = payable.coefficient if payable else None
    return ScoreRecord(
        run_id=run.id,
        contract=run.contract,
        vendor=run.vendor,
        period=run.period,
        total=points.score.total,
        full_mark=rounded(points.score.full_mark, 2),
        coefficient=None if coefficient is None else rounded(coefficient, 6),
        payable_cents=payable.payable.cents if payable else None,
        currency=currency,
        detail={
            "triggers": {code: _text(value) for code, value in points.given.triggers.items()},
            "given": {code: _text(value) for code, value in points.given.given.items()},
            "bookings": [[b.code, _text(b.points), b.times, b.note] for b in points.given.bookings],
            "volume": points.money.volume,
            "events": dict(points.money.events),
            "booked": dict(points.money.booked),
        },
    )


def _line_of(past: History, each: RunInputs, row: VerdictRow) -> ClauseLine:
    contract = each.asked.contract
    clause = contract.clause(row.clause)
    assert clause is not None
    form = formula_of(contract, clause)
    others = [OtherSource(s, _number(v), _exact(n), _exact(d)) for s, v, n, d in row.detail["others"]]
    return ClauseLine(
        clause,
        indicators_of(contract)[clause.indicator],
        form,
        scope_of(contract, clause),
        _judgement(clause, form, row),
        trend=past.trend(contract.code, clause.code, row.period),
        others=tuple(others),
    )


def _judgement(clause: Clause, form: Formula, row: VerdictRow) -> Judgement:
    detail = row.detail
    site = detail["site"]
    shown = None if row.value is None else rounded(row.value, clause.rounding.digits, clause.rounding.mode)
    return Judgement(
        clause=row.clause,
        verdict=row.verdict,
        flags=frozenset(Flag(flag) for flag in row.flags),
        value=row.value,
        compared=_number(detail["compared"]),
        shown=shown,
        numerator=row.numerator,
        denominator=row.denominator,
        n=detail["n"],
        unit=form.unit,
        comparison=clause.comparison,
        target=row.target,
        minimum=row.minimum,
        target_high=_number(detail["target_high"]),
        minimum_high=_number(detail["minimum_high"]),
        gap=_number(detail["gap"]),
        coverage=Have(row.have, row.expected),
        scope=Scope(row.vendor, **{**row.scope, "site": site}) if site else None,
        origins=row.origins,
    )


def _scored_of(each: RunInputs, score: ScoreRecord | None, lines: Sequence[ClauseLine]) -> Scored:
    """The score from the inputs kept with it: the same rules give the same points."""
    judgements = {line.clause.code: line.judgement for line in lines}
    kept: Mapping[str, Any] = score.detail if score else {}
    bookings = [Booking(code, _number(p), times, note) for code, p, times, note in kept.get("bookings", ())]
    given = MonthInput(
        judgements, _numbers(kept.get("triggers", {})), _numbers(kept.get("given", {})), bookings
    )
    money = MoneyInput(
        each.asked.label, kept.get("volume"), judgements, kept.get("events", {}), kept.get("booked", {})
    )
    return with_money(each.asked, given, money)


def _numbers(stored: Mapping[str, str]) -> dict[str, Fraction]:
    return {code: Fraction(value) for code, value in stored.items()}


def _number(stored: str | None) -> Fraction | None:
    return None if stored is None else Fraction(stored)


def _exact(stored: str | None) -> Fraction:
    return Fraction(stored or 0)


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
