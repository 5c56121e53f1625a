"""Pictures: one spec per (picture, language, theme), built once without data; the data goes in apart."""

from ui.charts.draw import SPECS, Picture, draw, wrapped

__all__ = ["SPECS", "Picture", "draw", "wrapped"]
