"""The certified share day by day: all agents together, and each site where there are several."""

from __future__ import annotations

import altair as alt

from core.language import N_, translated
from core.text import Lang
from ui.charts.fields import chart, tooltip
from ui.charts.theme import number_axis
from ui.themes import PALETTES, Theme


def certified(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Days across, percent up; sites thin with their name at the last day.

    Fields: day, share, who, told, is_whole, is_last.
    """
    paper = PALETTES[theme]
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", grid=False)
    base = chart().encode(x=alt.X("day:O", title=None, axis=axis))
    high = alt.Y(
        "share:Q",
        title=translated(N_("Certified, %"), lang),
        scale=alt.Scale(zero=False, nice=True, padding=10),
        axis=number_axis(),
    )
    said = tooltip(lang, day=N_("Day"), who=N_("Site"), told=N_("Certified of live"))
    sites, whole = base.transform_filter("!datum.is_whole"), base.transform_filter("datum.is_whole")
    dot = alt.OverlayMarkDef(size=18, color=paper.second)
    names = base.transform_filter("!datum.is_whole && datum.is_last")
    return alt.layer(
        sites.mark_line(color=paper.second, strokeWidth=1.2, point=dot).encode(
            y=high, detail="who:N", tooltip=said
        ),
        whole.mark_line(color=paper.primary, strokeWidth=2.5).encode(y=high),
        whole.mark_point(color=paper.primary, filled=True, size=44, opacity=1).encode(y=high, tooltip=said),
        names.mark_text(align="right", dx=-4, dy=-9, color=paper.second).encode(
            y=alt.Y("share:Q"), text="who:N"
        ),
    ).properties(width="container", height=220)
