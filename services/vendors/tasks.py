"""What waits for a person: its kind, what it is about, and where it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.text import Text


class TaskKind(StrEnum):
    """What there is to do, the most pressing first."""

    PLAN_OVERDUE = "plan_overdue"
    MISS_WITHOUT_PLAN = "miss_without_plan"
    REPORT_OVERDUE = "report_overdue"
    NOTICE_TO_SEND = "notice_to_send"
    CLEARED_ON_ROSTER = "cleared_on_roster"
    CHANGE_BREACHED = "change_breached"
    CHANGE_DUE = "change_due"
    FINDING_OVERDUE = "finding_overdue"
    LATE_FILE = "late_file"
    COVERAGE_GAP = "coverage_gap"
    CREDIT_TO_CLAIM = "credit_to_claim"
    OBJECTION_TO_DECIDE = "objection_to_decide"
    RELIEF_TO_DECIDE = "relief_to_decide"
    AGREEMENT_TO_APPROVE = "agreement_to_approve"
    APPEAL_TO_RULE = "appeal_to_rule"
    AUDIT_TO_RELEASE = "audit_to_release"
    VISIT_TO_SIGN = "visit_to_sign"
    FINDING_TO_BOOK = "finding_to_book"
    CALIBRATION_TO_SCORE = "calibration_to_score"
    MONTH_TO_CLOSE = "month_to_close"
    EVENT_TO_APPROVE = "event_to_approve"
    PLAN_TO_VERIFY = "plan_to_verify"
    STATEMENT_TO_ISSUE = "statement_to_issue"
    PLAN_DUE = "plan_due"
    STAGED_FILE = "staged_file"
    DELETION_PROOF = "deletion_proof"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_EXPIRES = "certificate_expires"
    COURSES_RUN_OUT = "courses_run_out"


@dataclass(frozen=True)
class Task:
    """Something that waits for a person; the words around the subject are the page's."""

    kind: TaskKind
    vendor: str
    #: What it is about: clauses, a kind of data, an event, a plan, a file.
    subject: Text
    contract: str | None = None
    #: The month it belongs to, 'YYYY-MM'.
    period: str | None = None
    due: date | None = None
    #: How many: days that are missing, clauses without figures, months in a row.
    count: int = 1
    #: What the page it leads to needs, in codes.
    params: Mapping[str, str] = field(default_factory=dict)
