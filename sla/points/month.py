"""A contract's month in points: items, their sum, adjustments, veto."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.rounding import rounded
from core.text import Text
from core.verdict import LOOKS, Verdict
from sla.exact import exact_text
from sla.judging.verdict import Judgement
from sla.points.item import Points, item_points
from sla.points.lateness import late_points
from sla.spoken import signed_points
from sla.terms.contract import Clause, ClauseSource, Contract, Unscored
from sla.terms.events import Adjustment, Veto
from sla.terms.grades import grade_at, worse_of
from sla.terms.reporting import ERRONEOUS_REPORT, LATE_REPORT, REPORT_COST_NAMES, LateDays

_SILENT = frozenset({Verdict.NOT_REPORTED, Verdict.INVALID})
#: Figures the client owes: where they are missing, the vendor does not pay for it.
_OURS = frozenset(
    {
        ClauseSource.CLIENT,
        ClauseSource.AUDITS,
        ClauseSource.BY_HAND,
        ClauseSource.EVENTS,
        ClauseSource.CASES,
        ClauseSource.REPORTS,
        ClauseSource.COMPLIANCE,
    }
)


class Standing(StrEnum):
    """Whether an item earned its points, or what became of its weight."""

    SCORED = "scored"
    REDISTRIBUTED = "redistributed"
    ZERO = "zero"
    FULL = "full"


@dataclass(frozen=True)
class Booking:
    """An entry of the daily events ledger that adds or takes points, or is a veto."""

    code: str
    #: None for the points the contract states.
    points: Fraction | None = None
    times: int = 1
    note: str = ""


@dataclass(frozen=True)
class AgreedPoints:
    """Points that both sides agreed to add or take for one month (补充约定)."""

    #: The agreement's number.
    number: str
    name: Text
    points: Fraction


@dataclass(frozen=True)
class MonthInput:
    """What a month's score is made of beside the contract."""

    judgements: Mapping[str, Judgement]
    #: The figures that conditional caps look at, by clause.
    triggers: Mapping[str, Fraction] = field(default_factory=dict)
    #: Points a person gave, by clause.
    given: Mapping[str, Fraction] = field(default_factory=dict)
    bookings: Sequence[Booking] = ()
    agreed: Sequence[AgreedPoints] = ()
    #: Reports that were late or missing, where the contract says what that costs.
    late: Sequence[LateDays] = ()


@dataclass(frozen=True)
class ItemScore:
    """One clause's line of the scorecard."""

    clause: str
    name: Text
    weight: Fraction
    standing: Standing
    #: Rounded half-up to 0.01; None where the weight went to the other items.
    earned: Decimal | None
    #: What the item weighs after redistribution.
    effective_weight: Fraction
    verdict: Verdict
    value: Fraction | None
    trace: tuple[Text, ...] = ()

    @property
    def lost(self) -> Fraction | None:
        """What the clause cost of the weight it carries this month; None where it carries none.

        Adjustments and vetoes are no clause's loss and stand beside it.
        """
        if self.earned is None or not self.weight:
            return None
        return self.effective_weight - Fraction(self.earned) * self.effective_weight / self.weight


@dataclass(frozen=True)
class AdjustmentLine:
    """One rule's bonuses and deductions of the month, the cap applied."""

    code: str
    name: Text
    points: Decimal
    booked: Decimal
    trace: tuple[Text, ...] = ()


@dataclass(frozen=True)
class MonthScore:
    """The month's score with its receipt."""

    contract: str
    version: str
    full_mark: Fraction
    items: tuple[ItemScore, ...]
    #: The sum of the rounded items, redistribution applied.
    base: Decimal
    adjustments: tuple[AdjustmentLine, ...]
    #: Codes of the vetoes that struck.
    vetoes: tuple[str, ...]
    total: Decimal
    receipt: tuple[Text, ...]
    #: None where the contract has no grades, or no item has points: no data is no grade.
    grade: str | None = None

    @property
    def is_complete(self) -> bool:
        """Whether every item was scored on a figure."""
        return all(item.standing is Standing.SCORED for item in self.items)


