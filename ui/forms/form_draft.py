"""A form being written: designed part by part or as a file, what it changes, and publishing it for good."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.finding import Finding, blocking
from core.language import _, current
from core.principal import Principal
from core.text import Lang
from qa.form.body import body_of, read_body
from qa.form.plain import Plain
from qa.form.terms import AuditForm
from services.forms import form_drafts
from services.forms.form_drafts import FormDraftView
from services.house.bootstrap import House
from ui import formats, house, layout, messages, session, styles, urls, ways
from ui.forms import design_page, design_part, form_view
from ui.messages import Kind

_LIMIT_MB = 2
_KINDS = ("xlsx", "yaml", "yml")


def head(draft: FormDraftView) -> None:
    """What it is, and the button that publishes it once nothing keeps it from that. An open part has a
    button of its own: saving."""
    name = draft.form.text.in_(current()) if draft.form else draft.code
    context = [
        draft.code,
        _("Version {number}").format(number=draft.form.version) if draft.form else "",
        _("started from {form}").format(form=draft.based_on) if draft.based_on else "",
        _("saved {when} by {who}").format(when=formats.instant(draft.changed_at), who=draft.changed_by),
    ]
    draft_name = _("Draft: {name}").format(name=name)
    body = body_of(draft.text)
    part = _open_part(body)
    if body is not None and part is not None:
        layout.page_head(design_part.name(body, part), [draft_name, *context[:2]])
        return
    publish = layout.PrimaryAction(
        _("Publish"),
        messages.guarded(_publish),
        (draft.id, draft.version),
        icon=":material/lock:",
        key="publish-form",
        disabled=draft.form is None,
        help=_("A published version never changes; a change makes the next version."),
    )
    layout.page_head(draft_name, context, publish)


def show(draft: FormDraftView, before: AuditForm | None) -> None:
    """The form to design, what is wrong with it, what it changes; `before`: the version in use."""
    body = body_of(draft.text)
    part = _open_part(body)
    if body is not None and part is not None:
        design_part.show(draft, body, part, before)
        return
    ways.back(_("All forms"), tab=None, record=None)
    _findings(list(draft.findings), body)
    if body is not None:
        design_page.show(draft, body, draft.form, read_body(body)[1])
    if draft.form is not None:
        if before is not None:
            with st.expander(_("What it changes"), icon=":material/compare_arrows:", expanded=True):
                form_view.changes(before, draft.form)
        with st.expander(_("As the auditor will see it"), icon=":material/visibility:"):
            form_view.show(draft.form)
    with st.expander(_("As a file"), icon=":material/description:", expanded=body is None):
        _file(draft)
    st.button(
        _("Throw away"),
        icon=":material/delete:",
        type="tertiary",
        key=session.widget("form-discard", draft.id),
        on_click=messages.guarded(_discard),
        args=(draft.id, draft.version),
    )


def _open_part(body: Plain | None) -> str | None:
    """The part whose fields are open, by the address."""
    part = urls.read().clause
    return part if body is not None and design_part.is_open(body, part) else None


def _findings(found: list[Finding], body: Plain | None) -> None:
    """In the words of the designer where it can be shown, else by the rows of the file."""
    if blocking(found):
        words = (
            _("Correct these places below.") if body is not None else _("Correct these places in the file.")
        )
        st.info(words, icon=":material/edit:")
    messages.show_findings(found if body is None else read_body(body)[1] or found, headed=False)


def _file(draft: FormDraftView) -> None:
    here, who = house.house(), house.principal()
    key = session.widget("form-text", draft.id, draft.version)
    st.text_area(
        _("The form’s file (YAML)"),
        draft.text,
        height=420,
        key=key,
        on_change=messages.guarded(_save),
        args=(draft.id, draft.version, key),
    )
    with st.container(horizontal=True):
        # The text is saved as it is left, which a press of this does: nothing remains to be done.
        st.button(_("Save and check"), icon=":material/save:", key=session.widget("form-save", draft.id))
        for kind, label in (("xlsx", _("Download as Excel")), ("yaml", _("Download as YAML"))):
            if kind == "xlsx" and draft.form is None:
                continue
            st.download_button(
                label,
                data=partial(_out, here, who, draft.id, kind, current()),
                file_name=f"{draft.code}-draft.{kind}",
                icon=":material/download:",
                on_click="ignore",
                key=session.widget("form-draft-out", draft.id, kind),
            )
    in_ = session.widget("form-draft-in", draft.id, draft.version)
    with styles.uploader("form-draft-in", _KINDS, _LIMIT_MB):
        st.file_uploader(_("Take the place of the draft by a file"), type=list(_KINDS), key=in_)
    dropped = st.session_state.get(in_)
    if dropped is not None:
        st.button(
            _("Put the file in its place"),
            icon=":material/upload:",
            key=session.widget("form-draft-replace", draft.id),
            on_click=messages.guarded(_replaced),
            args=(draft.id, draft.version, dropped.getvalue(), dropped.name),
        )


def _out(here: House, who: Principal, id: str, kind: str, lang: Lang) -> bytes:
    """Made when it is fetched, which is outside of the page's run."""
    return form_drafts.as_file(here, who, lang, id, kind)[1]


def _replaced(id: str, version: int, data: bytes, name: str) -> None:
    form_drafts.replace_by_file(house.house(), house.principal(), id, version, data, name)
    messages.notice(Kind.DONE, _("Saved in the draft."))


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
