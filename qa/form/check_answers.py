"""The answers of one item held against it: they reach its full mark and no more, its steps go up, what is
fatal can come about, and what a call answers by itself it can answer."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from core.exact import exact_text
from qa.form.kinds import ItemKind, KnownFrom
from qa.form.policies import WHOLE, FatalTrigger
from qa.form.terms import AuditForm, FatalRule, Item

#: A finding before it has its place: its kind, what it stands at, its facts.
Said = tuple[str, str, dict[str, object]]


def answers(form: AuditForm, item: Item) -> Iterator[Said]:
    """Everything wrong with an item's answers and with its rule of what is fatal."""
    if item.is_scored:
        yield from _best(item)
    if item.choices and item.kind is not ItemKind.MULTI:
        yield from _passing(item)
    if item.kind.is_measured and not _goes_up(item):
        yield "form_steps", item.code, {"item": item.text}
    if item.known_from and not _is_known(item, item.known_from):
        yield "form_known_from", item.code, {"item": item.text}
    if item.fatal:
        yield from _fatal(form, item, item.fatal)


def _best(item: Item) -> Iterator[Said]:
    """The best answer earns the full mark (AT-33) and never more: a score would go above what is possible."""
    best = _most(item)
    facts: dict[str, object] = {
        "item": item.text,
        "best": exact_text(best),
        "points": exact_text(item.points),
    }
    if best < item.points:
        yield "form_top_short", item.code, facts
    if best > item.points:
        yield "form_top_over", item.code, facts


def _most(item: Item) -> Fraction:
    """The most its answers earn: of several that may be chosen all the good ones; a list of faults comes off
    the full mark."""
    points = [choice.points for choice in item.choices]
    if item.kind is ItemKind.SINGLE and not points:
        return item.points
    if item.kind is not ItemKind.MULTI:
        return max(points, default=Fraction(0))
    return sum((each for each in points if each > 0), Fraction(0)) if max(points) > 0 else item.points


def _passing(item: Item) -> Iterator[Said]:
    """No failing answer earns more than a passing one (AT-33)."""
    passing = [choice for choice in item.choices if choice.passes]
    for fail in item.choices:
        below = next((choice for choice in passing if choice.points < fail.points), None)
        if fail.passes is False and below is not None:
            yield (
                "form_fail_above_pass",
                item.code,
                {"item": item.text, "fail": fail.text, "passing": below.text},
            )


def _goes_up(item: Item) -> bool:
    """Whether its steps go up and only the last is open; an item without steps has none to be wrong."""
    ends = [choice.up_to for choice in item.choices]
    closed = [end for end in ends if end is not None]
    rising = closed == sorted(set(closed)) and len(closed) == len(ends) - 1
    return not ends or (ends[-1] is None and rising)


def _is_known(item: Item, source: KnownFrom) -> bool:
    """Whether the facts of a call can choose one of its answers."""
    if item.kind is not ItemKind.SINGLE or len(item.choices) < 2:
        return False
    return source is KnownFrom.REACHED or _goes_up(item)


def _fatal(form: AuditForm, item: Item, rule: FatalRule) -> Iterator[Said]:
    if not _can_be_fatal(item, rule):
        yield "form_fatal_never", item.code, {"item": item.text}
    if rule.section is not None and rule.section not in {each.code for each in form.all_sections()}:
        yield "form_fatal_section", item.code, {"item": item.text, "section": rule.section}


def _can_be_fatal(item: Item, rule: FatalRule) -> bool:
    """Whether its trigger can come about: what is not scored is fatal by the auditor's word alone."""
    if rule.trigger is FatalTrigger.TICKED:
        return True
    if rule.trigger is FatalTrigger.CHOSEN:
        return item.is_scored and any(choice.fatal for choice in item.choices)
    within = rule.trigger is not FatalTrigger.BELOW or bool(rule.below and rule.below <= WHOLE)
    return item.is_scored and item.points > 0 and within
