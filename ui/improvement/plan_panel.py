"""One improvement plan: what it says, the steps that may follow, and everything that happened to it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.language import N_, _, current
from core.principal import Action
from services.improvement import plans
from services.improvement.plans import PlanView
from sla.follow_up.plans import PLAN_STATUS_NAMES, PlanStatus
from ui import entries, formats, house, messages, session, taking_back
from ui.improvement import miss_list, plan_form, plan_list
from ui.messages import Kind, escaped
from ui.vendors import vendor_list

#: The state a plan is taken to → the verb on its button.
_STEPS: dict[PlanStatus, str] = {
    PlanStatus.SUBMITTED: N_("Submit"),
    PlanStatus.APPROVED: N_("Agree"),
    PlanStatus.RETURNED: N_("Return"),
    PlanStatus.UNDERWAY: N_("Start the work"),
    PlanStatus.TO_VERIFY: N_("Hand over for verification"),
    PlanStatus.CLOSED: N_("Close as effective"),
    PlanStatus.REOPENED: N_("Reopen"),
}
#: Steps that need words: a reason, or for closing what the verification found.
_WITH_REASON = frozenset({PlanStatus.RETURNED, PlanStatus.REOPENED})


def show(view: PlanView) -> None:
    """The plan in a frame."""
    who, record = house.principal(), view.record
    with taking_back.panel(record.title, "plan"):
        st.markdown(_headline(view))
        for finding in view.findings:
            st.caption(f":material/event_busy: {escaped(finding.sentence(current()))}")
        st.caption(_("Answers {misses}").format(misses=escaped(_answered(view))))
        writes = view.is_writable and who.may(Action.PLAN, record.vendor)
        seen = plan_form.change(view) if writes else None
        if not writes:
            _words(view)
        with st.container(horizontal=True, key="plan-steps"):
            if seen is not None:
                plan_form.save_button(record.id, seen)
            _steps(view, seen)
        _history(view)


def _headline(view: PlanView) -> str:
    due = escaped(plan_list.due_words(view))
    said = _("Due {day}").format(day=f":red[**{due}**]" if view.overdue else due)
    vendor = escaped(miss_list.vendor_name(view.record.vendor))
    return f"**{view.status_name.in_(current())}** · {vendor} · {said}"


def _words(view: PlanView) -> None:
    record = view.record
    said = {
        _("Problem"): record.problem,
        _("Root cause"): record.root_cause,
        _("Corrective action"): record.corrective,
        _("Preventive action"): record.preventive,
        _("Owner"): record.owner,
        _("Verification result"): view.verification,
    }
    with st.grid(2, min_column_width=280, key="plan-said"):
        for label, words in said.items():
            if words:
                st.markdown(f":gray[{label}]  \n{escaped(words)}")


def _steps(view: PlanView, seen: int | None) -> None:
    """Only what may follow, and only what this person may do. What is typed is kept first."""
    for to in plans.steps_for(house.principal(), view):
        if to in _WITH_REASON:
            move = partial(_move, view.record.id, view.record.version, to)
            taking_back.asking_why(
                to.value, _(_STEPS[to]), ":material/undo:", view.record.id, move, _moved_words(to)
            )
        elif to is PlanStatus.CLOSED:
            _closing(view)
        else:
            st.button(
                _(_STEPS[to]),
                type="primary",
                key=session.widget("step", to.value, view.record.id),
                on_click=messages.guarded(_step),
                args=(view.record.id, view.record.version, to, seen),
            )


def _closing(view: PlanView) -> None:
    """Closing asks what the verification found."""
    key = session.widget("verified", view.record.id)
    with st.popover(_(_STEPS[PlanStatus.CLOSED]), icon=":material/verified:"):
        st.text_area(_("What did the verification find? (figure and month)"), key=key, max_chars=1000)
        st.button(
            _(_STEPS[PlanStatus.CLOSED]),
            type="primary",
            key=session.widget("step", "closed", view.record.id),
            on_click=messages.guarded(_close),
            args=(view.record.id, view.record.version, key),
        )


def _history(view: PlanView) -> None:
    st.markdown(f"**{_('History')}**")
    for change in reversed(view.history):
        states = [
            PLAN_STATUS_NAMES[PlanStatus(code)] for code in (change.from_state, change.to_state) if code
        ]
        moved = " → ".join(state.in_(current()) for state in states)
        why = f"  \n{escaped(change.why)}" if change.why else ""
        st.markdown(
            f":material/radio_button_checked: {moved} "
            f":gray[· {escaped(change.who)} · {formats.instant(change.at)}]{why}"
        )


def _step(plan_id: str, version: int, to: PlanStatus, seen: int | None) -> None:
    if seen is not None:
        version = plan_form.keep(plan_id, seen)
    _move(plan_id, version, to)
    messages.notice(Kind.DONE, _moved_words(to))


def _close(plan_id: str, version: int, key: str) -> None:
    found = st.session_state.get(key) or ""
    plans.move_plan(house.house(), house.principal(), plan_id, version, PlanStatus.CLOSED, "", found)
    messages.notice(Kind.DONE, _moved_words(PlanStatus.CLOSED))


def _move(plan_id: str, version: int, to: PlanStatus, why: str = "") -> None:
    plans.move_plan(house.house(), house.principal(), plan_id, version, to, why)


def _moved_words(to: PlanStatus) -> str:
    return _("The plan is now: {state}.").format(state=PLAN_STATUS_NAMES[to].in_(current()))


def _answered(view: PlanView) -> str:
    return vendor_list.joined(entries.miss_names([miss.id for miss in view.misses]))
