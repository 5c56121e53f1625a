"""The minutes of a session: how a question is read from now on; case library and the form's guidance."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.language import _
from core.principal import Action
from services.calibration import calibration_minutes
from services.calibration.calibration_view import CalibrationView
from ui import formats, house, layout, messages, navigation, session
from ui.messages import Kind, escaped
from ui.review import review_answers


def show(found: CalibrationView) -> None:
    """What was decided, and writing down more."""
    st.subheader(_("Minutes"), anchor=False)
    if found.decisions:
        rows = [
            {
                _("Form item"): escaped(review_answers.named(found.form, each.item)),
                _("Title"): escaped(each.title),
                _("How the item is read"): escaped(each.reading),
                _("In the case library"): _("Yes") if each.in_library else _("No"),
                _("Noted by"): f"{formats.instant(each.kept_at)} {escaped(each.kept_by)}",
            }
            for each in found.decisions
        ]
        layout.printable(pd.DataFrame(rows), alt=_("What the session decided, question by question"))
        _guidance(found)
    else:
        st.caption(_("Nothing is written down yet."))
    if house.principal().may(Action.AUDIT, found.record.vendor):
        _more(found)


def _guidance(found: CalibrationView) -> None:
    """A decision into the draft of the form's next version."""
    who = house.principal()
    if not who.may(Action.MANAGE) or who.vendors is not None:
        return
    names = {each.id: each.title for each in found.decisions}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Decision"), list(names), format_func=names.__getitem__,
            key=session.widget("calibration-decision"), width=320,
        )  # fmt: skip
        st.button(
            _("Into the form's guidance"),
            icon=":material/edit_document:",
            key=session.widget("calibration-guidance"),
            on_click=messages.guarded(_into_guidance),
            args=(chosen,),
        )
        navigation.link("forms", _("Forms"), ":material/checklist:")


def _more(found: CalibrationView) -> None:
    items = {item.code: item.text for _s, item in found.form.items()}
    with st.expander(_("Write down a decision"), icon=":material/gavel:"):
        item = st.selectbox(
            _("Form item"), list(items), key=session.fresh_form("calibration-item"),
            format_func=lambda code: review_answers.named(found.form, code),
        )  # fmt: skip
        title = st.text_input(_("Title"), key=session.fresh_form("calibration-case"), max_chars=120)
        reading = st.text_area(_("How the item is read"), key=session.fresh_form("calibration-reading"))
        kept = st.toggle(_("Into the case library"), True, key=session.fresh_form("calibration-library"))
        st.button(
            _("Keep it"),
            type="primary",
            key=session.widget("calibration-keep"),
            on_click=messages.guarded(_keep),
            args=(found.record.id, item, title, reading, kept),
        )


def _keep(id: str, item: str, title: str, reading: str, in_library: bool) -> None:
    calibration_minutes.decide(house.house(), house.principal(), id, item, title, reading, in_library)
    session.clear_form()
    messages.notice(Kind.DONE, _("Written down."))


def _into_guidance(decision: str) -> None:
    draft = calibration_minutes.into_guidance(house.house(), house.principal(), decision)
    words = _("The draft of {form} says so now; it holds once it is published.")
    messages.notice(Kind.DONE, words.format(form=escaped(draft.code)))
