"""What the workbook of a month holds, sheet by sheet, and the button that fetches it."""

from __future__ import annotations

from typing import cast

import pandas as pd
import streamlit as st

from core.language import _, current
from core.month import FROZEN
from core.text import LANGS, Lang
from services.export_month import MonthReport
from services.month_result import MonthResult
from ui import export_readings, formats, layout, session
from ui.messages import escaped

_LANGUAGES: dict[str, str] = {"zh": "中文", "en": "English"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def language() -> Lang:
    """The workbook's language: the reader's own unless another is chosen."""
    chosen = st.segmented_control(
        _("Language of the workbook"),
        LANGS,
        default=current(),
        format_func=_LANGUAGES.__getitem__,
        key=session.widget("workbook-language"),
        required=True,
    )
    return cast(Lang, chosen or current())


def show(result: MonthResult, lang: Lang) -> None:
    """The file's name, its sheets, and the download."""
    code, label = result.contract.code, result.label
    report = export_readings.report(code, label)
    with st.container(border=True, gap="small", key="workbook"):
        st.markdown(f":material/table_view: **{escaped(export_readings.file_name(code, label, lang))}**")
        st.caption(_about(result))
        st.download_button(
            _("Download the workbook"),
            export_readings.workbook(code, label, lang),
            file_name=export_readings.file_name(code, label, lang),
            mime=_XLSX,
            type="primary",
            icon=":material/download:",
            key=session.widget("workbook", code, label, lang),
            on_click="ignore",
        )
    layout.printable(_sheets(report), alt=_("The sheets of the workbook"))


def _about(result: MonthResult) -> str:
    """Whom it may go to, and whether its figures can still change."""
    only = _("It names no other vendor.")
    if result.state in FROZEN:
        return _("The month is closed: the figures stay as they are.") + " " + only
    return _("The month is not closed: title and file name say so, and the figures can change.") + " " + only


def _sheets(report: MonthReport) -> pd.DataFrame:
    """What is in it; sheets with nothing to say are left out of the workbook."""
    sheets = [
        (
            _("Scorecard"),
            _("numerator, denominator, target, verdict and points of each clause"),
            report.lines,
        ),
        (_("Clause detail by day"), _("every clause day by day"), report.days),
        (_("Events"), _("bonus and penalty entries with their points"), report.events),
        (
            _("Misses and plans"),
            _("what was missed, how often, and the plans"),
            (*report.misses, *report.plans),
        ),
        (_("Differences"), _("where another source says otherwise"), report.differences),
        (_("Findings"), _("what was noticed in the received files"), report.findings),
    ]
    rows = [(name, words, formats.count(len(lines))) for name, words, lines in sheets if lines]
    rows.append(
        (_("Definitions and about"), _("formulas, received files, contract version, rules"), formats.DASH)
    )
    return pd.DataFrame(rows, columns=[_("Sheet"), _("What it holds"), _("Rows")])
