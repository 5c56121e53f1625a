"""One call on the desk: what the browser sends is kept as it comes, and the desk drawn as it then stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.errors import PlumblineError
from core.language import _, current
from services.desk import audit_drafts, draft_submit
from services.desk.draft_checks import Said
from services.desk.draft_standing import AuditDraft
from services.review import audit_notices
from ui import formats, house, messages, navigation, session, urls
from ui.audits import call_score
from ui.desk import desk_brief, desk_component, desk_words
from ui.messages import escaped

#: How often a second person's answers are looked for.
_EVERY_SECONDS = 10
_SUBMIT = "$submit"


@st.fragment(run_every=_EVERY_SECONDS)
def scoring(id: str, with_score: bool) -> None:
    """The component; it alone runs again with every answer."""
    key = f"desk-{id}"
    found = audit_drafts.draft(house.house(), house.principal(), id)
    if found.record.ended_at is not None:
        st.rerun()
    kept, trouble = session.DESK_KEPT.get(), session.DESK_TROUBLE.get()
    me = house.principal().id
    desk_component.mount(
        desk_words.told(found, me, kept, trouble, with_score, desk_brief.programme()),
        key,
        lambda: _take_in(id, key),
    )


def _take_in(id: str, key: str) -> None:
    """Keep what is new in the outbox; what is refused is said, and leaves the outbox too."""
    sent = desk_component.outbox(key)
    before = set(session.DESK_KEPT.get())
    new = [each for each in sent if each.get("id") not in before]
    trouble = ""
    try:
        said = [_said(each) for each in new if each.get("what") != _SUBMIT]
        if said:
            seconds = sum(_whole(each.get("seconds")) for each in new)
            audit_drafts.save(house.house(), house.principal(), id, said, seconds)
        if any(each.get("what") == _SUBMIT for each in new):
            _submit(id)
    except PlumblineError as error:
        trouble = "\n".join([messages.refusal(error), *messages.found(error)])
    session.DESK_KEPT.set(tuple(str(each.get("id")) for each in sent))
    if new:
        session.DESK_TROUBLE.set(trouble)


def _said(sent: Mapping[str, Any]) -> Said:
    return Said(str(sent.get("what")), sent.get("value"), _whole(sent.get("saw")), str(sent.get("id")))


def _whole(value: Any) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _submit(id: str) -> None:
    """Log the call; the next one, with the same header, is offered where the list is."""
    logged = draft_submit.submit(house.house(), house.principal(), id)
    points = formats.points(logged.record.points) if logged.record.points is not None else ""
    said = _("Submitted: {what}").format(
        what=f"{points} {call_score.result_plain(logged.record.passed, logged.record.connected)}".strip()
    )
    messages.notice(messages.Kind.DONE, said)
    for finding in logged.findings:
        messages.notice(messages.Kind.WARNING, f"{finding.sentence(current())} {finding.remedy(current())}")
    _told_at_once(logged.record.id)
    session.DESK_LAST.set(id)


def _told_at_once(audit: str) -> None:
    """Something fatal opened a notice: whoever submits it is told that it waits, until when and where."""
    for notice in audit_notices.open_notices(house.house(), house.principal()):
        if notice.audit == audit:
            words = _("Fatal: the vendor’s immediate notice is drafted. Send it by {day}, under “{page}”.")
            page = _(navigation.entry("reviews").title)
            messages.notice(messages.Kind.WARNING, words.format(day=formats.day(notice.due), page=page))


def head(found: AuditDraft) -> None:
    """Who submits it, where it is somebody else, and taking it over."""
    if found.record.owner == house.principal().id:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="desk-owner"):
        st.markdown(escaped(_("{name} submits this call.").format(name=found.record.owner_name)))
        st.button(
            _("Take it over"),
            key=session.widget("take-over", found.record.id),
            on_click=messages.guarded(audit_drafts.take_over),
            args=(house.house(), house.principal(), found.record.id),
        )


def leave() -> None:
    """Back to the list."""
    urls.write(record=None)
