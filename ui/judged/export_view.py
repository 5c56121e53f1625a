"""What the workbook of a month holds, sheet by sheet, and the button that fetches it."""

from __future__ import annotations

from typing import cast

import pandas as pd
import streamlit as st

from core.language import N_, _, current
from core.month import FROZEN, MONTH_STATE_NAMES
from core.text import LANGS, Lang
from services.judging.month_result import MonthResult
from services.workbooks import export_month
from services.workbooks.export_month import ExportMade, MonthReport
from ui import formats, layout, session
from ui.judged import export_readings
from ui.messages import escaped

_LANGUAGES: dict[str, str] = {"zh": "中文", "en": "English"}
#: A sheet's name (exports.sheets) → what it holds.
_HOLDS: dict[str, str] = {
    "Scorecard": N_("numerator, denominator, target, verdict and points of each clause"),
    "Settlement statement": N_("price and quantity, deductions, tax and what is paid; to be signed"),
    "Exclusions and relief": N_("what was asked and decided, verdicts before and after, the steps"),
    "Supplementary agreements": N_("what both sides agreed on for this month, by number"),
    "Clause detail by day": N_("every clause day by day"),
    "Daily events": N_("bonus and penalty entries with their points"),
    "Misses and plans": N_("what was missed, how often, and the plans"),
    "Differences": N_("where another source says otherwise"),
    "Client's corrections": N_("the figures we set right, each with its reason, for the vendor to confirm"),
    "Training by course": N_("who has to hold each course and who does, by site"),
    "Change training": N_("each change with its due day and who lacked it then"),
    "Certificate expiries": N_("what has run out, and what will within 60 days"),
    "Why calls failed": N_("each failed item of the audits with its cause and who acts"),
    "Findings": N_("what was noticed in the received files"),
    "Definitions": N_("definition, formula and scoring of each clause; what the verdicts mean"),
    "About": N_("received files, contract version, rules and the run that made it"),
}
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
    _history(result)


def _history(result: MonthResult) -> None:
    """Which workbooks of this month were made before, the latest first."""
    made = export_readings.made(result.contract.code, result.label)
    st.subheader(_("Workbooks made of {month}").format(month=formats.month(result.label)), anchor=False)
    if not made:
        st.caption(_("None yet. Every workbook that is made is listed here."))
        return
    columns = [_("File"), _("When"), _("By"), _("State")]
    rows = [(each.file or formats.DASH, formats.instant(each.at), each.who, _state(each)) for each in made]
    layout.printable(pd.DataFrame(rows, columns=columns), alt=_("The workbooks made of this month"))


def _state(made: ExportMade) -> str:
    """初稿，第 1 版; of those before the edition was noted only the state."""
    state = MONTH_STATE_NAMES[made.state].in_(current())
    if made.edition is None:
        return state
    return _("{state}, edition {n}").format(state=state, n=made.edition)


def _about(result: MonthResult) -> str:
    """Whom it may go to, and whether its figures can still change."""
    only = _("It names no other vendor.")
    if result.state in FROZEN:
        return _("The month is closed: the figures stay as they are.") + " " + only
    return _("The month is not closed: title and file name say so, and the figures can change.") + " " + only


def _sheets(report: MonthReport) -> pd.DataFrame:
    """What is in it, tab by tab, as the workbook itself says; empty sheets are left out of it."""
    rows = [
        (_(name), _(_HOLDS[name]), formats.DASH if count is None else formats.count(count))
        for name, count in export_month.sheets(report)
    ]
    return pd.DataFrame(rows, columns=[_("Sheet"), _("What it holds"), _("Rows")])
