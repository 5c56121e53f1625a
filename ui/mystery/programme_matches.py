"""A wave's calls beside the vendors' own call lists, and what the vendors take for tests."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from core.language import _, current
from core.principal import Action
from qa.programme.matching import Match, MatchState
from qa.programme.validity import WAIT_S
from services.mystery import mystery_promises
from services.mystery.mystery_board import WaveView
from services.mystery.mystery_kept import rules_of
from ui import formats, house, layout, popped, report_words, session
from ui.messages import escaped
from ui.mystery import programme_readings

_SIGNS = {
    MatchState.NOT_FOUND: "✕",
    MatchState.AMBIGUOUS: "?",
    MatchState.FOUND: "✓",
    MatchState.NO_LIST: "…",
}
#: What asks for a look stands first, what nothing is known of last.
_ORDER = list(_SIGNS)


def show(view: WaveView) -> None:
    """Each call with its row in the vendor's list and the difference in wait; then the vendors' guesses."""
    found = programme_readings.matches(view.wave.code)
    rule = rules_of(view.campaign.rules).match_rule
    said = _(
        "Looked for within {start} s of the start, {talk} s of the talk, and by the agent (as the programme "
        "has it). Where a list tells no seconds, a call counts as begun anywhere within its minute. Do not "
        "tell a vendor which calls were ours."
    )
    st.caption(said.format(start=rule.start_s, talk=rule.talk_s))
    if not found:
        st.caption(_("No call in this wave yet. Log one as a spot-check call, then place it here."))
    else:
        _table(sorted(found, key=_rank))
    _guesses(view)


def _table(found: Any) -> None:
    columns = {
        "at": _("When"),
        "vendor": _("Vendor"),
        "agent": _("Agent"),
        "state": _("In the vendor's list"),
        "ours": _("Wait we noted"),
        "theirs": _("Wait in the list"),
        "apart": _("Difference"),
        "place": _("Row in the list"),
    }
    layout.records(
        pd.DataFrame([_row(match) for match in found]),
        "wave-matches",
        columns=columns,
        card=_card,
        alt=_("Our calls in the vendors' lists: state, both waits and their difference"),
        version=house.data_version(),
    )
    apart = [match for match in found if (d := match.wait_difference) is not None and abs(d) > WAIT_S]
    if apart:
        said = _("Waits differ by more than {n} s on {of} of the calls found.")
        st.markdown(f":orange[▲] {said.format(n=WAIT_S, of=len(apart))}")


def _rank(match: Match) -> tuple[int, bool, datetime]:
    apart = match.wait_difference
    agrees = apart is None or abs(apart) <= WAIT_S
    return _ORDER.index(match.state), agrees, match.shop.at


def _row(match: Match) -> dict[str, object]:
    shop, row = match.shop, match.rows[0] if match.state is MatchState.FOUND else None
    apart = match.wait_difference
    return {
        "at": f"{shop.at:%Y-%m-%d %H:%M}",
        "vendor": report_words.vendor_name(shop.vendor),
        "agent": shop.agent or formats.DASH,
        "state": f"{_SIGNS[match.state]} {match.state.words.in_(current())}",
        "ours": formats.DASH if shop.wait_s is None else formats.duration(shop.wait_s),
        "theirs": formats.DASH if row is None or row.wait_s is None else formats.duration(row.wait_s),
        "apart": formats.DASH if apart is None else _("{n} s").format(n=formats.signed(apart, 0)),
        "place": row.place if row else formats.DASH,
    }


def _card(row: Any) -> None:
    st.markdown(f"**{row.at}** · {escaped(row.vendor)} · {escaped(row.state)}")
    st.caption(f"{row.ours} → {row.theirs} ({row.apart})")


def _guesses(view: WaveView) -> None:
    st.subheader(_("What the vendors take for tests"), anchor=False)
    st.caption(
        _(
            "Ask each vendor weekly which calls it suspects. If it recognises many, renew callers "
            "and numbers; "
            "never tell it whether it was right."
        )
    )
    for each in view.vendors:
        rate = each.guesses
        if rate.named and rate.rate is not None:
            said = _("{vendor} named {named} calls and recognised {share} of ours").format(
                vendor=report_words.vendor_name(each.vendor),
                named=formats.count(rate.named),
                share=formats.figure(
                    rate.rate, "percent", numerator=rate.recognised, denominator=rate.samples
                ),
            )
            st.markdown(escaped(said))
    if house.principal().may(Action.AUDIT):
        keys = popped.keys("guess", "vendor", "at", "agent")
        with popped.form(_("Note a suspected call"), ":material/psychology_alt:", "guess"):
            names = {vendor: report_words.vendor_name(vendor) for vendor in view.wave.vendors}
            st.selectbox(_("Vendor"), list(names), format_func=names.__getitem__, key=keys["vendor"])
            st.session_state.setdefault(keys["at"], view.now.replace(second=0, microsecond=0))
            st.datetime_input(_("When the call was"), key=keys["at"], step=60, format="YYYY-MM-DD")
            st.text_input(_("Agent code"), key=keys["agent"], max_chars=40)
            popped.save("guess", _guess, view.wave.code, view.campaign.zone, keys)


def _guess(wave: str, zone: str, keys: dict[str, str]) -> None:
    said = popped.said(keys)
    at = said["at"].replace(tzinfo=ZoneInfo(zone))
    here, who = house.house(), house.principal()
    kept = mystery_promises.note_guess(here, who, wave, said["vendor"], at, said["agent"])
    session.clear_form()
    take_back = partial(mystery_promises.withdraw_guess, here, who, kept.id, kept.version)
    layout.offer_undo(_("The suspected call is noted."), take_back)
