"""What is late: plans from the day they were opened to the day they are due, today as a line."""

from __future__ import annotations

import altair as alt

from core.language import N_, translated
from core.text import Lang
from ui.charts.fields import chart, tooltip
from ui.themes import PALETTES, Theme

#: Kind of a bar → its English name; the order is the order in the legend.
KINDS = {
    "overdue": N_("Overdue"),
    "open": N_("In time"),
    "undated": N_("No due date"),
    "closed": N_("Closed"),
}
_LATE = {"light": "#B3341F", "dark": "#FF8A75"}


def timeline(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """One bar a plan, earliest due first; what lies past its due day is hatched thin up to today.

    Fields: label, start, end, late_until, today (days as timestamps), today_text, kind, status, due, owner,
    rank.
    """
    paper = PALETTES[theme]
    colours = {"overdue": _LATE[theme], "open": paper.primary, "undated": paper.second, "closed": paper.line}
    names = {code: translated(name, lang) for code, name in KINDS.items()}
    days = alt.Axis(format="%m-%d", labelAngle=0, labelOverlap="greedy", tickCount=6)
    base = chart().encode(
        y=alt.Y(
            "label:N", title=None, sort=alt.EncodingSortField("rank", op="min"), axis=alt.Axis(grid=False)
        ),
        tooltip=tooltip(lang, label=N_("Plan"), status=N_("State"), due=N_("Due"), owner=N_("Owner")),
    )
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(title=None, symbolType="square", labelExpr=f"{names!r}[datum.value]"),
    )
    across = alt.X("start:T", title=None, scale=alt.Scale(type="utc", padding=24), axis=days)
    bars = base.mark_bar(height=14, cornerRadius=2).encode(x=across, x2="end:T", color=colour)
    late = base.mark_rule(strokeWidth=2, strokeDash=[3, 3]).encode(
        x=alt.X("end:T"), x2="late_until:T", color=colour
    )
    line = chart().mark_rule(color=paper.ink, strokeWidth=1.5).encode(x=alt.X("today:T", aggregate="min"))
    said = (
        chart()
        .mark_text(align="left", baseline="bottom", dx=4, dy=-2, fontSize=11)
        .encode(x=alt.X("today:T", aggregate="min"), y=alt.value(0), text=alt.Text("min(today_text):N"))
    )
    return alt.layer(bars, late, line, said).properties(width="container", height=alt.Step(34))
