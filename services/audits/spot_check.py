"""Spot-check calls: scored on a versioned form, logged once, withdrawn with a reason; and their counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from core.errors import RefusedError, WrongInputError
from core.finding import Finding, Severity
from core.period import MonthRule, Period, business_date
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.audit import Audit, SampleType, check, mask_number, scored
from qa.form.kinds import FormKind
from qa.form.terms import AuditForm
from qa.known import known_answers
from qa.moments import Moments
from qa.scoring.answers import Answer, check_asked
from qa.scoring.commented import uncommented
from qa.scoring.receipt import Receipt
from qa.tallies import CountRow
from services.contracts.contract_versions import month_of_day, zone_of
from services.forms.audit_forms import call_form_in, form_in, form_of, form_to_begin, keep_form, known_forms
from services.house.writing import needed, reasoned, writing
from services.months.month import ensure_open
from services.mystery.mystery_closing import standing_of_calls
from services.records.kept_audits import (
    audit_of,
    counted_forms,
    counts_of,
    kept_counts,
    scope_of,
    stored_answer,
    with_points,
)
from services.records.sealed_audits import sealed_calls, unsealed
from services.review.review_begun import begin_review
from services.sampling.drawn_weights import drawn_weights
from services.sampling.sample_link import type_of_line
from store.records import AuditRecord, EntryState
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_VENDOR = Text("外包商", "A vendor")
_TOKEN = "log_call"
_WITHDRAWN = Text("已撤回", "withdrawn")


@dataclass(frozen=True)
class CallDraft:
    """What the auditor typed in about one call."""

    vendor: str
    form: str
    #: The instant of the call, time zone aware.
    at: datetime
    form_version: int | None = None
    project: str | None = None
    contract: str | None = None
    kind: FormKind = FormKind.MYSTERY
    dialled: str = ""
    agent: str = ""
    connected: bool = True
    outcome: str = ""
    #: Seconds from the choice of an agent to the answer.
    wait_s: int | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    fatal: frozenset[str] = frozenset()
    #: Why each of what is fatal is; where nothing is said here, its item's comment or the remark says it.
    reasons: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""
    recording: str = ""
    #: Made when the form is opened; the same token again logs nothing again.
    token: str = ""
    site: str | None = None
    queue: str | None = None
    channel: str | None = None
    sample_type: SampleType | None = None
    #: The line of a drawn sample it answers.
    sample: str | None = None
    wave: str | None = None
    brief: str | None = None
    brief_version: int | None = None
    #: Seconds of ring, menu, queue, talk and holds.
    outcome_facts: Mapping[str, int] | None = None
    #: Worst point, ending, forbidden behaviours.
    moments: Moments = field(default_factory=Moments)


@dataclass(frozen=True)
class Logged:
    """A logged call, the reckoning of its points, and what is odd about it (warnings)."""

    record: AuditRecord
    receipt: Receipt
    findings: tuple[Finding, ...] = ()
    #: Whether this very call had been logged before (a double click).
    again: bool = False


def log_call(house: House, who: Principal, draft: CallDraft) -> Logged:
    """Keep one scored call; its number is masked before it is kept.

    Refused: an answer to what the form does not ask, anything fatal without a reason; on a retired form all
    but what was begun before. Refused with findings (RefusedError) where it lies in the future or an answer
    is missing; warnings are handed back and the call is kept. The same token again gives the call that was
    logged first. A final month of the named contract takes no more calls.
    """
    needed(draft.vendor, _VENDOR)
    with writing(house, who, Action.AUDIT, draft.vendor) as uow:
        if not _is_begun(uow, who, draft.token):
            form_to_begin(uow, draft.form, draft.form_version)
        return log_in(uow, who, draft)


def log_in(uow: UnitOfWork, who: Principal, draft: CallDraft) -> Logged:
    """The same within a write that does more."""
    if draft.token and (known := uow.tokens.result_of(draft.token, _TOKEN)):
        return _logged_before(uow, known)
    uow.directory.vendor(draft.vendor)
    form = call_form_in(uow, draft.form, draft.form_version)
    if draft.sample is not None:
        draft = replace(draft, sample_type=type_of_line(uow, draft.sample, draft.vendor))
    check_asked(form, draft.answers)
    draft = _with_known(form, draft)
    if silent := uncommented(form, draft.answers, draft.connected):
        raise WrongInputError(
            "comment_needed", items=[item.text for _, item in form.items() if item.code in silent]
        )
    record = _record(uow, who, draft, form)
    audit = audit_of(record)
    findings = check(form, audit, _around(uow, record), uow.now)
    if serious := [finding for finding in findings if finding.severity is not Severity.WARNS]:
        raise RefusedError(serious)
    receipt = scored(form, audit)
    ensure_explained(form, draft, receipt)
    kept = _kept(uow, form, with_points(record, receipt))
    if draft.token:
        uow.tokens.keep(draft.token, _TOKEN, kept.id)
        uow.half_filled.remove(draft.token)
    return Logged(kept, receipt, tuple(findings))


def ensure_explained(form: AuditForm, draft: CallDraft, receipt: Receipt) -> None:
    """Refused where something is fatal and nobody says why: neither a reason, nor a comment, nor a remark."""
    said = {code for code, answer in draft.answers.items() if answer.comment.strip()}
    said |= {code for code, why in draft.reasons.items() if why.strip()}
    silent = () if draft.remark.strip() else [code for code in receipt.fatal if code not in said]
    if silent:
        names = {item.code: item.text for _section, item in form.items()}
        names |= {fault.code: fault.text for fault in form.fatal_faults}
        raise WrongInputError("fatal_reason", items=[names[code] for code in silent])


def calls(
    house: House, who: Principal, vendor: str | None = None, label: str | None = None
) -> list[AuditRecord]:
    """The calls of a calendar month by day, withdrawn ones included; without a month the last 200 logged.
    What a second scorer must not see is left out of those still to be scored blind."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        if label is None:
            newest = [call for call in uow.audits.newest() if vendor in (None, call.vendor)]
            return sealed_calls(uow, who, newest)
        period = MonthRule().month(label)
        return sealed_calls(uow, who, uow.audits.all_in(period, vendor))


