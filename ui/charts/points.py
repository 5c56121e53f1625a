"""Points between two figures, each with its name: what a contact costs, how satisfied callers are."""

from __future__ import annotations

import altair as alt

from core.language import N_, translated
from core.text import Lang
from ui.charts.fields import chart, tooltip
from ui.charts.theme import number_axis
from ui.themes import PALETTES, Theme


def cost(lang: Lang, theme: Theme, unit: str) -> alt.LayerChart:
    """Cost across, satisfaction up; best is top left. `unit` is the currency.

    Fields: label, cost, satisfied, cost_text, satisfied_text, n.
    """
    across, up = translated(N_("Cost a contact"), lang), translated(N_("Satisfied (%)"), lang)
    # Both padded and rounded to nice ends, Vega lays the axes out before it knows their labels.
    scale = alt.Scale(zero=False, nice=False, padding=70)
    high = alt.Scale(zero=False, nice=False, padding=40)
    base = chart().encode(
        x=alt.X("cost:Q", title=f"{across} ({unit})", scale=scale, axis=_from_nought()),
        y=alt.Y("satisfied:Q", title=up, scale=high, axis=number_axis()),
        tooltip=tooltip(
            lang,
            label=N_("Contract"),
            cost_text=N_("Cost a contact"),
            satisfied_text=N_("Satisfied (%)"),
            n=N_("n"),
        ),
    )
    points = base.mark_point(filled=True, size=140, opacity=1, color=PALETTES[theme].primary)
    names = base.mark_text(dy=-14, tooltip=None).encode(text="label:N")
    return alt.layer(points, names).properties(width="container", height=300)


def _from_nought() -> alt.Axis:
    """A number axis that writes nothing below 0, where a narrow picture has room for its names only."""
    axis = number_axis()
    axis.labelExpr = "datum.value < 0 ? '' : datum.label"
    axis.gridOpacity = {"condition": {"test": "datum.value < 0", "value": 0}, "value": 1}
    axis.tickOpacity = axis.gridOpacity
    return axis
