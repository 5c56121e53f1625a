"""Score one audit: from a form's version and its answers to a receipt that shows every point."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from fractions import Fraction

from core.exact import exact_text
from core.rounding import rounded
from qa.form.policies import WHOLE, Bonus, Compared, FatalScope, ItemFails, WeightMode, band_of
from qa.form.terms import AuditForm
from qa.scoring.answers import Answer
from qa.scoring.fatals import fatal_reasons, zeroed_sections, zeroes_all
from qa.scoring.imputing import earned_in_base
from qa.scoring.lines import NOT_ASKED, Line, lines, shown
from qa.scoring.receipt import FatalReason, ItemScore, Receipt
from qa.scoring.sections import section_scores
from qa.scoring.weighing import applied_weights, base_share, effective_shares

_NOTHING = Fraction(0)
_OF_POINTS = (WeightMode.POINTS, WeightMode.MULTIPLIER)


def score(
    form: AuditForm, answers: Mapping[str, Answer], fatal: Collection[str] = (), connected: bool = True
) -> Receipt:
    """Score `answers` under `form`, by the switches the form's version carries.

    Where nothing that weighs anything applies there is no score: never 0, never 100 (AT-15, AT-54). A call
    that reached no agent is scored in its getting-through section only and has no total, so it never enters
    an average. Refused: an item left unanswered or answered with what the form does not offer, and a fatal
    code it does not know.
    An answer to no item of the form counts nowhere; `check_asked` refuses it where it comes in.
    """
    found = lines(form, answers, connected)
    reasons = fatal_reasons(form, found, fatal)
    zeroed = zeroed_sections(form, reasons)
    items = _weighed(form, found)
    sections = section_scores(form, items, zeroed, reasons)
    base = _base(form, items)
    is_scored = connected and _is_scored(form, items)
    arithmetic = sum((line.contribution for line in items), base) if is_scored else None
    kept = sum((line.contribution for line in items if line.section not in zeroed), base)
    total = None if arithmetic is None else _total(form, reasons, kept)
    by_count = _fails_by_count(form, [s.failed for s in sections if s.section in _tops(form)])
    asked = _questions(form, items)
    compared = _compared(form, total)
    band = band_of(form.policies.bands, compared)
    return Receipt(
        form=form.code,
        version=form.version,
        form_hash=form.hash,
        items=items,
        sections=sections,
        fatal=tuple(reason.code for reason in reasons),
        fatal_reasons=reasons,
        total=total,
        arithmetic=arithmetic,
        maximum=form.maximum,
        critical=_critical(form, items),
        passed=None if compared is None else _passes(form, compared, reasons) and not by_count,
        flawless=total is not None and not reasons and not any(_is_flaw(line) for line in items),
        band=band.code if band else None,
        questions_asked=len(asked),
        questions_correct=sum(line.earned == line.applicable for line in asked),
        base=form.policies.base,
        base_contribution=base,
        failed_by_count=by_count,
        policies=_policies(form),
    )


def unanswered(form: AuditForm, answers: Mapping[str, Answer], connected: bool = True) -> list[str]:
    """The codes of the items that still need an answer; what is only written down may stay empty."""
    return [
        item.code
        for _section, item in shown(form, answers, connected)
        if item.code not in answers and not item.kind.is_written
    ]


def _weighed(form: AuditForm, found: Sequence[Line]) -> tuple[ItemScore, ...]:
    """The lines with what each brought: the share of the whole that it weighed and earned."""
    asked = [line for line in found if line.left_out not in NOT_ASKED]
    counted = [line for line in asked if not form.is_bonus(line.section, line.item)]
    earned = earned_in_base(form, counted)
    left = {line.item.code for line in counted if line.item.code not in earned}
    applied = applied_weights(form, [(line.section, line.item) for line in counted], left)
    shares = effective_shares(form)
    whole = _whole(form, counted, left)
    return tuple(_item_score(form, line, earned, applied, shares, whole) for line in found)


def _whole(form: AuditForm, counted: Sequence[Line], left: Collection[str]) -> Fraction:
    """The points possible that one point is a part of, where points weigh; else 100."""
    if form.policies.weights not in _OF_POINTS:
        return WHOLE
    kept = (line for line in counted if line.item.code not in left)
    return sum((line.item.points * form.factor(line.section) for line in kept), form.policies.base)


def _item_score(
    form: AuditForm,
    line: Line,
    earned: Mapping[str, Fraction],
    applied: Mapping[str, Fraction],
    shares: Mapping[str, Fraction],
    whole: Fraction,
) -> ItemScore:
    code, points = line.item.code, line.item.points
    bonus = form.is_bonus(line.section, line.item)
    score_ = ItemScore(
        line.section.code,
        code,
        line.answer,
        earned=earned.get(code, _NOTHING),
        applicable=points if code in earned else _NOTHING,
        left_out=line.left_out,
        weight=shares.get(code, _NOTHING),
        applied_weight=applied.get(code, _NOTHING),
        bonus=bonus,
        error_class=line.item.error_class,
    )
    if bonus and line.left_out is None:
        score_ = replace(score_, earned=line.value.earned, applicable=points)
    share = _contribution(form, line, score_, whole)
    return replace(score_, contribution=share, failed=_failed(form, line, score_))


def _contribution(form: AuditForm, line: Line, found: ItemScore, whole: Fraction) -> Fraction:
    """Percent points: of the item's weight what its points are of its own, so nothing where it weighs
    nothing; a bonus or a mere deduction is held against the whole."""
    if found.bonus and form.policies.bonus is Bonus.NONE:
        return _NOTHING
    if line.item.points and not found.bonus:
        return found.applied_weight * found.earned / line.item.points
    return found.earned * form.factor(line.section) / whole * WHOLE if whole else _NOTHING


def _failed(form: AuditForm, line: Line, found: ItemScore) -> bool:
    if line.left_out is not None or found.bonus:
        return False
    if line.value.passes is not None:
        return not line.value.passes
    if form.policies.counts.fails is ItemFails.BELOW_MAXIMUM:
        return found.earned < found.applicable
    return found.earned < 0 or (found.earned == 0 and found.applicable > 0)


def _base(form: AuditForm, items: Sequence[ItemScore]) -> Fraction:
    return base_share(form, {line.item: line.applied_weight for line in items})


def _is_scored(form: AuditForm, items: Sequence[ItemScore]) -> bool:
    """Whether anything was really answered, and there is a whole that it is a part of."""
    weighs = bool(form.policies.base) or any(line.applied_weight for line in items)
    return weighs and any(line.left_out is None and not line.bonus for line in items)


def _total(form: AuditForm, reasons: Sequence[FatalReason], earned: Fraction) -> Fraction:
    """What is left after fatal faults, held between the form's ends."""
    if zeroes_all(reasons):
        return _NOTHING
    cap, floor = form.policies.cap, form.policies.floor
    total = earned if cap is None else min(earned, cap)
    return total if floor is None else max(total, floor)


