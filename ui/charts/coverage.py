"""Which days came in: one line a vendor and kind of figures, one square a day."""

from __future__ import annotations

import altair as alt

from core.language import N_
from core.text import Lang
from ui.charts.fields import chart, tooltip
from ui.charts.theme import SIZES
from ui.themes import PALETTES, Theme

#: State of a day → the opacity of its square: here, missing, still to come.
_FILL = {"here": 0.85, "missing": 0.12, "ahead": 0.0}


def coverage(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Days of a month across, what came in down; a day that is here is filled, a missing one says so.

    Fields: who, rank, day, state, sign, date, word.
    """
    paper = PALETTES[theme]
    base = chart().encode(
        x=alt.X("day:O", title=None, axis=_axis(orient="top"), scale=_scale()),
        y=alt.Y("who:N", title=None, axis=_axis(labelLimit=220), scale=_scale(), sort=_sort()),
        tooltip=tooltip(lang, who=N_("Figures"), date=N_("Day"), word=N_("State")),
    )
    squares = base.mark_rect(cornerRadius=2, color=paper.primary, stroke=paper.line).encode(
        opacity=alt.Opacity(
            "state:N", scale=alt.Scale(domain=list(_FILL), range=list(_FILL.values())), legend=None
        )
    )
    signs = base.mark_text(fontSize=SIZES["sign"], color=paper.ink, tooltip=None).encode(text="sign:N")
    return alt.layer(squares, signs).properties(width="container", height=alt.Step(30))


def _axis(**options: object) -> alt.Axis:
    return alt.Axis(domain=False, ticks=False, grid=False, labelAngle=0, **options)  # type: ignore[arg-type]


def _scale() -> alt.Scale:
    return alt.Scale(paddingInner=0.08, paddingOuter=0)


def _sort() -> alt.EncodingSortField:
    return alt.EncodingSortField(field="rank", op="min", order="ascending")
