"""An entry of the ledger in words: what is to be done with it next."""

from __future__ import annotations

from datetime import date

from core.language import _, current
from services.money.credit_accounts import EntryView
from sla.money.ledger import CreditState
from ui import formats

_S = CreditState


def next_step(view: EntryView, today: date) -> str:
    """What follows, by where it stands; a dash where nothing does."""
    if not view.amount.cents:
        return formats.DASH
    if view.account.contested.cents:
        return _("Decide the dispute")
    if view.state is _S.ACCRUED and view.until is not None:
        return _claim(view, today)
    if view.comes_back and _S.EARNED_BACK in view.account.next_states:
        return _("Give back: earned in {month}").format(month=formats.month(view.comes_back))
    if view.state is _S.CLAIMED:
        return _("The vendor answers")
    if view.standing.to_take.cents:
        return _("Comes with the next statement")
    return formats.DASH


def is_urgent(view: EntryView) -> bool:
    """Whether a person has to act before money is lost, or the dispute goes on."""
    waits = view.state is _S.ACCRUED and view.until is not None and bool(view.amount.cents)
    return waits or bool(view.account.contested.cents)


def state(view: EntryView) -> str:
    """Where it stands; with the part of it that is in dispute."""
    said = view.state.words.in_(current())
    if not view.account.part.cents:
        return said
    amount = formats.money(view.account.part)
    return _("{state}, {amount} of it in dispute").format(state=said, amount=amount)


def _claim(view: EntryView, today: date) -> str:
    assert view.until is not None
    said = _("Claim: the last day was {day}") if view.is_late(today) else _("Claim by {day}")
    words = said.format(day=formats.day(view.until.day))
    return words if view.until.certain else f"{words} {_('(calendar not published yet)')}"
