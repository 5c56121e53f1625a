"""What publishing a draft would say, change and touch, and the form that publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import WrongInputError
from core.language import _
from core.text import Text
from qa.specification.difference import difference
from qa.specification.terms import SpecVersion
from services.specifications import specification_publishing, specification_reviews
from services.specifications.specification_publishing import DraftRead
from ui import house, messages, session, urls
from ui.messages import Kind, escaped
from ui.specifications import specification_compare, specification_touches

if TYPE_CHECKING:
    from store.records import SpecificationDraftRecord

_DAY = Text("生效日", "The day it takes effect")


def show(record: SpecificationDraftRecord, found: DraftRead, version: int) -> None:
    """What publishing it would say, what it changes, and the form that publishes it. `version`: the one
    this person has seen; nothing else is published."""
    st.subheader(_("Before it is published"), anchor=False)
    if found.findings:
        messages.show_findings(found.findings, headed=False)
    made = found.specification
    if made is None:
        st.caption(_("It can be published once this is mended."))
        return
    if found.before is not None:
        changes = difference(found.before.specification.stated, made.stated)
        if not changes:
            st.info(_("It says what version {n} says.").format(n=found.before.number))
            return
        names = [_("Version {number}").format(number=found.before.number), _("This draft")]
        with st.expander(_("What it changes"), icon=":material/difference:"):
            specification_compare.table(changes, names[0], names[1])
        draft = SpecVersion(made, found.number, found.read.effective or house.house().today(), "")
        touched = specification_reviews.what_a_draft_would_touch(house.house(), house.principal(), draft)
        if touched:
            with st.expander(_("What it would touch"), icon=":material/rule:"):
                specification_touches.table(touched)
    _publishing(record, found, version)


def _publishing(record: SpecificationDraftRecord, found: DraftRead, version: int) -> None:
    keys = {part: session.fresh_form(f"spec-publish-{part}") for part in ("day", "why")}
    with st.form(session.fresh_form("spec-publish")):
        st.date_input(
            _("In force from"), found.read.effective, format="YYYY-MM-DD", key=keys["day"], width=200
        )
        st.text_input(_("Why? It is kept with the version."), found.read.why, key=keys["why"], max_chars=500)
        st.caption(_("A published version is never edited; a change is the next version."))
        pressed = st.form_submit_button(
            _("Publish version {n}").format(n=found.number),
            type="primary",
            key=session.widget("spec-publish-now"),
        )
    # Published in the run that has read the fields above: a press right after a keystroke loses nothing.
    if pressed:
        messages.guarded(_publish)(record.id, version, keys)
        st.rerun()


def _publish(id: str, version: int, keys: dict[str, str]) -> None:
    day = st.session_state.get(keys["day"])
    if day is None:
        raise WrongInputError("needed", what=_DAY)
    why = st.session_state.get(keys["why"]) or ""
    kept = specification_publishing.publish_draft(house.house(), house.principal(), id, version, day, why)
    session.clear_form()
    urls.write(record=None, spec=kept.code, version=None, tab=None)
    said = _("Version {n} is published; it holds from {day}.")
    messages.notice(Kind.DONE, escaped(said.format(n=kept.number, day=day.isoformat())))
