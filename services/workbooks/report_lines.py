"""A judged month's lines as the workbook shows them: clauses, score, days, differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from core.batch import Source
from core.counts import CountUnit, base_count
from core.money import Money
from core.tally import Flag
from core.text import Text
from core.verdict import FLAG_REMARKS
from exports.month_report import (
    NONE,
    AdjustmentLine,
    DayLine,
    DifferenceLine,
    Ratio,
    Score,
    ScorecardLine,
    TrendPoint,
)
from services.contracts.contract_clauses import clause_terms
from services.judging.month_result import ClauseLine, MonthResult
from services.reports.report_days import ReportDays, note_of
from services.results.clause_notes import judged_words
from services.results.follow import DayFigure
from sla.money.settlement import Payable
from sla.terms.indicator import Formula, formula_text

#: How many of a count's smallest unit make one of the reader's.
_PER = {CountUnit.COUNT: 1, CountUnit.SECONDS: 1, CountUnit.CENTS: 100, CountUnit.MILLI: 1000}


def scorecard_lines(
    result: MonthResult,
    reports: Mapping[str, Sequence[ReportDays]],
    notes: Mapping[str, Sequence[Text]],
) -> tuple[ScorecardLine, ...]:
    """One line a clause, in the contract's order; `reports` stand behind a clause of several, `notes` beside
    the figures of some."""
    terms = {term.clause.code: term for term in clause_terms(result.contract)}
    return tuple(
        _scorecard_line(
            line,
            formula_text(line.formula) if line.days else terms[line.clause.code].formula,
            terms[line.clause.code].scoring,
            (
                note_of(reports.get(line.clause.code, ())),
                *judged_words(line),
                *notes.get(line.clause.code, ()),
            ),
        )
        for line in result.lines
    )


def score_of(result: MonthResult, past: Sequence[MonthResult]) -> Score | None:
    """The month's score down to the payable amount, with the totals of the months before."""
    score, paid = result.score, result.settled
    if score is None:
        return None
    names = {veto.code: veto.name for veto in result.contract.vetoes}
    return Score(
        items=Fraction(score.base),
        total=Fraction(score.total),
        full_mark=score.full_mark,
        adjustments=tuple(
            AdjustmentLine(line.name, Fraction(line.points), _said(line.trace)) for line in score.adjustments
        ),
        veto=_joined((names[code] for code in score.vetoes), "、", ", "),
        coefficient=paid.coefficient if paid else None,
        gross=paid.gross if paid else None,
        payable=paid.payable if paid else None,
        amounts=(*_taken_off(paid), *_agreed(paid)) if paid else (),
        receipt=paid.receipt if paid else (),
        trend=tuple(
            TrendPoint(month.label, Fraction(month.score.total))
            for month in past
            if month.score and month.has_figures and not _under_way(month)
        ),
    )


def _taken_off(paid: Payable) -> Iterator[tuple[Text, Money]]:
    for line in paid.deductions:
        if line.amount.cents:
            yield line.name, Money(-line.amount.cents, line.amount.currency)


def _agreed(paid: Payable) -> Iterator[tuple[Text, Money]]:
    for each in paid.agreed:
        yield each.name, each.amount


def day_lines(result: MonthResult, days: Mapping[str, Sequence[DayFigure]]) -> tuple[DayLine, ...]:
    """The clauses day by day, as far as their sources report days."""
    return tuple(
        DayLine(
            line.clause.code,
            day.day,
            day.verdict,
            day.value,
            ratio(line.formula, day.numerator, day.denominator),
        )
        for line in result.lines
        for day in days.get(line.clause.code, ())
    )


def difference_lines(result: MonthResult) -> tuple[DifferenceLine, ...]:
    """Where another source says something else on the same clause: which one counts is in the contract."""
    found = []
    for line in result.lines:
        own = line.clause.source.value
        figures = [] if own not in set(Source) else [(own, line.judgement.value)]
        figures += [(other.source, other.value) for other in line.others]
        known = tuple((Source(source), value) for source, value in figures if value is not None)
        if len({value for _source, value in known}) > 1:
            unit = line.judgement.unit.value
            found.append(DifferenceLine(line.name, known, own, unit, line.clause.code))
    return tuple(found)


def ratio(formula: Formula, numerator: Fraction | None, denominator: Fraction | None) -> Ratio | None:
    """Figures in the reader's units as the workbook wants them, in the smallest; None for a plain count."""
    if numerator is None or denominator is None or formula.is_count:
        return None
    top, below = _unit(formula.numerator), _unit(formula.denominator)
    return Ratio(numerator * _PER[top], denominator * _PER[below], top, below)


def _scorecard_line(
    line: ClauseLine, definition: Text, scoring: Text, notes: Sequence[Text]
) -> ScorecardLine:
    said, item, clause = line.judgement, line.item, line.clause
    remarks = [words for flag, words in FLAG_REMARKS.items() if flag in said.flags]
    spread = item is not None and item.effective_weight != item.weight
    return ScorecardLine(
        clause=clause.code,
        name=clause.name,
        verdict=said.verdict,
        unit=said.unit.value,
        value=said.value,
        ratio=ratio(line.formula, said.numerator, said.denominator),
        n=line.n,
        comparison=said.comparison.value if said.target is not None else "",
        target=said.target,
        minimum=said.minimum,
        target_high=said.target_high,
        minimum_high=said.minimum_high,
        definition=definition,
        numerator_name=_counts(line.formula.numerator),
        denominator_name=_counts(line.formula.denominator),
        scoring=scoring if clause.weight is not None else NONE,
        receipt=_said(item.trace) if item else NONE,
        weight=clause.weight,
        attainable=item.effective_weight if item and spread else None,
        points=Fraction(item.earned) if item and item.earned is not None else None,
        previous=line.previous,
        source=clause.source.value,
        flags=said.flags,
        note=_joined((words for words in (*remarks, *notes) if words.zh), "；", "; "),
    )


def _unit(weights: Iterable[str]) -> CountUnit:
    """The counts of one sum share their unit; a sum of several kinds is a plain number."""
    units = {count.unit for name in weights if (count := base_count(name))}
    return units.pop() if len(units) == 1 else CountUnit.COUNT


def _counts(weights: Mapping[str, int]) -> Text:
    """The names of the counts in a sum, with their signs."""
    words = NONE
    for name, weight in weights.items():
        count = base_count(name)
        text = count.text if count else Text(name, name)
        sign = " − " if weight < 0 else " + " if words.zh else ""
        times = f"{abs(weight)} × " if abs(weight) != 1 else ""
        words = Text(f"{words.zh}{sign}{times}{text.zh}", f"{words.en}{sign}{times}{text.en}")
    return words


def _said(trace: Iterable[Text]) -> Text:
    return _joined(trace, "；", "; ")


def _joined(parts: Iterable[Text], zh: str, en: str) -> Text:
    found = tuple(parts)
    return Text(zh.join(part.zh for part in found), en.join(part.en for part in found))


def _under_way(month: MonthResult) -> bool:
    return any(Flag.IN_PROGRESS in line.judgement.flags for line in month.lines)
