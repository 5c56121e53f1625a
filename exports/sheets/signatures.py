"""Where both parties sign, once the month is final."""

from __future__ import annotations

from core.language import N_
from exports.book import Look, Page, text
from exports.month_report import MonthReport
from exports.wording import is_binding

_LABEL = Look(bold=True, border=True)
_HEIGHT = 40


def write(page: Page, report: MonthReport, last_column: int) -> None:
    """A line for each party: representative, signature and seal, date. Nothing before the month is final."""
    if not is_binding(report.heading):
        return
    word, said, heading = page.book.word, page.book.said, report.heading
    page.row += 1
    middle = max(1, (last_column + 1) // 2)
    parties = (
        (N_("For party A"), said(heading.client)),
        (N_("For party B"), said(heading.vendor)),
    )
    colon = "：" if page.book.lang == "zh" else ": "
    for label, name in parties:
        page.sheet.set_row(page.row, _HEIGHT)
        page.across(text(f"{word(label)}{colon}{name}"), 0, middle - 1, _LABEL)
        page.across(text(f"{word(N_('Signature, seal and date'))}{colon}"), middle, last_column, _LABEL)
        page.row += 1
