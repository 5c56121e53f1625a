"""The items of the audit forms in use, in the words that may head columns of foreign sheets of audits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from core.audit_answer import AuditAnswer
from core.principal import Action, Principal, authorize
from importers.form_items import FormItem, Several, folded, share_of
from qa.form.kinds import FormKind, ItemKind
from qa.form.terms import AuditForm, Choice, Item
from qa.scoring.answers import Valued
from services.forms.audit_forms import known_forms

if TYPE_CHECKING:
    from services.house.bootstrap import House

V = TypeVar("V")


def audit_items(house: House, who: Principal) -> tuple[FormItem, ...]:
    """Those of the newest version of every form for recordings."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        newest = {form.code: form for form in sorted(known_forms(uow), key=lambda form: form.version)}
    forms = (form for _, form in sorted(newest.items()) if form.kind is FormKind.LISTENING)
    return tuple(item for form in forms for item in items_of(form))


def items_of(form: AuditForm) -> tuple[FormItem, ...]:
    """The items of a form that an answer in a column can decide, those only kept, and its fatal faults."""
    items = (item for _section, item in form.items() if item.known_from is None)
    return (*(_item(form, item) for item in items), *_faults(form))


def comes_to(item: Item, worth: Valued) -> AuditAnswer:
    """What an answer comes to, by what it earns of the most the item can earn."""
    return AuditAnswer.FATAL if worth.is_fatal else share_of(worth.earned, best_of(item))


def best_of(item: Item) -> Fraction:
    """The most an answer to it earns."""
    points = [choice.points for choice in item.choices]
    if item.kind is not ItemKind.MULTI:
        return max(points, default=item.points)
    return item.points if _takes_off(item) else sum((each for each in points if each > 0), Fraction(0))


def _takes_off(item: Item) -> bool:
    """Whether its choices are faults that come off the item (qa/scoring/answers.py)."""
    return all(choice.points <= 0 for choice in item.choices)


def _item(form: AuditForm, item: Item) -> FormItem:
    plain = FormItem(form.code, item.code, item.text, form.text, best_of(item))
    if not item.is_scored:
        return replace(plain, kept_only=True)
    if item.kind is ItemKind.MULTI:
        return replace(plain, several=_several(item))
    if item.kind.is_measured:
        steps = tuple(
            (choice.up_to, comes_to(item, Valued(choice.points, (choice,)))) for choice in item.choices
        )
        return replace(plain, steps=steps, seconds=item.kind is ItemKind.DURATION)
    return replace(plain, words=_by_words(item, lambda c: comes_to(item, Valued(c.points, (c,)))))


def _several(item: Item) -> Several:
    points = _by_words(item, lambda choice: None if choice.fatal else choice.points)
    return Several(points, item.points if _takes_off(item) else Fraction(0), best_of(item))


def _by_words(item: Item, said: Callable[[Choice], V]) -> dict[str, V]:
    """What is said of a choice, by its words in either language and by its code."""
    return {
        folded(text): said(choice)
        for choice in item.choices
        for text in (choice.text.zh, choice.text.en, choice.code)
    }


def _faults(form: AuditForm) -> Iterator[FormItem]:
    for fault in form.fatal_faults:
        yield FormItem(form.code, fault.code, fault.text, form.text)
