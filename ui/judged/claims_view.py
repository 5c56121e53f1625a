"""Figures claimed without counts, each with its cell: in a file's preview, and under their clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from services.judging.month_result import ClauseLine
from services.reports.claim_lines import ClaimLine
from ui import formats, house, layout, report_words
from ui.messages import escaped

_SHOWN = 200


def preview(lines: Sequence[ClaimLine]) -> None:
    """What a file claims, beside what the report before it claimed, and what each figure answers for."""
    if not lines:
        return
    st.subheader(_("Claimed without counts"), anchor=False)
    st.caption(
        _(
            "These figures came without the counts they follow from. They are shown and judged as claimed, "
            "for exactly their days and scope, and never added up; counts take their place."
        )
    )
    rows = [{**_row(line), "before": _before(line), "answers": _answers(line)} for line in lines]
    _records(rows[:_SHOWN], "claims", ("what", "where", "before", "value", "cell", "answers"))
    if len(rows) > _SHOWN:
        st.caption(_("Only the first {n} rows are listed.").format(n=_SHOWN))


def show(line: ClauseLine, found: Sequence[ClaimLine]) -> None:
    """Everything claimed of a clause's indicator in a month; the figure it is judged by comes first."""
    st.caption(_("Each stands by itself: claimed figures are never added up or averaged."))
    rows = [
        {
            **_row(each),
            "file": each.file_name,
            "received": formats.instant(each.received_at),
            "answers": _judged(line, each),
        }
        for each in found
    ]
    _records(rows[:_SHOWN], "claimed", ("what", "where", "value", "cell", "file", "received", "answers"))
    if len(rows) > _SHOWN:
        st.caption(_("Only the first {n} rows are listed.").format(n=_SHOWN))


def _row(line: ClaimLine) -> dict[str, str]:
    return {
        "what": line.what.in_(current()),
        "where": _where(line),
        "value": formats.quantity(line.value, line.unit),
        "cell": f"{line.sheet}!{line.cell}" if line.sheet and line.cell else line.cell or formats.DASH,
    }


def _where(line: ClaimLine) -> str:
    """Its days, and what narrows it beside the vendor."""
    said = line.scope.narrowed()
    if site := said.get("site"):
        said["site"] = report_words.site_name(line.scope.vendor, site)
    days = formats.day(line.period.start) if line.period.days == 1 else formats.period(line.period)
    return " · ".join([days, *said.values()])


def _before(line: ClaimLine) -> str:
    return formats.DASH if line.before is None else formats.quantity(line.before, line.unit)


def _answers(line: ClaimLine) -> str:
    if line.value is None:
        return _("no longer claimed")
    names = _(", ").join(name.in_(current()) for name in line.clauses)
    return names or _("shown only")


def _judged(line: ClauseLine, claim: ClaimLine) -> str:
    if not claim.clauses:
        return _("shown only")
    # Counts, or a figure typed by hand, take the place of what is claimed.
    return _("judged by it") if line.judgement.n is None else _("counts took its place")


def _records(rows: Sequence[Mapping[str, str]], key: str, columns: Sequence[str]) -> None:
    text, right = st.column_config.TextColumn, {"alignment": "right"}
    named: dict[str, Any] = {
        "what": text(_("What")),
        "where": text(_("For")),
        "before": text(_("Claimed before"), **right),
        "value": text(_("Claimed"), **right),
        "cell": text(_("Cell")),
        "file": text(_("File")),
        "received": text(_("Received on")),
        "answers": text(_("Judged in")),
    }
    layout.records(
        pd.DataFrame(rows)[list(columns)],
        key,
        columns={name: named[name] for name in columns},
        card=_card,
        alt=_("Claimed figures"),
        version=house.data_version(),
    )


def _card(row: Any) -> None:
    st.markdown(f"{escaped(row.what)} **{escaped(row.value)}**")
    said = [row.where, row.cell, getattr(row, "file", ""), row.answers]
    st.caption(" · ".join(escaped(part) for part in said if part))
