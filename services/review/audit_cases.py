"""The case library 典型案例库: how items are read since somebody ruled, each case linked to its item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from services.house.writing import needed, writing
from store.records import AuditCaseRecord, CalibrationDecisionRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

_TITLE = Text("案例标题", "a title")
_READING = Text("判定口径", "how the item is read")


def audit_cases(
    house: House, who: Principal, form: str | None = None, item: str | None = None
) -> list[AuditCaseRecord | CalibrationDecisionRecord]:
    """The cases kept of a form or an item, the newest first: from rulings and from calibration sessions."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found: list[AuditCaseRecord | CalibrationDecisionRecord] = [*uow.reviews.cases_of(form, item)]
        found += uow.calibrations.cases_of(form, item)
    return sorted(found, key=lambda case: case.kept_at, reverse=True)


def keep_case(house: House, who: Principal, ruling: str, title: str, reading: str) -> AuditCaseRecord:
    """Keep a ruled item as a case; refused where the ruling has one already."""
    with writing(house, who, Action.AUDIT) as uow:
        found = uow.reviews.rulings.get(ruling)
        if uow.reviews.cases.find(ruling=ruling) is not None:
            raise WrongInputError("case_twice")
        appeal, audit = uow.reviews.appeals.get(found.appeal), uow.audits.get(found.audit)
        case = AuditCaseRecord(
            ruling=ruling,
            audit=found.audit,
            vendor=found.vendor,
            form=audit.form,
            item=appeal.item,
            title=needed(title, _TITLE),
            reading=needed(reading, _READING),
            kept_at=uow.now,
            kept_by=who.name,
        )
        uow.reviews.cases.add(case)
        uow.journal.note("case_kept", "audit_case", case.id, after={"item": case.item}, vendor=case.vendor)
    return case
