"""What the pictures share: a chart without data, and the tooltip of a figure."""

from __future__ import annotations

import altair as alt

from core.language import translated
from core.text import Lang
from ui.themes import PALETTES, Theme


def chart() -> alt.Chart:
    """A chart without data; the frame comes to it when it is drawn."""
    return alt.Chart()


def tooltip(lang: Lang, **fields: str) -> list[alt.Tooltip]:
    """Field → English title, spoken in `lang`. The fields hold text that is already written."""
    return [alt.Tooltip(f"{field}:N", title=translated(title, lang)) for field, title in fields.items()]


def halo(theme: Theme) -> str:
    """The colour behind a mark that must stand out from its neighbours."""
    return PALETTES[theme].ground
