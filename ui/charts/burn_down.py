"""How many still lack a change's training, day by day: all together and each site, beside an even pace."""

from __future__ import annotations

import altair as alt

from core.language import N_, translated
from core.text import Lang
from ui.charts.fields import chart, tooltip
from ui.charts.theme import number_axis
from ui.themes import PALETTES, Theme


def burn_down(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Days across, people up; the even pace dashed; the day records end as an upright line.

    Fields: day, remaining, ideal, who, is_whole, told, records_end, end_text.
    """
    paper = PALETTES[theme]
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", grid=False)
    base = chart().encode(x=alt.X("day:O", title=None, axis=axis))
    high = alt.Y(
        "remaining:Q",
        title=translated(N_("Still to pass"), lang),
        scale=alt.Scale(zero=True, nice=True),
        axis=number_axis(),
    )
    said = tooltip(lang, day=N_("Day"), who=N_("Site"), told=N_("Still to pass"))
    pace = base.transform_filter("datum.is_whole").mark_line(
        color=paper.second, strokeDash=[5, 4], strokeWidth=1.2
    )
    sites = base.transform_filter("!datum.is_whole && isValid(datum.remaining)")
    whole = base.transform_filter("datum.is_whole && isValid(datum.remaining)")
    dot = alt.OverlayMarkDef(size=20, color=paper.second)
    drawn = [
        pace.encode(y=alt.Y("ideal:Q")),
        sites.mark_line(color=paper.second, strokeWidth=1.2, point=dot).encode(
            y=high, detail="who:N", tooltip=said
        ),
        whole.mark_line(color=paper.primary, strokeWidth=2.5).encode(y=high),
        whole.mark_point(color=paper.primary, filled=True, size=60, opacity=1).encode(y=high, tooltip=said),
        _names(base, "!datum.is_whole", paper.second),
    ]
    end = base.transform_filter("datum.records_end && datum.is_whole")
    drawn += [
        end.mark_rule(color=paper.ink, strokeDash=[2, 3]),
        end.mark_text(align="left", baseline="top", dx=4, color=paper.ink).encode(
            y=alt.value(2), text="end_text:N"
        ),
    ]
    return alt.layer(*drawn).properties(width="container", height=240)


def _names(base: alt.Chart, which: str, colour: str) -> alt.Chart:
    """What each site's line is called, at its first day."""
    first = base.transform_filter(f"{which} && datum.is_first")
    return first.mark_text(align="left", dx=6, dy=-8, color=colour).encode(
        y=alt.Y("remaining:Q"), text="who:N"
    )