def receipt_of(house: House, who: Principal, record: AuditRecord) -> Receipt:
    """The reckoning of a call's points, made again from its answers; refused while its second score is to be
    given blind."""
    with house.database.read(who) as uow:
        unsealed(uow, who, record.id)
    return scored(form_of(house, who, record), audit_of(record))


def withdraw_call(
    house: House, who: Principal, id: str, reason: str, version: int | None = None
) -> AuditRecord:
    """Take a call out of the counts; it stays on record with the reason."""
    why = reasoned(reason)
    with writing(house, who, Action.AUDIT) as uow:
        call = uow.audits.get(id)
        if call.state is EntryState.WITHDRAWN:
            raise WrongInputError("already_state", state=_WITHDRAWN)
        _month_is_open(uow, call.contract, call.business_date)
        seen = call.version if version is None else version
        after = uow.audits.update(replace(call, state=EntryState.WITHDRAWN, version=seen))
        uow.journal.moved("audit", id, call.state, after.state, why)
        uow.journal.note(
            "call_withdrawn", "audit", id, before=call.state, after=after.state, why=why, vendor=call.vendor
        )
    return after


def count_rows(uow: UnitOfWork, vendor: str, period: Period) -> list[CountRow]:
    """The base counts of a vendor's live calls on the days of a period, one row a call: what clauses with
    source `audits` are judged on. Calls of a wave that do not count are left out; those of one that is open
    or too small make the figure provisional. A call under review counts once it is released, as it stands."""
    forms = counted_forms(known_forms(uow))
    standing = standing_of_calls(uow, vendor)
    heads = uow.audits.counting_in(period, vendor)
    drawn = drawn_weights(uow, vendor, period, heads)
    counted = [
        head
        for head in heads
        if (head.sample_type is None or SampleType(head.sample_type).feeds_clauses)
        and head.id not in standing.left_out
    ]
    kept = {head.id: kept_counts(head, forms) for head in counted}
    # Only calls of earlier versions are read whole and reckoned.
    old = uow.audits.of([id for id, counts in kept.items() if counts is None])
    reckoned = {record.id: counts_of(record, forms) for record in old}
    return [
        CountRow(
            scope_of(head),
            head.business_date,
            reckoned.get(head.id) or kept[head.id] or {},
            head.id,
            head.agent or "",
            head.id in standing.provisional,
            drawn.get(head.id),
            forms[head.form, head.form_version].pools,
            FormKind(head.kind) if head.connected and head.passed is None else None,
        )
        for head in counted
    ]


