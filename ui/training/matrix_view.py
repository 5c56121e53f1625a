"""A version of the matrix as a table of its rules, and the courses they ask for."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.training.course import Course
from services.training.matrix import PublishedMatrix
from ui import formats, layout
from ui.messages import escaped
from ui.training import matrix_words


def rules(version: PublishedMatrix, courses: dict[str, Course]) -> None:
    """Each rule in a row: whom, what, when, how well; and why this version was made."""
    made = version.matrix
    said = _("In force from {day} · {who}, {when}: {why}").format(
        day=formats.day(made.effective),
        who=version.published_by,
        when=formats.instant(version.published_at),
        why=made.why,
    )
    st.caption(escaped(said))
    rows = [
        {
            _("Matrix rule"): rule.code,
            _("Triggered by"): matrix_words.listed([rule.kind]),
            _("For whom"): matrix_words.whom(rule),
            _("Courses"): matrix_words.listed(_named(rule.courses, courses)),
            _("What it sets"): matrix_words.terms(rule),
            _("Days"): matrix_words.days(rule),
        }
        for rule in made.rules
    ]
    layout.printable(pd.DataFrame(rows).map(escaped), alt=_("Rules of the training matrix"))


def course_list(courses: Iterable[Course]) -> None:
    """Each course in a row: what it is, who gives it, what it teaches."""
    rows = [
        {
            _("Course"): course.code,
            _("Name"): course.name.in_(current()),
            _("Version"): str(course.number),
            _("Category and provider"): matrix_words.course_terms(course),
            _("Teaches"): matrix_words.listed(
                " ".join([each.spec, *each.clauses]) for each in course.teaches
            ),
            _("Also called"): matrix_words.listed(course.called),
        }
        for course in courses
    ]
    layout.printable(pd.DataFrame(rows).map(escaped), alt=_("Courses"))


def _named(codes: tuple[str, ...], courses: dict[str, Course]) -> list[str]:
    return [courses[code].name.in_(current()) if code in courses else code for code in codes]
