"""What a month's calls leave behind (worst points, endings, behaviours), and speed beside errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.period import Period, calendar_month, parse_label, shifted
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.audit import SampleType, scored
from qa.form.terms import AuditForm, Item
from qa.moments import Call, Remembered, moments_of, remembered
from qa.speed_and_errors import SpeedAndErrors, Timed, pairs
from services.forms.audit_forms import known_forms
from services.mystery.mystery_closing import standing_of_calls
from services.records.kept_audits import audit_of
from store.records import AuditHead, AuditRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Months the speed is followed over.
_MONTHS = 6


@dataclass(frozen=True)
class CallMoments:
    """A vendor's month."""

    remembered: Remembered
    #: (form, item) → the item's words.
    names: Mapping[tuple[str, str], Text]
    speed: Sequence[SpeedAndErrors]


def call_moments(house: House, who: Principal, vendor: str, label: str) -> CallMoments:
    """What the vendor's calls of a calendar month leave behind, and six months of speed beside errors.

    Of the same calls a clause counts: released, drawn at random or test calls, none a wave leaves out. Calls
    that reached nobody leave nothing.
    """
    authorize(who, Action.VIEW, vendor)
    first = shifted(label, 1 - _MONTHS)
    span = Period(calendar_month(*parse_label(first)).start, calendar_month(*parse_label(label)).end)
    with house.database.read(who) as uow:
        heads = _counting(uow, vendor, span)
        forms = {(form.code, str(form.version)): form for form in known_forms(uow)}
        month = uow.audits.of([head.id for head in heads if _month(head) == label])
    calls = [_call(record, forms[record.form, record.form_version]) for record in month]
    return CallMoments(remembered(calls), _names(calls), pairs(_timed(heads)))


def seconds_of(record: AuditHead) -> int | None:
    """Seconds talked, where they were measured or typed."""
    said = (record.outcome_facts or {}).get("talk_s")
    return None if said is None else int(said)


def _counting(uow: UnitOfWork, vendor: str, span: Period) -> list[AuditHead]:
    out = standing_of_calls(uow, vendor).left_out
    return [
        record
        for record in uow.audits.counting_in(span, vendor)
        if record.connected
        and record.id not in out
        and (record.sample_type is None or SampleType(record.sample_type).feeds_clauses)
    ]


def _call(record: AuditRecord, form: AuditForm) -> Call:
    audit = audit_of(record)
    return Call(form, scored(form, audit), audit.answers, moments_of(record.moments))


def _month(record: AuditHead) -> str:
    return f"{record.business_date:%Y-%m}"


def _timed(records: Sequence[AuditHead]) -> list[Timed]:
    return [
        Timed(_month(record), seconds, record.passed is False or record.critical)
        for record in records
        if (seconds := seconds_of(record)) is not None
    ]


def _names(calls: Sequence[Call]) -> dict[tuple[str, str], Text]:
    """The words of every item; items of two forms that read alike say which form."""
    forms = {call.form.code: call.form for call in calls}
    items = [(form, item) for form in forms.values() for _section, item in form.items()]
    alike = Counter(item.text for _form, item in items)
    return {(form.code, item.code): _named(form, item, alike[item.text] > 1) for form, item in items}


def _named(form: AuditForm, item: Item, with_form: bool) -> Text:
    if not with_form:
        return item.text
    return Text(f"{item.text.zh}（{form.text.zh}）", f"{item.text.en} ({form.text.en})")
