"""Contracts being written: the list of them, and how one is begun."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from services.contracts import contract_drafts
from services.contracts.contract_templates import Start
from services.contracts.contracts import ContractView
from ui import formats, house, messages, session, urls
from ui.messages import escaped


def show() -> None:
    """One line each; nothing where nothing is being written."""
    found = contract_drafts.drafts(house.house(), house.principal())
    if not found:
        return
    st.subheader(_("Drafts"), anchor=False)
    for draft in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            said = _("saved {when} by {who}").format(
                when=formats.instant(draft.changed_at), who=escaped(draft.changed_by)
            )
            number = _("Version {number}").format(number=escaped(draft.number))
            st.markdown(
                f"**{escaped(draft.name.in_(current()))}** · {number}  \n"
                f":gray[{escaped(draft.vendor_name.in_(current()))} · {said}]"
            )
            st.button(
                _("Write on"), icon=":material/edit:", key=session.widget("draft-go", draft.id),
                on_click=messages.guarded(_open), args=(draft.id,),
            )  # fmt: skip


def begin(start: Start) -> None:
    """A button that begins a contract here instead of in Excel."""
    st.button(
        _("Write it here"), icon=":material/edit_document:", type="primary",
        key=session.widget("draft-begin", start),
        on_click=messages.guarded(_begun), args=(start,),
    )  # fmt: skip


def begin_version(view: ContractView, number: str) -> None:
    """The same for the next version of a contract."""
    st.button(
        _("Write it here"), icon=":material/edit_document:", type="primary",
        key=session.widget("draft-begin", view.code, number),
        on_click=messages.guarded(_begun_version), args=(view.code, number),
    )  # fmt: skip


def _begun(start: Start) -> None:
    here, who = house.house(), house.principal()
    if start is Start.BLANK:
        _open(contract_drafts.start_blank(here, who).id)
    else:
        _open(contract_drafts.start_ready_made(here, who, start.value).id)


def _begun_version(code: str, number: str) -> None:
    _open(contract_drafts.start_version(house.house(), house.principal(), code, number).id)


def _open(id: str) -> None:
    urls.write(tab="draft", record=id, clause=None)
