"""The specifications as a list, each with version, owner and where it stands; and what is being written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from core.text import Text
from services.specifications.specifications import SpecificationView
from ui import formats, messages, registered, report_words, session, urls
from ui.messages import escaped

if TYPE_CHECKING:
    from store.records import SpecificationDraftRecord


def show(views: Sequence[SpecificationView]) -> None:
    """One card each."""
    for view in views:
        with st.container(border=True, gap="xsmall", key=f"spec-{view.code}"):
            _card(view)


def drafts(records: Sequence[SpecificationDraftRecord]) -> None:
    """What is being written."""
    for record in records:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            head = record.body.get("head") or {}
            name = Text(str(head.get("name_zh") or ""), str(head.get("name_en") or "")).in_(current())
            called = name or record.code.strip("?") or _("no name yet")
            said = f"**{escaped(called)}** :orange-badge[{_('being written')}]"
            st.markdown(said, width="stretch")
            st.caption(escaped(f"{record.changed_by} · {formats.instant(record.changed_at)}"))
            st.button(
                _("Write on"),
                icon=":material/edit:",
                key=session.widget("spec-draft", record.id),
                on_click=messages.guarded(urls.write),
                kwargs={"record": record.id, "spec": None, "tab": None},
            )


def badges(view: SpecificationView) -> str:
    """Where it stands: in force, coming, overdue for review."""
    found = [f":gray-badge[{_('retired')}]"] if view.retired else []
    if view.current:
        words = _("version {n} in force").format(n=view.current.version.number)
        found.append(f":green-badge[{words}]")
    for each in view.coming:
        words = _("version {n} from {day}").format(
            n=each.version.number, day=formats.day(each.version.effective)
        )
        found.append(f":blue-badge[{words}]")
    if view.is_review_due:
        found.append(f":orange-badge[{_('review overdue')}]")
    return " ".join(found)


def bound(view: SpecificationView) -> str:
    """Whom it binds: a vendor, a project, or everybody."""
    made = view.shown.version.specification
    vendor = report_words.vendor_name(made.vendor) if made.vendor else _("all vendors")
    projects = {each.code: each.name.in_(current()) for each in registered.projects()}
    return " · ".join([vendor, *([projects.get(made.project, made.project)] if made.project else [])])


def _card(view: SpecificationView) -> None:
    shown = view.shown.version
    made = shown.specification
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{escaped(made.name.in_(current()))}** {badges(view)}", width="stretch")
        st.button(
            _("Open"),
            key=session.widget("spec-open", view.code),
            on_click=messages.guarded(urls.write),
            kwargs={"spec": view.code, "tab": None, "version": None, "record": None},
        )
    owner = _("Owner: {name}").format(name=made.owner)
    since = _("in force from {day}").format(day=formats.day(shown.effective))
    st.caption(escaped(" · ".join([view.code, owner, since, bound(view)])))
