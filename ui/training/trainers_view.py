"""Trainers whom the client certified, and the form that certifies one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from core.errors import WrongInputError
from core.language import _, current
from core.principal import Action
from core.text import Text
from qa.training.course import Course
from services.training import trainers
from services.training.trainers import Certified
from ui import formats, house, layout, messages, registered, session
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import TrainerCertificationRecord

_FIRST = Text("首日", "First day")


def show(courses: dict[str, Course]) -> None:
    """Who may give what, withdrawn ones said to be so."""
    found = trainers.trainers(house.house(), house.principal())
    if found:
        rows = [_row(each) for each in found]
        layout.printable(pd.DataFrame(rows).map(escaped), alt=_("Certified trainers"))
    else:
        st.caption(
            _("No trainer is certified yet. A class of a course given by train-the-trainer does not count.")
        )
    if courses and registered.vendors() and house.principal().may(Action.MANAGE):
        _form(courses)
        _withdraw([each for each in found if each.is_live])


def _row(each: TrainerCertificationRecord) -> dict[str, str]:
    return {
        _("Vendor"): registered.vendors()[each.vendor].name.in_(current()),
        _("Trainer"): each.agent,
        _("Course"): each.course,
        _("Version"): str(each.course_version) if each.course_version else _("every version"),
        _("Days"): f"{each.first_day} – {each.last_day or ''}".strip(),
        _("On what it rests"): each.why + (f" · {_('withdrawn')}" if not each.is_live else ""),
    }


def _form(courses: dict[str, Course]) -> None:
    names = {code: each.name.in_(current()) for code, each in registered.vendors().items()}
    keys = {part: session.fresh_form(f"trainer-{part}") for part in ("vendor", "agent", "course", "version")}
    keys |= {part: session.fresh_form(f"trainer-{part}") for part in ("first", "last", "why")}
    with st.form(session.fresh_form("trainer")):
        st.subheader(_("Certify a trainer"), anchor=False)
        with st.container(horizontal=True):
            st.selectbox(_("Vendor"), [*names], format_func=names.__getitem__, key=keys["vendor"], width=200)
            st.text_input(_("The trainer's code"), key=keys["agent"], max_chars=40, width=160)
            st.selectbox(_("Course"), [*courses], key=keys["course"], width=200)
            st.number_input(_("Version (empty: every one)"), 1, None, None, key=keys["version"], width=200)
        with st.container(horizontal=True):
            st.date_input(
                _("First day"), house.house().today(), format="YYYY-MM-DD", key=keys["first"], width=160
            )
            st.date_input(_("Last day"), None, format="YYYY-MM-DD", key=keys["last"], width=160)
        st.text_input(_("On what it rests"), key=keys["why"], max_chars=300)
        st.form_submit_button(
            _("Certify"),
            type="primary",
            key=session.widget("trainer-certify"),
            on_click=messages.guarded(_certify),
            args=(keys,),
        )


def _certify(keys: dict[str, str]) -> None:
    said = {part: st.session_state.get(key) for part, key in keys.items()}
    if said["first"] is None:
        raise WrongInputError("needed", what=_FIRST)
    given = Certified(said["agent"] or "", said["course"], said["first"], said["last"], said["version"])
    here, who = house.house(), house.principal()
    kept = trainers.certify_trainer(here, who, said["vendor"], given, said["why"] or "")
    session.clear_form()
    words = _("{trainer} may give {course} from {day}.")
    day = formats.day(kept.first_day)
    messages.notice(Kind.DONE, escaped(words.format(trainer=kept.agent, course=kept.course, day=day)))


def _withdraw(live: Sequence[TrainerCertificationRecord]) -> None:
    if not live:
        return
    names = {each.id: f"{each.agent} · {each.course}" for each in live}
    with st.popover(_("Withdraw a certificate"), icon=":material/undo:", type="tertiary"):
        st.caption(_("Classes that rest on it alone no longer count."))
        which, why = session.fresh_form("trainer-withdraw"), session.fresh_form("trainer-withdraw-why")
        st.selectbox(_("Trainer"), [*names], format_func=names.__getitem__, key=which)
        st.text_input(_("Why"), key=why, max_chars=300)
        st.button(
            _("Withdraw"),
            key=session.widget("trainer-withdraw-now"),
            on_click=messages.guarded(_withdrawn),
            args=(which, why),
        )


def _withdrawn(which: str, why: str) -> None:
    state = st.session_state
    trainers.withdraw_trainer(house.house(), house.principal(), state[which], state.get(why) or "")
    session.clear_form()