def _compared(form: AuditForm, total: Fraction | None) -> Fraction | None:
    """The figure that meets the pass mark and the bands."""
    if total is None or form.policies.compared is Compared.EXACT:
        return total
    return Fraction(rounded(total, form.policies.digits))


def _passes(form: AuditForm, compared: Fraction, reasons: Sequence[FatalReason]) -> bool:
    """A fatal fault never passes, whatever the points, unless it is only flagged."""
    return compared >= form.pass_mark and all(r.scope is FatalScope.FLAG for r in reasons)


def _fails_by_count(form: AuditForm, failed: Sequence[bool]) -> bool:
    most = form.policies.counts.sections
    return most is not None and sum(failed) >= most


def _tops(form: AuditForm) -> set[str]:
    return {section.code for section in form.sections}


def _questions(form: AuditForm, items: Sequence[ItemScore]) -> list[ItemScore]:
    questions = {item.code for _section, item in form.items() if item.is_question}
    return [line for line in items if line.item in questions and line.left_out is None]


def _critical(form: AuditForm, items: Sequence[ItemScore]) -> Fraction | None:
    """Points earned of possible in the items whose errors are critical (AT-18)."""
    if not form.policies.critical_score:
        return None
    kept = [line for line in items if line.error_class and line.error_class.is_critical and not line.bonus]
    possible = sum((line.applicable for line in kept), _NOTHING)
    return sum((line.earned for line in kept), _NOTHING) / possible * WHOLE if possible else None


def _is_flaw(line: ItemScore) -> bool:
    return line.left_out is None and line.earned < (_NOTHING if line.bonus else line.applicable)


def _policies(form: AuditForm) -> dict[str, str]:
    policies = form.policies
    said = {"pass_mark": exact_text(form.pass_mark)}
    for name in policies.__dataclass_fields__:
        if name == "comments":  # what is asked, not how it is scored
            continue
        value = getattr(policies, name)
        if isinstance(value, Enum):
            said[name] = str(value.value)
        elif isinstance(value, Fraction | int) and name != "bands":
            said[name] = exact_text(value) if not isinstance(value, bool) else str(value).lower()
    counts = policies.counts
    if counts.items is not None or counts.sections is not None:
        said["counts"] = f"{counts.items or '-'}/{counts.sections or '-'} {counts.fails.value}"
    return said
