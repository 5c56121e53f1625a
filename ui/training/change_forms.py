"""Writing about changes: entering one, noting that a course was handed over, calling it off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from core.errors import WrongInputError
from core.language import _, current
from core.people_lists import AgentRole
from core.principal import Action
from core.text import Text
from qa.training.course import Course
from qa.training.due import ZONE
from services.house.evidence import Evidence, read_evidence
from services.specifications.specifications import may_for
from services.training import changes
from services.training.change_board import ChangeAtVendor
from services.training.changes import WITHIN, EnteredChange
from ui import evidence_field, formats, house, messages, registered, session
from ui.messages import Kind, escaped

_PUBLISHED, _EFFECTIVE = (
    Text("发布日期", "The day of publication"),
    Text("生效日期", "The day it takes effect"),
)
_FIELDS = (
    *("vendor", "zh", "en", "product", "published", "hour", "effective", "courses", "within", "urgent"),
    *("roles", "owed", "why"),
)
_DAY = Text("交付日期", "The day it was handed over")


def enter(courses: Mapping[str, Course], *, opened: bool) -> None:
    """The form of a product or process change."""
    who = house.principal()
    if not courses or not who.may(Action.MANAGE):
        return
    fields = ("vendor", "zh", "en", "product", "published", "hour", "effective", "courses", "within")
    keys = {
        name: session.fresh_form(f"change-{name}") for name in (*fields, "urgent", "roles", "owed", "why")
    }
    vendors = {code: each.name.in_(current()) for code, each in registered.vendors().items()}
    every = {"": _("every vendor")} if who.vendors is None else {}
    with st.expander(_("Enter a change"), expanded=opened, icon=":material/add:"):
        st.caption(
            _("A new version of a process specification is a change by itself; here is what stands in none.")
        )
        with st.form(session.fresh_form("change")):
            _words(keys, {**every, **vendors})
            _days(keys)
            _whom(keys, courses)
            st.text_input(_("What changes, and why"), key=keys["why"], max_chars=300)
            st.form_submit_button(
                _("Enter the change"),
                type="primary",
                key=session.widget("change-enter"),
                on_click=messages.guarded(_enter),
                args=(keys,),
            )


def _words(keys: Mapping[str, str], vendors: Mapping[str, str]) -> None:
    with st.container(horizontal=True):
        st.selectbox(_("Vendor"), [*vendors], format_func=vendors.__getitem__, key=keys["vendor"], width=200)
        st.text_input(_("Name in Chinese"), key=keys["zh"], max_chars=80, width=220)
        st.text_input(_("Name in English"), key=keys["en"], max_chars=80, width=220)
        st.text_input(_("Product or process"), key=keys["product"], max_chars=32, width=180)


def _days(keys: Mapping[str, str]) -> None:
    today = house.house().today()
    with st.container(horizontal=True):
        st.date_input(_("Published on"), today, format="YYYY-MM-DD", key=keys["published"], width=160)
        st.time_input(_("At (Beijing time)"), time(9), key=keys["hour"], width=160)
        st.date_input(_("Takes effect on"), None, format="YYYY-MM-DD", key=keys["effective"], width=160)
        st.number_input(_("Working days to train"), 1, 60, WITHIN, key=keys["within"], width=180)
        st.date_input(
            _("Course owed by us on"), None, format="YYYY-MM-DD", key=keys["owed"], width=180,
            help=_("Empty: on the day of publication."),
        )  # fmt: skip


def _whom(keys: Mapping[str, str], courses: Mapping[str, Course]) -> None:
    names = {code: f"{code} · {each.name.in_(current())}" for code, each in courses.items()}
    st.multiselect(
        _("Courses to pass"),
        [*names],
        format_func=names.__getitem__,
        key=keys["courses"],
        placeholder=_("Choose"),
        select_all=False,
    )
    st.multiselect(
        _("Positions (none: everybody who takes contacts)"),
        [*AgentRole],
        format_func=lambda role: role.words.in_(current()),
        key=keys["roles"],
        placeholder=_("Everybody who takes contacts"),
        select_all=False,
    )
    st.checkbox(_("Urgent: to be passed within 24 hours"), key=keys["urgent"])


def _enter(keys: Mapping[str, str]) -> None:
    said: dict[str, Any] = {name: st.session_state.get(key) for name, key in keys.items()}
    for name, what in (("published", _PUBLISHED), ("effective", _EFFECTIVE)):
        if said[name] is None:
            raise WrongInputError("needed", what=what)
    zh, en = said["zh"] or "", said["en"] or ""
    given = EnteredChange(
        name=Text(zh or en, en or zh),
        product=(said["product"] or "").strip() or "PRODUCT",
        published=datetime.combine(said["published"], said["hour"] or time(9), ZoneInfo(ZONE)),
        effective=said["effective"],
        courses=tuple(said["courses"]),
        vendor=said["vendor"] or None,
        within=said["within"] or WITHIN,
        urgent=bool(said["urgent"]),
        roles=frozenset(said["roles"] or ()),
        owed_on=said["owed"],
    )
    changes.enter_change(house.house(), house.principal(), given, said["why"] or "")
    session.clear_form()
    messages.notice(Kind.DONE, escaped(_("Entered: {name}").format(name=given.name.in_(current()))))


def about(at: ChangeAtVendor) -> None:
    """Handing a course over and calling the change off, for who may."""
    who, change = house.principal(), at.change
    if at.known.called_off or not change.courses:
        return
    with st.container(horizontal=True):
        if who.may(Action.RECORD, at.vendor):
            _deliver(at)
        if may_for(who, Action.MANAGE, change.vendor):
            _call_off(at)


def _deliver(at: ChangeAtVendor) -> None:
    with st.popover(_("Course handed over"), icon=":material/inventory_2:", type="tertiary"):
        st.caption(_("The day the client gave it to this vendor; a late one moves the vendor's due day."))
        _noted(at)
        course, day = session.fresh_form("change-course"), session.fresh_form("change-day")
        st.selectbox(_("Course"), [*at.change.courses], key=course)
        st.date_input(_("Handed over on"), house.house().today(), format="YYYY-MM-DD", key=day)
        proof = evidence_field.drop(_("Evidence (optional)"), f"delivery-{at.vendor}")
        st.button(
            _("Note the day"),
            key=session.widget("change-deliver"),
            on_click=messages.guarded(_delivered),
            args=(at.change.key, at.vendor, course, day, proof),
        )


def _noted(at: ChangeAtVendor) -> None:
    """What was noted before, each with its paper; what was noted last counts."""
    here, who = house.house(), house.principal()
    for each in changes.handed_over(here, who, at.change.key, at.vendor):
        words = _("{course} on {day}, noted by {who}")
        said = words.format(course=each.course, day=formats.day(each.day), who=each.noted_by)
        st.markdown(f":material/check: {escaped(said)}")
        if each.evidence_sha256:
            read = partial(read_evidence, here, who, at.vendor, each.evidence_sha256)
            evidence_field.offer(each.evidence_name, partial(_paper, each.evidence_name, read), each.id)


def _paper(name: str, read: Callable[[], bytes]) -> Evidence:
    return name, read()


def _delivered(key: str, vendor: str, course: str, day: str, proof: str) -> None:
    when = st.session_state.get(day)
    if not isinstance(when, date):
        raise WrongInputError("needed", what=_DAY)
    name = st.session_state[course]
    paper = evidence_field.taken(proof)
    changes.deliver(house.house(), house.principal(), key, name, when, vendor, paper)
    session.clear_form()
    messages.notice(
        Kind.DONE, escaped(_("{course} was handed over on {day}.").format(course=name, day=formats.day(when)))
    )


def _call_off(at: ChangeAtVendor) -> None:
    with st.popover(_("Call the change off"), icon=":material/undo:", type="tertiary"):
        st.caption(_("Nothing is asked because of it any more, at any vendor; what was done stays."))
        why = session.fresh_form("change-off-why")
        st.text_input(_("Why"), key=why, max_chars=300)
        st.button(
            _("Call it off"),
            key=session.widget("change-off"),
            on_click=messages.guarded(_called_off),
            args=(at.change.key, why),
        )


def _called_off(key: str, why: str) -> None:
    changes.call_off(house.house(), house.principal(), key, st.session_state.get(why) or "")
    session.clear_form()
    messages.notice(Kind.DONE, _("The change is called off."))
