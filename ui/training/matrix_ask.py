"""Ask the matrix: what an agent with such a line on the roster owes on a day, and why."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from core.language import _, current
from core.people_lists import AgentRole
from qa.roster.spell import Spell
from qa.training.requirement import Requirement
from services.training import matrix
from services.training.matrix import Explained
from ui import formats, house, layout, registered, session
from ui.messages import escaped


def show() -> None:
    """The line as it would stand on the roster, and what is asked of it."""
    vendors = {code: each.name.in_(current()) for code, each in registered.vendors().items()}
    if not vendors:
        st.caption(_("Enter a vendor first."))
        return
    spell, day = _asked(vendors)
    _answer(matrix.requirements_for(house.house(), house.principal(), spell, day))


def _asked(vendors: dict[str, str]) -> tuple[Spell, date]:
    projects = {
        None: _("not told"),
        **{each.code: each.name.in_(current()) for each in registered.projects()},
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        vendor = st.selectbox(
            _("Vendor"), [*vendors], format_func=vendors.__getitem__, key=_key("vendor"), width=200
        )
        role = st.selectbox(
            _("Role on the roster"),
            [*AgentRole],
            format_func=lambda each: each.words.in_(current()),
            key=_key("role"),
            width=200,
        )
        project = st.selectbox(
            _("Project"), [*projects], format_func=projects.__getitem__, key=_key("project"), width=200
        )
        day = st.date_input(_("Day"), house.house().today(), format="YYYY-MM-DD", key=_key("day"), width=160)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        site = st.text_input(_("Site code"), key=_key("site"), width=160)
        channels, languages, segments = (
            _several(st.text_input(words, key=_key(name), width=160))
            for name, words in (
                ("channels", _("Channels")),
                ("languages", _("Languages")),
                ("segments", _("Customer segments")),
            )
        )
        live = st.date_input(_("Live since"), None, format="YYYY-MM-DD", key=_key("live"), width=160)
    known = (str(vendor), "", "", None, site.strip() or None, project, role)
    made = Spell(*known, channels, languages, segments, live=live)
    return made, day or house.house().today()


def _answer(found: Explained) -> None:
    if found.version is None:
        st.info(_("No version of the matrix is in force on {day}.").format(day=formats.day(found.day)))
        return
    said = _("By version {n} of the matrix on {day}: {standing}").format(
        n=found.version, day=formats.day(found.day), standing=found.standing.words.in_(current())
    )
    st.markdown(f"**{escaped(said)}**")
    if found.needs:
        rows = [_row(need) for need in found.needs]
        layout.printable(pd.DataFrame(rows).map(escaped), alt=_("What is asked of this agent"))
    else:
        st.caption(_("Nothing is asked of this agent on that day."))
    if found.passed_over:
        with st.expander(_("Rules that ask nothing, and why")):
            for code, why in found.passed_over:
                st.markdown(escaped(f"{code}: {why.in_(current())}"))


def _row(need: Requirement) -> dict[str, str]:
    validity = [
        *([_("for {n} months").format(n=need.valid_months)] if need.valid_months else []),
        *([_("for {n} days").format(n=need.valid_days)] if need.valid_days else []),
    ]
    return {
        _("Course"): need.course,
        _("Why"): " ".join(why.in_(current()) for why in need.why),
        _("Due"): formats.day(need.due) if need.due else _("from the first day"),
        _("Pass mark"): f"{need.pass_mark:f} %",
        _("Validity"): " / ".join(validity) or _("without an end"),
        _("Grace"): _("{n} days").format(n=need.grace_days),
    }


def _several(said: str) -> tuple[str, ...]:
    return tuple(
        part.strip() for part in said.replace("，", ",").replace("、", ",").split(",") if part.strip()
    )


def _key(name: str) -> str:
    return session.widget("matrix-ask", name)
