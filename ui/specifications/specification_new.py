"""Bringing a specification in: from a file, from the example, or written here from nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import RefusedError
from core.language import _, current
from core.principal import Action
from core.text import Text
from services.house.settings import settings
from services.specifications import specification_drafts, specifications
from ui import house, layout, messages, session, styles, urls
from ui.messages import Kind

if TYPE_CHECKING:
    from store.records import SpecificationDraftRecord

_KINDS = ("xlsx", "yaml", "yml")
_REFUSED = "specification-refused"
_EXAMPLE = Text("流程规范示例.yaml", "process-specification-example.yaml")


def none_yet() -> None:
    """What a specification is for, and the first way to one."""
    manages = house.principal().may(Action.MANAGE)
    layout.empty_state(
        _("No process specification yet"),
        _(
            "A process specification says what agents have to do: its scope, content, procedure and method, "
            "and numbered clauses. Form items point at a clause and its version, so that a changed clause "
            "shows which forms and courses to look at again."
        ),
        _first if manages else None,
        icon="rule",
    )
    if manages:
        show()


def show() -> None:
    """The ways to a first version."""
    st.subheader(_("From a file"), anchor=False)
    who = house.principal()
    name, template = specifications.specification_template(who, current())
    with st.container(horizontal=True):
        st.download_button(
            _("Empty Excel template"),
            data=template,
            file_name=name,
            icon=":material/download:",
            on_click="ignore",
            key=session.widget("spec-template"),
        )
        st.download_button(
            _("The example as YAML"),
            data=partial(specification_drafts.example, who),
            file_name=_EXAMPLE.in_(current()),
            icon=":material/download:",
            on_click="ignore",
            key=session.widget("spec-example-file"),
        )
    drop()
    st.subheader(_("Written here"), anchor=False)
    st.button(
        _("From nothing"),
        icon=":material/note_add:",
        key=session.widget("spec-blank"),
        on_click=messages.guarded(_blank),
    )


def drop() -> None:
    """A place for a file; what is wrong with it is said below, line by line or cell by cell."""
    key = session.fresh_form("spec-file")
    with st.form(session.fresh_form("spec-file-form")):
        with styles.uploader("specification", _KINDS, settings().max_upload_mb):
            st.file_uploader(_("A filled-in template (xlsx) or YAML"), type=list(_KINDS), key=key)
        st.caption(_("It becomes a draft; nothing holds before it is published."))
        st.form_submit_button(
            _("Read the file"),
            type="primary",
            key=session.widget("spec-read"),
            on_click=messages.guarded(_read),
            args=(key,),
        )
    if found := st.session_state.pop(_REFUSED, None):
        messages.show_findings(found, headed=False)


def opened(record: SpecificationDraftRecord) -> None:
    """Go on to the draft."""
    session.clear_form()
    urls.write(tab=None, spec=None, version=None, record=record.id)


def _first() -> None:
    st.button(
        _("Start from the example"),
        type="primary",
        icon=":material/auto_stories:",
        key=session.widget("spec-example"),
        on_click=messages.guarded(_example),
    )


def _example() -> None:
    opened(specification_drafts.start_from_example(house.house(), house.principal(), _own_vendor()))


def _blank() -> None:
    opened(specification_drafts.start_blank(house.house(), house.principal(), _own_vendor()))


def _own_vendor() -> str | None:
    """Whoever sees some vendors only writes for one of them; the form lets them choose which."""
    seen = house.principal().vendors
    return None if seen is None else next(iter(sorted(seen)), None)


def _read(key: str) -> None:
    file = st.session_state.get(key)
    if file is None:
        messages.notice(Kind.WARNING, _("Choose a file first."))
        return
    try:
        record = specification_drafts.start_from_file(
            house.house(), house.principal(), file.getvalue(), file.name
        )
    except RefusedError as error:
        st.session_state[_REFUSED] = error.findings
        messages.notice(Kind.WARNING, _("Not taken in: mend what is said below, then read it again."))
        return
    opened(record)
