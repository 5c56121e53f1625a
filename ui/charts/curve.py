"""How precise so many calls are: a curve that flattens, and the number that was chosen on it."""

from __future__ import annotations

import altair as alt

from core.language import N_, translated
from core.text import Lang
from ui.charts.fields import chart, tooltip
from ui.charts.theme import number_axis
from ui.themes import PALETTES, Theme


def precision(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Calls across, ± points up; the chosen number marked with its words.

    Fields: n, reach, reach_text, chosen, label.
    """
    paper = PALETTES[theme]
    base = chart().encode(
        x=alt.X(
            "n:Q",
            title=translated(N_("Calls to listen to"), lang),
            scale=alt.Scale(domainMin=0, nice=False),
            axis=number_axis(),
        ),
        y=alt.Y(
            "reach:Q",
            title=translated(N_("± percentage points"), lang),
            scale=alt.Scale(zero=True, nice=True),
            axis=number_axis(),
        ),
        tooltip=tooltip(lang, n=N_("Calls"), reach_text=N_("Known within")),
    )
    curve = base.mark_line(color=paper.primary, interpolate="monotone")
    dots = base.mark_point(filled=True, size=40, opacity=0, color=paper.primary)
    chosen = base.transform_filter("datum.chosen")
    mark = chosen.mark_point(filled=True, size=130, opacity=1, color=paper.primary)
    words = chosen.mark_text(align="left", baseline="bottom", dx=8, dy=-8, tooltip=None).encode(
        text="label:N"
    )
    return alt.layer(curve, dots, mark, words).properties(width="container", height=260)
