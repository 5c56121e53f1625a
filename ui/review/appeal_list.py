"""The appeals of an audit: what the vendor says, how each was ruled, and ruling on those that wait."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import streamlit as st

from core.language import _, current
from core.principal import Action
from qa.review.appeals import AppealState
from qa.review.rulings import Ruling
from qa.scoring.answers import Answer
from services.records.kept_audits import read_answer
from services.review import audit_appeals
from services.review.audit_story import AuditStory
from ui import evidence_field, formats, house, messages, session
from ui.audits import call_said
from ui.messages import Kind, escaped
from ui.review import review_answers, review_cases

if TYPE_CHECKING:
    from store.records import AppealRecord


def show(story: AuditStory) -> None:
    """One frame an appeal."""
    if not story.line.appeals:
        return
    st.subheader(_("Appeals"), anchor=False)
    for appeal in story.line.appeals:
        with st.container(border=True, key=f"appeal-{appeal.id}"):
            _said(story, appeal)
            _rulings(story, appeal)
            if appeal.unconfirmed:
                _confirm(appeal)
            if appeal.state is AppealState.OPEN:
                _rule(story, appeal)
            elif appeal.next_due is not None:
                _next_level(appeal)


def _said(story: AuditStory, appeal: AppealRecord) -> None:
    name = review_answers.named(story.form, appeal.item)
    state = appeal.state.words.in_(current())
    level = _("level {n}").format(n=appeal.level)
    st.markdown(f"**{escaped(name)}** :gray-badge[{escaped(level)} · {escaped(state)}]")
    st.markdown(escaped(appeal.reason))
    facts = [
        appeal.channel.words.in_(current()),
        appeal.caller,
        _("received {at}").format(at=formats.instant(appeal.received_at)),
        _("entered by {name}").format(name=appeal.entered_by),
    ]
    if appeal.claimed:
        claimed = review_answers.said(story.form, appeal.item, read_answer(appeal.claimed))
        facts.append(_("holds right: {answer}").format(answer=claimed))
    if appeal.state is AppealState.OPEN:
        facts.append(_("to be ruled by {day}").format(day=formats.day(appeal.due)))
    if appeal.late_reason:
        facts.append(_("taken late: {why}").format(why=appeal.late_reason))
    st.caption(" · ".join(escaped(fact) for fact in facts))
    for sha, name in appeal.evidence:
        read = partial(audit_appeals.appeal_evidence, house.house(), house.principal(), appeal.id, sha)
        evidence_field.offer(name, read, f"{appeal.id}-{sha[:8]}")


def _rulings(story: AuditStory, appeal: AppealRecord) -> None:
    cases = {case.ruling for case in story.cases}
    for ruling in story.rulings:
        if ruling.appeal != appeal.id:
            continue
        words = _("Level {n}: {ruling} · {why} · version {before} → {after} · {name}, {at}").format(
            n=ruling.level,
            ruling=ruling.ruling.words.in_(current()),
            why=ruling.why,
            before=ruling.version_before,
            after=ruling.version_after,
            name=" + ".join(part for part in (ruling.ruled_by, ruling.with_vendor) if part),
            at=formats.instant(ruling.ruled_at),
        )
        st.markdown(f":material/gavel: {escaped(words)}")
        if ruling.id not in cases and house.principal().may(Action.AUDIT, appeal.vendor):
            review_cases.keep(ruling.id)


def _confirm(appeal: AppealRecord) -> None:
    st.markdown(f":orange[:material/pending: {_('Waits for written confirmation')}]")
    if house.principal().may(Action.RECORD, appeal.vendor):
        with st.popover(_("It is confirmed in writing")):
            dropped = evidence_field.drop(_("The confirmation"), f"confirm-{appeal.id}")
            st.button(
                _("Keep it"),
                key=session.widget("appeal-confirm", appeal.id),
                on_click=messages.guarded(_confirmed),
                args=(appeal, dropped),
            )


def _rule(story: AuditStory, appeal: AppealRecord) -> None:
    who = house.principal()
    if not who.may(Action.AUDIT if appeal.level == 1 else Action.APPROVE, appeal.vendor):
        st.caption(
            _("The client's review rules on it.") if appeal.level == 1 else _("Both managers rule on it.")
        )
        return
    if story.line.mine:
        st.caption(_("You scored this audit; somebody else rules on it."))
        return
    item, third = story.form.item(appeal.item), None
    ways = [each for each in Ruling if item is not None or each is not Ruling.THIRD]
    if item is not None and appeal.claimed is None:
        ways.remove(Ruling.TAKE)
    words = {each: each.words.in_(current()) for each in ways}
    ruling = st.segmented_control(
        _("Ruling"), ways, key=session.widget("rule", appeal.id, appeal.level),
        format_func=words.__getitem__,
    )  # fmt: skip
    if ruling is Ruling.THIRD and item is not None:
        third = review_answers.asked(
            item, _("The answer after the ruling"), session.widget("third", appeal.id)
        )
    both = ""
    if appeal.level > 1:
        both = st.text_input(
            _("The vendor's manager who rules with us"), key=session.widget("both", appeal.id)
        )
    why = st.text_input(_("Why? It is kept with the record."), key=session.widget("rule-why", appeal.id))
    st.button(
        _("Rule on it"),
        type="primary",
        key=session.widget("rule-save", appeal.id),
        disabled=ruling is None,
        on_click=messages.guarded(_ruled),
        args=(appeal, ruling, why, third, both),
    )


def _next_level(appeal: AppealRecord) -> None:
    if not house.principal().may(Action.RECORD, appeal.vendor):
        return
    label = _("The vendor asks for the next level (until {day})").format(day=formats.day(appeal.next_due))
    with st.popover(label):
        why = st.text_input(_("What the vendor says"), key=session.widget("next-why", appeal.id))
        key = session.widget("next-at", appeal.id)
        st.session_state.setdefault(key, call_said.now())
        at = st.datetime_input(_("Received (Beijing time)"), key=key, step=60, format="YYYY-MM-DD")
        late = st.text_input(
            _("Why it is taken late (only after the last day)"), key=session.widget("next-late", appeal.id)
        )
        st.button(
            _("Enter it"),
            key=session.widget("next-save", appeal.id),
            on_click=messages.guarded(_raised),
            args=(appeal, at, why, late),
        )


def _confirmed(appeal: AppealRecord, dropped: str) -> None:
    file = evidence_field.taken(dropped)
    audit_appeals.confirm_in_writing(house.house(), house.principal(), appeal.id, file, appeal.version)
    messages.notice(Kind.DONE, _("Confirmed in writing."))


def _ruled(appeal: AppealRecord, ruling: Ruling, why: str, third: Answer | None, both: str) -> None:
    kept = audit_appeals.rule_appeal(
        house.house(), house.principal(), appeal.id, ruling, why, third, both, appeal.version
    )
    words = (
        _("Ruled; the score is version {n} now.") if kept.changed else _("Ruled; the score stays as it was.")
    )
    messages.notice(Kind.DONE, words.format(n=kept.version_after))


def _raised(appeal: AppealRecord, at: object, why: str, late: str) -> None:
    received = at.replace(tzinfo=ZoneInfo("Asia/Shanghai"))  # type: ignore[attr-defined]
    audit_appeals.next_level(house.house(), house.principal(), appeal.id, received, why, late, appeal.version)
    messages.notice(Kind.DONE, _("Entered; the clock runs from when it was received."))
