"""The quota board of a wave: vendors by scenario and slot, done of planned in each cell."""

from __future__ import annotations

import altair as alt

from core.language import N_
from core.text import Lang
from ui.charts.fields import chart, tooltip
from ui.charts.theme import SIZES, verdict_scale
from ui.themes import Theme

_TINT = {"light": 0.13, "dark": 0.24}


def quota(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Vendors (and sites) × scenario and slot: valid of planned in the cell, its sign in the corner.

    Fields: vendor, cell, their ranks, figure, sign, state, word, planned, done, invalid, projected.
    """
    colour = alt.Color("state:N", scale=verdict_scale(theme), legend=None)
    told = {
        "vendor": N_("Vendor"), "cell": N_("Scenario and slot"), "figure": N_("Valid of planned"),
        "done": N_("Done"), "invalid": N_("Invalid"), "projected": N_("At the wave's end"),
        "word": N_("State"),
    }  # fmt: skip
    across = alt.Axis(
        orient="top", domain=False, ticks=False, grid=False, labelAngle=0, labelLimit=180,
        labelExpr="split(datum.label, '\\n')", labelPadding=33,
    )  # fmt: skip
    down = alt.Axis(domain=False, ticks=False, grid=False, labelLimit=180)
    base = chart().encode(
        x=alt.X("cell:N", title=None, sort=_by("cell_rank"), scale=_gaps(), axis=across),
        y=alt.Y("vendor:N", title=None, sort=_by("vendor_rank"), scale=_gaps(), axis=down),
        tooltip=tooltip(lang, **told),
    )
    tiles = base.mark_rect(opacity=_TINT[theme], cornerRadius=3).encode(color=colour)
    figures = base.mark_text(baseline="middle", dy=3, tooltip=None).encode(text="figure:N")
    corner = base.copy()
    corner.encoding.x.bandPosition, corner.encoding.y.bandPosition = 1, 0
    signs = corner.mark_text(align="right", baseline="top", dx=-6, dy=5, fontSize=SIZES["sign"])
    signs = signs.encode(text="sign:N", color=colour)
    return alt.layer(tiles, figures, signs).properties(width="container", height=alt.Step(52))


def _gaps() -> alt.Scale:
    return alt.Scale(paddingInner=0.04, paddingOuter=0)


def _by(field: str) -> alt.EncodingSortField:
    return alt.EncodingSortField(field=field, op="min", order="ascending")
