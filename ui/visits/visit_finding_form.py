"""Noting one thing found on a visit, or saying it otherwise while the visit is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from qa.visit.states import GRADES, Grade
from services.visits import visit_findings
from services.visits.visit_findings import Found
from services.visits.visit_standing import VisitView
from ui import house, layout, messages, session, typed_numbers, urls
from ui.messages import Kind

if TYPE_CHECKING:
    from store.records import VisitFindingRecord


def new(view: VisitView) -> None:
    """The form of one more finding; the address may name the item it belongs to."""
    with st.form(session.fresh_form("finding-new"), enter_to_submit=False):
        st.markdown(f"**{_('One more finding')}**")
        _fields(view, None, urls.read().clause or "", _key)
        st.form_submit_button(
            _("Note the finding"),
            type="primary",
            key=session.widget("finding-add"),
            on_click=messages.guarded(_add),
            args=(view,),
        )


def change(view: VisitView, finding: VisitFindingRecord) -> None:
    """The same of one that is there, and taking it off."""

    def key(name: str) -> str:
        return session.widget(f"finding-{name}", finding.id, finding.version)

    with st.form(key("form"), enter_to_submit=False):
        _fields(view, finding, finding.item, key)
        with st.container(horizontal=True):
            st.form_submit_button(
                _("Save"), key=session.widget("finding-save", finding.id),
                on_click=messages.guarded(_change), args=(finding, key),
            )  # fmt: skip
            st.form_submit_button(
                _("Take it off"), type="tertiary", key=session.widget("finding-off", finding.id),
                on_click=messages.guarded(_remove), args=(finding,),
            )  # fmt: skip


def _fields(
    view: VisitView, finding: VisitFindingRecord | None, item: str, key: Callable[[str], str]
) -> None:
    st.text_area(
        _("What was found"), finding.what if finding else "", key=key("what"), max_chars=1000, height=80
    )
    items = {"": _("no item")} | {each.code: each.text.in_(current()) for _s, each in view.form.items()}
    with st.grid(4, min_column_width=180, key=f"finding-fields-{finding.id if finding else 'new'}"):
        st.selectbox(
            _("Item of the checklist"), list(items), list(items).index(item) if item in items else 0,
            format_func=items.__getitem__, key=key("item"),
        )  # fmt: skip
        grades, names = list(GRADES), {grade: grade.words.in_(current()) for grade in GRADES}
        st.selectbox(
            _("How grave"), grades, grades.index(finding.grade if finding else Grade.GENERAL),
            format_func=names.__getitem__, key=key("grade"),
        )  # fmt: skip
        points = "" if finding is None or finding.points is None else str(finding.points)
        st.text_input(_("Points to take off"), points, key=key("points"), max_chars=8)
        st.date_input(
            _("Put right by"), finding.due if finding else None, key=key("due"), format="YYYY-MM-DD"
        )
    st.text_input(
        _("Inner remark; the vendor never sees it"), finding.remark if finding else "",
        key=key("remark"), max_chars=500,
    )  # fmt: skip


def _found(key: Callable[[str], str], photo_names: tuple[str, ...] = ()) -> Found:
    said = st.session_state.get
    return Found(
        said(key("what")) or "",
        said(key("grade")) or Grade.GENERAL,
        said(key("item")) or "",
        typed_numbers.decimal(said(key("points"))),
        said(key("due")),
        said(key("remark")) or "",
        photo_names,
    )


def _add(view: VisitView) -> None:
    visit_findings.add_finding(house.house(), house.principal(), view.record.id, _found(_key))
    session.clear_form()
    urls.write(clause=None)
    messages.notice(Kind.DONE, _("Noted."))


def _change(finding: VisitFindingRecord, key: Callable[[str], str]) -> None:
    visit_findings.change_finding(
        house.house(), house.principal(), finding.id, finding.version, _found(key, finding.photo_names)
    )
    messages.notice(Kind.DONE, _("Saved."))


def _remove(finding: VisitFindingRecord) -> None:
    here, who = house.house(), house.principal()
    visit_findings.remove_finding(here, who, finding.id, finding.version)
    layout.offer_undo(_("Taken off."), partial(visit_findings.put_back_finding, here, who, finding.id))


def _key(name: str) -> str:
    return session.fresh_form(f"finding-{name}")
