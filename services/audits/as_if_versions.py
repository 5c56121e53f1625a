"""Old audits under another version of their form: what of a change the form made, and what the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from qa.audit import scored
from qa.form.terms import AuditForm
from qa.scoring.as_if import AsIf, Split, as_if, split
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
    #: Audits with a score: of the earlier version those that have one under both.
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
    carried = [_under(new, old, record) for record in first]
    was, would = _scores(first, old), [found.receipt.total for found in carried]
    now = _scores(second, new)
    both = sum(None not in pair for pair in zip(was, would, strict=True))
    missing = {item for found in carried for item in found.not_asked}
    later = sum(score is not None for score in now)
    return VersionSplit(before, after, split(was, would, now), both, later, tuple(sorted(missing)))


def _under(form: AuditForm, own: AuditForm, record: AuditRecord) -> AsIf:
    audit = audit_of(record)
    asked = {item.code for _section, item in own.items()}
    return as_if(form, audit.answers, audit.fatal, audit.connected, asked)


def _scores(records: Sequence[AuditRecord], form: AuditForm) -> list[Fraction | None]:
    """The exact scores under the audits' own version, as they were given."""
    return [scored(form, audit_of(record)).total for record in records]
