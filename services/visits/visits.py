"""Site visits: listed, planned on a checklist, changed while they are open, called off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from core.errors import NotFoundError, WrongInputError
from core.principal import Action, Principal, authorize
from qa.form.kinds import FormKind
from qa.form.terms import AuditForm
from qa.visit.states import VisitState
from services.forms.audit_forms import form_to_begin, forms, keep_form
from services.house.writing import reasoned, writing
from services.visits.visit_standing import VisitView, every_visit, still_open, visit_in
from store.records import SiteVisitRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class VisitPlan:
    """Where, when, by whom and why; and what is told of it."""

    vendor: str
    day: date
    #: Code of the vendor's site; None: the vendor as a whole.
    site: str | None = None
    purpose: str = ""
    #: Who goes for the client.
    auditors: tuple[str, ...] = ()
    #: Who is there for the vendor.
    attendees: tuple[str, ...] = ()
    summary: str = ""
    #: Never leaves the client's side.
    remark: str = ""


def visits(house: House, who: Principal, vendor: str | None = None) -> list[VisitView]:
    """The visits this person may see, the latest day first, those called off included."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return every_visit(uow, vendor)


def visit(house: House, who: Principal, id: str) -> VisitView:
    """One visit with all that is in it."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return visit_in(uow, id)


def checklists(house: House, who: Principal) -> list[AuditForm]:
    """The checklists a visit may be answered on, each in its newest version."""
    authorize(who, Action.VIEW)
    return forms(house, who, FormKind.SITE)


def plan_visit(house: House, who: Principal, plan: VisitPlan, form: str) -> SiteVisitRecord:
    """Plan a visit on the newest version of a checklist; who plans it goes, where nobody is named.

    Refused: a form that calls are scored on, and a site that is not the vendor's.
    """
    with writing(house, who, Action.AUDIT, plan.vendor) as uow:
        uow.directory.vendor(plan.vendor)
        terms = form_to_begin(uow, form, None)
        if terms.kind is not FormKind.SITE:
            raise WrongInputError("form_of_calls", form=terms.text)
        keep_form(uow, terms)
        record = SiteVisitRecord(
            vendor=plan.vendor,
            day=plan.day,
            form=terms.code,
            form_version=str(terms.version),
            planned_at=uow.now,
            planned_by=who.name,
        )
        kept = uow.visits.add(_said(uow, record, replace(plan, auditors=plan.auditors or (who.name,))))
        uow.journal.moved("site_visit", kept.id, None, kept.state)
        after = {"day": kept.day, "site": kept.site, "form": f"{terms.code} v{terms.version}"}
        uow.journal.note("visit_planned", "site_visit", kept.id, after=after, vendor=kept.vendor)
    return kept


def change_visit(house: House, who: Principal, id: str, version: int, plan: VisitPlan) -> SiteVisitRecord:
    """What is said of an open visit; the vendor and the checklist stay. Refused where somebody changed it
    since `version`."""
    with writing(house, who, Action.AUDIT) as uow:
        before = still_open(uow, who, id).record
        after = uow.visits.update(replace(_said(uow, before, plan), version=version))
        said = {"day": after.day, "site": after.site}
        was = {"day": before.day, "site": before.site}
        uow.journal.note("visit_changed", "site_visit", id, before=was, after=said, vendor=before.vendor)
    return after


def call_off(house: House, who: Principal, id: str, version: int, why: str) -> SiteVisitRecord:
    """End a visit that does not take place; what was said in it stays on record with the reason."""
    reason = reasoned(why)
    with writing(house, who, Action.AUDIT) as uow:
        before = still_open(uow, who, id).record
        after = uow.visits.update(replace(before, state=VisitState.CALLED_OFF, why=reason, version=version))
        uow.journal.moved("site_visit", id, before.state, after.state, reason)
        uow.journal.note("visit_called_off", "site_visit", id, why=reason, vendor=before.vendor)
    return after


def _said(uow: UnitOfWork, record: SiteVisitRecord, plan: VisitPlan) -> SiteVisitRecord:
    known = {site.code for site in uow.directory.sites_of(record.vendor)}
    if plan.site is not None and plan.site not in known:
        raise NotFoundError(entity="site", code=plan.site)
    return replace(
        record,
        site=plan.site,
        day=plan.day,
        purpose=plan.purpose.strip(),
        auditors=_names(plan.auditors),
        attendees=_names(plan.attendees),
        summary=plan.summary.strip(),
        remark=plan.remark.strip(),
    )


def _names(said: Sequence[str]) -> tuple[str, ...]:
    """Each name once, without outer spaces."""
    return tuple(dict.fromkeys(name.strip() for name in said if name.strip()))
