"""A form being written: its file, everything wrong with it, what it changes, and publishing it for good."""

from __future__ import annotations

import streamlit as st

from core.finding import blocking
from core.language import _, current
from qa.form.terms import AuditForm
from services.forms import form_drafts
from services.forms.form_drafts import FormDraftView
from ui import formats, house, layout, messages, session, urls, ways
from ui.audits import form_view
from ui.messages import Kind


def head(draft: FormDraftView) -> None:
    """What it is, and the button that publishes it once nothing keeps it from that."""
    name = draft.form.text.in_(current()) if draft.form else draft.code
    context = [
        draft.code,
        _("Version {number}").format(number=draft.form.version) if draft.form else "",
        _("started from {form}").format(form=draft.based_on) if draft.based_on else "",
        _("saved {when} by {who}").format(when=formats.instant(draft.changed_at), who=draft.changed_by),
    ]
    publish = layout.PrimaryAction(
        _("Publish"),
        messages.guarded(_publish),
        (draft.id, draft.version),
        icon=":material/lock:",
        key="publish-form",
        disabled=draft.form is None,
        help=_("A published version never changes; a change makes the next version."),
    )
    layout.page_head(_("Draft: {name}").format(name=name), context, publish)


def show(draft: FormDraftView, before: AuditForm | None) -> None:
    """The file to write in, what is wrong with it, and the form it makes; `before`: the version in use."""
    ways.back(_("All forms"), tab=None, record=None)
    if blocking(list(draft.findings)):
        st.info(_("Correct these places in the file below and save it."), icon=":material/edit:")
    messages.show_findings(draft.findings, headed=False)
    _file(draft)
    if draft.form is None:
        return
    if before is not None:
        st.subheader(_("What it changes"), anchor=False)
        form_view.changes(before, draft.form)
    st.subheader(_("As the auditor will see it"), anchor=False)
    form_view.show(draft.form)


def _file(draft: FormDraftView) -> None:
    key = session.widget("form-text", draft.id, draft.version)
    st.text_area(_("The form’s file (YAML)"), draft.text, height=420, key=key)
    with st.container(horizontal=True):
        st.button(
            _("Save and check"),
            icon=":material/save:",
            key=session.widget("form-save", draft.id),
            on_click=messages.guarded(_save),
            args=(draft.id, draft.version, key),
        )
        st.download_button(
            _("Download as YAML"),
            data=draft.text.encode(),
            file_name=f"{draft.code}-draft.yaml",
            icon=":material/download:",
            on_click="ignore",
            key=session.widget("form-draft-out", draft.id),
        )
        st.button(
            _("Throw away"),
            icon=":material/delete:",
            type="tertiary",
            key=session.widget("form-discard", draft.id),
            on_click=messages.guarded(_discard),
            args=(draft.id, draft.version),
        )


def _save(id: str, version: int, key: str) -> None:
    form_drafts.save(house.house(), house.principal(), id, version, st.session_state[key])


def _publish(id: str, version: int) -> None:
    form = form_drafts.publish(house.house(), house.principal(), id, version)
    said = _("{name} version {number} is published and locked.")
    messages.notice(Kind.DONE, said.format(name=form.text.in_(current()), number=form.version))
    urls.write(tab=None, record=None, form=form.code)


def _discard(id: str, version: int) -> None:
    form_drafts.discard(house.house(), house.principal(), id, version)
    urls.write(tab=None, record=None)
