"""The matrix as a file: given out, read with every slip named, published with its day and reason."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.errors import WrongInputError
from core.finding import blocking
from core.language import _
from core.principal import Action
from core.text import Text
from services.house.settings import settings
from services.training import matrix_files
from services.training.matrix_files import FileRead
from ui import house, messages, session, styles
from ui.messages import Kind, escaped
from ui.training import matrix_words

_KINDS = ("yaml", "yml")
_DAY = Text("生效日", "The day it takes effect")


def manages() -> bool:
    """Whether this person may publish: the matrix holds for every vendor."""
    who = house.principal()
    return who.may(Action.MANAGE) and who.vendors is None


def download(number: int | None = None) -> None:
    """A version as a file."""
    name, data = matrix_files.as_file(house.house(), house.principal(), number)
    st.download_button(
        _("As YAML"),
        data=data,
        file_name=name,
        icon=":material/download:",
        on_click="ignore",
        key=session.widget("matrix-file"),
    )


def show() -> None:
    """A place for the file, what it would change, and the form that publishes it."""
    key = session.fresh_form("matrix-upload")
    with styles.uploader("matrix", _KINDS, settings().max_upload_mb):
        file = st.file_uploader(_("Courses and rules as YAML"), type=list(_KINDS), key=key)
    if file is None:
        st.caption(_("docs/writing_training_matrix.md shows how it is written, with an example."))
        return
    found = matrix_files.read_file(house.house(), house.principal(), file.getvalue(), file.name)
    if said := (*found.read.findings, *found.nobody):
        messages.show_findings(said, headed=False)
    if blocking(list(found.read.findings)):
        return
    if not found.changes_anything:
        st.info(_("It says what is published already."))
        return
    _would_change(found)
    _publishing(found, file.getvalue(), file.name)


def _would_change(found: FileRead) -> None:
    told = (
        (_("Courses that are new or change: {codes}"), found.courses),
        (_("Rules that are new or change: {codes}"), found.rules),
        (_("Rules that are left out: {codes}"), found.left_out),
    )
    for words, codes in told:
        if codes:
            st.markdown(escaped(words.format(codes=matrix_words.listed(codes))))


def _publishing(found: FileRead, data: bytes, name: str) -> None:
    keys = {part: session.fresh_form(f"matrix-publish-{part}") for part in ("day", "why")}
    with st.form(session.fresh_form("matrix-publish")):
        if found.rules or found.left_out:
            day = found.read.effective or house.house().today()
            st.date_input(_("In force from"), day, format="YYYY-MM-DD", key=keys["day"], width=200)
        st.text_input(_("Why? It is kept with the version."), found.read.why, key=keys["why"], max_chars=500)
        st.caption(_("A published version is never edited; a change is the next version."))
        st.form_submit_button(
            _("Publish"),
            type="primary",
            key=session.widget("matrix-publish-now"),
            on_click=messages.guarded(
                partial(_publish, data, name, keys, bool(found.rules or found.left_out))
            ),
        )


def _publish(data: bytes, name: str, keys: dict[str, str], dated: bool) -> None:
    day = st.session_state.get(keys["day"])
    if dated and day is None:
        raise WrongInputError("needed", what=_DAY)
    why = st.session_state.get(keys["why"]) or ""
    done = matrix_files.publish_file(house.house(), house.principal(), data, name, day, why)
    session.clear_form()
    if done.matrix is None:
        messages.notice(Kind.DONE, _("The courses are published."))
        return
    said = _("Version {n} is published; it holds from {day}.")
    messages.notice(Kind.DONE, escaped(said.format(n=done.matrix.number, day=done.matrix.effective_from)))
