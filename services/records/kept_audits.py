"""A call as it is kept and as the scoring sees it: one turned into the other."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from core.scope import Scope
from qa.audit import Audit
from qa.form.kinds import FormKind
from qa.scoring.answers import Answer
from store.records import AuditRecord


def audit_of(record: AuditRecord) -> Audit:
    """A kept call as the scoring sees it."""
    return Audit(
        key=record.id,
        when=record.at,
        scope=Scope(record.vendor, record.project, record.site, record.queue, record.channel),
        kind=FormKind(record.kind),
        form=record.form,
        form_version=int(record.form_version),
        auditor=record.logged_by,
        answers={item: read_answer(stored) for item, stored in record.answers.items()},
        fatal=frozenset(record.fatal),
        connected=record.connected,
        dialled=record.dialled,
        agent=record.agent or "",
        wait_seconds=record.wait_s,
        recording=record.recording,
        remark=record.remark,
    )


def stored_answer(answer: Answer) -> dict[str, Any]:
    """An answer as the database keeps it."""
    return {
        "choice": answer.choice,
        "deductions": [str(points) for points in answer.deductions],
        "not_applicable": answer.not_applicable,
        "comment": answer.comment,
    }


def read_answer(stored: Mapping[str, Any]) -> Answer:
    """The same, read back."""
    deductions = tuple(Fraction(points) for points in stored["deductions"])
    return Answer(stored["choice"], deductions, stored["not_applicable"], stored["comment"])
