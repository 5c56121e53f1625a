"""One workbook for one contract's month, in one language, for one vendor's eyes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC

from core.language import N_, translated
from core.month import MONTH_STATE_NAMES
from core.text import Lang
from exports.book import Book
from exports.guard import Guard
from exports.month_report import Heading, MonthReport
from exports.safe_text import joined_name
from exports.sheets import (
    about,
    causes,
    change_training,
    corrections,
    days,
    definitions,
    differences,
    events,
    expiries,
    findings,
    plans,
    relief,
    scorecard,
    settlement,
    supplements,
    training,
)
from exports.wording import title

#: In the order of the tabs; each leaves itself out where it has nothing to say.
SHEETS = (
    scorecard,
    settlement,
    days,
    events,
    plans,
    differences,
    corrections,
    relief,
    supplements,
    training,
    change_training,
    expiries,
    causes,
    findings,
    definitions,
    about,
)


def build(report: MonthReport, lang: Lang, forbidden: Collection[str] = ()) -> bytes:
    """The workbook's bytes; equal reports give equal bytes.

    `forbidden`: names, aliases and codes of the other vendors. A text that holds one of them is refused
    (WrongInputError other_vendor_named with name and place): the workbook is not made.
    """
    heading = report.heading
    guard = Guard(forbidden, (heading.vendor_code, heading.vendor.zh, heading.vendor.en))
    created = heading.generated_at.astimezone(UTC).replace(tzinfo=None)
    book = Book(lang, guard, created, title(heading, lang))
    for sheet in SHEETS:
        sheet.write(book, report)
    return book.finished()


def contents(report: MonthReport) -> list[tuple[str, int | None]]:
    """The sheets `build` writes, in the order of the tabs: message of the name, and how many rows of what.

    None where a sheet is not a list of records.
    """
    counted: dict[str, int | None] = {
        scorecard.NAME: len(report.lines),
        settlement.NAME: len(report.statement.figures.lines) if report.statement else 0,
        days.NAME: len(days.ordered(report)),
        events.NAME: len(report.events),
        plans.NAME: len(report.misses) + len(report.plans),
        differences.NAME: len(report.differences),
        corrections.NAME: len(report.corrections),
        relief.NAME: len(report.reliefs),
        supplements.NAME: len(report.supplements),
        training.NAME: len(report.training.courses) if report.training else 0,
        change_training.NAME: len(report.training.changes) if report.training else 0,
        expiries.NAME: len(report.training.expiries) if report.training else 0,
        causes.NAME: len(report.training.causes) if report.training else 0,
        findings.NAME: len(report.findings),
        definitions.NAME: None,
        about.NAME: None,
    }
    always = {scorecard.NAME, definitions.NAME, about.NAME}
    return [(name, rows) for name, rows in counted.items() if rows or name in always]


def file_name(report: MonthReport, lang: Lang) -> str:
    """'202401_云帆客服_热线项目_HT-01_月度考核表_初稿_v1.xlsx': safe on every system."""
    heading = report.heading
    parts = (
        heading.period.label.replace("-", ""),
        heading.vendor.in_(lang) or heading.vendor_code,
        heading.project.in_(lang) or heading.project_code or "",
        heading.contract_code,
        translated(N_("Vendor scorecard"), lang),
    )
    return joined_name(parts, f"_{_state(heading, lang)}_v{heading.edition}.xlsx")


def _state(heading: Heading, lang: Lang) -> str:
    return MONTH_STATE_NAMES[heading.state].in_(lang)
