"""Entering a vendor's appeal for it: item, what it holds right, how and when it reached us."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import streamlit as st

from core.language import _, current
from core.principal import Action
from qa.review.appeals import Channel
from qa.review.states import FOLLOWS, ReviewState
from qa.scoring.answers import Answer
from services.review import audit_appeals
from services.review.audit_story import AuditStory
from ui import evidence_field, house, messages, session
from ui.audits import call_said
from ui.messages import Kind
from ui.review import review_answers


def show(story: AuditStory) -> None:
    """The form, where the audit can still be appealed; late it asks for the reason."""
    line = story.line
    if ReviewState.DISPUTED not in FOLLOWS[line.review.state]:
        return
    if not house.principal().may(Action.RECORD, line.audit.vendor):
        return
    # Under a key of its own, or it would fold up when the notice above it is gone.
    key = session.widget("appeal-new", line.audit.id)
    with st.expander(_("Enter an appeal for the vendor"), icon=":material/add:", key=key):
        _fields(story)


def _fields(story: AuditStory) -> None:
    taken = {appeal.item for appeal in story.line.appeals}
    items = [item.code for _s, item in story.form.items() if not item.kind.is_written]
    fatal = story.counting.record.fatal if story.counting else ()
    codes = [code for code in dict.fromkeys((*fatal, *items)) if code not in taken]
    names = {code: review_answers.named(story.form, code) for code in codes}
    item = st.selectbox(
        _("Item or fatal fault"),
        codes,
        key=_key("item"),
        format_func=names.__getitem__,
    )
    asked, claimed = story.form.item(item), None
    if asked is not None:
        claimed = review_answers.asked(asked, _("What the vendor holds right"), _key(f"claim-{item}"))
    channels = {each: each.words.in_(current()) for each in Channel}
    with st.grid(3, min_column_width=190, key="appeal-how"):
        st.selectbox(_("Came by"), list(Channel), key=_key("channel"), format_func=channels.__getitem__)
        st.text_input(_("Who appeals for the vendor"), key=_key("caller"), max_chars=80)
        st.session_state.setdefault(_key("at"), call_said.now())
        st.datetime_input(_("Received (Beijing time)"), key=_key("at"), step=60, format="YYYY-MM-DD")
    st.text_input(_("What the vendor says"), key=_key("reason"), max_chars=500)
    st.text_input(_("Why it is taken late (only after the last day)"), key=_key("late"), max_chars=300)
    dropped = evidence_field.drop(_("What it came with"), "appeal-evidence")
    st.button(
        _("Enter the appeal"),
        type="primary",
        key=session.widget("appeal-save"),
        on_click=messages.guarded(_save),
        args=(story, item, claimed, dropped),
    )


def _save(story: AuditStory, item: str, claimed: Answer | None, dropped: str) -> None:
    said = st.session_state.get
    at = (said(_key("at")) or call_said.now()).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    # The field knows minutes: what came in the minute of the release came after it.
    released = story.line.review.released_at
    if released is not None and at < released and at.replace(second=59) >= released.replace(second=0):
        at = released
    given = audit_appeals.Appeal(
        story.line.audit.id,
        item,
        said(_key("channel")),
        said(_key("caller")) or "",
        at,
        said(_key("reason")) or "",
        claimed,
        said(_key("late")) or "",
    )
    file = evidence_field.taken(dropped)
    audit_appeals.enter_appeal(house.house(), house.principal(), given, [file] if file else [])
    session.clear_form()
    messages.notice(Kind.DONE, _("Entered; the clock runs from when it was received."))


def _key(name: str) -> str:
    return session.fresh_form(f"appeal-{name}")
