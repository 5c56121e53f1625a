"""How the vendors stand: each contract's total with its trend, the month's pace, and the heat map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import N_, _, current
from core.verdict import Verdict
from services.results.overview import ContractTrend, HeatCell, PaceLine
from sla.judging.pace import Outlook
from sla.judging.verdict import holds
from ui import formats, house, layout, navigation, tables
from ui.charts import Picture, draw, wrapped
from ui.judged import clause_figures, copied, gaps_view
from ui.layout import Figure
from ui.messages import escaped
from ui.tables import Cell

#: Sign, words and Streamlit's colour of an outlook.
_OUTLOOKS: dict[Outlook, tuple[str, str, str]] = {
    Outlook.SAFE: ("✓", N_("Safe"), "green"),
    Outlook.POSSIBLE: ("▲", N_("Behind, still possible"), "orange"),
    Outlook.OUT_OF_REACH: ("✕", N_("Out of reach"), "red"),
}
#: Half-width characters in a line of a heat map's header, which has two lines.
_HEADER = 16


def totals(trend: Sequence[ContractTrend], label: str) -> None:
    """Each contract's total with its six months, lowest first."""
    figures = [figure for each in trend if (figure := _total(each, label))]
    if figures:
        layout.figure_strip(figures)
        known = [each for each in trend if _total(each, label)]
        layout.copyable(*(copied.total(each, _provisional(each) or "") for each in known))
        for each in trend:
            _incomplete(each, label)


def _incomplete(trend: ContractTrend, label: str) -> None:
    """That a total rests on part of the figures only, with the way to what is missing."""
    if not trend.gaps or trend.totals[-1][1] is None:
        return
    why = gaps_view.summary(trend.gaps, trend.clauses)
    said = _("{vendor}: {why}") if trend.is_closed else _("{vendor}: score provisional, {why}")
    navigation.link(
        "scorecard",
        escaped(said.format(vendor=trend.vendor_name.in_(current()), why=why)),
        ":material/hourglass_top:",
        contract=trend.contract,
        period=label,
    )


def pace(lines: Sequence[PaceLine], label: str) -> None:
    """Is there still time: what is behind, so far, and the rate the remaining days must reach."""
    if not lines:
        return
    st.subheader(_("Is there still time in {month}?").format(month=formats.month(label)), anchor=False)
    behind = sorted((line for line in lines if not _on_course(line)), key=_urgency)
    ahead = [line for line in lines if _on_course(line)]
    if behind:
        _pace_table(behind, "pace", label)
        said = _("What is to come is expected from the same weekdays so far this month; {n} days are left.")
        st.caption(said.format(n=max(line.days_left for line in behind)))
    if ahead:
        words = _("{n} clauses are on course").format(n=len(ahead))
        fold = st.expander(words, key="pace-ahead", icon=":material/check:", on_change="rerun")
        if fold.open:
            with fold:
                _pace_table(ahead, "pace-on-course", label)


def heat(cells: Sequence[HeatCell], label: str) -> None:
    """Who keeps which promise; a cell opens its scorecard. One picture a contract: clauses differ."""
    reported = [cell for cell in cells if cell.judgement.value is not None]
    if not reported:
        return
    st.subheader(_("Who kept which promise in {month}").format(month=formats.month(label)), anchor=False)
    for contract in dict.fromkeys(cell.contract for cell in cells):
        _heat_row([cell for cell in cells if cell.contract == contract], label)


def _heat_row(cells: Sequence[HeatCell], label: str) -> None:
    first = cells[0]
    title = _finding(cells)
    picked = draw(
        Picture.HEAT,
        tables.heat(_cell(cell) for cell in cells),
        title=title,
        alt=title,
        key=f"heat-{first.contract}",
        on_select=True,
    )
    navigation.link(
        "scorecard",
        _("Open the scorecard"),
        ":material/arrow_forward:",
        contract=first.contract,
        period=label,
    )
    if picked:
        navigation.go("scorecard", contract=first.contract, period=label, clause=picked[0].get("clause_code"))


def _cell(cell: HeatCell) -> Cell:
    name = _header(cell.clause_name.in_(current()))
    figure = clause_figures.judged_figure(cell.judgement, name, cell.n)
    return Cell(cell.vendor_name.in_(current()), figure, cell.vendor, cell.clause, cell.points_lost)


def _header(name: str) -> str:
    """A clause's name in exactly two lines, so that the pictures' headers stand on one line."""
    lines = wrapped(name, _HEADER)
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1]}…"]
    return "\n".join(["", *lines][-2:])


def _finding(cells: Sequence[HeatCell]) -> str:
    """What the picture shows: who missed what of what was judged, and how much was not."""
    judged = [cell for cell in cells if cell.judgement.is_judged]
    said = _judged_finding(cells[0].vendor_name.in_(current()), judged)
    if left_out := len(cells) - len(judged):
        return _("{said}; {n} not judged").format(said=said, n=left_out)
    return said


