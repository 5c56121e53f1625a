"""Whether courses changed anything: what they teach, failed before and after each agent's pass."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.language import _, current
from core.period import Period
from qa.training.course import Course
from qa.training.effect import Effect
from ui import formats, layout
from ui.training.causes_view import rate_of


def show(effects: Mapping[str, Effect], courses: Mapping[str, Course], days: Period) -> None:
    """A row for each course that something was asked of; nothing where there is none."""
    if not effects:
        return
    st.subheader(_("Whether courses changed anything"), anchor=False)
    words = _(
        "Items that a course teaches, failed / asked in the calls of {days}, before and from the day each "
        "agent passed it. Calls chosen because something went wrong are left out."
    )
    st.caption(words.format(days=formats.period(days)))
    rows = [_row(courses[code], each) for code, each in effects.items()]
    layout.printable_records(
        rows, "effects", dict, _card, alt=_("Error rates before and after each course, with the test")
    )


def _row(course: Course, each: Effect) -> dict[str, str]:
    return {
        _("Course"): course.name.in_(current()),
        _("Agents who passed"): formats.count(each.agents),
        _("Before the pass"): rate_of(each.before),
        _("From the pass on"): rate_of(each.after),
        _("What it tells"): _told(each),
        _("Agents who passed nothing then"): rate_of(each.untrained),
    }


def _card(row: Mapping[str, str]) -> None:
    name, *rest = row.items()
    st.markdown(f"**{name[1]}**")
    st.caption(" · ".join(f"{title} {value}" for title, value in rest))


def _told(each: Effect) -> str:
    test = each.test
    if not each.before.n or not each.after.n:
        return _("one side is empty: nothing to compare")
    if test is None:
        return _("no difference")
    words = _("not more than chance (z = {z})")
    if test.differs:
        words = _("fewer errors (z = {z})") if test.is_lower else _("more errors (z = {z})")
    return words.format(z=test.z())
