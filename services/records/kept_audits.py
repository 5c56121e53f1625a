"""A call as it is kept and as the scoring sees it: one turned into the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from core.rounding import rounded
from core.scope import Scope
from qa.audit import Audit, scored
from qa.form.kinds import Attribution, FormKind
from qa.form.policies import Aggregate
from qa.form.terms import AuditForm
from qa.scoring.answers import Answer
from qa.scoring.receipt import Receipt
from qa.tallies import audit_counts, told_by
from store.records import AuditHead, AuditRecord


def audit_of(record: AuditRecord) -> Audit:
    """A kept call as the scoring sees it."""
    return Audit(
        key=record.id,
        when=record.at,
        scope=scope_of(record),
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


def scope_of(record: AuditHead) -> Scope:
    """Whose call it is, as far as it is known."""
    return Scope(record.vendor, record.project, record.site, record.queue, record.channel)


def with_points(record: AuditRecord, receipt: Receipt) -> AuditRecord:
    """The record with its result: points in percent, half-up to 0.01; the receipt keeps the exact ones."""
    points = None if receipt.total is None else rounded(receipt.total, 2)
    return replace(
        record,
        points=points,
        passed=receipt.passed,
        critical=bool(receipt.fatal),
        counts=audit_counts(FormKind(record.kind), record.connected, receipt),
        receipt=receipt.hash,
    )


@dataclass(frozen=True)
class CountedForm:
    """A form's version, and the counts that every call scored on it tells."""

    form: AuditForm
    told: frozenset[str]

    @property
    def pools(self) -> bool:
        """Whether it has scores put together by their points."""
        return self.form.policies.aggregate is Aggregate.POOLED_POINTS


def counted_forms(forms: Iterable[AuditForm]) -> dict[tuple[str, str], CountedForm]:
    """Code and version → the form with the counts it tells."""
    return {(each.code, str(each.version)): CountedForm(each, told_by(each)) for each in forms}


def kept_counts(record: AuditHead, forms: Mapping[tuple[str, str], CountedForm]) -> Mapping[str, int] | None:
    """What a call adds to the base counts, as kept with it; None where it was logged before some of them
    were counted."""
    on, kept = forms[record.form, record.form_version], record.counts
    return kept if kept is not None and (on.told <= kept.keys() or not kept) else None


def counts_of(record: AuditRecord, forms: Mapping[tuple[str, str], CountedForm]) -> Mapping[str, int]:
    """The same, reckoned from its answers where it is not kept."""
    kept = kept_counts(record, forms)
    if kept is not None:
        return kept
    on = forms[record.form, record.form_version]
    return audit_counts(FormKind(record.kind), record.connected, scored(on.form, audit_of(record)))


def stored_answer(answer: Answer) -> dict[str, Any]:
    """An answer as the database keeps it."""
    kept: dict[str, Any] = {
        "choice": answer.choice,
        "deductions": [str(points) for points in answer.deductions],
        "not_applicable": answer.not_applicable,
        "comment": answer.comment,
    }
    rest = {
        "choices": list(answer.choices),
        "number": None if answer.number is None else str(answer.number),
        "text": answer.text,
        "undetermined": answer.undetermined,
        "root_cause": answer.root_cause,
        "behaviours": list(answer.behaviours),
        "attribution": answer.attribution.value if answer.attribution else None,
    }
    return kept | {name: value for name, value in rest.items() if value}


def read_answer(stored: Mapping[str, Any]) -> Answer:
    """The same, read back; calls of earlier versions hold the first four only."""
    said = stored.get
    return Answer(
        choice=stored["choice"],
        deductions=tuple(Fraction(points) for points in stored["deductions"]),
        not_applicable=stored["not_applicable"],
        comment=stored["comment"],
        choices=tuple(said("choices", ())),
        number=None if said("number") is None else Fraction(stored["number"]),
        text=said("text", ""),
        undetermined=said("undetermined", False),
        root_cause=said("root_cause"),
        behaviours=tuple(said("behaviours", ())),
        attribution=None if said("attribution") is None else Attribution(stored["attribution"]),
    )