def month_score(contract: Contract, given: MonthInput) -> MonthScore:
    """Items rounded half-up to 0.01, then summed; adjustments; veto; never below 0."""
    items = _with_weights([_item(contract, c, given) for c in contract.clauses if c.weight is not None])
    base = _base(items)
    # What both sides agreed on is no bonus by a rule: no cap is about it.
    agreed = tuple(_line(each.number, each.name, each.points, each.points) for each in given.agreed)
    lines = (*_adjustments(contract, given), *_reports(contract, given), *agreed)
    adjusted = base + sum((line.points for line in lines), Decimal("0.00"))
    vetoes = [veto for veto in contract.vetoes if any(b.code == veto.code for b in given.bookings)]
    total = min([adjusted, *(rounded(veto.total, 2) for veto in vetoes if veto.total is not None)])
    total = max(total, Decimal("0.00"))
    receipt = _receipt(items, base, lines, adjusted, [veto.name for veto in vetoes], total)
    codes = tuple(veto.code for veto in vetoes)
    grade = _grade(contract, items, total, vetoes)
    if grade:
        receipt = (*receipt, Text(f"等级 {grade}", f"Grade {grade}"))
    return MonthScore(
        contract.code, contract.version, contract.full_mark, items, base, lines, codes, total, receipt, grade
    )


def _grade(
    contract: Contract, items: Sequence[ItemScore], total: Decimal, vetoes: Sequence[Veto]
) -> str | None:
    """The total's grade, as low as a veto takes it."""
    scored = any(item.earned is not None for item in items)
    found = grade_at(contract.grades, Fraction(total)) if scored else None
    if found is None:
        return None
    grade = found.grade
    for limit in (veto.grade for veto in vetoes if veto.grade):
        grade = worse_of(contract.grades, grade, limit)
    return grade


def redistributed(parts: Sequence[tuple[Fraction, Decimal | None]]) -> Decimal:
    """The sum of points where the weight of items without any goes to the others, in proportion.

    `parts` are (weight, points or None). Half-up to 0.01; 0 where no item has points.
    """
    weight = sum((w for w, _ in parts), Fraction(0))
    there = sum((w for w, points in parts if points is not None), Fraction(0))
    earned = sum((Fraction(points) for _, points in parts if points is not None), Fraction(0))
    return rounded(earned * weight / there, 2) if there else Decimal("0.00")


def _item(contract: Contract, clause: Clause, given: MonthInput) -> ItemScore:
    judgement = given.judgements.get(clause.code)
    points = _points(clause, judgement, given)
    verdict = judgement.verdict if judgement else Verdict.NOT_REPORTED
    value = judgement.value if judgement else None
    weight = clause.weight or Fraction(0)
    if points is not None:
        scored, trace = rounded(points.earned, 2), points.trace
        return ItemScore(
            clause.code, clause.name, weight, Standing.SCORED, scored, weight, verdict, value, trace
        )
    silent = verdict in _SILENT and clause.source not in _OURS
    rule = contract.unreported if silent else contract.unscored
    standing, earned = _OTHERWISE[rule](weight)
    trace = (_why(verdict, standing),)
    return ItemScore(clause.code, clause.name, weight, standing, earned, weight, verdict, value, trace)


def _points(clause: Clause, judgement: Judgement | None, given: MonthInput) -> Points | None:
    points = given.given.get(clause.code)
    if judgement is None or (points is None and not judgement.is_judged):
        return None
    return item_points(clause, judgement, trigger=given.triggers.get(clause.code), given=points)


_OTHERWISE = {
    Unscored.REDISTRIBUTE: lambda weight: (Standing.REDISTRIBUTED, None),
    Unscored.ZERO: lambda weight: (Standing.ZERO, Decimal("0.00")),
    Unscored.FULL: lambda weight: (Standing.FULL, rounded(weight, 2)),
}
_OTHERWISE_WORDS = {
    Standing.REDISTRIBUTED: Text(
        "权重按比例分摊到其他项", "its weight goes to the other items in proportion"
    ),
    Standing.ZERO: Text("计 0 分", "0 points"),
    Standing.FULL: Text("计满分", "full points"),
}


def _why(verdict: Verdict, standing: Standing) -> Text:
    word, words = LOOKS[verdict].word, _OTHERWISE_WORDS[standing]
    return Text(f"{word.zh}：{words.zh}", f"{word.en}: {words.en}")


def _with_weights(items: Sequence[ItemScore]) -> tuple[ItemScore, ...]:
    weight = sum((item.weight for item in items), Fraction(0))
    there = sum((item.weight for item in items if item.earned is not None), Fraction(0))
    if weight == there or not there:
        return tuple(items)
    return tuple(
        replace(
            item, effective_weight=item.weight * weight / there if item.earned is not None else Fraction(0)
        )
        for item in items
    )


