"""Under the clauses: sum, additions and deductions, final score, coefficient, payable, and the trend."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from xlsxwriter.utility import xl_range

from core.language import N_
from core.money import Money
from core.rounding import rounded
from exports import units
from exports.book import NOTHING, PRIMARY, RAISED, SECOND_INK, Cell, Look, Page, number, text
from exports.month_report import MonthReport, Score, ScorecardLine, TrendPoint
from exports.sheets.frame import NOTE
from exports.table import HEADER, Laid
from exports.units import Shown
from exports.wording import currency_words

_LABEL = Look(bold=True, align="right", ground=RAISED)
_VALUE = Look(bold=True, align="right", ground=RAISED)
_SMALL = Look(colour=SECOND_INK)


def write(page: Page, report: MonthReport, laid: Laid[ScorecardLine]) -> None:
    """The score's rows under the table; nothing where the contract does not score."""
    score, points = report.score, laid.index("Points")
    if score is None or points is None:
        return
    _total(page, report, score, laid)
    for label, value, note in _steps(page, score):
        _row(page, laid, points, label, value, note)
    _receipt(page, score, laid)
    _trend(page, score, laid)


def _total(page: Page, report: MonthReport, score: Score, laid: Laid[ScorecardLine]) -> None:
    """Under weights, points and points lost, their sums: formulas the reader can check."""
    first = min(i for head in ("Weight", "Points", "Points lost") if (i := laid.index(head)) is not None)
    page.across(text(page.book.word(N_("Sum of items"))), 0, first - 1, _LABEL)
    for column in range(first, laid.last_column + 1):
        page.put(page.row, column, NOTHING, _VALUE)
    _sum(page, laid, "Weight", [line.weight for line in report.lines], None)
    _sum(page, laid, "Points", [line.points for line in report.lines], score.items)
    _sum(page, laid, "Points lost", [line.lost for line in report.lines], None)
    page.row += 1


def _sum(
    page: Page, laid: Laid[ScorecardLine], head: str, values: list[Fraction | None], stated: Fraction | None
) -> None:
    """SUM over the column with its value; the bare stated figure where it is more than the column's sum."""
    column = laid.index(head)
    if column is None:
        return
    added = sum((value for value in values if value is not None), Fraction(0))
    if stated is not None and stated != added:
        page.put(page.row, column, number(units.points(stated)), _VALUE)
        return
    cells = xl_range(laid.first_row, column, laid.last_row, column)
    look = page.book.format(replace(_VALUE, number="0.00"))
    page.sheet.write_formula(page.row, column, f"=SUM({cells})", look, float(added))


def _steps(page: Page, score: Score) -> list[tuple[str, Shown, str]]:
    word, said = page.book.word, page.book.said
    steps = [
        (f"{word(N_('Adjustment'))} {said(line.name)}", units.signed_points(line.points), said(line.note))
        for line in score.adjustments
    ]
    label = word(N_("Final score (of {mark})")).format(mark=_plain(score.full_mark))
    steps.append((label, units.points(score.total), said(score.veto)))
    if score.coefficient is not None:
        shown = Shown(float(score.coefficient), "0.00##")
        steps.append((word(N_("Settlement coefficient")), shown, ""))
    if score.gross is not None:
        steps.append(_money(page, word(N_("Gross amount")), score.gross))
    steps += [_money(page, said(name), amount) for name, amount in score.amounts]
    if score.payable is not None:
        steps.append(_money(page, word(N_("Payable")), score.payable))
    return steps


def _row(page: Page, laid: Laid[ScorecardLine], points: int, label: str, value: Shown, note: str) -> None:
    """Label up to the points column, the value under points and points lost, the note to the right."""
    lost = laid.index("Points lost")
    until = points if lost is None else lost
    page.across(text(label), 0, points - 1, _LABEL)
    page.across(number(value), points, until, _VALUE)
    if until < laid.last_column:
        page.across(text(note) if note else NOTHING, until + 1, laid.last_column, _SMALL)
    page.row += 1


def _money(page: Page, label: str, amount: Money) -> tuple[str, Shown, str]:
    currency = currency_words(amount.currency, page.book.lang)
    words = f"{label}（{currency}）" if page.book.lang == "zh" else f"{label} ({currency})"
    return words, Shown(float(amount.amount), "#,##0.00"), ""


def _receipt(page: Page, score: Score, laid: Laid[ScorecardLine]) -> None:
    width = sum(column.width for column in laid.columns)
    if score.receipt:
        page.row += 1
        page.line(
            page.book.word(N_("How it was worked out")), laid.last_column, Look(bold=True, border=False)
        )
    for step in score.receipt:
        page.line(page.book.said(step), laid.last_column, NOTE, chars=width * 0.95)


def _trend(page: Page, score: Score, laid: Laid[ScorecardLine]) -> None:
    """Earlier months' final scores as a small table, and the same as a line."""
    if len(score.trend) < 2 or laid.last_column < 5:
        return
    page.row += 1
    first = page.row
    heads = (N_("Month"), N_("Final score"))
    for offset, head in enumerate(heads):
        page.put(first, 1 + offset, text(page.book.word(head)), HEADER)
    for row, point in enumerate(score.trend, start=first + 1):
        page.put(row, 1, Cell(point.label, align="center"))
        page.put(row, 2, number(units.points(point.total)))
    page.row = max(first + 1 + len(score.trend), first + 11)
    page.sheet.insert_chart(first, 3, _chart(page, first + 1, score.trend))


def _chart(page: Page, first: int, trend: tuple[TrendPoint, ...]) -> object:
    sheet, last = page.sheet.get_name(), first + len(trend) - 1
    words = page.book.word(N_("Final score by month"))
    chart = page.book.workbook.add_chart({"type": "line"})
    chart.add_series(
        {
            "name": words,
            "categories": [sheet, first, 1, last, 1],
            "values": [sheet, first, 2, last, 2],
            "line": {"color": PRIMARY, "width": 2},
            "marker": {"type": "circle", "size": 5, "fill": {"color": PRIMARY}},
            "data_labels": {"value": True, "num_format": "0.00", "position": "above"},
        }
    )
    chart.set_title({"name": words, "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    lowest = min(point.total for point in trend)
    chart.set_y_axis(
        {"min": max(0, int(lowest) // 10 * 10 - 10), "num_format": "0", "major_gridlines": {"visible": False}}
    )
    chart.set_size({"width": 560, "height": 220})
    return chart


def _plain(value: Fraction) -> str:
    return str(int(value)) if value.denominator == 1 else str(rounded(value, 2))
