"""Training by vendor and course: should attend, attended, passed, with n; and what a list looks like."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from core.batch import SOURCE_NAMES
from core.language import _, current
from services.records.training import TrainingLine
from ui import formats, house, layout, navigation
from ui.judged import copied
from ui.messages import escaped


def table(lines: Sequence[TrainingLine], when: str) -> None:
    """One row a vendor, course and source; `when` is the month they are of, in words."""
    frame = pd.DataFrame([_row(line) for line in lines])
    rate = {"alignment": "right"}
    columns = {
        "vendor": _("Vendor"),
        "course": _("Course"),
        "required": st.column_config.TextColumn(_("Should attend"), **rate),
        "attendance": st.column_config.TextColumn(_("Attended"), **rate),
        "passing": st.column_config.TextColumn(_("Passed, of those who should attend"), **rate),
        "source": _("Whose figures"),
        "last_day": _("Latest class"),
    }
    layout.records(
        frame,
        "training",
        columns=columns,
        card=_card,
        alt=_("Training by vendor and course: should attend, attended, passed"),
        version=house.data_version(),
    )
    layout.copyable(*(said for line in lines for said in copied.training(line, when)))


def empty() -> None:
    """What a list looks like, and the page that takes it in."""
    layout.empty_state(
        _("No training list yet"),
        _("Import a list of classes (how many should attend, attended and passed), or one row a trainee."),
        lambda: navigation.link("import_report", _("Import a list"), ":material/upload_file:"),
        icon="school",
    )
    st.caption(_("A list of classes looks like this; the order of the columns does not matter:"))
    layout.printable(pd.DataFrame([_example()]), alt=_("An example of a list of classes"))


def _example() -> dict[str, str]:
    if current() == "zh":
        return {
            "培训日期": "2026-10-12", "课程名称": "业务知识更新", "应训人数": "50",
            "实训人数": "48", "参考人数": "48", "合格人数": "45",
        }  # fmt: skip
    return {
        "training date": "2026-10-12", "course": "Product update", "trainees required": "50",
        "attended": "48", "exam taken": "48", "passed": "45",
    }  # fmt: skip


def _row(line: TrainingLine) -> dict[str, str]:
    return {
        "vendor": line.vendor_name.in_(current()),
        "course": line.course or formats.DASH,
        "required": formats.count(line.required),
        "attendance": _rate(line.attendance, line.attended, line.required),
        "passing": _rate(line.passing, line.passed, line.required),
        "source": SOURCE_NAMES[line.source].in_(current()),
        "last_day": formats.day(line.last_day),
    }


def _rate(value: Fraction | None, part: int | None, whole: int) -> str:
    """The rate with what it is made of; a figure nobody reported is said to be missing."""
    if part is None:
        return _("not reported")
    return formats.figure(value, "percent", numerator=part, denominator=whole)


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.vendor)}** · {escaped(row.course)}")
    st.markdown(_("Attended {rate}").format(rate=escaped(row.attendance)))
    st.markdown(_("Passed {rate}").format(rate=escaped(row.passing)))
    st.caption(f"{escaped(row.source)} · {row.last_day}")
