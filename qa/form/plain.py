"""A form as plain data, the way its file says it: what is hashed, compared and written."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from core.exact import exact_text
from core.text import Text
from qa.form.conditions import Comparator, Condition, Joined, Test
from qa.form.kinds import FORBIDDEN_BEHAVIOURS, ItemKind
from qa.form.policies import USUAL, FatalTrigger, Policies

if TYPE_CHECKING:
    from qa.form.terms import AuditForm, Choice, FatalFault, FatalRule, Item, Pick, Section

Plain = dict[str, Any]


def as_plain(form: AuditForm) -> Plain:
    """The form as its file says it; what is as usual is left out, so rules that come later change nothing
    of a form that does not use them."""
    head = _said(
        code=form.code,
        version=form.version,
        name=form.text,
        kind=form.kind,
        pass_mark=form.pass_mark,
        guidance=form.guidance,
    )
    return _said(
        form=head,
        scoring=_policies(form.policies),
        bands=[
            _said(code=b.code, text=b.text, low=b.low, high=b.high, closed=b.closed or None, colour=b.colour)
            for b in form.policies.bands
        ],
        sections=[_section(section) for section in form.sections],
        fatal=[_fault(fault) for fault in form.fatal_faults],
    )


def _policies(policies: Policies) -> Plain:
    changed = {
        name: getattr(policies, name)
        for name in policies.__dataclass_fields__
        if name not in ("bands", "counts") and getattr(policies, name) != getattr(USUAL, name)
    }
    counts = policies.counts
    fails = counts.fails if counts.fails is not USUAL.counts.fails else None
    return _said(**changed, counts=_said(items=counts.items, sections=counts.sections, fails=fails))


def _section(section: Section) -> Plain:
    return _said(
        code=section.code,
        text=section.text,
        weight=section.weight,
        pass_mark=section.pass_mark,
        asked_unconnected=section.asked_unconnected or None,
        bonus=section.bonus or None,
        when=_condition(section.condition),
        guidance=section.guidance,
        items=[_item(item) for item in section.items],
        sections=[_section(each) for each in section.sections],
    )


def _item(item: Item) -> Plain:
    return _said(
        code=item.code,
        text=item.text,
        kind=None if item.kind is ItemKind.SINGLE else item.kind,
        points=item.points if item.is_scored or item.points else None,
        weight=item.weight,
        fatal=_fatal_rule(item.fatal),
        na=item.na_allowed or None,
        undetermined=item.undetermined_allowed or None,
        question=item.is_question or None,
        known_from=item.known_from,
        bonus=item.bonus or None,
        unscored=item.unscored or None,
        **{"class": item.error_class},
        phase=item.phase,
        when=_condition(item.condition),
        guidance=item.guidance,
        clause=item.clause
        and _said(spec=item.clause.spec, version=item.clause.version, clause=item.clause.clause),
        root_causes=_picks(item.root_causes),
        behaviours=_picks(item.behaviours),
        attribution=item.attributed or None,
        choices=[_choice(item, choice) for choice in item.choices],
    )


def _choice(item: Item, choice: Choice) -> Plain:
    """By its share where that is one of the item's points, else by points."""
    share = choice.points / item.points if item.points else None
    by_share = share is not None and 0 <= share <= 1
    return _said(
        code=choice.code,
        text=choice.text,
        share=share if by_share else None,
        points=None if by_share else choice.points,
        up_to=choice.up_to,
        fatal=choice.fatal or None,
        passes=choice.passes,
    )


def _picks(picks: tuple[Pick, ...]) -> Any:
    if {pick.code: pick.text for pick in picks} == FORBIDDEN_BEHAVIOURS:
        return "forbidden_behaviours"
    return [_said(code=pick.code, text=pick.text) for pick in picks]


def _fatal_rule(rule: FatalRule | None) -> Any:
    if rule is None:
        return None
    ticked = rule.trigger is FatalTrigger.TICKED
    said = _said(
        when=None if ticked else rule.trigger,
        below=rule.below,
        scope=rule.scope,
        section=rule.section,
        display=rule.display,
    )
    return said or True


def _fault(fault: FatalFault) -> Plain:
    return _said(
        code=fault.code, text=fault.text, section=fault.section, scope=fault.scope, display=fault.display
    )


def _condition(condition: Condition | None) -> Any:
    if condition is None:
        return None
    parts = [_test(part) if isinstance(part, Test) else _condition(part) for part in condition.parts]
    alone = condition.joined is Joined.ALL and len(parts) == 1 and isinstance(condition.parts[0], Test)
    return parts[0] if alone else {condition.joined.value: parts}


def _test(test: Test) -> Plain:
    several = len(test.values) != 1 or test.comparator is Comparator.ALL_IN
    return {"item": test.item, test.comparator.value: list(test.values) if several else test.values[0]}


def _said(**fields: Any) -> Plain:
    """The fields that say something, as plain text; None, nothing and empty lists are left out."""
    return {
        name: _plain(value)
        for name, value in fields.items()
        if value is not None and value != [] and value != {} and value != ""
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return value.zh if value.zh == value.en else value.as_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return exact_text(value)
    return value
