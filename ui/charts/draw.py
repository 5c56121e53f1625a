"""Drawing a picture: the cached spec, a small frame, a title that says what is seen, a text alternative."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import Any
from unicodedata import east_asian_width

import pandas as pd
import streamlit as st

from core.language import current
from core.text import Lang
from ui import themes
from ui.charts import (
    bars,
    burn_down,
    certified,
    coverage,
    curve,
    dumbbell,
    grids,
    lines,
    points,
    quota,
    strip,
    timeline,
)
from ui.charts.theme import config
from ui.themes import Theme


class Picture(StrEnum):
    """The pictures there are, by the question each answers."""

    HEAT = "heat"
    BULLET = "bullet"
    LINE = "line"
    CALENDAR = "calendar"
    PARETO = "pareto"
    WATERFALL = "waterfall"
    DUMBBELL = "dumbbell"
    TRIED = "tried"
    SAME = "same"
    BESIDE = "beside"
    TIMELINE = "timeline"
    COVERAGE = "coverage"
    COST = "cost"
    STAFFING = "staffing"
    PRECISION = "precision"
    QUOTA = "quota"
    BURN_DOWN = "burn_down"
    HOLDING = "holding"
    CERTIFIED = "certified"
    LAST_DAYS = "last_days"
    CAUSES = "causes"


#: Picture → the function that builds its chart from (language, theme, unit).
SPECS: dict[Picture, Callable[[Lang, Theme, str], Any]] = {
    Picture.HEAT: grids.heat,
    Picture.CALENDAR: grids.calendar,
    Picture.BULLET: bars.bullet,
    Picture.PARETO: bars.pareto,
    Picture.WATERFALL: bars.waterfall,
    Picture.LINE: lines.line,
    Picture.DUMBBELL: dumbbell.dumbbell,
    Picture.TRIED: dumbbell.tried,
    Picture.SAME: dumbbell.same,
    Picture.BESIDE: dumbbell.beside,
    Picture.TIMELINE: timeline.timeline,
    Picture.COVERAGE: coverage.coverage,
    Picture.COST: points.cost,
    Picture.STAFFING: strip.staffing,
    Picture.PRECISION: curve.precision,
    Picture.QUOTA: quota.quota,
    Picture.BURN_DOWN: burn_down.burn_down,
    Picture.HOLDING: grids.holding,
    Picture.CERTIFIED: certified.certified,
    Picture.LAST_DAYS: grids.last_days,
    Picture.CAUSES: bars.causes,
}
#: A title wraps after this many half-width characters, so that it fits a phone.
_TITLE_WIDTH = 44
#: Pixels a phone has for a picture.
_PHONE = 350
#: Where there is more room (pixels inside the axes): characters of a line.
_ROOMIER = ((760, 96), (520, 66))
#: Below this width a picture is unreadable and scrolls sideways: pixels a column, pixels beside them,
#: and the field whose different values are the columns.
_NARROWEST: dict[Picture, tuple[int, int, str]] = {
    Picture.HEAT: (86, 120, "clause"),
    Picture.CALENDAR: (64, 0, "weekday"),
    Picture.PARETO: (0, 620, "label"),
    Picture.WATERFALL: (104, 60, "label"),
    Picture.LINE: (46, 60, "when"),
    Picture.COVERAGE: (21, 230, "day"),
    Picture.STAFFING: (34, 170, "time"),
    Picture.QUOTA: (86, 140, "cell"),
    Picture.BURN_DOWN: (38, 60, "day"),
    Picture.HOLDING: (86, 120, "course"),
    Picture.LAST_DAYS: (46, 0, "weekday"),
}


def draw(
    picture: Picture,
    frame: pd.DataFrame,
    *,
    title: str,
    alt: str,
    unit: str = "",
    key: str | None = None,
    on_select: bool = False,
) -> Any:
    """Draw `frame` (from ui.tables) as `picture`. `title` says what is seen, `alt` the same for a listener.

    With `on_select` what was clicked is returned: [{vendor_code, clause_code}] of a heat map, [{site_code,
    course_code}] of one of courses, [{date}] of a calendar, [] where nothing is.
    """
    made = {
        **spec(picture, current(), themes.current(), unit),
        "title": {"text": fitted(title, picture, frame)},
    }
    name = key or picture.value
    with st.container(key=f"scroll-{name}"), st.container(key=f"chart-{name}"):
        if picture in _NARROWEST:
            st.html(f"<style>.st-key-chart-{name}{{min-width:{_narrowest(picture, frame)}px}}</style>")
        options: dict[str, Any] = {"theme": None, "alt": alt, "key": f"{name}-{current()}-{themes.current()}"}
        if not on_select:
            st.vega_lite_chart(frame, made, **options)
            return []
        event = st.vega_lite_chart(frame, made, on_select="rerun", selection_mode="picked", **options)
        return list(event.selection.get("picked", []))


@lru_cache(maxsize=128)
def spec(picture: Picture, lang: Lang, theme: Theme, unit: str = "") -> dict[str, Any]:
    """The Vega-Lite spec without data."""
    made = SPECS[picture](lang, theme, unit).to_dict()
    for part in (made, *made.get("layer", ())):
        # Altair notes an empty data source in every layer; ours comes when the picture is drawn.
        part.pop("data", None)
    made.pop("datasets", None)
    return {**made, "config": config(theme)}


def fitted(title: str, picture: Picture, frame: pd.DataFrame) -> list[str] | dict[str, str]:
    """The title in lines: as many as the width needs, which the browser alone knows. Of a picture that
    scrolls on a phone it stays in view there: it is given more room only where nothing scrolls."""
    narrow = wrapped(title)
    if len(narrow) == 1:
        return narrow
    scrolls = _narrowest(picture, frame) if picture in _NARROWEST else 0
    room = scrolls if scrolls > _PHONE else 0
    said = json.dumps(narrow, ensure_ascii=False)
    for least, most in reversed(_ROOMIER):
        lines_ = json.dumps(wrapped(title, most), ensure_ascii=False)
        said = f"width >= {max(least, room)} ? {lines_} : ({said})"
    return {"expr": said}


def wrapped(title: str, most: int = _TITLE_WIDTH) -> list[str]:
    """Words in lines of at most so many half-width characters; Chinese characters count double."""
    lines_, line, width = [], "", 0
    for piece in _pieces(title):
        wide = sum(2 if east_asian_width(char) in "WF" else 1 for char in piece)
        if line and width + wide > most:
            lines_, line, width = [*lines_, line.strip()], "", 0
        line, width = line + piece, width + wide
    return [*lines_, line.strip()]


def _narrowest(picture: Picture, frame: pd.DataFrame) -> int:
    each, beside, field = _NARROWEST[picture]
    return (frame[field].nunique() if field in frame else 0) * each + beside


def _pieces(title: str) -> list[str]:
    """Words with their space; every wide character is a piece of its own."""
    pieces: list[str] = [""]
    for char in title:
        if east_asian_width(char) in "WF":
            pieces += [char, ""]
        else:
            pieces[-1] += char
            pieces += [""] if char == " " else []
    return [piece for piece in pieces if piece]
