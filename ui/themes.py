"""The colours of LOOK.md that pictures and styled cells need; the pages' own: .streamlit/config.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from core.verdict import LOOKS, Verdict
from sla.judging.staffing import State

Theme = Literal["light", "dark"]
#: The row of a picture of sites that says when they could help each other.
POOLED = "pooled"
THEMES: tuple[Theme, ...] = ("light", "dark")
FONT = (
    "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
)


@dataclass(frozen=True)
class Palette:
    """Ground, raised surface, line, ink, second ink, primary."""

    ground: str
    raised: str
    line: str
    ink: str
    second: str
    primary: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette("#FFFFFF", "#F5F7F9", "#DCE1E7", "#1A2330", "#566272", "#1D5BB8"),
    "dark": Palette("#11161D", "#1A212B", "#323C49", "#E6EBF2", "#A3AEBC", "#7FB0FF"),
}


def current() -> Theme:
    """The theme this reader sees; light until the browser has said."""
    return "dark" if st.context.theme.type == "dark" else "light"


def verdict_colours(theme: Theme) -> dict[str, str]:
    """Verdict code → colour."""
    return {verdict.value: (look.dark if theme == "dark" else look.light) for verdict, look in LOOKS.items()}


def state_colours(theme: Theme) -> dict[str, str]:
    """How seats stand to load, and where sites could help each other → colour."""
    words = verdict_colours(theme)
    colours = {
        State.SHORT.value: words[Verdict.MISSED.value],
        State.FAIR.value: words[Verdict.NO_VOLUME.value],
        State.IDLE.value: "#58C4DC" if theme == "dark" else "#00708A",
    }
    return {**colours, POOLED: PALETTES[theme].primary}
