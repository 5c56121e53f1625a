"""Grids: who keeps which promise (vendors × clauses), who holds which course (sites × courses), when it went
wrong (the days of a month), when certificates run out."""

from __future__ import annotations

import altair as alt

from core.language import N_
from core.text import Lang
from ui.charts.fields import chart, tooltip
from ui.charts.theme import SIZES, verdict_scale
from ui.themes import Theme

_TINT = {"light": 0.13, "dark": 0.24}
_WEEKDAYS = {"zh": list("一二三四五六日"), "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]}


def heat(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Vendors × clauses: the figure in the cell, the sign in its corner, tinted by verdict.

    A click gives {vendor_code, clause_code}. Fields: vendor, clause, their codes and ranks, figure, sign,
    verdict, word, target, n, lost.
    """
    base = chart().encode(
        x=alt.X(
            "clause:N",
            title=None,
            sort=_by("clause_rank"),
            scale=_gaps(),
            axis=_labels(orient="top", labelExpr="split(datum.label, '\\n')", labelPadding=20),
        ),
        y=alt.Y("vendor:N", title=None, sort=_by("vendor_rank"), scale=_gaps(), axis=_labels()),
        tooltip=tooltip(
            lang,
            vendor=N_("Vendor"),
            clause=N_("Clause"),
            figure=N_("Figure"),
            target=N_("Target"),
            word=N_("Verdict"),
            n=N_("n"),
            lost=N_("Points lost"),
        ),
    )
    return _tiled(base, theme, ["vendor_code", "clause_code"], alt.Step(58))


def calendar(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """The days of a month as a wall calendar: the day's figure, tinted by where it stands to the target.

    A click gives {date}. Fields: weekday (1 Monday … 7), week (its Monday), date, day, figure, sign,
    verdict, word, n.
    """
    names = _WEEKDAYS[lang]
    base = chart().encode(
        x=alt.X(
            "weekday:O",
            title=None,
            scale=_gaps(domain=[1, 2, 3, 4, 5, 6, 7]),
            axis=_labels(orient="top", labelExpr=f"{names!r}[datum.value - 1]"),
        ),
        y=alt.Y("week:O", title=None, scale=_gaps(), axis=None),
        tooltip=tooltip(lang, date=N_("Day"), figure=N_("Figure"), word=N_("Against the target"), n=N_("n")),
    )
    dates = _corner(base, 0).mark_text(align="left", baseline="top", dx=6, dy=5, fontSize=10, opacity=0.75)
    dates = dates.encode(text="day:N")
    return _tiled(base, theme, ["date"], alt.Step(52), dates)


def holding(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Sites × courses: the share that holds the course, its sign, how many of how many; tinted by verdict.

    A click gives {site_code, course_code}. Fields: site, course, their codes and ranks, figure, told, sign,
    verdict, word.
    """
    base = chart().encode(
        x=alt.X(
            "course:N",
            title=None,
            sort=_by("course_rank"),
            scale=_gaps(),
            axis=_labels(orient="top", labelExpr="split(datum.label, '\\n')", labelPadding=20),
        ),
        y=alt.Y("site:N", title=None, sort=_by("site_rank"), scale=_gaps(), axis=_labels()),
        tooltip=tooltip(
            lang,
            site=N_("Site"),
            course=N_("Course"),
            figure=N_("Figure"),
            told=N_("Hold it"),
            word=N_("State"),
        ),
    )
    told = base.mark_text(baseline="middle", dy=20, fontSize=10, opacity=0.8, tooltip=None)
    return _tiled(base, theme, ["site_code", "course_code"], alt.Step(62), told.encode(text="told:N"))


def last_days(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Weeks down, weekdays across: how many certificates have each day as their last, tinted by nearness.

    A click gives {date}. Fields: weekday (1 Monday … 7), week (its Monday), date, day, figure, sign, verdict,
    word.
    """
    names = _WEEKDAYS[lang]
    base = chart().encode(
        x=alt.X(
            "weekday:O",
            title=None,
            scale=_gaps(domain=[1, 2, 3, 4, 5, 6, 7]),
            axis=_labels(orient="top", labelExpr=f"{names!r}[datum.value - 1]"),
        ),
        y=alt.Y("week:O", title=None, scale=_gaps(), axis=None),
        tooltip=tooltip(lang, date=N_("Last day"), figure=N_("Runs out"), word=N_("State")),
    )
    dates = _corner(base, 0).mark_text(align="left", baseline="top", dx=6, dy=5, fontSize=10, opacity=0.75)
    return _tiled(base, theme, ["date"], alt.Step(46), dates.encode(text="day:N"))


def _tiled(
    base: alt.Chart, theme: Theme, picked_by: list[str], rows: alt.Step, *extra: alt.Chart
) -> alt.LayerChart:
    colour = alt.Color("verdict:N", scale=verdict_scale(theme), legend=None)
    picked = alt.selection_point(name="picked", fields=picked_by, on="click", toggle=False)
    tiles = base.mark_rect(opacity=_TINT[theme], cornerRadius=3)
    tiles = tiles.encode(color=colour).add_params(picked)
    figures = base.mark_text(baseline="middle", dy=3, tooltip=None).encode(text="figure:N")
    signs = _corner(base, 1).mark_text(align="right", baseline="top", dx=-6, dy=5, fontSize=SIZES["sign"])
    return alt.layer(tiles, figures, signs.encode(text="sign:N", color=colour), *extra).properties(
        width="container", height=rows
    )


def _corner(base: alt.Chart, right: int) -> alt.Chart:
    """The same cells, addressed by their upper left (0) or upper right (1) corner."""
    placed = base.copy()
    placed.encoding.x.bandPosition = right
    placed.encoding.y.bandPosition = 0
    return placed


def _gaps(**options: object) -> alt.Scale:
    return alt.Scale(paddingInner=0.04, paddingOuter=0, **options)  # type: ignore[arg-type]


def _by(field: str) -> alt.EncodingSortField:
    return alt.EncodingSortField(field=field, op="min", order="ascending")


def _labels(**options: object) -> alt.Axis:
    return alt.Axis(domain=False, ticks=False, grid=False, labelAngle=0, labelLimit=180, **options)  # type: ignore[arg-type]
