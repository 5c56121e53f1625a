"""The burn-down of a change at a vendor, all together and by site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from core.language import N_, _, translated
from core.text import Lang
from qa.training.burn_down import BurnDay, BurnDown
from ui import formats
from ui.charts.draw import Picture, draw

_ALL, _NO_SITE = N_("All sites"), N_("no site")
_END = N_("records end")


def show(burn: BurnDown, lang: Lang) -> None:
    """The picture; its title says how many still lack it."""
    told = [day for day in burn.days if day.remaining is not None]
    if not told:
        return
    last = told[-1]
    title = _("{n} of {all} still to pass at the end of {day}").format(
        n=formats.count(last.remaining), all=formats.count(last.in_scope), day=formats.day(last.day)
    )
    draw(Picture.BURN_DOWN, frame(burn, lang), title=title, alt=title)


def frame(burn: BurnDown, lang: Lang) -> pd.DataFrame:
    """Rows for Picture.BURN_DOWN; sites only where there are several."""
    rows = _rows(burn, burn.days, translated(_ALL, lang), True, lang)
    if len(burn.sites) > 1:
        for site, days in burn.sites.items():
            rows += _rows(burn, days, site or translated(_NO_SITE, lang), False, lang)
    return pd.DataFrame(rows)


def _rows(
    burn: BurnDown, days: Sequence[BurnDay], who: str, is_whole: bool, lang: Lang
) -> list[dict[str, Any]]:
    return [
        {
            "day": f"{each.day:%m-%d}",
            "remaining": each.remaining,
            "ideal": float(each.ideal),
            "who": who,
            "is_whole": is_whole,
            "is_first": each is days[0],
            "told": "" if each.in_scope is None else f"{each.remaining} / {each.in_scope}",
            "records_end": each.day == burn.records_until,
            "end_text": translated(_END, lang),
        }
        for each in days
    ]
