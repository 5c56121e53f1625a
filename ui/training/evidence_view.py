"""Samples of training records: how each came out, its records, and the form that says what was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from core.principal import Action
from qa.training.evidence import EvidenceFound
from services.training import courses, evidence_audits, restated
from services.training.evidence_audits import EvidenceAudit
from ui import evidence_field, formats, house, layout, messages, session, urls
from ui.messages import Kind, escaped
from ui.training import evidence_papers, restated_view

if TYPE_CHECKING:
    from store.records.training_changes import EvidenceAuditLineRecord


def show(samples: Sequence[EvidenceAudit], chosen: str | None) -> None:
    """One sample whole, the latest where none is chosen; the others to choose from."""
    names = {each.record.id: _named(each) for each in samples}
    shown = next((each for each in samples if each.record.id == chosen), samples[0])
    if len(samples) > 1:
        with layout.switches():
            picked = layout.switch(_("Sample"), names, shown.record.id, "record") or shown.record.id
        shown = next(each for each in samples if each.record.id == picked)
    _outcome(shown)
    layout.printable_records(
        shown.lines, "evidence-lines", _row, _card, alt=_("Records of the sample and what was found")
    )
    evidence_papers.show(shown, _course)
    if shown.stands and house.principal().may(Action.AUDIT, shown.record.vendor):
        _look(shown)
    if shown.stands and house.principal().may(Action.MANAGE, shown.record.vendor):
        _withdraw(shown)


def _named(each: EvidenceAudit) -> str:
    return each.record.month + ("" if each.stands else f" · {_('withdrawn')}")


def _outcome(sample: EvidenceAudit) -> None:
    record, looked = sample.record, sample.looked
    words = _("{size} of {population} agents with a record in {month}, drawn by {who}; seed {seed}.")
    said = words.format(
        size=record.size, population=record.population, month=record.month, who=record.drawn_by,
        seed=record.seed,
    )  # fmt: skip
    st.caption(escaped(said))
    words = _("{supported} supported, {gone} unsupported, {open} still open.")
    line = words.format(supported=looked.supported, gone=looked.taken_away, open=looked.open)
    share, interval = looked.share, looked.interval()
    if share is not None and interval is not None:
        low, high = (formats.number(bound, 1) for bound in interval)
        words = _("Unsupported: {share} % of {n} looked at (between {low} and {high} % of all, 95 %).")
        n = looked.supported + looked.taken_away
        line += " " + words.format(share=formats.number(share, 1), n=n, low=low, high=high)
    st.markdown(escaped(line))
    if sample.stands and sample.taken_away:
        here, who = house.house(), house.principal()
        restated_view.show(restated.restated(here, who, record.vendor, record.month))


def _row(line: EvidenceAuditLineRecord) -> dict[str, str]:
    return {
        _("Agent"): escaped(line.agent),
        _("Course"): escaped(_course(line.course)),
        _("Found"): escaped(line.found.words.in_(current())),
        _("What was seen"): escaped(line.why) or formats.DASH,
        _("Paper"): escaped(line.evidence_name) or formats.DASH,
        _("Looked at by"): escaped(line.looked_by or "") or formats.DASH,
    }


def _card(line: EvidenceAuditLineRecord) -> None:
    found = line.found.words.in_(current())
    st.markdown(f"**{escaped(line.agent)}** · {escaped(_course(line.course))} · {escaped(found)}")
    said = (line.why, line.evidence_name, line.looked_by)
    if any(said):
        st.caption(" · ".join(escaped(each) for each in said if each))


def _course(code: str) -> str:
    known = courses.courses(house.house(), house.principal()).get(code)
    return known.name.in_(current()) if known else code


def _look(sample: EvidenceAudit) -> None:
    lines = sorted(sample.lines, key=lambda line: line.found is not EvidenceFound.OPEN)
    names = {
        each.id: f"{each.agent} · {_course(each.course)} · {each.found.words.in_(current())}"
        for each in lines
    }
    keys = {part: session.fresh_form(f"evidence-{part}") for part in ("line", "found", "why")}
    with st.form(session.fresh_form("evidence-look")):
        st.subheader(_("Say what looking at it found"), anchor=False)
        with st.container(horizontal=True):
            st.selectbox(_("Record"), [*names], format_func=names.__getitem__, key=keys["line"], width=360)
            st.selectbox(
                _("Found"),
                [each for each in EvidenceFound if each is not EvidenceFound.OPEN],
                format_func=lambda each: each.words.in_(current()),
                key=keys["found"],
                width=200,
            )
        st.text_input(_("What was seen"), key=keys["why"], max_chars=300)
        paper = evidence_field.drop(_("Paper"), "evidence-paper")
        st.form_submit_button(
            _("Enter it"),
            type="primary",
            key=session.widget("evidence-look-now", sample.record.id),
            on_click=messages.guarded(_looked),
            args=(keys, paper),
        )


def _looked(keys: dict[str, str], paper: str) -> None:
    state = st.session_state
    here, who = house.house(), house.principal()
    kept = evidence_audits.look(
        here,
        who,
        state[keys["line"]],
        state[keys["found"]],
        state[keys["why"]] or "",
        evidence_field.taken(paper),
    )
    session.clear_form()
    words = _("{agent}: {found}.").format(agent=kept.agent, found=kept.found.words.in_(current()))
    messages.notice(Kind.DONE, escaped(words))


def _withdraw(sample: EvidenceAudit) -> None:
    with st.popover(_("Take the sample back"), icon=":material/undo:", type="tertiary"):
        st.caption(_("What it found counts no more, and the month can be drawn again."))
        why = session.fresh_form("evidence-withdraw-why")
        st.text_input(_("Why"), key=why, max_chars=300)
        st.button(
            _("Take it back"),
            key=session.widget("evidence-withdraw-now", sample.record.id),
            on_click=messages.guarded(_withdrawn),
            args=(sample.record.id, why),
        )


def _withdrawn(audit: str, why: str) -> None:
    state = st.session_state
    evidence_audits.withdraw(house.house(), house.principal(), audit, state.get(why) or "")
    session.clear_form()
    urls.write(record=None)
