"""Our audit of a call as a foreign one is held against it: score, pass, fatal, and what answers come to."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from core.audit_answer import AuditAnswer
from core.period import Period
from core.text import Text
from qa.agreement.same_calls import Audited
from qa.audit import SampleType
from qa.form.kinds import FormKind
from qa.form.terms import AuditForm, Item
from qa.scoring.answers import Answer, valued
from services.forms.audit_forms import known_forms
from services.forms.audit_items import comes_to
from services.records.kept_audits import read_answer
from store.records import AuditRecord
from store.unit_of_work import UnitOfWork

Forms = Mapping[tuple[str, str], AuditForm]


def own_recordings(uow: UnitOfWork, vendor: str, period: Period) -> dict[str, AuditRecord]:
    """Number of the call → our audit of its recording, the last one logged. Not those under review or of a
    calibration: these are sealed until they are opened."""
    heads: dict[str, str] = {}
    for head in sorted(uow.audits.counting_in(period, vendor), key=lambda each: each.logged_at):
        listened = head.kind == FormKind.LISTENING.value
        if listened and head.recording.strip() and head.sample_type != SampleType.CALIBRATION.value:
            heads[head.recording.strip()] = head.id
    whole = {record.id: record for record in uow.audits.of(list(heads.values()))}
    return {number: whole[id] for number, id in heads.items()}


def forms_by_version(uow: UnitOfWork) -> Forms:
    """Every form in every version, by code and number."""
    return {(form.code, str(form.version)): form for form in known_forms(uow)}


def audited(record: AuditRecord, forms: Forms) -> Audited:
    """What our audit says of the call."""
    form = forms[record.form, record.form_version]
    points = None if record.points is None else Fraction(record.points)
    return Audited(points, record.passed, record.critical, _answers(record, form))


def item_names(forms: Forms) -> dict[str, Text]:
    """form/item → its words, of the newest version that has it; fatal faults as well."""
    names: dict[str, Text] = {}
    for form in sorted(forms.values(), key=lambda form: form.version):
        names |= {f"{form.code}/{item.code}": item.text for _section, item in form.items()}
        names |= {f"{form.code}/{fault.code}": fault.text for fault in form.fatal_faults}
    return names


def _answers(record: AuditRecord, form: AuditForm) -> dict[str, AuditAnswer]:
    ticked = set(record.fatal)
    found = {
        item.code: said
        for _section, item in form.items()
        if item.code in record.answers
        and (said := _comes_to(item, read_answer(record.answers[item.code]), item.code in ticked))
    }
    faults = {
        fault.code: AuditAnswer.FATAL if fault.code in ticked else AuditAnswer.FULL
        for fault in form.fatal_faults
    }
    return {f"{form.code}/{code}": said for code, said in {**found, **faults}.items()}


def _comes_to(item: Item, answer: Answer, is_fatal: bool) -> AuditAnswer | None:
    """What one answer comes to; None where it earns nothing either way, or could not be told."""
    if is_fatal:
        return AuditAnswer.FATAL
    if answer.not_applicable:
        return AuditAnswer.NOT_APPLICABLE
    return None if answer.undetermined or not item.is_scored else comes_to(item, valued(item, answer))