def _judged_finding(vendor: str, judged: Sequence[HeatCell]) -> str:
    missed = [cell for cell in judged if cell.judgement.verdict is Verdict.MISSED]
    met = [cell for cell in judged if cell.judgement.verdict is Verdict.MET]
    if missed:
        named = _(", ").join(cell.clause_name.in_(current()) for cell in missed)
        said = _("{vendor} missed {n} of {all} judged: {named}")
        return said.format(vendor=vendor, n=len(missed), all=len(judged), named=named)
    if len(met) == len(judged):
        return _("{vendor}: every clause judged was met").format(vendor=vendor)
    said = _("{vendor}: none missed, {met} of {all} judged met")
    return said.format(vendor=vendor, met=len(met), all=len(judged))


def _total(trend: ContractTrend, label: str) -> Figure | None:
    known = [total for _label, total, _full in trend.totals if total is not None]
    last, total, full = trend.totals[-1]
    if total is None or last != label:
        return None
    change = formats.gap(total, known[-2], "points") if len(known) > 1 else None
    return Figure(
        f"{trend.vendor_name.in_(current())} · {_('score of {full}').format(full=formats.number(full, 0))}",
        formats.number(total),
        gap=_("{change} on last month").format(change=change) if change else None,
        good=None if change is None or total == known[-2] else total > known[-2],
        note=_provisional(trend),
        trend=tables.trend(known),
        help=trend.contract_name.in_(current()),
    )


def _provisional(trend: ContractTrend) -> str | None:
    return _("provisional") if trend.gaps and not trend.is_closed else None


def _pace_table(lines: Sequence[PaceLine], key: str, label: str) -> None:
    layout.records(
        _pace_frame(lines),
        key,
        columns=_pace_columns(),
        card=_pace_card,
        alt=_("For each clause: so far, what is expected to come, and the rate the rest must reach"),
        version=house.data_version(),
    )
    layout.copyable(*(copied.pace(line, label, _(_outlook(line)[1]), _needed(line)) for line in lines))


def _on_course(line: PaceLine) -> bool:
    """Whether the figure so far keeps the target, or nothing that can come takes it away."""
    if line.pace.outlook is not Outlook.POSSIBLE or line.so_far is None or line.target is None:
        return line.pace.outlook is Outlook.SAFE
    return holds(line.clause.comparison, line.so_far, line.target)


def _urgency(line: PaceLine) -> int:
    """What can still be turned comes first."""
    return [Outlook.POSSIBLE, Outlook.OUT_OF_REACH, Outlook.SAFE].index(line.pace.outlook)


def _outlook(line: PaceLine) -> tuple[str, str, str]:
    """Sign, words and colour."""
    if line.pace.outlook is Outlook.POSSIBLE and _on_course(line):
        return ("✓", N_("On course"), "green")
    return _OUTLOOKS[line.pace.outlook]


def _pace_frame(lines: Sequence[PaceLine]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "outlook": f"{_outlook(line)[0]} {_(_outlook(line)[1])}",
                "vendor": line.vendor_name.in_(current()),
                "clause": line.clause_name.in_(current()),
                "so_far": formats.quantity(line.so_far, line.unit, against=line.target),
                "target": formats.target(line.clause.comparison.value, line.target, line.unit),
                "to_come": (formats.hours if line.of_time else formats.count)(line.pace.to_come),
                "needed": _needed(line),
                "colour": _outlook(line)[2],
            }
            for line in lines
        ]
    )  # fmt: skip


def _needed(line: PaceLine) -> str:
    """What the rest must bring, `96.67 % (20,300 / 21,000)`; a dash where anything will do or nothing can."""
    if line.pace.outlook is not Outlook.POSSIBLE:
        return formats.DASH
    counts = (
        {"numerator": line.pace.needed, "denominator": line.pace.to_come} if line.unit == "percent" else {}
    )
    return formats.figure(line.pace.rate, line.unit, of_time=line.of_time, **counts)


def _pace_columns() -> dict[str, Any]:
    text, right = st.column_config.TextColumn, {"alignment": "right"}
    return {
        "outlook": text(_("Outlook"), width=164),
        "vendor": text(_("Vendor"), width=84),
        "clause": text(_("Clause"), width=250),
        "so_far": text(_("So far"), width=92, **right),
        "target": text(_("Target"), width=104, **right),
        "to_come": text(_("Expected to come"), width=128, **right),
        "needed": text(_("The rest must reach"), width=208, **right),
        "colour": None,
    }


def _pace_card(row: Any) -> None:
    st.markdown(f"**{escaped(row.vendor)}** · {escaped(row.clause)}")
    st.markdown(f":{row.colour}[**{row.outlook}**] {escaped(row.so_far)} · {escaped(row.target)}")
    if row.needed != formats.DASH:
        st.caption(_("The rest must reach {needed}").format(needed=escaped(row.needed)))
