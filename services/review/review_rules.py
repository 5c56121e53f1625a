"""The windows and levels of reviews, set for each form; a form without any is not reviewed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize, authorize_everywhere
from qa.review.clocks import ReviewRules
from services.contracts.contract_versions import rebuilt
from services.forms.audit_forms import form_in
from services.house.writing import writing
from store.records import AuditRecord, ReviewRulesRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


def review_rules(house: House, who: Principal, form: str) -> ReviewRules | None:
    """What holds for a form's audits from now on; None where they count as they are logged."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return rules_in(uow, form)


def set_review_rules(
    house: House, who: Principal, form: str, rules: ReviewRules | None
) -> ReviewRules | None:
    """Have a form's audits reviewed from now on, or (None) no longer; those under review go on as they began.

    Refused: windows below nothing or above 60 working days, no level or more than three, a share that is no
    percent, and a form nobody knows.
    """
    authorize_everywhere(who, Action.MANAGE)
    with writing(house, who, Action.MANAGE) as uow:
        form_in(uow, form, None)
        before = rules_in(uow, form)
        kept = rules.as_dict() if rules else None
        uow.reviews.rules.add(ReviewRulesRecord(form=form, rules=kept, set_at=uow.now, set_by=who.name))
        was = before.as_dict() if before else None
        uow.journal.note("review_rules_set", "form", form, before=was, after=kept)
    return rules


def rules_in(uow: UnitOfWork, form: str) -> ReviewRules | None:
    """The same within a transaction."""
    record = uow.reviews.rules_of(form)
    return ReviewRules.from_dict(record.rules) if record and record.rules is not None else None


def rules_for(uow: UnitOfWork, record: AuditRecord, rules: ReviewRules) -> ReviewRules:
    """The rules with the working days and the time zone of the contract the audit counts for, if one."""
    versions = uow.contracts.versions_of(record.contract) if record.contract else []
    if not versions:
        return rules
    contract = rebuilt(versions[-1])
    return replace(rules, calendar=contract.calendar, zone=contract.timezone)
