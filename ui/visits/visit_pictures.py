"""Photographs of a visit: beside what they show, added several at a time, taken off again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, ngettext
from services.house.settings import settings
from services.visits import visit_photos
from services.visits.visit_standing import VisitView
from ui import house, layout, messages, session, styles
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import VisitFindingRecord, VisitPhotoRecord

_KINDS = ("jpg", "jpeg", "png", "webp")


def of_finding(view: VisitView, finding: VisitFindingRecord) -> None:
    """Those that show it."""
    _grid(view.photos_of(finding.id), view, f"of-{finding.id}")


def of_visit(view: VisitView, may: bool) -> None:
    """Those of the visit as a whole, and a place for more."""
    rest = view.photos_of("")
    if rest or may:
        st.subheader(_("Photographs of the visit as a whole") if not may else _("Photographs"), anchor=False)
    _grid(rest, view, "of-visit")
    if may:
        _more(view)


def _more(view: VisitView) -> None:
    names = {"": _("by the name noted on the road, else the visit")} | {
        each.id: f"{each.number}. {each.what}"[:60] for each in view.findings
    }
    with st.container(border=True, key="visit-photos"):
        finding = st.selectbox(
            _("They show"), list(names), format_func=names.__getitem__, key=session.fresh_form("photo-of")
        )
        with styles.uploader("visit-photos", _KINDS, settings().max_upload_mb):
            st.file_uploader(
                _("Photographs"), type=list(_KINDS), accept_multiple_files=True,
                key=session.fresh_form("photo-files"),
            )  # fmt: skip
        st.button(
            _("Add the photographs"), icon=":material/add_a_photo:", key=session.widget("photo-add"),
            on_click=messages.guarded(_add), args=(view, finding or ""),
        )  # fmt: skip


def _add(view: VisitView, finding: str) -> None:
    files = st.session_state.get(session.fresh_form("photo-files")) or []
    for file in files:
        visit_photos.add_photo(
            house.house(), house.principal(), view.record.id, (file.name, file.getvalue()), finding
        )
    if files:
        session.clear_form()
        n = len(files)
        messages.notice(Kind.DONE, ngettext("{n} photograph added.", "{n} photographs added.", n).format(n=n))


def _grid(photos: tuple[VisitPhotoRecord, ...], view: VisitView, name: str) -> None:
    if not photos:
        return
    here, who = house.house(), house.principal()
    with st.grid(4, min_column_width=150, key=f"photos-{name}"):
        for photo in photos:
            with st.container(gap="xsmall"):
                st.image(visit_photos.photo(here, who, photo.id)[1], width="stretch")
                st.caption(escaped(" · ".join(part for part in (photo.name, photo.note) if part)))
                st.caption(f"SHA-256 {photo.sha256[:12]}…")
                if view.record.state.value == "open":
                    _off(photo)


def _off(photo: VisitPhotoRecord) -> None:
    st.button(
        _("Take it off"), type="tertiary", key=session.widget("photo-off", photo.id),
        on_click=messages.guarded(_removed), args=(photo,),
    )  # fmt: skip


def _removed(photo: VisitPhotoRecord) -> None:
    here, who = house.house(), house.principal()
    visit_photos.remove_photo(here, who, photo.id, photo.version)
    layout.offer_undo(_("Taken off."), partial(visit_photos.put_back_photo, here, who, photo.id))
