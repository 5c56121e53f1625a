"""A strip of the day for each site: busy seats needed of those that are there, by the half hour."""

from __future__ import annotations

import altair as alt

from core.language import N_
from core.text import Lang
from ui.charts.fields import chart, tooltip
from ui.charts.theme import SIZES
from ui.themes import Theme, state_colours

#: Whole hours are written; half hours stand between them.
_HOURS = "slice(datum.label, 3) == '00' ? datum.label : ''"
_TINT = {"light": 0.16, "dark": 0.3}


def staffing(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Sites × times of day: the share in the cell, an arrow where it is too much or too little; below them on
    how many days sites could have helped each other.

    Fields: site, rank, time, figure, sign, state, word, needed, seats, calls, short, idle, days.
    """
    colours = state_colours(theme)
    colour = alt.Color(
        "state:N", scale=alt.Scale(domain=list(colours), range=list(colours.values())), legend=None
    )
    base = chart().encode(x=_times(), y=_sites(), tooltip=_told(lang))
    tiles = base.mark_rect(opacity=_TINT[theme], cornerRadius=3).encode(color=colour)
    figures = base.mark_text(baseline="middle", dy=6, fontSize=SIZES["label"], tooltip=None)
    corner = base.copy()
    corner.encoding.y.bandPosition = 0
    signs = corner.mark_text(baseline="top", dy=3, fontSize=SIZES["sign"], tooltip=None)
    signs = signs.encode(text="sign:N", color=colour)
    return alt.layer(tiles, figures.encode(text="figure:N"), signs).properties(
        width="container", height=alt.Step(46)
    )


def _times() -> alt.X:
    """The times of the day, above the cells."""
    axis = alt.Axis(
        orient="top",
        domain=False,
        ticks=False,
        grid=False,
        labelAngle=0,
        labelExpr=_HOURS,
        labelOverlap=False,
    )
    return alt.X("time:O", title=None, scale=alt.Scale(paddingInner=0.06, paddingOuter=0), axis=axis)


def _sites() -> alt.Y:
    """The sites in their order, what they could do together last."""
    return alt.Y(
        "site:N",
        title=None,
        sort=alt.EncodingSortField(field="rank", op="min", order="ascending"),
        scale=alt.Scale(paddingInner=0.1, paddingOuter=0),
        axis=alt.Axis(domain=False, ticks=False, grid=False, labelLimit=170),
    )


def _told(lang: Lang) -> list[alt.Tooltip]:
    """What a cell says when it is pointed at."""
    return tooltip(
        lang,
        site=N_("Site"),
        time=N_("Time"),
        word=N_("Seats and load"),
        needed=N_("Busy seats needed"),
        seats=N_("Seats there"),
        calls=N_("Calls"),
        short=N_("Days overloaded"),
        idle=N_("Days idle"),
        days=N_("Days"),
    )
