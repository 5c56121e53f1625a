"""Figures as one sentence each, to paste: name, value, what it is made of, when, source, verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.batch import SOURCE_NAMES
from core.language import _, current, ngettext
from core.money import Money
from qa.form.terms import AuditForm
from qa.scoring.receipt import Receipt
from services.judging.misses import MissView
from services.judging.month_result import ClauseLine, MonthResult
from services.records.training import TrainingLine
from services.results.follow import DayFigure
from services.results.overview import ContractTrend, PaceLine
from sla.follow_up.misses import BREACH_LEVEL_NAMES
from sla.terms.contract import BreachLevel, ClauseSource
from sla.terms.indicator import Formula
from ui import formats, verdicts
from ui.judged import clause_figures, clause_words
from ui.layout import Figure
from ui.sentences import Edition, clause_sentence, from_source, head, score_sentence, sentence

if TYPE_CHECKING:
    from store.records import AuditRecord, ManualFigureRecord, VerdictRow


def month(result: MonthResult, tiles: Sequence[Figure]) -> list[str]:
    """A scorecard: its score, what is payable, the other figures above it, then every clause."""
    edition = clause_figures.edition_of(result)
    said = [score_sentence(result.score.total, result.score.full_mark, edition)] if result.score else []
    said += [payable(result)] if result.settled else []
    said += [tile(each, edition) for each in tiles]
    return [*said, *(clause_sentence(clause_figures.figure_of(line), edition) for line in result.lines)]


def tile(figure: Figure, edition: Edition) -> str:
    """A figure of a strip, as it stands there."""
    return sentence(
        head(edition, figure.label),
        figure.value,
        figure.gap or "",
        figure.note or "",
        edition.words(current()),
    )


def payable(result: MonthResult) -> str:
    """What is to be paid, of which fee, by which coefficient, less which deductions."""
    settled = result.settled
    assert settled is not None
    edition = clause_figures.edition_of(result)
    coefficient = settled.coefficient
    return sentence(
        head(edition, _("Payable")),
        formats.money(settled.payable),
        _("gross fee {amount}").format(amount=formats.money(settled.gross)),
        "" if coefficient is None else _("coefficient {c}").format(c=formats.number(coefficient)),
        _deducted(settled.deducted),
        edition.words(current()),
    )


def day(result: MonthResult, line: ClauseLine, found: DayFigure) -> str:
    """A clause on one day, held against the month's target."""
    figure = replace(
        clause_figures.figure_of(line),
        value=found.value,
        numerator=clause_figures.whole(found.numerator) if not line.formula.is_count else None,
        denominator=clause_figures.whole(found.denominator) if not line.formula.is_count else None,
        n=None,
        verdict=found.verdict,
        flags=(),
    )
    return clause_sentence(figure, replace(clause_figures.edition_of(result), day=found.day))


def pace(line: PaceLine, label: str, outlook: str, needed: str) -> str:
    """A clause of the month under way; `outlook` and `needed` as the page writes them."""
    edition = Edition(line.vendor_name.in_(current()), label)
    target = formats.target(line.clause.comparison.value, line.target, line.unit)
    so_far = formats.figure(
        line.so_far,
        line.unit,
        numerator=clause_figures.whole(line.pace.done),
        denominator=clause_figures.whole(line.pace.so_far),
        against=line.target,
        of_time=line.of_time,
    )
    rest = _("the rest must reach {needed}").format(needed=needed) if needed != formats.DASH else ""
    return sentence(
        head(edition, line.clause_name.in_(current())),
        _("{figure} up to {day}").format(figure=so_far, day=formats.day_in_words(line.last_day)),
        _("target {target}").format(target=target),
        outlook,
        rest,
        from_source(clause_words.source_name(line.clause)),
    )


def training(line: TrainingLine, when: str) -> list[str]:
    """How many attended and how many passed, a sentence each; `when` as the page says it."""
    parts = [
        (_("Attended"), line.attendance, line.attended),
        (_("Passed, of those who should attend"), line.passing, line.passed),
    ]
    about = " ".join(each for each in (line.vendor_name.in_(current()), when, line.course) if each)
    return [
        sentence(
            f"{about} {name}",
            formats.figure(value, "percent", numerator=part, denominator=line.required),
            _("latest class {day}").format(day=formats.day_in_words(line.last_day)),
            from_source(SOURCE_NAMES[line.source].in_(current())),
        )
        for name, value, part in parts
        if part is not None
    ]


