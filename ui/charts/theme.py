"""How every picture looks, said once: fonts, lines, verdict colours, in light and in dark."""

from __future__ import annotations

from typing import Any

import altair as alt

from core.text import Lang, Text
from ui.themes import FONT, PALETTES, Theme, verdict_colours

#: The unit as it stands in an axis title.
AXIS_UNITS: dict[str, Text] = {
    "percent": Text("%", "%"),
    "seconds": Text("秒", "seconds"),
    "s": Text("秒", "seconds"),
    "points": Text("分", "points"),
    "per_10k": Text("每万通", "per 10,000"),
    "count": Text("量", "count"),
    "cny": Text("元", "CNY"),
}
SIZES = {"title": 15, "label": 12, "figure": 13, "sign": 11}


def config(theme: Theme) -> dict[str, Any]:
    """Vega-Lite's config for a theme. Streamlit's own chart theme is switched off in favour of it."""
    paper = PALETTES[theme]
    text = {"labelColor": paper.second, "titleColor": paper.second, "labelFontSize": SIZES["label"]}
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "color": paper.ink,
            "fontSize": SIZES["title"],
            "fontWeight": 600,
            "offset": 12,
        },
        "axis": {
            **text,
            "titleFontSize": SIZES["label"],
            "titleFontWeight": 400,
            "gridColor": paper.line,
            "domainColor": paper.line,
            "tickColor": paper.line,
            "labelPadding": 6,
            "labelLimit": 220,
        },
        "legend": {**text, "orient": "top", "titleFontWeight": 400, "symbolStrokeWidth": 2},
        "text": {"color": paper.ink, "fontSize": SIZES["figure"]},
        "rule": {"color": paper.second},
        "line": {"color": paper.primary, "strokeWidth": 2},
        "bar": {"color": paper.primary},
        "point": {"color": paper.primary, "filled": True, "size": 64},
    }


def verdict_scale(theme: Theme) -> alt.Scale:
    """Verdict code → colour."""
    colours = verdict_colours(theme)
    return alt.Scale(domain=list(colours), range=list(colours.values()))


def unit_title(unit: str, lang: Lang) -> str:
    """The unit for an axis."""
    return AXIS_UNITS[unit].in_(lang) if unit in AXIS_UNITS else unit


def number_axis() -> alt.Axis:
    """Few ticks, each with the digits it needs and no more: Vega writes a lone 96.25 as 96.250000."""
    return alt.Axis(tickCount=5, format=",.4~f")
