"""Scoring an audit again without seeing the first answers, and settling where two scorers differ."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.language import _, current
from qa.scoring.answers import Answer
from qa.scoring.commented import uncommented
from qa.scoring.engine import unanswered
from services.review import audit_review
from services.review.audit_story import AuditStory
from ui import formats, house, messages, session
from ui.audits import call_form, call_said, half_scores
from ui.audits.call_said import CallForm
from ui.messages import Kind, escaped
from ui.review import review_answers


def form(story: AuditStory) -> None:
    """The call's facts and the empty form."""
    call = story.line.audit
    asked, of = CallForm(story.form, call.vendor, None, comments=True), f"second:{call.id}"
    half_scores.put_back(asked, of, "second-fatal")
    # How long the call waited is a fact like its time: measured once, and judged by nobody.
    st.session_state[call_said.key("connected")] = call.connected
    st.session_state[call_said.key("wait")] = call.wait_s
    facts = [call.agent or "", call.dialled, call.recording]
    st.caption(" · ".join(escaped(part) for part in (formats.instant(call.at), *facts) if part))
    with st.container(border=True, key="second-score"):
        st.subheader(_("Second score, blind"), anchor=False)
        call_form.items(asked)
        fatal = call_form.fatal(story.form, call_said.key("second-fatal"))
        answers = call_said.answers_so_far(asked)
        open_ = len(unanswered(story.form, answers, call.connected))
        silent = len(uncommented(story.form, answers, call.connected))
        call_form.still_open(open_, silent)
        half_scores.keep(asked, of, answers, fatal or ())
        st.button(
            _("Submit the second score"),
            type="primary",
            key=session.widget("second-save"),
            disabled=bool(open_ or silent),
            on_click=messages.guarded(_second),
            args=(story, answers, fatal),
        )


def adjudication(story: AuditStory) -> None:
    """First, second or another answer for each item they differ on."""
    first, second = story.versions[0], story.second
    assert second is not None
    with st.container(border=True, key="adjudication"):
        st.subheader(_("Settle the differences"), anchor=False)
        settled: dict[str, Answer] = {}
        fatal = {code for code in first.record.fatal if code in second.record.fatal}
        complete = True
        for code in story.differ:
            item, name = story.form.item(code), review_answers.named(story.form, code)
            key = session.widget("settle", code)
            ticked = code in {*first.record.fatal, *second.record.fatal}
            if ticked and st.checkbox(_("{fault} happened").format(fault=name), key=f"{key}-fatal"):
                fatal.add(code)
            if item is None or first.answers.get(code) == second.answers.get(code):
                continue
            chosen = review_answers.asked(item, name, key)
            complete = complete and chosen is not None
            if chosen is not None:
                settled[code] = chosen
        why = st.text_input(_("Why? It is kept with the record."), key=session.widget("settle-why"))
        st.button(
            _("Settle it"),
            type="primary",
            key=session.widget("settle-save"),
            disabled=not complete,
            on_click=messages.guarded(_settle),
            args=(story, settled, sorted(fatal), why),
        )


def _second(story: AuditStory, answers: Mapping[str, Answer], fatal: list[str]) -> None:
    review = story.line.review
    after = audit_review.second_score(
        house.house(), house.principal(), review.audit, answers, fatal, review.version
    )
    half_scores.given(f"second:{review.audit}")
    messages.notice(Kind.DONE, _("Kept. It stands: {state}.").format(state=after.state.words.in_(current())))


def _settle(story: AuditStory, answers: Mapping[str, Answer], fatal: list[str], why: str) -> None:
    review = story.line.review
    audit_review.adjudicate(
        house.house(), house.principal(), review.audit, answers, fatal, why, review.version
    )
    messages.notice(Kind.DONE, _("Settled as a new version; it can be released now."))
