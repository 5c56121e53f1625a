"""Whose figure: reported by the vendor, measured by us, agreed; one row a figure, a line between them."""

from __future__ import annotations

import altair as alt

from core.language import N_, translated
from core.text import Lang
from ui.charts.fields import chart, tooltip
from ui.charts.theme import number_axis, unit_title
from ui.themes import PALETTES, Theme

#: Code of a source → its English name; the order is the order in the legend.
SIDES = {"reported": N_("Reported"), "measured": N_("Measured"), "agreed": N_("Agreed")}


def dumbbell(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Fields: label, side (reported, measured, agreed), side_name, value, figure, n, rank."""
    paper = PALETTES[theme]
    base = chart().encode(y=alt.Y("label:N", title=None, sort=alt.EncodingSortField("rank", op="min")))
    across = alt.X(
        "value:Q",
        title=unit_title(unit, lang),
        scale=alt.Scale(zero=False, nice=True, padding=16),
        axis=number_axis(),
    )
    names = {code: translated(name, lang) for code, name in SIDES.items()}
    spans = base.mark_line(color=paper.line, strokeWidth=4).encode(x=across, detail="label:N")
    points = base.mark_point(filled=True, size=140, opacity=1).encode(
        x=across,
        shape=alt.Shape(
            "side:N",
            scale=alt.Scale(domain=list(SIDES), range=["circle", "square", "diamond"]),
            legend=alt.Legend(title=None, labelExpr=f"{names!r}[datum.value]"),
        ),
        color=alt.Color(
            "side:N",
            scale=alt.Scale(domain=list(SIDES), range=[paper.second, paper.primary, paper.ink]),
            legend=alt.Legend(title=None, labelExpr=f"{names!r}[datum.value]"),
        ),
        tooltip=tooltip(lang, label=N_("Clause"), side_name=N_("Whose"), figure=N_("Figure"), n=N_("n")),
    )
    return alt.layer(spans, points).properties(width="container", height=alt.Step(40))
