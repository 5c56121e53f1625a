"""Who was on a vendor's rosters on a day, now or as it was known on an earlier one."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.roster.spell import Spell, Standing
from services.roster import roster
from services.roster.roster import RosterDay
from ui import formats, house, layout, messages, session, urls
from ui.layout import Figure
from ui.messages import escaped

_ZONE = ZoneInfo("Asia/Shanghai")


def show(vendor: str, day: date) -> None:
    """The day, how many stand how, and everybody by name of code."""
    day, known = _asked(day)
    found = roster.day_of(house.house(), house.principal(), vendor, day, known)
    if not found.spells:
        layout.empty_state(
            _("Nobody is known of this day"),
            _("No roster of this day or before it is in."),
            icon="event_busy",
        )
        return
    messages.show_findings(found.findings, headed=False)
    if found.carried_days and not found.findings:
        st.caption(_("The last roster is {n} days old and carried forward.").format(n=found.carried_days))
    stand = found.standing()
    layout.figure_strip(
        [
            Figure(each.words.in_(current()), formats.count(stand[each]))
            for each in (Standing.LIVE, Standing.NOT_LIVE, Standing.ON_LEAVE, Standing.LEFT)
        ]
    )
    _table(found)
    layout.copyable(_sentence(found, stand[Standing.LIVE]))


def _asked(day: date) -> tuple[date, datetime | None]:
    """The day, and the instant up to which what was known counts; None: now."""
    key = session.widget("roster-day")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.date_input(
            _("Day"), day, format="YYYY-MM-DD", key=key, on_change=_keep, args=(key,), width=240
        )
        known = st.date_input(
            _("As known at the end of"), None, format="YYYY-MM-DD", key=session.widget("roster-known"),
            help=_("Empty: as it is known now."), width=240,
        )  # fmt: skip
    instant = datetime.combine(known + timedelta(days=1), time(), _ZONE) if isinstance(known, date) else None
    return (chosen if isinstance(chosen, date) else day), instant


def _keep(key: str) -> None:
    chosen = st.session_state[key]
    urls.write(day=chosen.isoformat() if chosen else None)


def _sentence(found: RosterDay, live: int) -> str:
    """How many were at work, site by site."""
    at = Counter(
        one.site or _("no site") for one in _in_order(found) if one.standing(found.day) is Standing.LIVE
    )
    sites = ", ".join(f"{site} {n}" for site, n in at.items())
    return _("{day}: {n} at work ({sites}).").format(day=formats.day(found.day), n=live, sites=sites)


def _table(found: RosterDay) -> None:
    frame = pd.DataFrame([_row(one, found.day) for one in _in_order(found)])
    columns = {
        "agent": _("Agent"),
        "named": _("Agent's name"),
        "site": _("Site"),
        "role": _("Agent's position"),
        "live": _("Live from"),
        "left": _("Last working day"),
        "standing": _("Standing"),
    }
    layout.records(
        frame,
        "roster-day",
        columns=columns,
        card=_card,
        alt=_("Everybody on the rosters on this day, with site, position and standing"),
        version=house.data_version(),
    )


def _in_order(found: RosterDay) -> list[Spell]:
    return sorted(found.spells.values(), key=lambda one: (one.site or "", one.agent))


def _row(spell: Spell, day: date) -> dict[str, str]:
    live = spell.live or spell.joined
    return {
        "agent": spell.agent,
        "named": spell.named,
        "site": spell.site or formats.DASH,
        "role": spell.role.words.in_(current()),
        "live": formats.day(live) if live else formats.DASH,
        "left": formats.day(spell.left) if spell.left else formats.DASH,
        "standing": spell.standing(day).words.in_(current()),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.agent)}** {escaped(row.named)} · {row.standing}")
    st.caption(f"{escaped(row.site)} · {row.role}")
