"""Old audits under another version of their form: what of a change the form made, and what the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from qa.form.terms import AuditForm
from qa.scoring.as_if import Split, as_if, split
from services.forms.audit_forms import form_in
from services.records.kept_audits import audit_of
from services.records.sealed_audits import sealed_ids
from store.records import AuditRecord, EntryState

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class VersionSplit:
    """Two versions of a form, the audits scored on each, and the change of their mean taken apart."""

    before: int
    after: int
    #: None while either version has no audit with a score.
    split: Split | None
    n_before: int
    n_after: int
    #: Items of the later version that the old audits could not answer, by code.
    not_asked: tuple[str, ...]


def as_if_versions(house: House, who: Principal, code: str, before: int, after: int) -> VersionSplit:
    """The audits of version `before` scored under `after`, beside those really scored under it; of the
    vendors this person may see."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        old, new = form_in(uow, code, before), form_in(uow, code, after)
        hidden = sealed_ids(uow, who)
        kept = uow.audits.all(form=code, state=EntryState.LIVE)
        live = [audit for audit in kept if audit.id not in hidden]
    first = [record for record in live if record.form_version == str(before)]
    second = [record for record in live if record.form_version == str(after)]
    carried = [_under(new, record) for record in first]
    was, would = _scores(first, old), [score for score, _missing in carried]
    found = split(was, would, _scores(second, new))
    missing = {item for _score, items in carried for item in items}
    return VersionSplit(before, after, found, len(first), len(second), tuple(sorted(missing)))


def _under(form: AuditForm, record: AuditRecord) -> tuple[Fraction | None, tuple[str, ...]]:
    audit = audit_of(record)
    found = as_if(form, audit.answers, audit.fatal, audit.connected)
    return found.receipt.total, found.not_asked


def _scores(records: Sequence[AuditRecord], form: AuditForm) -> list[Fraction | None]:
    """The exact scores under the audits' own version."""
    return [_under(form, record)[0] for record in records]
