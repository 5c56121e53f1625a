"""Where a score stands on its form: its band, the sections that failed, and whether those fail the whole."""

from __future__ import annotations

import streamlit as st

from core.exact import exact_text, shown_text
from core.language import _, current, ngettext
from qa.form.policies import Band
from qa.form.terms import AuditForm, Section
from qa.scoring.receipt import Receipt, SectionScore
from ui.messages import escaped

#: What a form calls a colour, and a badge does not.
_BADGES = {"red", "orange", "yellow", "green", "blue", "violet", "gray"}
_NEAREST = {"amber": "orange"}


def band(form: AuditForm, found: Receipt) -> None:
    """The name of the band the score lies in, in its colour; nothing where the form has none."""
    within = next((each for each in form.policies.bands if each.code == found.band), None)
    if within is not None:
        st.markdown(f":{_colour(within)}-badge[{escaped(within.text.in_(current()))}]")


def failures(form: AuditForm, found: Receipt) -> None:
    """Each section that failed with its reason, and the rule by which so many of them fail the whole."""
    sections = {section.code: section for section in form.sections}
    failed = [line for line in found.sections if line.failed and line.section in sections]
    for line in failed:
        st.markdown(f":red[✕ {escaped(_failed(sections[line.section], line))}]")
    if found.failed_by_count:
        words = ngettext(
            "{n} section failed: by the rule of the form, {most} or more fail the whole.",
            "{n} sections failed: by the rule of the form, {most} or more fail the whole.",
            len(failed),
        )
        said = words.format(n=len(failed), most=form.policies.counts.sections)
        st.markdown(f":red[✕ {escaped(said)}]")


def _failed(section: Section, line: SectionScore) -> str:
    """业务处理：72%，低于大项合格线 80%; without a figure where faults or failed items did it."""
    name, mark = section.text.in_(current()), section.pass_mark
    if mark is not None and line.percent is not None and line.percent < mark:
        words = _("{section}: {percent} %, under its pass mark {mark} %")
        return words.format(section=name, percent=shown_text(line.percent, 2), mark=exact_text(mark))
    return _("{section}: failed").format(section=name)


def _colour(of: Band) -> str:
    name = _NEAREST.get(of.colour, of.colour)
    return name if name in _BADGES else "gray"
