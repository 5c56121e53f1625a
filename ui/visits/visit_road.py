"""Taking a visit along as an Excel form, and bringing it back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.errors import RefusedError, WrongInputError
from core.language import _, current, ngettext
from core.principal import Principal
from core.text import Lang, Text
from services.house.bootstrap import House
from services.house.settings import settings
from services.visits import visit_offline
from services.visits.visit_offline import Side
from services.visits.visit_standing import VisitView
from ui import evidence_field, formats, house, messages, session, styles
from ui.messages import Kind, escaped

_KINDS = ("xlsx",)
_NAME = Text("现场检查", "site-visit")
_FILE = Text("带回的检查表文件", "the form that comes back")
_REFUSED = "visit-form-refused"


def show(view: VisitView) -> None:
    """Both ways, behind a fold."""
    with st.expander(_("Take it along as an Excel form, or bring one back"), icon=":material/luggage:"):
        st.download_button(
            _("Download the form"),
            data=partial(_content, house.house(), house.principal(), view.record.id, current()),
            file_name=f"{_NAME.in_(current())}_{view.record.vendor}_{view.record.day}.xlsx",
            icon=":material/download:",
            on_click="ignore",
            key=session.widget("visit-form", view.record.id),
        )
        st.caption(_("Each download is a copy of its own and comes back once."))
        _copies(view)
        _back(view)


def _content(here: House, who: Principal, visit: str, lang: Lang) -> bytes:
    """Made when it is fetched, which is outside of the page's run."""
    return visit_offline.issue_form(here, who, visit, lang)[1]


def _copies(view: VisitView) -> None:
    for form in view.forms:
        out = _("taken along by {name}, {when}").format(
            name=form.issued_by, when=formats.instant(form.issued_at)
        )
        back = _("not back yet")
        if form.returned_at is not None:
            back = _("brought back by {name}, {when}").format(
                name=form.returned_by, when=formats.instant(form.returned_at)
            )
        st.caption(escaped(f"{out} · {back}"))


def _back(view: VisitView) -> None:
    sides = {
        Side.ASK: _("tell me first"),
        Side.FORM: _("what the form says"),
        Side.PAGE: _("what stands here"),
    }
    with styles.uploader("visit-form-back", _KINDS, settings().max_upload_mb):
        st.file_uploader(_("The form that comes back"), type=list(_KINDS), key=_key("file"))
    st.selectbox(
        _("Where form and page say something different, this holds"), list(sides),
        format_func=sides.__getitem__, key=_key("side"), width=320,
    )  # fmt: skip
    st.button(
        _("Bring it back"), icon=":material/upload:", key=session.widget("visit-form-back"),
        on_click=messages.guarded(_brought), args=(view.record.id,),
    )  # fmt: skip
    trouble = st.session_state.pop(_REFUSED, None)
    if trouble:
        messages.show_findings(trouble, headed=False)


def _brought(visit: str) -> None:
    file = evidence_field.taken(_key("file"))
    if file is None:
        raise WrongInputError("needed_file", what=_FILE)
    side = st.session_state.get(_key("side")) or Side.ASK
    here, who = house.house(), house.principal()
    try:
        done = visit_offline.bring_back(here, who, file[1], file[0], side, visit)
    except RefusedError as error:
        st.session_state[_REFUSED] = list(error.findings)
        return
    session.clear_form()
    said = [
        ngettext("{n} answer", "{n} answers", done.answers).format(n=done.answers),
        ngettext("{n} thing found", "{n} things found", done.findings).format(n=done.findings),
    ]
    messages.notice(Kind.DONE, _("Brought back: {what}.").format(what=_(", ").join(said)))


def _key(name: str) -> str:
    return session.fresh_form(f"visit-road-{name}")