def _is_begun(uow: UnitOfWork, who: Principal, token: str) -> bool:
    """Whether the call was logged already, or begun before: its form may have been retired since."""
    if not token:
        return False
    begun = uow.half_filled.find(id=token, person=who.id)
    return begun is not None or uow.tokens.result_of(token, _TOKEN) is not None


def _record(uow: UnitOfWork, who: Principal, draft: CallDraft, form: AuditForm) -> AuditRecord:
    day = business_date(draft.at, _zone(uow, draft))
    _month_is_open(uow, draft.contract, day)
    return AuditRecord(
        form=form.code,
        form_version=str(form.version),
        contract=draft.contract,
        vendor=draft.vendor,
        project=draft.project,
        site=draft.site,
        queue=draft.queue,
        channel=draft.channel,
        agent=draft.agent.strip() or None,
        kind=form.kind.value,
        at=draft.at,
        business_date=day,
        dialled=mask_number(draft.dialled.strip()),
        connected=draft.connected,
        outcome=draft.outcome,
        wait_s=draft.wait_s,
        answers={item: stored_answer(answer) for item, answer in draft.answers.items()},
        fatal=tuple(sorted(draft.fatal)),
        remark=draft.remark.strip(),
        recording=draft.recording.strip(),
        logged_at=uow.now,
        logged_by=who.name,
        sample_type=draft.sample_type.value if draft.sample_type else None,
        sample=draft.sample,
        wave=draft.wave,
        brief=draft.brief,
        brief_version=draft.brief_version,
        outcome_facts=dict(draft.outcome_facts) if draft.outcome_facts is not None else None,
        moments=draft.moments.stored() if draft.connected else None,
    )


def _with_known(form: AuditForm, draft: CallDraft) -> CallDraft:
    """What the facts of the call answer, beside what the auditor answered; the facts have the last word."""
    known = known_answers(form, draft.connected, draft.wait_s)
    return replace(draft, answers={**draft.answers, **known})


def _kept(uow: UnitOfWork, form: AuditForm, record: AuditRecord) -> AuditRecord:
    keep_form(uow, form)
    uow.audits.add(record)
    begin_review(uow, form, record)
    after = {"points": record.points, "passed": record.passed, "form": f"{form.code} v{form.version}"}
    uow.journal.note("call_logged", "audit", record.id, after=after, vendor=record.vendor)
    return record


def _logged_before(uow: UnitOfWork, id: str) -> Logged:
    record = uow.audits.get(id)
    form = form_in(uow, record.form, int(record.form_version))
    return Logged(record, scored(form, audit_of(record)), again=True)


def _zone(uow: UnitOfWork, draft: CallDraft) -> str:
    """The contract's time zone at the call; Beijing time where it counts for no contract in particular."""
    if draft.contract is not None and uow.contracts.by_code(draft.contract).vendor != draft.vendor:
        raise WrongInputError("contract_of_other", contract=draft.contract)
    return zone_of(uow, draft.contract, draft.at)


def _month_is_open(uow: UnitOfWork, contract: str | None, day: date) -> None:
    if contract is not None:
        ensure_open(uow, contract, month_of_day(uow, contract, day)[1])


def _around(uow: UnitOfWork, record: AuditRecord) -> list[Audit]:
    """The live calls to the same number on the same or the day before."""
    span = Period(record.business_date - timedelta(days=1), record.business_date + timedelta(days=1))
    return [audit_of(other) for other in uow.audits.live_in(span, dialled=record.dialled)]
