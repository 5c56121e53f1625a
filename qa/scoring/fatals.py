"""Which fatal faults an audit has, by the auditor's word or by its answers, and what they cost."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from core.errors import WrongInputError
from qa.form.policies import WHOLE, FatalDisplay, FatalScope, FatalTrigger
from qa.form.terms import AuditForm, FatalFault, FatalRule
from qa.scoring.lines import Line
from qa.scoring.receipt import FatalReason


def fatal_reasons(form: AuditForm, found: Sequence[Line], ticked: Collection[str]) -> tuple[FatalReason, ...]:
    """The fatal faults in the form's order. Refused: a ticked code the form does not know."""
    known = form.fatal_codes()
    if unknown := sorted(set(ticked) - set(known)):
        raise WrongInputError("fatal_unknown", codes=unknown)
    items = [reason for line in found if (reason := _of_item(form, line, line.item.code in ticked))]
    faults = [_of_fault(form, fault) for fault in form.fatal_faults if fault.code in ticked]
    return (*items, *faults)


def zeroed_sections(form: AuditForm, reasons: Sequence[FatalReason]) -> frozenset[str]:
    """The sections whose points are gone, those within them included."""
    lost = {
        reason.section
        for reason in reasons
        if reason.scope is FatalScope.SECTION and reason.display is FatalDisplay.ZERO
    }
    within = {inner.code for top in form.sections if top.code in lost for inner in top.sections}
    return frozenset(code for code in (*lost, *within) if code)


def zeroes_all(reasons: Sequence[FatalReason]) -> bool:
    """Whether the whole score is gone."""
    return any(r.scope is FatalScope.FORM and r.display is FatalDisplay.ZERO for r in reasons)


def _of_item(form: AuditForm, line: Line, ticked: bool) -> FatalReason | None:
    rule = line.item.fatal
    if rule is None:
        return None
    trigger = FatalTrigger.TICKED if ticked else _triggered(line, rule)
    if trigger is None:
        return None
    where = rule.section or line.section.code
    return _reason(form, line.item.code, trigger, rule.scope, where, rule.display)


def _triggered(line: Line, rule: FatalRule) -> FatalTrigger | None:
    if line.left_out is not None or line.blank:
        return None
    points, earned = line.item.points, line.value.earned
    under = rule.below is not None and earned < points * rule.below / WHOLE
    met = {
        FatalTrigger.TICKED: False,
        FatalTrigger.CHOSEN: line.value.is_fatal,
        FatalTrigger.BELOW_MAXIMUM: earned < points,
        FatalTrigger.BELOW: under,
    }[rule.trigger]
    return rule.trigger if met else None


def _of_fault(form: AuditForm, fault: FatalFault) -> FatalReason:
    return _reason(form, fault.code, FatalTrigger.TICKED, fault.scope, fault.section, fault.display)


def _reason(
    form: AuditForm,
    code: str,
    trigger: FatalTrigger,
    scope: FatalScope | None,
    section: str | None,
    display: FatalDisplay | None,
) -> FatalReason:
    """A fault that belongs to no section costs the whole form where the form would zero the section."""
    costs = scope or form.policies.fatal_scope
    if costs is FatalScope.SECTION and section is None:
        costs = FatalScope.FORM
    where = section if costs is FatalScope.SECTION else None
    return FatalReason(code, trigger, costs, where, display or form.policies.fatal_display)
