"""Where a figure came from: the rows it is the sum of, and for each the file, sheet and cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current, ngettext
from core.period import Period
from core.tally import Flag
from core.text import Text
from core.verdict import FLAG_NAMES
from services.judging.month_result import ClauseLine, MonthResult
from services.reports.fact_lines import FactLine
from services.reports.report_days import said_of
from sla.terms.window import Window
from ui import formats, house, layout
from ui.judged import clause_words, results
from ui.messages import escaped
from ui.received import correction_form, correction_list


def show(result: MonthResult, line: ClauseLine, day: date | None) -> None:
    """The cells of a clause's day, or of its whole month."""
    page = results.rows(result.contract.code, result.label, line.clause.code, day)
    found = page.lines
    when = formats.day_in_words(day) if day else formats.period(result.period)
    if not found:
        _nothing(line, when)
        return
    frame = _frame(found, result, line)
    said = ngettext(
        "{clause}, {when}: {rows} row from {files}", "{clause}, {when}: {rows} rows from {files}", page.total
    ).format(clause=line.name.in_(current()), when=when, rows=formats.count(page.total), files=_files(found))
    st.markdown(f"**{escaped(said)}**")
    if page.total == len(found):
        st.caption(_sums(found, line))
    # Of a whole month the clause's own words say it, on the same page.
    if (day or line.clause.window is not Window.MONTH) and (said := said_of(page.reports).in_(current())):
        st.caption(escaped(said))
    layout.records(
        frame,
        "cells",
        columns=_columns(),
        card=_card,
        alt=_("Every cell the figure is the sum of"),
        version=house.data_version(),
    )
    if page.total > len(found):
        st.caption(_("Only the first {n} rows are listed.").format(n=formats.count(len(found))))
    correction_list.show(result, line, day)
    correction_form.show(result, line, found)


def _nothing(line: ClauseLine, when: str) -> None:
    layout.empty_state(
        _("No rows for {when}").format(when=when),
        _("This figure comes from {source}, which has no rows of a received file.").format(
            source=clause_words.source_name(line.clause)
        ),
        icon="grid_off",
    )


def _frame(found: Sequence[FactLine], result: MonthResult, line: ClauseLine) -> pd.DataFrame:
    """A line for every cell: what it counts, how many, and where it stands."""
    sites = results.site_names(result.contract.vendor)
    return pd.DataFrame(
        [
            {
                "what": clause_words.count_name(name),
                "value": formats.count(row.counts[name]),
                "cell": row.added.get(name) or row.cells.get(name, formats.DASH),
                "sheet": row.sheet or formats.DASH,
                "file": row.file_name,
                "received": formats.instant(row.received_at),
                "where": _where(row, sites, name),
            }
            for row in found
            for name in line.formula.base_counts
            if name in row.counts
        ]
    )


def _where(row: FactLine, sites: Mapping[str, Text], name: str) -> str:
    """The day, the time of day and the narrower scope of a row; whether this count of it was corrected."""
    slot = "" if row.slot is None else "{:02d}:{:02d}".format(*divmod(row.slot, 60))
    days = Period(row.day, row.day_end)
    span = formats.day(row.day) if days.days == 1 else formats.period(days)
    said = [span, slot, *_narrower(row, sites), row.agent, row.item]
    if name in row.corrected:
        said.append(FLAG_NAMES[Flag.CORRECTED].in_(current()))
    if row.is_check:
        said.append(_("only checks the sum"))
    return " · ".join(part for part in said if part)


def _narrower(row: FactLine, sites: Mapping[str, Text]) -> list[str]:
    """What narrows the row beside the vendor; a site by its name."""
    said = row.scope.narrowed()
    if (site := said.get("site", "")) in sites:
        said["site"] = sites[site].in_(current())
    return list(said.values())


def _sums(found: Sequence[FactLine], line: ClauseLine) -> str:
    """What the listed cells add up to, count by count."""
    said = []
    for name in line.formula.base_counts:
        values = [row.counts[name] for row in found if name in row.counts and not row.is_check]
        if values:
            said.append(f"{clause_words.count_name(name)} {formats.count(sum(values))}")
    return escaped(_("Together: {sums}").format(sums=" · ".join(said)))


def _files(found: Sequence[FactLine]) -> str:
    names = list(dict.fromkeys(row.file_name for row in found))
    return names[0] if len(names) == 1 else _("{n} files").format(n=len(names))


def _columns() -> dict[str, Any]:
    text, right = st.column_config.TextColumn, {"alignment": "right"}
    return {
        "what": text(_("What")),
        "value": text(_("Value"), **right),
        "cell": text(_("Cell")),
        "sheet": text(_("Sheet")),
        "file": text(_("File")),
        "received": text(_("Received on")),
        "where": text(_("Row for")),
    }


def _card(row: Any) -> None:
    st.markdown(f"{escaped(row.what)} **{escaped(row.value)}**")
    st.caption(f"{escaped(row.file)} · {escaped(row.sheet)} · **{escaped(row.cell)}**")
    st.caption(f"{escaped(row.where)} · {_('received on {when}').format(when=row.received)}")