def call(record: AuditRecord, form: AuditForm, found: Receipt, vendor: str) -> str:
    """The score of one spot-check call, with the points it is made of."""
    result = {True: _("Passed"), False: _("Not passed"), None: no_verdict(record.connected)}[found.passed]
    return sentence(
        f"{vendor} {formats.instant(record.at)} {form.text.in_(current())}",
        *([] if found.total is None else _call_points(form, found)),
        result,
        from_source(_("spot check by {name}").format(name=record.logged_by)),
    )


def no_verdict(reached: bool) -> str:
    """Why a call has none: nobody was reached, or nothing of the form applied to it."""
    return _("Nothing applied: no score") if reached else _("No agent reached")


def typed(
    figure: ManualFigureRecord, name: str, written: str, edition: Edition, line: ClauseLine | None
) -> str:
    """A figure typed by hand, with where it comes from and the verdict on the clause it counts for; `line` is
    that clause, None where it does not count (any more)."""
    judgement = line.judgement if line else None
    target = (
        formats.target(judgement.comparison.value, judgement.target, judgement.unit.value)
        if judgement
        else ""
    )
    return sentence(
        head(edition, name),
        written,
        _("target {target}").format(target=target) if judgement and judgement.target is not None else "",
        verdicts.words(judgement.verdict, judgement.flags) if judgement else _("Withdrawn"),
        from_source(_("{source}, typed in by {name}").format(source=figure.source, name=figure.entered_by)),
        edition.words(current()),
    )


def miss(view: MissView, vendor: str, last: tuple[VerdictRow, Formula] | None) -> str:
    """A miss: which months, how often in a row, what it came to last, and whether it is a breach."""
    months = _(", ").join(formats.month(label) for label in view.record.periods)
    level = BREACH_LEVEL_NAMES[BreachLevel(view.breach.level)].in_(current()) if view.breach else ""
    return sentence(
        f"{vendor} {view.contract_name.in_(current())} {view.clause_name.in_(current())}",
        _("missed in {months}").format(months=months),
        ngettext("{n} month in a row", "{n} months in a row", view.streak).format(n=view.streak),
        *(_last(*last) if last else []),
        level,
        view.state.in_(current()),
    )


def total(trend: ContractTrend, provisional: str) -> str:
    """A contract's total of a month on the overview; `provisional` as its tile says."""
    label, points, full = trend.totals[-1]
    assert points is not None
    name = f"{trend.vendor_name.in_(current())} {formats.month(label)}"
    said = _("{points} of {full} points").format(points=formats.number(points), full=formats.number(full, 0))
    return sentence(name, said, provisional, trend.contract_name.in_(current()))


def _call_points(form: AuditForm, found: Receipt) -> list[str]:
    """The score, the points it is made of, and the mark it is held against."""
    tops = {section.code for section in form.sections}
    sections = [each for each in found.sections if each.section in tops]
    earned = sum((each.earned for each in sections), found.base)
    whole = sum((each.applicable for each in sections), found.base)
    return [
        formats.points(found.total),
        _("{earned} of {whole} points").format(earned=_short(earned), whole=_short(whole)),
        _("passed from {mark}").format(mark=formats.mark(form.pass_mark)),
    ]


def _last(row: VerdictRow, formula: Formula) -> list[str]:
    """The figure a miss came to last, its target and its source."""
    parts = not formula.is_count
    written = formats.figure(
        row.value,
        row.unit,
        numerator=clause_figures.whole(row.numerator) if parts else None,
        denominator=clause_figures.whole(row.denominator) if parts else None,
        against=row.target,
        of_time=formula.is_of_time,
    )
    return [
        _("last {figure}").format(figure=written),
        _("target {target}").format(target=formats.target(row.comparison, row.target, row.unit)),
        from_source(clause_words.SOURCES[ClauseSource(row.source)].in_(current())),
    ]


def _deducted(amount: Money) -> str:
    return _("deductions {amount}").format(amount=formats.money(amount)) if amount.cents else ""


def _short(points: Fraction) -> str:
    return formats.number(points, 1).removesuffix(".0")
