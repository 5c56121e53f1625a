"""What is known of a month's misses beside its verdicts, as service credits go by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from core.period import shifted
from core.tally import Flag
from core.verdict import Verdict
from services.judging.month_result import ClauseLine
from services.judging.target_defaults import Verdicts, defaults_in, months_upto
from sla.follow_up.defaults import DefaultKind, below_target, defaults_of
from sla.follow_up.misses import MonthVerdict, missed_in_a_row
from sla.judging.relief import counted_verdict
from sla.judging.verdict import Judgement
from sla.money.credits import Misses
from sla.money.point_lines import LATER_POINTS
from sla.money.settlement import Payable
from sla.terms.contract import Contract, Gaps
from sla.terms.relief import Counters
from sla.terms.reporting import ERRONEOUS_REPORT

#: The month's own place, before it is judged.
_THIS = MonthVerdict("", Verdict.NOT_REPORTED)


@dataclass(frozen=True)
class Before:
    """What a month's credits go by of the months before it."""

    #: Clause → how often it was missed in a row up to the month before; clauses that were not, left out.
    in_a_row: Mapping[str, int] = field(default_factory=dict)
    #: Clause with a credit and a rule for its target → its months up to the month before, without a hole.
    months: Mapping[str, tuple[MonthVerdict, ...]] = field(default_factory=dict)
    #: Clause → the months before in which it failed, where misses cost by their number.
    failed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: The month before and its service points, where they come off this month's bill; None for none.
    points: tuple[str, Fraction] | None = None

    def inputs(self, contract: Contract) -> dict[str, object]:
        """As much of it as the month rests on; nothing where there is nothing: old hashes stay."""
        below = {
            clause.code: list(below_target([*self.months.get(clause.code, ()), _THIS], clause.target_rule))
            for clause in contract.clauses
            if clause.target_rule and clause.code in _drawing(contract)
        }
        failed = {clause: list(labels) for clause, labels in self.failed.items()}
        found = {"missed_before": dict(self.in_a_row), "below_before": below, "failed_before": failed}
        left = {"points_before": _points_text(self.points)} if self.points else {}
        return {**{name: value for name, value in found.items() if value}, **left}

    def but(self, clause: str, other: Before) -> Before:
        """The same, with one clause's months as they were in another past."""
        in_a_row = {**self.in_a_row, clause: other.in_a_row.get(clause, 0)}
        failed = {**self.failed, clause: other.failed.get(clause, ())}
        return Before(in_a_row, {**self.months, clause: other.months.get(clause, ())}, failed, self.points)


def counts_misses(contract: Contract) -> bool:
    """Whether a month's credits depend on the months before it."""
    looks_back = _counted(contract) or _ruled(contract) or _persists(contract)
    return bool(looks_back or credits_later(contract))


def credits_later(contract: Contract) -> bool:
    """Whether a month's service points come off the bill of the month after it."""
    credits = contract.settlement.credits if contract.settlement else None
    return bool(credits and credits.service_points and credits.service_points.is_later)


def misses_before(past: Verdicts, contract: Contract, label: str) -> Before:
    """What the month's credits go by of the months before, under the verdicts the contract counts.

    Only where it multiplies a repeated miss or counts months below target: no other month's money looks back.
    """
    if not counts_misses(contract):
        return Before()
    months = past.verdicts(contract.code, contract.counters)
    in_a_row = {}
    for code in _counted(contract):
        before = [month for month in months.get(code, ()) if month.label < label]
        if run := missed_in_a_row(before, _gaps(contract, code)):
            in_a_row[code] = run
    known = months_upto(past, contract, label)
    ruled = {code: tuple(known[code][:-1]) for code in _ruled(contract) if code in known}
    points = _points_before(past, contract, label)
    if not _persists(contract):
        return Before(in_a_row, ruled, points=points)
    failed = {**_failed(contract, label, known), **_wrong_before(past, contract, label)}
    return Before(in_a_row, ruled, failed, points)


def points_left(payable: Payable | None) -> Fraction | None:
    """The service points that a month leaves to the next one's bill; None where it leaves none."""
    lines = payable.deductions if payable else ()
    return next((line.units for line in lines if line.code == LATER_POINTS), None)


def misses_of(
    contract: Contract,
    label: str,
    lines: Iterable[ClauseLine],
    before: Before,
    causes: Mapping[str, str] | None = None,
) -> Misses:
    """The month's misses with all that is known of them: the one place where that is put together.

    A relieved miss draws no credit where the contract counts verdicts after relief; where it counts those
    before, it draws one as ever unless its money was waived.
    """
    there = list(lines)
    judgements = {line.clause.code: counted(line, contract.counters) for line in there}
    in_a_row = {code: run + 1 for code, run in before.in_a_row.items()}
    found = Misses(
        judgements,
        in_a_row,
        causes or {},
        _defaults(contract, label, judgements, before),
        frozenset(line.clause.code for line in there if line.waived),
        before.failed,
        points_before=before.points,
    )
    return replace(found, in_a_row={code: nth for code, nth in in_a_row.items() if found.strikes(code)})


