"""The two buttons of a people list that waits: take it in, or let it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.language import _
from services.roster import lists
from ui import house, messages, session, urls
from ui.messages import Kind

if TYPE_CHECKING:
    from store.records import PeopleListRecord


def show(record: PeopleListRecord) -> None:
    """Both; either takes the person back to the lists."""
    with st.container(horizontal=True):
        st.button(
            _("Take it in"), type="primary", icon=":material/check:", key=session.widget("list-commit"),
            on_click=messages.guarded(_commit), args=(record.id, record.name),
        )  # fmt: skip
        st.button(
            _("Let it go"), icon=":material/close:", key=session.widget("list-discard"),
            on_click=messages.guarded(_discard), args=(record.id, record.name),
        )  # fmt: skip


def _commit(id: str, name: str) -> None:
    lists.commit(house.house(), house.principal(), id)
    urls.write(record=None)
    messages.notice(Kind.DONE, _("{name} is taken in: known from now on.").format(name=name))


def _discard(id: str, name: str) -> None:
    lists.discard(house.house(), house.principal(), id)
    urls.write(record=None)
    messages.notice(Kind.NOTE, _("{name} was let go; nothing changed.").format(name=name))
