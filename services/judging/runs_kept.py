"""Runs kept and read back: a month's judgements as rows, and the rows as the month they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from core.month import MonthState
from core.period import Period
from core.principal import Principal
from core.rounding import rounded
from core.scope import Scope
from core.tally import Flag, Have
from core.text import Text
from core.verdict import Verdict
from services.house.program_version import program_version
from services.judging.agreed_kept import agreed_kept, amounts_read, points_read
from services.judging.credit_facts import misses_kept, misses_read, points_left
from services.judging.cube_asked import part_of
from services.judging.form_aggregate import is_pooled
from services.judging.judging import Scored, with_money
from services.judging.late_days import late_kept, late_read
from services.judging.month_result import ClauseLine, MonthResult, OtherSource
from services.judging.past import Kept, Past
from services.judging.relief_kept import raw_of, relief_detail
from services.judging.rules_held import rules_known
from services.judging.run_inputs import RunInputs
from services.judging.sample_kept import sample_kept, sample_of
from services.judging.score_kept import as_told, told_kept
from services.months.figures_hash import TOLD
from sla.judging.hindrance import Hindrance
from sla.judging.inherited import as_held
from sla.judging.verdict import Judgement
from sla.load import indicators_of
from sla.money.deductions import MoneyInput
from sla.points.month import Booking, ItemScore, MonthInput
from sla.terms.contract import Clause, ClauseSource, Contract, scope_of
from sla.terms.cut import clause_on
from sla.terms.definition import Unit
from sla.terms.indicator import Formula
from store.records import RunRecord, ScoreRecord, VerdictRow
from store.unit_of_work import UnitOfWork


def keep_run(
    uow: UnitOfWork, who: Principal, each: RunInputs, lines: Sequence[ClauseLine], points: Scored
) -> Kept:
    """Keep what was found; the month's first figures make it a draft."""
    contract, label, period = each.asked.contract, each.asked.label, each.asked.period
    run = RunRecord(
        contract=contract.code,
        vendor=contract.vendor,
        contract_version=contract.version,
        rules_version=each.asked.rules.version,
        period=label,
        period_from=period.start,
        period_to=period.end,
        inputs=each.inputs,
        hash=each.hash,
        run_at=uow.now,
        run_by=who.name,
        code_version=program_version(),
    )
    rows, score = as_rows(run, contract, lines, points)
    kept = uow.runs.keep(run, rows, score)
    month = uow.months.opened(contract.code, contract.vendor, label)
    month = uow.months.rest_on(month, kept.id)
    reported = any(line.judgement.verdict is not Verdict.NOT_REPORTED for line in lines)
    if month.state is MonthState.COLLECTING and reported:
        uow.months.move(month, MonthState.DRAFT)
    return kept, rows, score


def as_rows(
    run: RunRecord, contract: Contract, lines: Sequence[ClauseLine], points: Scored
) -> tuple[list[VerdictRow], ScoreRecord | None]:
    """What a run found, in the form it is kept."""
    items = {item.clause: item for item in points.score.items} if points.score else {}
    rows = [_row(run, i, line, items.get(line.clause.code)) for i, line in enumerate(lines)]
    return rows, _score(run, points, contract.currency)


def result_of(past: Past, each: RunInputs, run: RunRecord, as_of: date) -> MonthResult:
    """The month a kept run found, rebuilt to the same figures by the run's own rules."""
    asked = replace(each.asked, rules=rules_known(run.rules_version))
    each, contract, label = replace(each, asked=asked), asked.contract, asked.label
    rows = [row for row in past.found(run) if contract.clause(row.clause)]
    lines = [_line_of(past, each, row) for row in rows]
    kept = past.scores.get(run.id)
    points = as_told(run, kept, _scored_of(each, kept, lines))
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
        code_version=run.code_version or "",
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
        raw_verdict=line.raw.verdict if line.raw else None,
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
        "target_high": _text(judgement.target_high),
        "minimum_high": _text(judgement.minimum_high),
        "n": judgement.n,
        "site": judgement.scope.site if judgement.scope else None,
        "others": [
            [other.source, _text(other.value), _text(other.numerator), _text(other.denominator)]
            for other in line.others
        ],
        **(relief_detail(line, line.raw) if line.raw else {}),
        **({"part": _part(line)} if line.clause.parts and judgement.scope else {}),
        **({"variant": line.formula.variant} if _by_forms(line) else {}),
        **({"hindrance": judgement.hindrance.value} if judgement.hindrance else {}),
        **({"sample": sample_kept(judgement.sample)} if judgement.sample else {}),
        **({"days": [line.days.start.isoformat(), line.days.end.isoformat()]} if line.days else {}),
        **({"steps": [step.as_dict() for step in judgement.steps]} if judgement.steps else {}),
    }


def _by_forms(line: ClauseLine) -> bool:
    """Whether the forms of its audits chose the definition."""
    return line.clause.named_variant is None and is_pooled(line.formula)


def _part(line: ClauseLine) -> dict[str, str]:
    """The part whose figure it is; none for what names no part."""
    scope, name = line.judgement.scope, part_of(line.clause)
    value = getattr(scope, name) if scope else None
    return {name: value} if value else {}


