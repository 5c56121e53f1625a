"""One audit: a spot-check call or a listened recording as it was logged, and what is odd about it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.finding import Finding
from core.scope import Scope
from qa.form.kinds import FormKind
from qa.form.terms import AuditForm
from qa.scoring.answers import Answer
from qa.scoring.engine import score, unanswered
from qa.scoring.receipt import Receipt

#: A busy line is not dialled again within this time, or one busy spell counts as several failures.
REDIAL_GAP = timedelta(minutes=10)


class SampleType(StrEnum):
    """How a call came to be audited; only what was drawn at random stands for all calls."""

    RANDOM = "random"
    RISK = "risk"
    TARGETED = "targeted"
    MYSTERY = "mystery"
    CALIBRATION = "calibration"

    @property
    def feeds_clauses(self) -> bool:
        """Whether such audits count in a clause's figures (T3.2); the others coach and inquire."""
        return self in (SampleType.RANDOM, SampleType.MYSTERY)


@dataclass(frozen=True)
class Audit:
    """What the auditor logged. Numbers and the auditor stay on the client's side, never in an export."""

    key: str
    #: The instant the call was made or taken, time zone aware.
    when: datetime
    #: Vendor, and project, site, queue where known.
    scope: Scope
    kind: FormKind
    form: str
    form_version: int
    auditor: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    #: Codes of the fatal items and faults ticked.
    fatal: frozenset[str] = frozenset()
    connected: bool = True
    dialled: str = ""
    agent: str = ""
    #: Seconds from the choice of an agent (or the dial, where there is no menu) to the answer.
    wait_seconds: int | None = None
    recording: str = ""
    remark: str = ""


def scored(form: AuditForm, audit: Audit) -> Receipt:
    """The audit's receipt under its form; refused where an answer is missing or unknown to the form."""
    return score(form, audit.answers, audit.fatal, audit.connected)


def check(form: AuditForm, audit: Audit, earlier: Iterable[Audit], now: datetime) -> list[Finding]:
    """Everything odd about an audit before it is logged; `earlier` are the audits around the same time."""
    findings = []
    if audit.when > now:
        findings.append(Finding("audit_future", facts={"when": f"{audit.when:%Y-%m-%d %H:%M}"}))
    if open_items := unanswered(form, audit.answers, audit.connected):
        findings.append(Finding("audit_unanswered", facts=_named(form, open_items)))
    if audit.connected and not audit.recording.strip():
        findings.append(Finding("audit_no_recording"))
    return findings + _redialled(audit, earlier)


def mask_number(number: str) -> str:
    """A telephone number fit to be shown, 138****5678. Short service numbers (10086) identify nobody."""
    digits = re.sub(r"\D", "", number)
    if len(digits) < 8:
        return number
    return f"{digits[:3]}****{digits[-4:]}"


def _redialled(audit: Audit, earlier: Iterable[Audit]) -> list[Finding]:
    """The latest unconnected attempt at the same number less than the gap before this one."""
    if audit.kind is not FormKind.MYSTERY or not audit.dialled:
        return []
    failed = [
        other.when
        for other in earlier
        if other.key != audit.key and other.dialled == audit.dialled and not other.connected
    ]
    last = max((when for when in failed if timedelta(0) <= audit.when - when < REDIAL_GAP), default=None)
    if last is None:
        return []
    minutes = int((audit.when - last).total_seconds() // 60)
    previous = last.astimezone(audit.when.tzinfo)
    return [Finding("audit_redial", facts={"minutes": minutes, "previous": f"{previous:%Y-%m-%d %H:%M}"})]


def _named(form: AuditForm, codes: Collection[str]) -> dict[str, object]:
    return {"n": len(codes), "items": [item.text for _, item in form.items() if item.code in codes]}
