"""One agent's file as it is shown: standing, what is asked and how it stands, rosters, records."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.roster.history import Dated
from qa.training.expiry import bucket_of
from services.training.agent_file import AgentFile, Asked
from ui import formats, house, layout
from ui.layout import Figure
from ui.messages import escaped
from ui.training import record_rows


def show(file: AgentFile) -> None:
    """Everything, the day's answer first."""
    if not (file.stretches or file.records):
        layout.empty_state(
            _("Nothing is known of this agent"),
            _("No roster and no record names this code; or its site keeps nothing of its agents."),
            icon="person_off",
        )
        return
    _head(file)
    _asked(file)
    _stretches(file)
    _records(file)


def _head(file: AgentFile) -> None:
    named = f" {file.spell.named}" if file.spell and file.spell.named else ""
    st.subheader(escaped(f"{file.agent}{named}"), anchor=False)
    if file.other_codes:
        words = _("The same person also stands under {codes}; those records count here too.")
        st.caption(escaped(words.format(codes=", ".join(file.other_codes))))
    standing = file.standing.words.in_(current()) if file.standing else _("on no roster")
    held = sum(one.held is not None for one in file.asked)
    layout.figure_strip(
        [
            Figure(_("Standing"), standing),
            Figure(_("Courses asked for"), formats.count(len(file.asked))),
            Figure(_("Held"), formats.count(held)),
            Figure(_("Owed and lacking"), formats.count(len(file.lacking))),
        ]
    )


def _asked(file: AgentFile) -> None:
    st.subheader(_("What is asked, and how it stands"), anchor=False)
    if file.spell is None:
        st.caption(_("On no roster of this day: nothing is asked."))
        return
    if file.version is None:
        st.caption(_("No version of the matrix is in force on {day}.").format(day=formats.day(file.day)))
    elif not file.asked:
        st.caption(_("Nothing is asked of this agent on that day."))
    if file.asked:
        layout.printable_records(
            file.asked, "agent-asked", lambda one: _asked_row(one, file), lambda one: _asked_card(one, file),
            _("Each course that is asked of this agent on the day, whether it is held, and why"),
        )  # fmt: skip
        layout.copyable(_sentence(file))
    if file.passed_over:
        with st.expander(_("Rules that ask nothing, and why")):
            for code, why in file.passed_over:
                st.markdown(escaped(f"{code}: {why.in_(current())}"))


def _asked_row(one: Asked, file: AgentFile) -> dict[str, str]:
    said = {
        _("Course"): record_rows.course_name(one.need.course, file.courses),
        _("State"): _state(one, file),
        _("Held from – until"): _days(one),
        _("Due"): formats.day(one.need.due) if one.need.due else _("from the first day"),
        _("Why"): " ".join(why.in_(current()) for why in one.need.why),
    }
    return {name: escaped(words) for name, words in said.items()}


def _state(one: Asked, file: AgentFile) -> str:
    """A sign and words: colour alone says nothing."""
    if one.held is not None:
        near = bucket_of(one.until, file.day).words.in_(current()) if one.until else ""
        return " · ".join(part for part in (f"✓ {one.lack.words.in_(current())}", near) if part)
    mark = "✕" if one.need.is_owed(file.day) else "○"
    return f"{mark} {one.lack.words.in_(current())}"


def _days(one: Asked) -> str:
    if one.held is None:
        return _("until {day}").format(day=formats.day(one.until)) if one.until else formats.DASH
    until = formats.day(one.until) if one.until else _("without an end")
    words = f"{formats.day(one.held.first_day)} – {until}"
    return f"{words} · {_('elsewhere')}" if one.held.elsewhere else words


def _asked_card(one: Asked, file: AgentFile) -> None:
    course = record_rows.course_name(one.need.course, file.courses)
    st.markdown(f"**{escaped(course)}** · {_state(one, file)}")
    why = " ".join(why.in_(current()) for why in one.need.why)
    st.caption(" · ".join(escaped(part) for part in (_days(one), why) if part != formats.DASH))


def _sentence(file: AgentFile) -> str:
    lacking = ", ".join(
        f"{record_rows.course_name(one.need.course, file.courses)} ({one.lack.words.in_(current())})"
        for one in file.lacking
    )
    day = formats.day(file.day)
    if not lacking:
        return _("{day}: {agent} holds everything that is owed.").format(day=day, agent=file.agent)
    return _("{day}: {agent} lacks {courses}.").format(day=day, agent=file.agent, courses=lacking)


def _stretches(file: AgentFile) -> None:
    st.subheader(_("On the rosters"), anchor=False)
    if not file.stretches:
        st.caption(_("No roster names this agent."))
        return
    columns = {
        "days": _("Days"),
        "site": _("Site"),
        "role": _("Position"),
        "standing": _("Standing"),
        "known": _("Known since"),
    }
    layout.records(
        pd.DataFrame([_stretch(one) for one in reversed(file.stretches)]), "agent-stretches",
        columns=columns, card=_stretch_card,
        alt=_("What the rosters say of this agent, stretch by stretch, and since when it is known"),
        version=house.data_version(),
    )  # fmt: skip


def _stretch(one: Dated) -> dict[str, str]:
    spell, last = one.spell, one.last_day
    until = formats.day(last) if last else _("until told otherwise")
    projects = [spell.project] if spell.project else []
    return {
        "days": f"{formats.day(one.first_day)} – {until}",
        "site": " · ".join([spell.site or formats.DASH, *projects]),
        "role": spell.role.words.in_(current()),
        "standing": spell.standing(max(one.first_day, spell.joined or one.first_day)).words.in_(current())
        + _leaves(one),
        "known": formats.instant(one.known),
    }


def _leaves(one: Dated) -> str:
    """The leaves that lie in the stretch, with their days."""
    found = [leave for leave in one.spell.leaves if one.last_day is None or leave.start <= one.last_day]
    words = [
        f"{formats.day(leave.start)} – "
        + (formats.day(leave.end - timedelta(days=1)) if leave.end.year < 9999 else "…")
        for leave in found
        if leave.end > one.first_day
    ]
    return f" · {_('leave')} {', '.join(words)}" if words else ""


def _stretch_card(row: Any) -> None:
    st.markdown(f"**{escaped(row.site)}** · {row.standing}")
    st.caption(f"{row.days} · {row.role} · {row.known}")


def _records(file: AgentFile) -> None:
    st.subheader(_("Records"), anchor=False)
    if not file.records:
        st.caption(_("No record names this agent."))
        return
    newest = list(reversed(file.records))
    alt = _("Every record of this agent, the newest first; those taken back stay")
    record_rows.table(newest, "agent-records", file.courses, alt)