def counted(line: ClauseLine, counters: Counters) -> Judgement:
    """The judgement that streaks and credits go by: before relief or after it, as the contract says."""
    if line.raw is None:
        return line.judgement
    after = line.judgement
    verdict = counted_verdict(after.verdict, after.flags, line.raw.verdict, counters)
    return after if counters is Counters.ADJUSTED or verdict is not line.raw.verdict else line.raw


def misses_kept(misses: Misses) -> dict[str, Any]:
    """What a run keeps of them beside the verdicts; nothing where there is nothing."""
    kept = {
        "in_a_row": dict(misses.in_a_row),
        "causes": dict(misses.causes),
        "defaults": sorted(misses.defaults),
        "waived": sorted(misses.waived),
        "failed": {clause: list(labels) for clause, labels in misses.failed.items() if labels},
        "points_before": _points_text(misses.points_before) if misses.points_before else None,
    }
    return {name: value for name, value in kept.items() if value}


def misses_read(kept: Mapping[str, Any], contract: Contract, lines: Iterable[ClauseLine]) -> Misses:
    """The same read back."""
    return Misses(
        {line.clause.code: counted(line, contract.counters) for line in lines},
        kept.get("in_a_row", {}),
        kept.get("causes", {}),
        frozenset(kept.get("defaults", ())),
        frozenset(kept.get("waived", ())),
        {clause: tuple(labels) for clause, labels in kept.get("failed", {}).items()},
        points_before=_points_read(kept.get("points_before")),
    )


def _points_text(points: tuple[str, Fraction]) -> list[str]:
    return [points[0], str(points[1])]


def _points_read(kept: Sequence[str] | None) -> tuple[str, Fraction] | None:
    return (kept[0], Fraction(kept[1])) if kept else None


def _defaults(
    contract: Contract, label: str, judgements: Mapping[str, Judgement], before: Before
) -> frozenset[str]:
    """The clauses that draw a credit for their target alone: below it once too often."""
    months = {
        code: [*before.months.get(code, ()), _month(label, judgements[code])]
        for code in _ruled(contract)
        if code in judgements
    }
    found = defaults_in(months, contract, label)
    return frozenset(code for code, default in found.items() if default.kind is DefaultKind.TARGET)


def _month(label: str, judgement: Judgement) -> MonthVerdict:
    return MonthVerdict(label, judgement.verdict, Flag.IN_PROGRESS in judgement.flags)


def _persists(contract: Contract) -> bool:
    """Whether misses cost by their number."""
    credits = contract.settlement.credits if contract.settlement else None
    return credits is not None and credits.persistent is not None


def _points_before(past: Verdicts, contract: Contract, label: str) -> tuple[str, Fraction] | None:
    """The month before with the service points it left to this month's bill."""
    if not credits_later(contract):
        return None
    before = shifted(label, -1)
    points = past.points_left(contract.code, before)
    return (before, points) if points else None


def _failed(
    contract: Contract, label: str, known: Mapping[str, Sequence[MonthVerdict]]
) -> dict[str, tuple[str, ...]]:
    """Clause → the months before `label` in which it was missed, or below target once too often."""
    found = {}
    for clause in contract.clauses:
        months = [month for month in known.get(clause.code, ()) if month.label < label]
        if labels := tuple(default.label for default in defaults_of(months, clause.target_rule)):
            found[clause.code] = labels
    return found


def _wrong_before(past: Verdicts, contract: Contract, label: str) -> dict[str, tuple[str, ...]]:
    """The months before whose reports were found wrong, each as often as that counts."""
    each = contract.erroneous_report.failures if contract.erroneous_report else None
    times = past.booked(contract.code, ERRONEOUS_REPORT) if each else {}
    labels = [month for month in sorted(times) if month < label for _ in range(times[month] * (each or 0))]
    return {ERRONEOUS_REPORT: tuple(labels)} if labels else {}


def _counted(contract: Contract) -> tuple[str, ...]:
    credits = contract.settlement.credits if contract.settlement else None
    return credits.counted_in_a_row if credits else ()


def _ruled(contract: Contract) -> tuple[str, ...]:
    """The clauses that draw a credit and say when missing the target alone is a default."""
    drawing = _drawing(contract)
    return tuple(c.code for c in contract.clauses if c.target_rule and c.code in drawing)


def _drawing(contract: Contract) -> frozenset[str]:
    credits = contract.settlement.credits if contract.settlement else None
    return credits.drawing if credits else frozenset()


def _gaps(contract: Contract, code: str) -> Gaps:
    """What a month without a judgement does to the count: as the clause counts its misses anyway."""
    clause = contract.clause(code)
    return clause.breach_rule.gaps if clause and clause.breach_rule else Gaps.SKIP
