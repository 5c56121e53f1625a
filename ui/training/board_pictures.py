"""The board's pictures: sites × courses with a cell to choose, and the certified share day by day."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from core.language import N_, _, current, translated
from core.text import Lang
from core.verdict import LOOKS, Verdict
from services.training.board import CellKey, TrainingBoard
from ui import formats, session
from ui.charts.draw import Picture, draw

_NO_SITE, _ALL = N_("no site"), N_("All sites")
_HELD, _BLOCKED = N_("all hold it"), N_("all hold it; not green, a compliance course has run out")
_LACKED = N_("somebody lacks it")


def grid(found: TrainingBoard) -> CellKey | None:
    """The picture, and the cell whose names are asked for: the one clicked or chosen, at first the one that
    most lack."""
    st.subheader(_("Who holds what, by site and course"), anchor=False)
    cells = sorted(found.cells, key=lambda cell: (-_open(found, cell), cell[0] or "", cell[1]))
    lacked = sum(1 for cell in cells if _open(found, cell))
    title = _("{n} of {all} cells of site and course are not full on {day}").format(
        n=lacked, all=len(cells), day=formats.day(found.day)
    )
    if not lacked:
        title = _("Everybody holds every course they have to on {day}").format(day=formats.day(found.day))
    turn = session.LIST_TURN.get()
    picked = draw(
        Picture.HOLDING, holding(found, current()), title=title, alt=title, key=f"holding-{turn}",
        on_select=True,
    )  # fmt: skip
    key = session.widget("training-cell", found.vendor, found.day)
    if picked:
        _take(picked[0], key, turn)
    if not lacked:
        return None
    return st.selectbox(
        _("Who lacks it: click a cell, or choose site and course"),
        cells,
        key=key,
        format_func=lambda cell: _cell_words(found, cell),
        width=480,
    )


def _take(picked: dict[str, Any], key: str, turn: int) -> None:
    """A click chooses; the picture is drawn anew, so that the choice below can be changed again."""
    st.session_state[key] = (picked.get("site_code") or None, str(picked.get("course_code", "")))
    session.LIST_TURN.set(turn + 1)
    st.rerun()


def _open(found: TrainingBoard, cell: CellKey) -> int:
    of, ok = found.cells[cell]
    return of - ok


def _cell_words(found: TrainingBoard, cell: CellKey) -> str:
    of, ok = found.cells[cell]
    return _("{site} · {course}: {ok} of {of}").format(
        site=cell[0] or _(_NO_SITE), course=course_name(found, cell[1]), ok=ok, of=of
    )


def course_name(found: TrainingBoard, code: str) -> str:
    """A course for people; one that is no longer known by its code."""
    return found.courses[code].in_(current()) if code in found.courses else code


def holding(found: TrainingBoard, lang: Lang) -> pd.DataFrame:
    """Rows for Picture.HOLDING; a full cell is green only where no compliance course has run out."""
    sites = sorted({site for site, _course in found.cells}, key=lambda each: (each is None, each or ""))
    courses = sorted({course for _site, course in found.cells})
    return pd.DataFrame(
        [
            {
                "site": site or translated(_NO_SITE, lang),
                "course": found.courses[code].in_(lang) if code in found.courses else code,
                "site_code": site or "",
                "course_code": code,
                "site_rank": sites.index(site),
                "course_rank": courses.index(code),
                **_said(ok, of, bool(found.expired), lang),
            }
            for (site, code), (of, ok) in found.cells.items()
        ]
    )


def _said(ok: int, of: int, blocked: bool, lang: Lang) -> dict[str, str]:
    full = ok == of
    verdict = Verdict.MISSED if not full else Verdict.NOT_APPLICABLE if blocked else Verdict.MET
    word = _LACKED if not full else _BLOCKED if blocked else _HELD
    return {
        "figure": formats.percent(Fraction(100 * ok, of), lang, digits=1),
        "told": f"{formats.count(ok)} / {formats.count(of)}",
        "sign": LOOKS[Verdict.MET if full else Verdict.MISSED].sign,
        "verdict": verdict.value,
        "word": translated(word, lang),
    }


def by_day(found: TrainingBoard) -> None:
    """The certified share through the month, and its lowest day."""
    frame = certified(found, current())
    if frame.empty:
        return
    live, ok = found.certified()
    low = min(found.days, key=lambda day: _share(*found.certified(day)))
    words = _("Certified day by day: lowest {low} on {low_day}, {last} on {day}")
    title = words.format(
        low=formats.percent(_share(*found.certified(low))), low_day=formats.day(low),
        last=formats.percent(_share(live, ok)), day=formats.day(found.day),
    )  # fmt: skip
    st.subheader(_("Certified share by day"), anchor=False)
    draw(Picture.CERTIFIED, frame, title=title, alt=title)


def certified(found: TrainingBoard, lang: Lang) -> pd.DataFrame:
    """Rows for Picture.CERTIFIED; sites only where there are several."""
    days = sorted(found.days)
    sites = {site for day in days for site in found.days[day]}
    rows = [_day(found, day, None, translated(_ALL, lang), True, lang) for day in days]
    if len(sites) > 1:
        rows += [
            _day(found, day, site, site or translated(_NO_SITE, lang), False, lang)
            for site in sorted(sites, key=lambda each: each or "")
            for day in days
            if site in found.days[day]
        ]
    last = {row["who"]: row["day"] for row in rows}
    return pd.DataFrame([{**row, "is_last": row["day"] == last[row["who"]]} for row in rows])


def _day(
    found: TrainingBoard, day: Any, site: str | None, who: str, is_whole: bool, lang: Lang
) -> dict[str, Any]:
    live, ok = found.certified(day) if is_whole else found.days[day][site]
    share = _share(live, ok)
    return {
        "day": f"{day:%m-%d}",
        "share": float(share),
        "who": who,
        "told": formats.over(formats.percent(share, lang), formats.count(ok), formats.count(live), lang),
        "is_whole": is_whole,
    }


def _share(live: int, ok: int) -> Fraction:
    return Fraction(100 * ok, live) if live else Fraction(0)
