"""What needs a person today: one line a task, in words, with the page where it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core.language import N_, _, current
from core.principal import Action
from core.text import Text
from services.results.overview import Task, TaskKind
from ui import formats, house, navigation
from ui.messages import escaped

#: How many are listed before the rest is behind a fold.
_SHOWN = 6
_ICONS: dict[TaskKind, str] = {
    TaskKind.PLAN_OVERDUE: ":red[:material/assignment_late:]",
    TaskKind.MISS_WITHOUT_PLAN: ":red[:material/error:]",
    TaskKind.REPORT_OVERDUE: ":orange[:material/schedule_send:]",
    TaskKind.NOTICE_TO_SEND: ":red[:material/campaign:]",
    TaskKind.APPEAL_TO_RULE: ":orange[:material/gavel:]",
    TaskKind.AUDIT_TO_RELEASE: ":material/rate_review:",
    TaskKind.FINDING_OVERDUE: ":red[:material/home_work:]",
    TaskKind.VISIT_TO_SIGN: ":material/draw:",
    TaskKind.FINDING_TO_BOOK: ":material/edit_note:",
    TaskKind.CALIBRATION_TO_SCORE: ":material/groups:",
    TaskKind.LATE_FILE: ":orange[:material/schedule:]",
    TaskKind.COVERAGE_GAP: ":orange[:material/event_busy:]",
    TaskKind.CREDIT_TO_CLAIM: ":orange[:material/request_quote:]",
    TaskKind.OBJECTION_TO_DECIDE: ":orange[:material/gavel:]",
    TaskKind.RELIEF_TO_DECIDE: ":material/gavel:",
    TaskKind.AGREEMENT_TO_APPROVE: ":material/handshake:",
    TaskKind.MONTH_TO_CLOSE: ":material/lock_clock:",
    TaskKind.STATEMENT_TO_ISSUE: ":material/payments:",
    TaskKind.EVENT_TO_APPROVE: ":material/approval:",
    TaskKind.PLAN_TO_VERIFY: ":material/fact_check:",
    TaskKind.PLAN_DUE: ":material/event_upcoming:",
    TaskKind.STAGED_FILE: ":material/upload_file:",
    TaskKind.DELETION_PROOF: ":orange[:material/delete_forever:]",
    TaskKind.CERTIFICATE_EXPIRED: ":orange[:material/workspace_premium:]",
    TaskKind.CERTIFICATE_EXPIRES: ":material/workspace_premium:",
    TaskKind.CLEARED_ON_ROSTER: ":red[:material/block:]",
    TaskKind.CHANGE_BREACHED: ":red[:material/published_with_changes:]",
    TaskKind.CHANGE_DUE: ":orange[:material/published_with_changes:]",
    TaskKind.COURSES_RUN_OUT: ":material/school:",
}
#: What is said of a task; every fact of `_said` may stand in it.
_WORDS: dict[TaskKind, str] = {
    TaskKind.PLAN_OVERDUE: N_("Plan overdue since {due}: {subject}"),
    TaskKind.MISS_WITHOUT_PLAN: N_("{subject} missed in {month}, no plan yet"),
    TaskKind.REPORT_OVERDUE: N_("{subject} overdue since {due}, {count} in all"),
    TaskKind.NOTICE_TO_SEND: N_("Immediate notice to send on {due}: {subject}"),
    TaskKind.APPEAL_TO_RULE: N_("Appeal to rule on by {due}: {subject}"),
    TaskKind.AUDIT_TO_RELEASE: N_("Audit to release by {due}: {subject}"),
    TaskKind.FINDING_OVERDUE: N_("Finding not put right since {due}: {subject}"),
    TaskKind.VISIT_TO_SIGN: N_("Not signed by the vendor yet: {subject}"),
    TaskKind.FINDING_TO_BOOK: N_("Finding to be booked or not: {subject}"),
    TaskKind.CALIBRATION_TO_SCORE: N_("Calibration to score by {due}: {subject}"),
    TaskKind.LATE_FILE: N_("Not reported for {month}: {subject}"),
    TaskKind.COVERAGE_GAP: N_("{subject}: {count} days of {month} are missing"),
    TaskKind.CREDIT_TO_CLAIM: N_("Claim {subject} of {month} by {due}"),
    TaskKind.OBJECTION_TO_DECIDE: N_("Objection to {month} waits for a decision: {subject}"),
    TaskKind.RELIEF_TO_DECIDE: N_("Relief asked for in {month}: {subject}"),
    TaskKind.AGREEMENT_TO_APPROVE: N_("Agreement waits for approval: {subject}"),
    TaskKind.MONTH_TO_CLOSE: N_("{month} can be closed: the appeal window is over"),
    TaskKind.STATEMENT_TO_ISSUE: N_("Statement of {month} is not issued yet"),
    TaskKind.EVENT_TO_APPROVE: N_("Event of {due} waits for approval: {subject}"),
    TaskKind.PLAN_TO_VERIFY: N_("Plan to verify: {subject}"),
    TaskKind.PLAN_DUE: N_("Plan due on {due}: {subject}"),
    TaskKind.STAGED_FILE: N_("Looked at, not committed yet: {subject}"),
    TaskKind.DELETION_PROOF: N_("Proof of deletion due on {due}: {subject}"),
    TaskKind.CERTIFICATE_EXPIRED: N_("Certificate expired on {due}: {subject}"),
    TaskKind.CERTIFICATE_EXPIRES: N_("Certificate expires on {due}: {subject}"),
    TaskKind.CLEARED_ON_ROSTER: N_("On the roster, and may not work on our programmes: {subject}"),
    TaskKind.CHANGE_BREACHED: N_("Change training breached since {due}, still open for {count}: {subject}"),
    TaskKind.CHANGE_DUE: N_("Change training due on {due}, still open for {count}: {subject}"),
    TaskKind.COURSES_RUN_OUT: N_("Agents' courses run out from {due} on, {count} in all: {subject}"),
}
#: Where more than one is said with another sentence.
_SEVERAL: dict[TaskKind, str] = {
    TaskKind.MISS_WITHOUT_PLAN: N_("{subject} missed {count} months running up to {month}, no plan yet"),
    TaskKind.FINDING_TO_BOOK: N_("{count} findings to be booked or not: {subject}"),
    TaskKind.STATEMENT_TO_ISSUE: N_("{count} statements from {month} on are not issued yet"),
}
#: Where it is done: page, verb.
_PLACES: dict[TaskKind, tuple[str, str]] = {
    TaskKind.PLAN_OVERDUE: ("misses", N_("Go to the plan")),
    TaskKind.MISS_WITHOUT_PLAN: ("misses", N_("Start a plan")),
    TaskKind.REPORT_OVERDUE: ("reporting_plan", N_("Remind")),
    TaskKind.NOTICE_TO_SEND: ("reviews", N_("Send")),
    TaskKind.APPEAL_TO_RULE: ("reviews", N_("Rule on it")),
    TaskKind.AUDIT_TO_RELEASE: ("reviews", N_("Release")),
    TaskKind.FINDING_OVERDUE: ("visits", N_("Look again")),
    TaskKind.VISIT_TO_SIGN: ("visits", N_("Have it signed")),
    TaskKind.FINDING_TO_BOOK: ("visits", N_("Decide")),
    TaskKind.CALIBRATION_TO_SCORE: ("calibrations", N_("Score it")),
    TaskKind.LATE_FILE: ("import_report", N_("Import")),
    TaskKind.COVERAGE_GAP: ("import_report", N_("Import")),
    TaskKind.CREDIT_TO_CLAIM: ("settlement", N_("Claim")),
    TaskKind.OBJECTION_TO_DECIDE: ("scorecard", N_("Decide")),
    TaskKind.RELIEF_TO_DECIDE: ("relief", N_("Decide")),
    TaskKind.AGREEMENT_TO_APPROVE: ("supplements", N_("Approve")),
    TaskKind.MONTH_TO_CLOSE: ("scorecard", N_("Close the month")),
    TaskKind.STATEMENT_TO_ISSUE: ("settlement", N_("Issue")),
    TaskKind.EVENT_TO_APPROVE: ("events", N_("Approve")),
    TaskKind.PLAN_TO_VERIFY: ("misses", N_("Verify")),
    TaskKind.PLAN_DUE: ("misses", N_("Go to the plan")),
    TaskKind.STAGED_FILE: ("import_report", N_("Go on")),
    TaskKind.DELETION_PROOF: ("vendors", N_("Open the vendor's file")),
    TaskKind.CERTIFICATE_EXPIRED: ("vendors", N_("Open the vendor's file")),
    TaskKind.CERTIFICATE_EXPIRES: ("vendors", N_("Open the vendor's file")),
    TaskKind.CLEARED_ON_ROSTER: ("rosters", N_("Look at it")),
    TaskKind.CHANGE_BREACHED: ("changes", N_("Look at it")),
    TaskKind.CHANGE_DUE: ("changes", N_("Look at it")),
    TaskKind.COURSES_RUN_OUT: ("gaps", N_("Look at it")),
}
_RECORDS = ("plan", "miss", "event", "file", "relief", "agreement", "audit", "visit", "calibration", "change")
#: What only an approver does; for the rest the page's own right counts.
_APPROVED = frozenset(
    {
        TaskKind.EVENT_TO_APPROVE,
        TaskKind.OBJECTION_TO_DECIDE,
        TaskKind.RELIEF_TO_DECIDE,
        TaskKind.AGREEMENT_TO_APPROVE,
        TaskKind.MONTH_TO_CLOSE,
        TaskKind.STATEMENT_TO_ISSUE,
    }
)


def show(tasks: Sequence[Task], names: Mapping[str, Text]) -> None:
    """The list; where it is empty, that nothing waits."""
    with st.container(key="todo", border=True, gap="xsmall"):
        st.markdown(f"**{_('Needs you today')}** · {len(tasks)}" if tasks else f"**{_('Needs you today')}**")
        if not tasks:
            st.markdown(":green[:material/check:] " + _("Nothing waits: files are in, misses have plans."))
        for task in tasks[:_SHOWN]:
            _line(task, names)
        rest = tasks[_SHOWN:]
        if rest:
            fold = st.expander(_("{n} more").format(n=len(rest)), key="todo-rest", on_change="rerun")
            if fold.open:
                with fold:
                    for task in rest:
                        _line(task, names)


def _line(task: Task, names: Mapping[str, Text]) -> None:
    vendor = names[task.vendor].in_(current()) if task.vendor in names else task.vendor
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{_ICONS[task.kind]} **{escaped(vendor)}** {escaped(_said(task))}", width="stretch")
        _way(task)()


def _said(task: Task) -> str:
    words = _SEVERAL.get(task.kind) if task.count > 1 else None
    words = words or _WORDS[task.kind]
    return _(words).format(
        subject=task.subject.in_(current()),
        due=formats.day(task.due),
        month=formats.month(task.period) if task.period else formats.DASH,
        count=task.count,
    )


def _way(task: Task) -> Callable[[], None]:
    """The link to the page where it is done; to look at it where this person may not do it."""
    page, verb = _PLACES[task.kind]
    record = next((task.params[name] for name in _RECORDS if name in task.params), None)
    query = {"vendor": task.vendor, "contract": task.contract, "period": task.period, "record": record}
    needed = Action.APPROVE if task.kind in _APPROVED else navigation.entry(page).action
    may = house.principal().may(needed, task.vendor)
    query |= {name: task.params.get(name) for name in ("clause", "tab", "spec", "version")}
    return lambda: navigation.link(page, _(verb) if may else _("See"), ":material/arrow_forward:", **query)
