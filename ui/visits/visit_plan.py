"""Planning a visit, and what is said of one while it is open."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import WrongInputError
from core.language import _, current
from core.principal import Action
from core.text import Text
from services.visits import visits
from services.visits.visits import VisitPlan
from ui import formats, house, layout, messages, navigation, registered, session, urls
from ui.messages import Kind, escaped
from ui.visits import visit_facts

if TYPE_CHECKING:
    from store.records import SiteVisitRecord

_DAY = Text("检查日期", "the day of the visit")
_BETWEEN = re.compile(r"[\n,，、;；]+")


def new() -> None:
    """The form of a new visit."""
    who = house.principal()
    known = registered.vendors()
    names = {
        code: each.name.in_(current())
        for code, each in known.items()
        if each.active and who.may(Action.AUDIT, code)
    }
    lists = {form.code: form.text.in_(current()) for form in visits.checklists(house.house(), who)}
    if not names:
        layout.empty_state(
            _("No vendor yet"),
            _("Register a vendor first."),
            lambda: navigation.link("vendors", _("Vendors and projects")),
        )
        return
    with st.container(border=True, key="visit-new"):
        with st.grid(2, min_column_width=240, key="visit-new-fields"):
            asked = urls.one_of(urls.read().vendor, list(names))
            vendor = st.selectbox(
                _("Vendor"), list(names), list(names).index(asked or next(iter(names))),
                format_func=names.__getitem__, key=_key("vendor"),
            )  # fmt: skip
            form = st.selectbox(
                _("Checklist"), list(lists), key=_key("form"),
                format_func=lists.__getitem__,
            )  # fmt: skip
            _where(vendor, None, _key)
        _texts(None, _key, told=False)
        st.button(
            _("Plan the visit"),
            type="primary",
            key=session.widget("visit-plan"),
            on_click=messages.guarded(_plan),
            args=(vendor, form),
        )


def change(record: SiteVisitRecord, may: bool) -> None:
    """What is said of the visit: fields while it is open, else its words."""
    if not may:
        _words(record)
        return

    form = visit_facts.opened(record)
    visit_facts.meanwhile(record, form)
    with st.container(border=True):
        with st.grid(2, min_column_width=240, key="visit-fields"):
            _where(record.vendor, record, form.key)
        _texts(record, form.key, told=True)
        visit_facts.keep(record, form, lambda: _said(record.vendor, record, form.key))


def _where(vendor: str, record: SiteVisitRecord | None, key: Callable[[str], str]) -> None:
    sites = {site.code: site.name.in_(current()) for site in registered.vendors()[vendor].sites}
    names = {"": _("the vendor as a whole")} | sites
    codes = list(names)
    chosen = record.site if record and record.site else next(iter(sites), "")
    st.selectbox(
        _("Site"), codes, codes.index(chosen) if chosen in codes else 0,
        format_func=names.__getitem__,
        key=key(f"site-{vendor}"),
    )  # fmt: skip
    day = record.day if record else house.house().today()
    st.date_input(_("Day of the visit"), day, key=key("day"), format="YYYY-MM-DD")


def _texts(record: SiteVisitRecord | None, key: Callable[[str], str], told: bool) -> None:
    """The fields of words; `told`: also what is known only once one was there."""
    st.text_input(_("What it is for"), record.purpose if record else "", key=key("purpose"), max_chars=200)
    auditors = "、".join(record.auditors) if record else house.principal().name
    st.text_input(_("Who goes for us, separated by commas"), auditors, key=key("auditors"), max_chars=200)
    if not told or record is None:
        return
    st.text_input(
        _("Who was there for the vendor, separated by commas"), "、".join(record.attendees),
        key=key("attendees"), max_chars=300,
    )  # fmt: skip
    st.text_area(_("What the vendor is told of it all"), record.summary, key=key("summary"), max_chars=2000)
    st.text_area(
        _("Inner remark; the vendor never sees it"), record.remark, key=key("remark"), max_chars=2000
    )


def _words(record: SiteVisitRecord) -> None:
    """The same to be read."""
    said = {
        _("What it is for"): record.purpose,
        _("For us"): "、".join(record.auditors),
        _("For the vendor"): "、".join(record.attendees),
        _("What the vendor is told of it all"): record.summary,
        _("Inner remark; the vendor never sees it"): record.remark,
        _("Called off because"): record.why if not record.state.stands else "",
        _("Planned"): f"{formats.instant(record.planned_at)} · {record.planned_by}",
        _("Submitted"): f"{formats.instant(record.submitted_at)} · {record.submitted_by}"
        if record.submitted_at
        else "",
    }
    for label, words in said.items():
        if words:
            st.markdown(f":gray[{escaped(label)}]  \n{escaped(words)}")


def _plan(vendor: str, form: str) -> None:
    record = visits.plan_visit(house.house(), house.principal(), _said(vendor, None, _key), form)
    session.clear_form()
    urls.write(tab=None, record=record.id, vendor=None)
    messages.notice(Kind.DONE, _("Planned. Answer the checklist here, or take it along as a form."))


def _said(vendor: str, record: SiteVisitRecord | None, key: Callable[[str], str]) -> VisitPlan:
    def said(name: str) -> str:
        return str(st.session_state.get(key(name)) or "")

    day = st.session_state.get(key("day"))
    if day is None:
        raise WrongInputError("needed", what=_DAY)
    return VisitPlan(
        vendor,
        day,
        said(f"site-{vendor}") or None,
        said("purpose"),
        tuple(_BETWEEN.split(said("auditors"))),
        tuple(_BETWEEN.split(said("attendees"))) if record else (),
        said("summary"),
        said("remark"),
    )


def _key(name: str) -> str:
    return session.fresh_form(f"visit-{name}")
