"""One audit's story: its versions with receipts, appeals with rulings, and what this person may do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from core.principal import Action
from qa.review.appeals import VersionKind
from qa.review.states import FOLLOWS, ReviewState
from services.desk import audit_proof
from services.review import audit_review
from services.review.audit_story import AuditStory, StoryVersion
from ui import formats, house, layout, messages, report_words, session, ways
from ui.audits import call_proof, call_receipt, call_score
from ui.messages import Kind, escaped
from ui.review import appeal_form, appeal_list, review_answers, review_queue, second_score
from ui.training import audit_causes

if TYPE_CHECKING:
    from store.records import StateChangeRecord


def show(story: AuditStory) -> None:
    """The whole of it."""
    line = story.line
    title = f"{report_words.vendor_name(line.audit.vendor)} · {formats.instant(line.audit.at)}"
    layout.page_head(title, [story.form.text.in_(current()), line.standing.words.in_(current())])
    ways.back(_("All reviews"), record=None)
    if line.due is not None:
        st.markdown(f"**{escaped(review_queue.next_step(line))}** · {escaped(review_queue.days_left(line))}")
    _step(story)
    if line.sealed:
        st.info(
            _("The score stays sealed: a second score or a calibration session is still to come."),
            icon=":material/lock:",
        )
    else:
        _versions(story)
        audit_causes.show(line.audit.id)
    call_proof.show(story.form, audit_proof.proof_of(house.house(), house.principal(), line.audit.id))
    if line.standing.is_released:
        appeal_list.show(story)
        appeal_form.show(story)
    _moves(story)


def _step(story: AuditStory) -> None:
    """What this person may do now."""
    line, who = story.line, house.principal()
    if not who.may(Action.AUDIT, line.audit.vendor):
        return
    if line.mine and not line.standing.is_released:
        st.caption(_("You scored this audit; somebody else takes the next step."))
    elif line.standing is ReviewState.SUBMITTED and line.review.second:
        second_score.form(story)
    elif line.standing is ReviewState.TO_ADJUDICATE and not line.sealed:
        second_score.adjudication(story)
    elif not line.standing.is_released:
        st.button(
            _("Release to the vendor"),
            type="primary",
            icon=":material/send:",
            key=session.widget("review-release"),
            on_click=messages.guarded(_release),
            args=(story,),
        )
    if ReviewState.ACKNOWLEDGED in FOLLOWS[line.review.state] and line.standing is not ReviewState.FINAL:
        _accepted(story)


def _accepted(story: AuditStory) -> None:
    with st.popover(_("The vendor accepts it"), icon=":material/done_all:"):
        caller = st.text_input(_("Who said so for the vendor"), key=session.widget("review-accepts"))
        st.button(
            _("Enter it"),
            key=session.widget("review-accept"),
            on_click=messages.guarded(_accept),
            args=(story, caller),
        )


def _release(story: AuditStory) -> None:
    after = audit_review.release(
        house.house(), house.principal(), story.line.audit.id, story.line.review.version
    )
    words = _("Released. It counts from now on, and can be appealed until {day}.")
    messages.notice(Kind.DONE, words.format(day=formats.day(after.appeal_due)))


def _accept(story: AuditStory, caller: str) -> None:
    audit_review.acknowledge(
        house.house(), house.principal(), story.line.audit.id, caller, story.line.review.version
    )
    messages.notice(Kind.DONE, _("Accepted; nothing of it can be appealed any more."))


def _versions(story: AuditStory) -> None:
    st.subheader(_("Versions"), anchor=False)
    # Before its release no version of it counts anywhere.
    holds = story.counting if story.line.standing.is_released else None
    layout.printable_records(
        story.versions,
        "versions",
        row=lambda each: _version_row(each, each is holds),
        card=lambda each: _version_card(each, each is holds),
        alt=_("Versions of the score with points, receipt, who and why"),
    )
    for code in story.differ:
        first, second = story.versions[0], story.second
        assert second is not None
        words = _("{item}: first {first}, second {second}").format(
            item=review_answers.named(story.form, code),
            first=review_answers.said(story.form, code, first.answers.get(code)),
            second=review_answers.said(story.form, code, second.answers.get(code)),
        )
        st.markdown(f":orange[:material/difference:] {escaped(words)}")
    numbers = {each.record.number: each for each in story.versions}
    counting = story.counting.record.number if story.counting else None
    chosen = st.segmented_control(
        _("Version"), list(numbers), default=counting, required=True,
        key=session.widget("review-version", story.line.audit.id, story.line.review.version),
    )  # fmt: skip
    if chosen in numbers:
        call_score.receipt(story.form, numbers[chosen].receipt)
        call_receipt.lines(story.form, numbers[chosen].receipt)
        call_proof.notes(story.form, numbers[chosen].answers)


def _version_row(each: StoryVersion, counts: bool) -> dict[str, str]:
    kept = each.record
    return {
        _("Version"): _numbered(each, counts),
        _("What it is"): _what(each),
        _("Score"): formats.number(kept.points),
        _("Receipt"): kept.receipt[:12],
        _("By"): escaped(kept.made_by),
        _("When"): formats.instant(kept.made_at),
        _("Why"): escaped(kept.why) or formats.DASH,
    }


def _version_card(each: StoryVersion, counts: bool) -> None:
    kept = each.record
    st.markdown(f"**{_numbered(each, counts)}** · {escaped(_what(each))} · {formats.number(kept.points)}")
    said = [kept.made_by, formats.instant(kept.made_at), f"{_('Receipt')} {kept.receipt[:12]}"]
    st.caption(" · ".join(escaped(part) for part in said))
    if kept.why:
        st.markdown(escaped(kept.why))


def _numbered(each: StoryVersion, counts: bool) -> str:
    return f"{each.record.number} · {_('counts')}" if counts else str(each.record.number)


def _what(each: StoryVersion) -> str:
    kind = each.record.kind
    return kind.words.in_(current()) + (f" · {_('never the score')}" if kind is VersionKind.SECOND else "")


def _moves(story: AuditStory) -> None:
    with st.expander(_("Every step"), icon=":material/history:"):
        layout.printable_records(
            story.moves, "moves", _move_row, _move_card, alt=_("Every change of state with who and why")
        )


def _move_row(move: StateChangeRecord) -> dict[str, str]:
    return {
        _("When"): formats.instant(move.at),
        _("State"): ReviewState(move.to_state).words.in_(current()),
        _("By"): escaped(move.who),
        _("Why"): escaped(move.why) or formats.DASH,
    }


def _move_card(move: StateChangeRecord) -> None:
    st.markdown(f"**{escaped(ReviewState(move.to_state).words.in_(current()))}**")
    st.caption(" · ".join(escaped(part) for part in (formats.instant(move.at), move.who, move.why) if part))
