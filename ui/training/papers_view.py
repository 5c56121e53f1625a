"""Papers kept with a course and a day: attendance sheets, material, answers, sign-offs, exports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

import pandas as pd
import streamlit as st

from core.errors import WrongInputError
from core.language import _, current
from core.principal import Action
from core.text import Text
from qa.training.course import Course
from qa.training.evidence import EvidenceKind
from services.house.evidence import read_evidence
from services.training import missing_papers, records
from ui import evidence_field, formats, house, layout, messages, session
from ui.messages import Kind, escaped
from ui.training import record_rows

#: How far back papers are missed.
_BACK = timedelta(days=90)
_DAY, _PAPER = Text("日期", "The day"), Text("文件", "The paper")


def show(vendor: str, courses: Mapping[str, Course]) -> None:
    """The form for who may, and every paper by day, the newest first."""
    here, who = house.house(), house.principal()
    if courses and who.may(Action.RECORD, vendor):
        _form(vendor, courses)
    _missing(vendor, courses)
    found = sorted(records.papers(here, who, vendor), key=lambda each: (each.day, each.id), reverse=True)
    if not found:
        st.caption(_("No paper is kept yet. An evidence audit asks for them."))
    for paper in found:
        with st.container(border=True, key=f"panel-paper-{paper.id}"):
            course = record_rows.course_name(paper.course, courses)
            head = f"{course} · {formats.day(paper.day)} · {paper.kind.words.in_(current())}"
            st.markdown(f"**{escaped(head)}**")
            st.caption(escaped(f"{paper.kept_by} · {formats.instant(paper.kept_at)}"))
            read = partial(read_evidence, here, who, vendor, paper.sha256)
            evidence_field.offer(paper.name, lambda name=paper.name, read=read: (name, read()), paper.id)  # type: ignore[misc]


def _missing(vendor: str, courses: Mapping[str, Course]) -> None:
    """What rules of the matrix ask for, day by day; nothing where all is kept."""
    here = house.house()
    found = missing_papers.missing_papers(here, house.principal(), vendor, here.today() - _BACK)
    if not found:
        return
    st.subheader(_("Papers asked for and not kept"), anchor=False)
    st.caption(
        _("Of the last {n} days. That lowers nothing; an evidence audit asks for them.").format(n=_BACK.days)
    )
    rows = [
        {
            _("Course"): escaped(record_rows.course_name(each.course, courses)),
            _("Day"): formats.day(each.day),
            _("Not kept"): ", ".join(kind.words.in_(current()) for kind in each.kinds),
            _("Agents"): formats.count(each.agents),
        }
        for each in found
    ]
    layout.printable(pd.DataFrame(rows), alt=_("Courses and days without a paper that the matrix asks for"))


def _form(vendor: str, courses: Mapping[str, Course]) -> None:
    keys = {name: session.fresh_form(f"paper-{name}") for name in ("course", "day", "kind")}
    kinds = {kind: kind.words.in_(current()) for kind in EvidenceKind}
    with st.expander(_("Keep a paper"), icon=":material/attach_file:"):
        with st.container(horizontal=True):
            st.selectbox(
                _("Course"), [*courses], format_func=record_rows.course_names(courses).__getitem__,
                key=keys["course"], width=220,
            )  # fmt: skip
            st.selectbox(
                _("What it is"), [*kinds], format_func=kinds.__getitem__,
                key=keys["kind"], width=220,
            )  # fmt: skip
            today = house.house().today()
            st.date_input(_("Day"), today, format="YYYY-MM-DD", max_value=today, key=keys["day"], width=160)
        proof = evidence_field.drop(_("The paper"), "paper-file")
        st.button(
            _("Keep it"), type="primary", key=session.widget("paper-keep"),
            on_click=messages.guarded(_keep), args=(vendor, keys, proof),
        )  # fmt: skip


def _keep(vendor: str, keys: Mapping[str, str], proof: str) -> None:
    state, paper = st.session_state, evidence_field.taken(proof)
    if state.get(keys["day"]) is None:
        raise WrongInputError("needed", what=_DAY)
    if paper is None:
        raise WrongInputError("needed", what=_PAPER)
    here, who = house.house(), house.principal()
    course, kind = state[keys["course"]], EvidenceKind(state[keys["kind"]])
    kept = records.keep_paper(here, who, vendor, course, state[keys["day"]], kind, paper)
    session.clear_form()
    messages.notice(Kind.DONE, _("{name} is kept.").format(name=escaped(kept.name)))