def _score(run: RunRecord, points: Scored, currency: str) -> ScoreRecord | None:
    payable, score = points.payable, points.score
    if score is None and payable is None:
        return None
    coefficient = payable.coefficient if payable else None
    return ScoreRecord(
        run_id=run.id,
        contract=run.contract,
        vendor=run.vendor,
        period=run.period,
        total=score.total if score else None,
        full_mark=rounded(score.full_mark, 2) if score else None,
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
            **({"misses": misses} if (misses := misses_kept(points.money.misses)) else {}),
            **({"at_cap": True} if payable and payable.credits and payable.credits.is_at_cap else {}),
            **agreed_kept(points.given.agreed, points.money.agreed),
            **_billed_kept(points.money),
            **late_kept(points.money.late),
            **({"points_left": str(left)} if (left := points_left(payable)) is not None else {}),
            TOLD: told_kept(score, payable),
        },
    )


def _line_of(past: Past, each: RunInputs, row: VerdictRow) -> ClauseLine:
    contract = each.asked.contract
    clause = contract.clause(row.clause)
    assert clause is not None
    if row.source != clause.source.value:
        # Contested, and scored on the other side's figures: its days and rows are theirs, too.
        clause = replace(clause, source=ClauseSource(row.source))
    split = row.detail.get("days")
    if split:
        clause = replace(clause_on(clause, split[0]), cut=clause.cut)
    form = _formula(each, clause, row)
    others = [OtherSource(s, _number(v), _exact(n), _exact(d)) for s, v, n, d in row.detail["others"]]
    judgement = _judgement(clause, form, row)
    clause = as_held(contract, clause, row.period, judgement.scope or scope_of(contract, clause))
    return ClauseLine(
        clause,
        indicators_of(contract)[clause.indicator],
        form,
        scope_of(contract, clause),
        judgement,
        trend=past.trend(contract.code, clause.code, row.period),
        others=tuple(others),
        raw=raw_of(clause, judgement, row.detail.get("raw")),
        relief=tuple(Text(zh, en) for zh, en in row.detail.get("relief", ())),
        waived=row.detail.get("waived", False),
        days=_days(split) if split else None,
    )


def _formula(each: RunInputs, clause: Clause, row: VerdictRow) -> Formula:
    """The formula it was judged by: where the contract names none, the forms of its audits may have."""
    variant = row.detail.get("variant")
    return each.asked.formula(replace(clause, variant=variant) if variant else clause)


def _days(kept: Sequence[str]) -> Period:
    return Period(date.fromisoformat(kept[0]), date.fromisoformat(kept[1]))


def _judgement(clause: Clause, form: Formula, row: VerdictRow) -> Judgement:
    detail = row.detail
    site, hindrance, part = detail["site"], detail.get("hindrance"), detail.get("part")
    narrower = {"site": site} if site else part
    return Judgement(
        clause=row.clause,
        verdict=row.verdict,
        flags=frozenset(Flag(flag) for flag in row.flags),
        value=row.value,
        compared=_number(detail["compared"]),
        numerator=row.numerator,
        denominator=row.denominator,
        n=detail["n"],
        unit=Unit(row.unit),
        comparison=clause.comparison,
        target=row.target,
        minimum=row.minimum,
        target_high=_number(detail["target_high"]),
        minimum_high=_number(detail["minimum_high"]),
        coverage=Have(row.have, row.expected),
        scope=None if narrower is None else Scope(row.vendor, **{**row.scope, **narrower}),
        origins=row.origins,
        hindrance=Hindrance(hindrance) if hindrance else None,
        sample=sample_of(detail.get("sample"), clause.sample),
        steps=tuple(Text(**step) for step in detail.get("steps", ())),
    )


def _scored_of(each: RunInputs, score: ScoreRecord | None, lines: Sequence[ClauseLine]) -> Scored:
    """The score from the inputs kept with it: the same rules give the same points."""
    judgements = {line.clause.code: line.judgement for line in lines}
    kept: Mapping[str, Any] = score.detail if score else {}
    late = late_read(kept)
    bookings = [Booking(code, _number(p), times, note) for code, p, times, note in kept.get("bookings", ())]
    given = MonthInput(
        judgements,
        _numbers(kept.get("triggers", {})),
        _numbers(kept.get("given", {})),
        bookings,
        points_read(kept),
        late,
    )
    money = MoneyInput(
        each.asked.label,
        kept.get("volume"),
        judgements,
        kept.get("events", {}),
        kept.get("booked", {}),
        misses_read(kept.get("misses", {}), each.asked.contract, lines),
        amounts_read(kept, each.asked.contract.currency),
        kept.get("forecast"),
        date.fromisoformat(kept["exit_day"]) if "exit_day" in kept else None,
        late,
        Have(*kept["volume_days"]) if "volume_days" in kept else None,
        bill_follows=kept.get("bill_follows"),
    )
    found = with_money(each.asked, given, money)
    # A run of the time before months without points were settled has nothing kept of its money.
    return found if score or found.score else replace(found, payable=None)


def _numbers(stored: Mapping[str, str]) -> dict[str, Fraction]:
    return {code: Fraction(value) for code, value in stored.items()}


def _number(stored: str | None) -> Fraction | None:
    return None if stored is None else Fraction(stored)


def _exact(stored: str | None) -> Fraction:
    return Fraction(stored or 0)


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _billed_kept(money: MoneyInput) -> dict[str, Any]:
    """What the fee went by beside its volume; nothing where there is nothing."""
    day = money.exit_day.isoformat() if money.exit_day else None
    days = [money.volume_days.have, money.volume_days.expected] if money.volume_days else None
    found = {
        "forecast": money.forecast,
        "exit_day": day,
        "volume_days": days,
        "bill_follows": money.bill_follows,
    }
    return {name: value for name, value in found.items() if value is not None}
