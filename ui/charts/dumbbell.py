"""Figures of one thing side by side, a line between them: whose it is, before and after, by which formula."""

from __future__ import annotations

import altair as alt

from core.language import N_, translated
from core.text import Lang
from ui.charts.fields import chart, tooltip
from ui.charts.theme import number_axis, unit_title
from ui.themes import PALETTES, Theme

#: Code of a source → its English name; the order is the order in the legend.
SIDES = {"reported": N_("Reported"), "measured": N_("Measured"), "agreed": N_("Agreed")}


#: A contract's figures as they are, and under a draft.
TRIED = {"before": N_("As it is"), "after": N_("Under the draft")}
#: A vendor's figure by its own contract, and by the reference everybody is measured by.
SAME = {"own": N_("By its contract"), "reference": N_("By the reference")}

#: A figure as others found it in their sample, and as we did in ours.
BESIDE = {"theirs": N_("Theirs"), "ours": N_("Ours")}


def dumbbell(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Whose figure. Fields: label, side (reported, measured, agreed), side_name, value, figure, n, rank."""
    return _dumbbell(SIDES, N_("Clause"), lang, theme, unit)


def tried(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """A month before and after. The same fields; side is before or after."""
    return _dumbbell(TRIED, N_("Month"), lang, theme, unit)


def same(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Vendors by one formula. The same fields; side is own or reference."""
    return _dumbbell(SAME, N_("Vendor"), lang, theme, unit)


def beside(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Figures of others and ours. The same fields; side is theirs or ours."""
    return _dumbbell(BESIDE, N_("Figure"), lang, theme, unit)


def _dumbbell(sides: dict[str, str], what: str, lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    paper = PALETTES[theme]
    base = chart().encode(y=alt.Y("label:N", title=None, sort=alt.EncodingSortField("rank", op="min")))
    across = alt.X(
        "value:Q",
        title=unit_title(unit, lang),
        scale=alt.Scale(zero=False, nice=True, padding=16),
        axis=number_axis(),
    )
    names = {code: translated(name, lang) for code, name in sides.items()}
    spans = base.mark_line(color=paper.line, strokeWidth=4).encode(x=across, detail="label:N")
    points = base.mark_point(filled=True, size=140, opacity=1).encode(
        x=across,
        shape=alt.Shape(
            "side:N",
            scale=alt.Scale(domain=list(sides), range=["circle", "square", "diamond"][: len(sides)]),
            legend=alt.Legend(title=None, labelExpr=f"{names!r}[datum.value]"),
        ),
        color=alt.Color(
            "side:N",
            scale=alt.Scale(domain=list(sides), range=[paper.second, paper.primary, paper.ink][: len(sides)]),
            legend=alt.Legend(title=None, labelExpr=f"{names!r}[datum.value]"),
        ),
        tooltip=tooltip(lang, label=what, side_name=N_("Whose"), figure=N_("Figure"), n=N_("n")),
    )
    return alt.layer(spans, points).properties(width="container", height=alt.Step(40))
