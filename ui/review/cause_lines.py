"""Why each item of an audit failed, as far as rosters and training records tell, and who has to act."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.language import _, current
from qa.training.chain import CauseKind
from services.training import failure_chain
from services.training.failure_chain import Link
from ui import house, layout
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


def _row(link: Link) -> dict[str, str]:
    return {
        _("Item"): escaped(link.item.text.in_(current())),
        _("Clause"): escaped(link.failure.clause or "–"),
        _("Course"): escaped(_courses(link) or "–"),
        _("Cause"): escaped(link.cause.kind.words.in_(current())),
        _("Because"): escaped(_because(link)),
        _("Who acts"): escaped(link.cause.who.words.in_(current())),
    }


def _card(link: Link) -> None:
    lang = current()
    st.markdown(f"**{escaped(link.item.text.in_(lang))}** · {escaped(link.cause.kind.words.in_(lang))}")
    st.markdown(escaped(_because(link)))
    said: Sequence[str | None] = (link.failure.clause, _courses(link), link.cause.who.words.in_(lang))
    st.caption(" · ".join(escaped(each) for each in said if each))


def _courses(link: Link) -> str:
    return ", ".join(each.course for each in link.failure.owed) or ", ".join(link.failure.taught_by)


def _because(link: Link) -> str:
    """Why, and what the auditor picked where that says something else."""
    why = link.cause.why.in_(current())
    if link.picked is None or link.cause.kind is CauseKind.SPEC_UNCLEAR:
        return why
    return _("{why} (the auditor picked: {picked})").format(why=why, picked=link.picked.in_(current()))
