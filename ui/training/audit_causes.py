"""Why each item of an audit failed, as far as rosters and training records tell, and who has to act."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.language import _, current
from services.training import failure_chain
from services.training.failure_chain import Link
from ui import house, layout, navigation
from ui.messages import escaped


def show(audit: str) -> None:
    """A line for each failed item; nothing where none failed, or the score is sealed for this person."""
    links = failure_chain.chain_of(house.house(), house.principal(), audit)
    if not links:
        return
    st.subheader(_("Why it failed"), anchor=False)
    st.caption(
        _("From clauses, courses and training records as they are known now: where to begin, no verdict.")
    )
    layout.printable_records(links, "causes", _row, _card, alt=_("Failed items with cause and who acts"))
    of = links[0].audit
    navigation.link(
        "causes", _("See the whole month"), ":material/arrow_forward:", vendor=of.vendor,
        period=f"{of.business_date:%Y-%m}",
    )  # fmt: skip


def _row(link: Link) -> dict[str, str]:
    return {
        _("Item"): escaped(link.item.text.in_(current())),
        _("Clause"): escaped(link.failure.clause or "–"),
        _("Course"): escaped(", ".join(link.failure.courses) or "–"),
        _("Cause"): escaped(link.cause.kind.words.in_(current())),
        _("Because"): escaped(link.because.in_(current())),
        _("Who acts"): escaped(link.cause.who.words.in_(current())),
    }


def _card(link: Link) -> None:
    lang = current()
    st.markdown(f"**{escaped(link.item.text.in_(lang))}** · {escaped(link.cause.kind.words.in_(lang))}")
    st.markdown(escaped(link.because.in_(current())))
    said: Sequence[str | None] = (
        link.failure.clause,
        ", ".join(link.failure.courses),
        link.cause.who.words.in_(lang),
    )
    st.caption(" · ".join(escaped(each) for each in said if each))
