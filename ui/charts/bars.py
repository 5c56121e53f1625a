"""Bars: how far from target (bullet), what costs most (Pareto), how the fee came about (waterfall),
how many failed for which reason (causes)."""

from __future__ import annotations

import altair as alt

from core.language import N_
from core.text import Lang
from ui.charts.fields import chart, tooltip
from ui.charts.theme import number_axis, unit_title, verdict_scale
from ui.themes import PALETTES, Theme


def bullet(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """One bar a clause, the target as a thick tick, the minimum as a thin one, the interval of a sample.

    Fields: label, value, figure, target, target_text, minimum, low, high, verdict, word, n, rank.
    Clauses of one unit to a picture.
    """
    paper = PALETTES[theme]
    base = chart().encode(
        y=alt.Y("label:N", title=None, sort=alt.EncodingSortField("rank", op="min")),
        tooltip=tooltip(
            lang,
            label=N_("Clause"),
            figure=N_("Figure"),
            target_text=N_("Target"),
            word=N_("Verdict"),
            n=N_("n"),
        ),
    )
    across = alt.X(
        "value:Q",
        title=unit_title(unit, lang),
        scale=alt.Scale(zero=False, nice=True, padding=24),
        axis=number_axis(),
    )
    bars = base.mark_point(filled=True, size=150, opacity=1).encode(
        x=across, color=alt.Color("verdict:N", scale=verdict_scale(theme), legend=None)
    )
    reach = base.mark_rule(strokeWidth=6, opacity=0.35).encode(
        x=across, x2="target:Q", color=alt.Color("verdict:N", scale=verdict_scale(theme), legend=None)
    )
    targets = base.mark_tick(thickness=3, size=26, color=paper.ink).encode(x="target:Q")
    minima = base.mark_tick(thickness=1.5, size=18, color=paper.second).encode(x="minimum:Q")
    whiskers = base.mark_rule(strokeWidth=1.5, color=paper.ink).encode(x="low:Q", x2="high:Q")
    figures = base.mark_text(align="center", baseline="bottom", dy=-9, tooltip=None).encode(
        x=across, text="figure:N"
    )
    return alt.layer(reach, whiskers, targets, minima, bars, figures).properties(
        width="container", height=alt.Step(46)
    )


def pareto(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """What is lost, most first; the share it adds up to is written beside the bar (no second axis).

    Fields: label, lost, text, share, rank, room (how far the axis must reach for the words).
    """
    base = chart().encode(
        y=alt.Y("label:N", title=None, sort=alt.EncodingSortField("rank", op="min")),
        x=alt.X(
            "lost:Q",
            title=unit_title(unit, lang),
            scale=alt.Scale(nice=False, domainMin=0),
            axis=number_axis(),
        ),
        tooltip=tooltip(lang, label=N_("Clause"), text=N_("Lost"), share=N_("Together with those above")),
    )
    bars = base.mark_bar(height=18, cornerRadiusEnd=2, color=PALETTES[theme].primary)
    figures = base.mark_text(align="left", dx=6, tooltip=None).encode(text="text:N")
    room = base.mark_point(opacity=0, tooltip=None).encode(x="room:Q")
    return alt.layer(bars, figures, room).properties(width="container", height=alt.Step(34))


def causes(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """How many failed items are of which class of cause, in the order in which the classes are tried.

    Fields: label, n, text, rank, room (how far the axis must reach for the words).
    """
    base = chart().encode(
        y=alt.Y("label:N", title=None, sort=alt.EncodingSortField("rank", op="min")),
        x=alt.X("n:Q", title=None, axis=None, scale=alt.Scale(nice=False, domainMin=0)),
        tooltip=tooltip(lang, label=N_("Cause"), text=N_("Failed items")),
    )
    bars = base.mark_bar(height=18, cornerRadiusEnd=2, color=PALETTES[theme].primary)
    figures = base.mark_text(align="left", dx=6, tooltip=None).encode(text="text:N")
    room = base.mark_point(opacity=0, tooltip=None).encode(x="room:Q")
    return alt.layer(bars, figures, room).properties(width="container", height=alt.Step(30))


def waterfall(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """From the gross fee to what is payable, one step a bar.

    Fields: label, start, end, middle, kind (total, less, more), text, rank.
    """
    paper = PALETTES[theme]
    colours = {"total": paper.primary, "less": _warm(theme), "more": _cool(theme)}
    base = chart().encode(
        x=alt.X(
            "label:N", title=None, sort=alt.EncodingSortField("rank", op="min"), axis=alt.Axis(labelAngle=0)
        ),
        tooltip=tooltip(lang, label=N_("Step"), text=N_("Amount")),
    )
    bars = base.mark_bar(cornerRadius=2, width={"band": 0.62}).encode(
        y=alt.Y("start:Q", title=unit_title(unit, lang), scale=alt.Scale(zero=True), axis=number_axis()),
        y2="end:Q",
        color=alt.Color(
            "kind:N", scale=alt.Scale(domain=list(colours), range=list(colours.values())), legend=None
        ),
    )
    figures = base.mark_text(baseline="bottom", dy=-6, tooltip=None).encode(y=alt.Y("top:Q"), text="text:N")
    return alt.layer(bars, figures).properties(width="container", height=320)


def _warm(theme: Theme) -> str:
    return "#B3341F" if theme == "light" else "#FF8A75"


def _cool(theme: Theme) -> str:
    return "#1E7A55" if theme == "light" else "#4CC38A"
