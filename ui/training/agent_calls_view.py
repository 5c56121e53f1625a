"""One agent's calls of a month: contacts without what was owed, and each failed item with its cause."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.language import _, current
from qa.training.course import Course
from services.training.agent_calls import AgentCalls
from services.training.failure_chain import Link
from services.training.uncovered import Uncovered
from ui import formats, layout, navigation
from ui.messages import escaped
from ui.training import record_rows


def show(calls: AgentCalls, vendor: str, courses: Mapping[str, Course]) -> None:
    """Both lists, or that there is nothing."""
    month = f"{calls.days.start:%Y-%m}"
    st.subheader(_("Calls of {month}").format(month=formats.month(month)), anchor=False)
    n = sum(each.contacts for each in calls.uncovered)
    words = _("{n} contacts handled uncertified; {failing} of {audits} audits have a failed item.")
    failing = len({link.audit.id for link in calls.links})
    st.caption(words.format(n=formats.count(n), failing=failing, audits=calls.audits))
    if calls.uncovered:
        layout.printable_records(
            calls.uncovered, "agent-uncovered", lambda one: _uncovered(one, courses),
            lambda one: _card(_uncovered(one, courses)),
            _("Contacts handled by this agent on days on which something owed was not held"),
        )  # fmt: skip
    if calls.links:
        layout.printable_records(
            calls.links, "agent-failed", _failed, lambda link: _card(_failed(link)),
            _("Failed items with cause and who acts"),
        )  # fmt: skip
        navigation.link(
            "causes", _("See the whole month"), ":material/arrow_forward:", vendor=vendor, period=month
        )


def _uncovered(each: Uncovered, courses: Mapping[str, Course]) -> dict[str, str]:
    return {
        _("Day"): formats.day(each.day),
        _("Contacts handled"): formats.count(each.contacts),
        _("Lacked"): escaped("、".join(record_rows.course_name(code, courses) for code in each.courses)),
    }


def _failed(link: Link) -> dict[str, str]:
    lang = current()
    return {
        _("Day"): formats.day(link.audit.business_date),
        _("Item"): escaped(link.item.text.in_(lang)),
        _("Cause"): escaped(link.cause.kind.words.in_(lang)),
        _("Because"): escaped(link.because.in_(lang)),
        _("Who acts"): escaped(link.cause.who.words.in_(lang)),
    }


def _card(row: Mapping[str, str]) -> None:
    (_name, day), *rest = row.items()
    st.markdown(f"**{day}**")
    st.caption(" · ".join(f"{name} {value}" for name, value in rest))
