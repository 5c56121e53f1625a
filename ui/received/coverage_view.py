"""The coverage of a month: which days came in from whom, and who has sent nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.batch import DATASET_NAMES, SOURCE_NAMES, Source
from core.language import N_, _, current, translated
from core.period import MonthRule, labels_between, shifted
from core.text import Lang
from services.reports.received import CoverageLine
from ui import asked_for, formats, house, layout, messages, navigation, registered
from ui.charts import Picture, draw
from ui.messages import escaped
from ui.received import reports

#: How many months back the switch goes.
_MONTHS_BACK = 24
#: State of a day → its sign in the square and its word.
_DAYS = {"here": ("", N_("came in")), "missing": ("…", N_("not there")), "ahead": ("", N_("not over yet"))}


def show() -> None:
    """One month, chosen in the address."""
    today = house.house().today()
    last = f"{today:%Y-%m}"
    labels = labels_between(shifted(last, -_MONTHS_BACK), last)[::-1]
    label = asked_for.month(labels, last)
    messages.show_notices()
    with layout.switches():
        layout.switch(_("Month"), {each: formats.month(each) for each in labels}, label, "period")
    lines = reports.coverage(label)
    if lines:
        draw(
            Picture.COVERAGE,
            frame(lines, label, today),
            title=_("{month}: the filled days came in").format(month=formats.month(label)),
            alt=_summary(lines),
        )
        if short := [line for line in lines if line.have < line.expected]:
            st.markdown(":material/event_busy: " + escaped(_summary(short)))
    _silent(lines, label)


def frame(lines: Sequence[CoverageLine], label: str, today: date, lang: Lang | None = None) -> pd.DataFrame:
    """Rows for Picture.COVERAGE: every day of the month for every line."""
    lang = lang or current()
    rows = []
    for rank, line in enumerate(lines):
        for day in MonthRule().month(label).each_day():
            state = "ahead" if day >= today else "here" if day in line.days else "missing"
            sign, word = _DAYS[state]
            rows.append(
                {
                    "who": name(line, lang),
                    "rank": rank,
                    "day": day.day,
                    "date": formats.day(day),
                    "state": state,
                    "sign": sign,
                    "word": translated(word, lang),
                }
            )
    return pd.DataFrame(rows)


def name(line: CoverageLine, lang: Lang) -> str:
    """Vendor and kind of a line; the source too where it is not the vendor's own report."""
    kind, source = DATASET_NAMES[line.dataset].in_(lang), SOURCE_NAMES[line.source].in_(lang)
    if line.source is Source.VENDOR:
        return f"{line.vendor_name.in_(lang)} · {kind}"
    if lang == "zh":
        return f"{line.vendor_name.in_(lang)} · {kind}（{source}）"
    return f"{line.vendor_name.in_(lang)} · {kind} ({source})"


def _summary(lines: Sequence[CoverageLine]) -> str:
    """How many of the days that are over came in, line by line."""
    said = [
        _("{who}: {have} of {all} days").format(
            who=name(line, current()), have=min(line.have, line.expected), all=line.expected
        )
        for line in lines
    ]
    return ("；" if current() == "zh" else "; ").join(said)


def _silent(lines: Sequence[CoverageLine], label: str) -> None:
    """The vendors that have sent nothing for the month."""
    heard = {line.vendor for line in lines}
    silent = [
        v.name.in_(current()) for v in registered.vendors().values() if v.active and v.code not in heard
    ]
    if silent:
        names = ("、" if current() == "zh" else ", ").join(silent)
        said = _("Nothing yet for {month} from {names}.").format(month=formats.month(label), names=names)
        st.markdown(":material/schedule: " + escaped(said))
        navigation.link("import_report", _("Import a report"), ":material/upload_file:")
