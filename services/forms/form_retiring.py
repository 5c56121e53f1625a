"""Retiring a form: nothing new is scored on it, and what was scored stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize_everywhere
from services.forms.audit_forms import form_in, retired_in
from services.house.writing import reasoned, writing
from store.records import Retirable, RetirementRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House


def retire_form(house: House, who: Principal, code: str, why: str) -> RetirementRecord:
    """No new audit, visit or calibration on any version of it from now on; what was begun on the desk can
    still be submitted. Refused: a form nobody knows, one that is retired, and no reason."""
    return _said(house, who, code, why, retired=True)


def reinstate_form(house: House, who: Principal, code: str, why: str) -> RetirementRecord:
    """In use again. Refused: a form that is not retired, and no reason."""
    return _said(house, who, code, why, retired=False)


def _said(house: House, who: Principal, code: str, why: str, *, retired: bool) -> RetirementRecord:
    authorize_everywhere(who, Action.MANAGE)
    reason = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        form_in(uow, code, None)
        if (code in retired_in(uow)) is retired:
            raise WrongInputError("form_retired" if retired else "form_in_use", code=code)
        word = RetirementRecord(
            kind=Retirable.FORM, code=code, retired=retired, why=reason, at=uow.now, by_whom=who.name
        )
        uow.retirements.words.add(word)
        uow.journal.note("form_retired" if retired else "form_reinstated", "audit_form", code, why=reason)
    return word
