"""The items of the audit forms in use, in the words that may head columns of foreign sheets of audits."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from core.audit_answer import AuditAnswer
from core.principal import Action, Principal, authorize
from importers.form_items import FormItem
from importers.values.audit_answers import folded
from qa.form.kinds import FormKind, ItemKind
from qa.form.terms import AuditForm, Choice, Item
from services.forms.audit_forms import known_forms

if TYPE_CHECKING:
    from services.house.bootstrap import House


def audit_items(house: House, who: Principal) -> tuple[FormItem, ...]:
    """Those of the newest version of every form for recordings."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        newest = {form.code: form for form in sorted(known_forms(uow), key=lambda form: form.version)}
    forms = (form for _, form in sorted(newest.items()) if form.kind is FormKind.LISTENING)
    return tuple(item for form in forms for item in items_of(form))


def items_of(form: AuditForm) -> tuple[FormItem, ...]:
    """The items of a form that one answer decides, and its fatal faults."""
    return (*_answered(form), *_faults(form))


def comes_to(item: Item, choice: Choice) -> AuditAnswer:
    """What a choice comes to, beside the others of its item."""
    if choice.fatal:
        return AuditAnswer.FATAL
    if choice.points >= best_of(item):
        return AuditAnswer.FULL
    return AuditAnswer.PART if choice.points > 0 else AuditAnswer.NONE


def best_of(item: Item) -> Fraction:
    """The most one choice of it earns."""
    return max((choice.points for choice in item.choices), default=item.points)


def _answered(form: AuditForm) -> Iterator[FormItem]:
    for _section, item in form.items():
        if item.kind is ItemKind.SINGLE and item.is_scored and item.known_from is None:
            words = {
                folded(text): comes_to(item, choice)
                for choice in item.choices
                for text in (choice.text.zh, choice.text.en, choice.code)
            }
            yield FormItem(form.code, item.code, item.text, form.text, best_of(item), words)


def _faults(form: AuditForm) -> Iterator[FormItem]:
    for fault in form.fatal_faults:
        yield FormItem(form.code, fault.code, fault.text, form.text)
