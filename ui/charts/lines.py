"""A line of months: is it getting better? The target is a step, because amendments change it."""

from __future__ import annotations

import altair as alt

from core.language import N_
from core.text import Lang
from ui.charts.fields import chart, halo, tooltip
from ui.charts.theme import number_axis, unit_title, verdict_scale
from ui.themes import PALETTES, Theme


def line(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Months or days in a row; missed points marked with their colour, restated ones hollow.

    Fields: when, value, figure, target, target_text, minimum, verdict, word, n, restated.
    """
    paper = PALETTES[theme]
    scale = alt.Scale(zero=False, nice=True, padding=14)
    base = chart().encode(
        x=alt.X("when:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy", grid=False)),
        tooltip=tooltip(
            lang,
            when=N_("When"),
            figure=N_("Figure"),
            target_text=N_("Target"),
            word=N_("Verdict"),
            n=N_("n"),
        ),
    )
    high = alt.Y("value:Q", title=unit_title(unit, lang), scale=scale, axis=number_axis())
    targets = base.mark_line(interpolate="step", color=paper.ink, strokeWidth=1.5, opacity=0.8).encode(
        y=alt.Y("target:Q", scale=scale)
    )
    minima = base.mark_line(
        interpolate="step", color=paper.second, strokeDash=[4, 3], strokeWidth=1.2
    ).encode(y=alt.Y("minimum:Q", scale=scale))
    values = base.mark_line(color=paper.primary).encode(y=high)
    colour = alt.Color("verdict:N", scale=verdict_scale(theme), legend=None)
    solid = base.mark_point(filled=True, size=70, opacity=1).encode(y=high, color=colour)
    hollow = base.mark_point(filled=True, size=26, opacity=1, color=halo(theme), tooltip=None).encode(y=high)
    missed = base.mark_text(baseline="top", dy=9, tooltip=None).encode(y=high, text="figure:N", color=colour)
    return alt.layer(
        targets,
        minima,
        values,
        solid,
        hollow.transform_filter("datum.restated"),
        missed.transform_filter("datum.verdict == 'missed'"),
    ).properties(width="container", height=280)
