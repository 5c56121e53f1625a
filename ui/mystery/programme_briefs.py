"""The library of briefs: each version with its questions and model answers, and approving one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from core.principal import Action
from qa.form.terms import ClauseRef
from qa.programme.brief import Brief, Promise, Question, brief_findings, last_day
from qa.specification.affected import Standing
from services.mystery import mystery_briefs
from services.mystery.mystery_kept import brief_of
from ui import formats, house, layout, messages, session
from ui.messages import Kind, escaped
from ui.mystery import programme_brief_form, programme_readings

if TYPE_CHECKING:
    from store.records import MysteryBriefRecord


def show() -> None:
    """Every brief, its newest version open; a form to write the next."""
    may_write = house.principal().may(Action.AUDIT) and house.principal().vendors is None
    records = programme_readings.briefs()
    if not records:
        layout.empty_state(
            _("No brief yet"),
            _(
                "A brief says whom the caller plays, what to ask and what the right answer is. Somebody else "
                "approves it before anybody calls by it."
            ),
            icon="menu_book",
        )
    for _code, versions in groupby(records, key=lambda record: record.code):
        _one(list(versions), may_write)
    if may_write:
        programme_brief_form.new()


def _one(versions: Sequence[MysteryBriefRecord], may_write: bool) -> None:
    newest = versions[0]
    briefs = [brief_of(record) for record in versions]
    with st.container(border=True, gap="small", key=f"brief-{newest.code}"):
        for record, brief in zip(versions, briefs, strict=True):
            head = f"{brief.name.in_(current())} · {brief.code} v{brief.version} · {_standing(brief, briefs)}"
            with st.expander(escaped(head), expanded=record is newest):
                _whole(record, brief)
        if may_write:
            programme_brief_form.change(briefs[0], (newest.number, newest.version), newest.created_by)


def _standing(brief: Brief, versions: list[Brief]) -> str:
    if not brief.is_approved:
        return _("draft, not approved")
    until = last_day(brief, versions)
    today = house.house().today()
    if until is not None and until < today:
        return _("held until {day}").format(day=until)
    if brief.since > today:
        return _("holds from {day}").format(day=brief.since)
    return _("in force since {day}").format(day=brief.since)


def _whole(record: MysteryBriefRecord, brief: Brief) -> None:
    parts = [brief.kind.words.in_(current()), brief.mood.words.in_(current())]
    if brief.product_version:
        parts.append(_("product version {v}").format(v=brief.product_version))
    parts.append(_("at most {n} attempts").format(n=brief.max_attempts))
    st.caption(escaped(" · ".join(parts)))
    for label, said in ((_("Persona"), brief.persona), (_("Opening line"), brief.opening)):
        if said:
            st.markdown(f":gray[{label}] {escaped(said)}")
    if brief.questions:
        _questions(brief)
    _lists(brief)
    _approval(record, brief)


def _questions(brief: Brief) -> None:
    """Each question with its model answer, and the clause the answer rests on where it names one."""
    clauses = [_rests_on(brief, n, each.clause) for n, each in enumerate(brief.questions, start=1)]
    columns = {
        _("Question"): [escaped(each.ask) for each in brief.questions],
        _("Model answer"): [escaped(each.answer) for each in brief.questions],
        _("Ask on"): [escaped(each.follow_up) or formats.DASH for each in brief.questions],
    }
    if any(each.clause for each in brief.questions):
        columns[_("Rests on clause")] = clauses
    name = f"questions-{brief.code}-{brief.version}"
    with st.container(key=f"wide-{name}"):
        st.table(columns, border="horizontal", hide_index=True)
    with st.container(key=f"narrow-{name}"):
        for question, clause in zip(brief.questions, clauses, strict=True):
            _question_card(question, clause)


def _question_card(question: Question, clause: str) -> None:
    """The same on a phone, where four columns leave each three characters."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{escaped(question.ask)}**")
        st.markdown(escaped(question.answer))
        if question.follow_up:
            st.markdown(f":gray[{_('Ask on')}] {escaped(question.follow_up)}")
        if question.clause:
            st.markdown(f":gray[{_('Rests on clause')}] {clause}")


def _rests_on(brief: Brief, number: int, clause: ClauseRef | None) -> str:
    """The clause, and whether a later version of it asks for another look at the answer."""
    if clause is None:
        return formats.DASH
    named = escaped(f"{clause.spec} v{clause.version} {clause.clause}")
    held = programme_readings.answers().get((brief.code, str(brief.version), str(number)))
    if held is None or held.standing not in (Standing.TO_REVIEW, Standing.BROKEN):
        return named
    return f"{named} :orange-badge[{escaped(held.standing.words.in_(current()))}]"


def _lists(brief: Brief) -> None:
    said = {
        _("Steps expected"): brief.steps,
        _("Data to give"): brief.data,
        _("Do not"): brief.avoid,
        _("Critical failures"): brief.critical,
        _("Promises expected"): [promised(each) for each in brief.promises],
    }
    for label, lines in said.items():
        if lines:
            st.markdown(
                f":gray[{label}] " + escaped("；".join(lines) if current() == "zh" else "; ".join(lines))
            )


def promised(promise: Promise) -> str:
    hours = formats.quantity(promise.hours, "hours", digits=0)
    return _("{name} ({kind})").format(name=promise.what, kind=hours)


def _approval(record: MysteryBriefRecord, brief: Brief) -> None:
    """Who answers for it; or what is lacking, and the button for an approver who did not write it."""
    if record.approved_at is not None:
        said = _("Model answers approved by {name}, {at}")
        words = said.format(name=record.approved_by, at=formats.instant(record.approved_at))
        st.caption(f":green[✓] {escaped(words)}")
        return
    messages.show_findings(brief_findings(brief), headed=False)
    who = house.principal()
    if who.may(Action.APPROVE) and who.vendors is None and record.created_by != who.name:
        st.button(
            _("Approve this version"),
            type="primary",
            icon=":material/check:",
            key=session.widget("approve-brief", record.id),
            on_click=messages.guarded(_approve),
            args=(record.id, record.version),
        )
    else:
        st.caption(_("Waits for an approver who did not write it."))


def _approve(id: str, version: int) -> None:
    mystery_briefs.approve_brief(house.house(), house.principal(), id, version)
    messages.notice(Kind.DONE, _("Approved; calls may be made by it."))