def _base(items: Sequence[ItemScore]) -> Decimal:
    return redistributed([(item.weight, item.earned) for item in items])


def _adjustments(contract: Contract, given: MonthInput) -> tuple[AdjustmentLine, ...]:
    lines = []
    left = contract.bonus_cap
    for rule in contract.adjustments:
        booked = [
            (b.points if b.points is not None else rule.points or Fraction(0)) * b.times
            for b in given.bookings
            if b.code == rule.code
        ]
        if not booked:
            continue
        bonus = sum((points for points in booked if points > 0), Fraction(0))
        shut = _shut(contract, rule, given)
        limits = [limit for limit in (rule.cap, left, Fraction(0) if shut else None) if limit is not None]
        kept = min([bonus, *limits])
        left = None if left is None else left - kept
        total = kept + sum((points for points in booked if points < 0), Fraction(0))
        line = _line(rule.code, rule.name, total, sum(booked, Fraction(0)))
        lines.append(replace(line, trace=(*shut, *line.trace)) if bonus else line)
    return tuple(lines)


def _reports(contract: Contract, given: MonthInput) -> tuple[AdjustmentLine, ...]:
    """What late and wrong reports take off; no cap on bonuses is about it."""
    found = []
    if late := late_points(contract.late_report, given.late):
        line = _line(LATE_REPORT, REPORT_COST_NAMES[LATE_REPORT], -late.cost, -late.before_cap)
        found.append(replace(line, trace=late.trace))
    rule = contract.erroneous_report
    times = sum(booked.times for booked in given.bookings if booked.code == ERRONEOUS_REPORT)
    if rule and rule.points and times:
        off = -rule.points * times
        found.append(_line(ERRONEOUS_REPORT, REPORT_COST_NAMES[ERRONEOUS_REPORT], off, off))
    return tuple(found)


def _shut(contract: Contract, rule: Adjustment, given: MonthInput) -> tuple[Text, ...]:
    """Which clauses keep its bonuses from counting: those not met; without a judgement none is."""
    found = [(contract.clause(code), given.judgements.get(code)) for code in rule.gates or ()]
    names = [c.name for c, judged in found if c and (judged is None or judged.verdict is not Verdict.MET)]
    if not names:
        return ()
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return (Text(f"以达标为前提，未达标：{zh}，加分不计", f"Only where met, and not met: {en}; no bonus"),)


def _line(code: str, name: Text, total: Fraction, booked: Fraction) -> AdjustmentLine:
    capped = Text(
        f"登记 {exact_text(booked)} 分，封顶后 {exact_text(total)} 分",
        f"{exact_text(booked)} points booked, {exact_text(total)} after the cap",
    )
    trace = (capped,) if total != booked else ()
    return AdjustmentLine(code, name, rounded(total, 2), rounded(booked, 2), trace)


def _receipt(
    items: Sequence[ItemScore],
    base: Decimal,
    lines: Sequence[AdjustmentLine],
    adjusted: Decimal,
    vetoes: Sequence[Text],
    total: Decimal,
) -> tuple[Text, ...]:
    earned = [f"{item.earned}" for item in items if item.earned is not None]
    steps = [Text(f"各项得分合计 {' + '.join(earned)}", f"Items: {' + '.join(earned)}")]
    if any(item.standing is Standing.REDISTRIBUTED for item in items):
        there = exact_text(sum((i.weight for i in items if i.earned is not None), Fraction(0)))
        weight = exact_text(sum((i.weight for i in items), Fraction(0)))
        steps.append(Text(f"分摊：× {weight} ÷ {there}", f"Redistributed: × {weight} ÷ {there}"))
    steps.append(Text(f"基础分 {base} 分", f"Base {base} points"))
    for line in lines:
        # Nobody booked these days: which they are is said where the points come off.
        steps += line.trace if line.code == LATE_REPORT else ()
        said = signed_points(line.points)
        steps.append(Text(f"{line.name.zh} {said.zh}", f"{line.name.en} {said.en}"))
    steps += [Text(f"一票否决：{name.zh}", f"Veto: {name.en}") for name in vetoes]
    if adjusted < 0:
        steps.append(Text("不低于 0 分", "Not below 0"))
    return (*steps, Text(f"总分 {total} 分", f"Total {total} points"))
