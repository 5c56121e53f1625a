"""Names in lists that no course goes by: how many rows wait, and which course each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from core.language import _
from core.principal import Action
from qa.training.course import Course
from services.training import course_names
from services.training.course_names import UnknownName
from ui import formats, house, messages, session
from ui.messages import Kind, escaped
from ui.training import record_rows


def show(unknown: Sequence[UnknownName], courses: Mapping[str, Course]) -> None:
    """One frame a name; who may manage says which course it is."""
    st.caption(_("Their rows are kept and count once it is said which course the name means."))
    who = house.principal()
    may = who.vendors is None and who.may(Action.MANAGE)
    if not courses:
        st.caption(_("There is no course yet: publish one in the training matrix first."))
    for at, name in enumerate(unknown):
        with st.container(border=True, key=f"panel-name-{at}"):
            st.markdown(f"**{escaped(name.said)}**")
            facts = _("Rows: {n}; agents: {agents}; in {files}")
            files = ", ".join(name.files[:3]) + ("…" if len(name.files) > 3 else "")
            rows, agents = formats.count(name.rows), formats.count(name.agents)
            st.caption(escaped(facts.format(n=rows, agents=agents, files=files)))
            if may and courses:
                _form(at, name, courses)


def _form(at: int, name: UnknownName, courses: Mapping[str, Course]) -> None:
    which, why = session.fresh_form(f"name-course-{at}"), session.fresh_form(f"name-why-{at}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("It is the course"),
            [*courses],
            index=None,
            format_func=record_rows.course_names(courses).__getitem__,
            key=which,
            placeholder=_("Choose"),
            width=260,
        )
        st.text_input(_("Why? It is kept with the record."), key=why, max_chars=200, width=320)
        st.button(
            _("Count its rows"),
            key=session.widget("name-course", at),
            on_click=messages.guarded(_named),
            args=(name.said, which, why),
        )


def _named(said: str, which: str, why: str) -> None:
    state = st.session_state
    here, who = house.house(), house.principal()
    course_names.name_course(here, who, said, state.get(which) or "", state.get(why) or "")
    session.clear_form()
    messages.notice(Kind.DONE, _("“{said}” counts as this course from now on.").format(said=escaped(said)))
