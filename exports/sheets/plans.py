"""Misses and improvement plans (未达标与整改): one row a miss, with the plan that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.language import N_
from exports import figures
from exports.book import NOTHING, Book, Cell, day, number, text
from exports.month_report import MissLine, MonthReport, PlanLine
from exports.sheets.frame import opened
from exports.table import Column, used, write_table
from exports.units import whole

NAME = N_("Misses and plans")


@dataclass(frozen=True)
class _Row:
    miss: MissLine | None
    plan: PlanLine | None
    #: The plan stands in full beside the first miss it answers.
    first: bool = True


def write(book: Book, report: MonthReport) -> None:
    """Every miss, then plans that answer none of them; what the vendor fills in stays open."""
    rows = _rows(report)
    if not rows:
        return
    columns = used(_columns(book), rows)
    page = opened(book, report, NAME, len(columns) - 1, subtitle=NAME)
    write_table(page, columns, rows, frozen_columns=3)


def gap(miss: MissLine) -> Fraction | None:
    """How far on the wrong side of what was missed: the minimum where there is one, else the target."""
    wanted = miss.target if miss.minimum is None else miss.minimum
    return None if miss.value is None or wanted is None else miss.value - wanted


def _rows(report: MonthReport) -> list[_Row]:
    rows, seen = [], set()
    for miss in report.misses:
        plans = [plan for plan in report.plans if miss.number in plan.misses]
        rows += [_Row(miss, plan, plan.number not in seen) for plan in plans] or [_Row(miss, None)]
        seen |= {plan.number for plan in plans}
    return rows + [_Row(None, plan) for plan in report.plans if plan.number not in seen]


def _columns(book: Book) -> tuple[Column[_Row], ...]:
    return (*_miss_columns(book), *_plan_columns(book))


def _miss_columns(book: Book) -> tuple[Column[_Row], ...]:
    def streak(miss: MissLine) -> str:
        parts = (book.said(miss.breach_level), book.said(miss.breach_rule))
        return "\n".join(part for part in parts if part)

    return (
        Column(N_("Miss no."), 14, lambda r: text(r.miss.number) if r.miss else NOTHING, always=True),
        Column(N_("Month"), 9, lambda r: text(r.miss.label) if r.miss else NOTHING, always=True),
        Column(N_("Indicator"), 16, lambda r: text(_indicator(book, r.miss)) if r.miss else NOTHING),
        Column(
            N_("Result"),
            10,
            lambda r: (
                figures.result(r.miss.value, r.miss.unit, r.miss.target, r.miss.minimum)
                if r.miss
                else NOTHING
            ),
        ),
        Column(N_("Required"), 10, lambda r: _required(r.miss) if r.miss else NOTHING),
        Column(
            N_("Gap"), 14, lambda r: figures.change(book, gap(r.miss), r.miss.unit) if r.miss else NOTHING
        ),
        Column(N_("Months in a row"), 6, lambda r: number(whole(r.miss.streak)) if r.miss else NOTHING),
        Column(N_("Breach"), 13, lambda r: text(streak(r.miss)) if r.miss else NOTHING),
        Column(N_("State of the miss"), 9, lambda r: text(book.said(r.miss.status)) if r.miss else NOTHING),
    )


def _plan_columns(book: Book) -> tuple[Column[_Row], ...]:
    def told(row: _Row, name: str) -> str:
        return str(getattr(row.plan, name)) if row.plan and row.first else ""

    def problem(row: _Row) -> str:
        if row.plan and not row.first:
            return book.word(N_("See {number} above")).format(number=row.plan.number)
        return told(row, "problem")

    def due(row: _Row) -> bool:
        return bool(row.plan and row.first and row.plan.due)

    return (
        Column(N_("Plan no."), 14, lambda r: text(r.plan.number) if r.plan else NOTHING),
        Column(N_("Problem"), 24, lambda r: text(problem(r))),
        Column(N_("Root cause"), 18, lambda r: text(told(r, "root_cause")), always=True),
        Column(N_("Corrective action"), 18, lambda r: text(told(r, "corrective")), always=True),
        Column(N_("Preventive action"), 18, lambda r: text(told(r, "preventive")), always=True),
        Column(N_("Owner"), 8, lambda r: text(told(r, "owner")), always=True),
        Column(N_("Due date"), 11, lambda r: day(r.plan.due) if due(r) else NOTHING, always=True),
        Column(
            N_("Date to be checked"),
            8,
            lambda r: text(book.word(N_("To be checked"))) if due(r) and not r.plan.due_certain else NOTHING,
        ),
        Column(N_("How it is verified"), 17, lambda r: text(told(r, "verification"))),
        Column(
            N_("State of the plan"),
            9,
            lambda r: text(book.said(r.plan.status)) if r.plan and r.first else NOTHING,
        ),
    )


def _required(miss: MissLine) -> Cell:
    """The bound that was not kept."""
    return figures.target(miss) if miss.minimum is None else figures.minimum(miss)


def _indicator(book: Book, miss: MissLine) -> str:
    return f"{miss.clause} {book.said(miss.name)}"
