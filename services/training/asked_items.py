"""What an audit asked, item by item, and whether it failed: by its receipt and what was ticked as fatal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.period import Period
from core.principal import Principal
from qa.audit import scored
from qa.form.terms import Item
from services.forms.audit_forms import form_in
from services.records.kept_audits import audit_of
from services.records.sealed_audits import sealed_ids
from store.records import AuditRecord
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class AskedItem:
    """One item of one audit that was in the base of the score, or was ticked as fatal."""

    audit: AuditRecord
    item: Item
    failed: bool


def counting_audits(uow: UnitOfWork, who: Principal, vendor: str, days: Period) -> list[AuditRecord]:
    """A vendor's audits of some days whose score counts, without those sealed for this person."""
    hidden = sealed_ids(uow, who)
    return uow.audits.of([head.id for head in uow.audits.counting_in(days, vendor) if head.id not in hidden])


def asked_in(uow: UnitOfWork, audit: AuditRecord) -> Iterator[AskedItem]:
    """In the form's order; what did not apply is left out."""
    form = form_in(uow, audit.form, int(audit.form_version))
    receipt = scored(form, audit_of(audit))
    failed = {line.item for line in receipt.items if line.failed} | set(receipt.fatal)
    asked = {line.item for line in receipt.items if line.left_out is None} | failed
    for _section, item in form.items():
        if item.code in asked:
            yield AskedItem(audit, item, item.code in failed)
