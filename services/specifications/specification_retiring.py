"""Retiring a process specification: it binds nobody any more, and what rests on it still names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import NotFoundError, WrongInputError
from core.principal import Action, Principal
from services.house.writing import reasoned, writing
from services.specifications.specifications import authorize_for, versions_of
from store.records import Retirable, RetirementRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House


def retire_specification(house: House, who: Principal, code: str, why: str) -> RetirementRecord:
    """No version of it is in force from now on, and no item is newly put on a clause of it. Refused: one
    nobody knows, one that is retired, one that binds more than this person manages, and no reason."""
    return _said(house, who, code, why, retired=True)


def reinstate_specification(house: House, who: Principal, code: str, why: str) -> RetirementRecord:
    """In force again by its days. Refused: one that is not retired, and no reason."""
    return _said(house, who, code, why, retired=False)


def _said(house: House, who: Principal, code: str, why: str, *, retired: bool) -> RetirementRecord:
    reason = reasoned(why)
    with house.database.read(who) as uow:
        versions = versions_of(uow, code)
    if not versions:
        raise NotFoundError(code=code)
    vendor = versions[-1].specification.vendor
    authorize_for(who, Action.MANAGE, vendor)
    with writing(house, who, Action.MANAGE, vendor) as uow:
        if (code in uow.retirements.of(Retirable.SPECIFICATION)) is retired:
            raise WrongInputError("specification_retired" if retired else "specification_in_use", code=code)
        word = RetirementRecord(
            kind=Retirable.SPECIFICATION, code=code, vendor=vendor, retired=retired, why=reason,
            at=uow.now, by_whom=who.name,
        )  # fmt: skip
        uow.retirements.words.add(word)
        noted = "specification_retired" if retired else "specification_reinstated"
        uow.journal.note(noted, "specification", code, why=reason, vendor=vendor)
    return word
