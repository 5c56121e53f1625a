"""What a form that can be read must hold besides: bands that tile, weights that can be met, no loop of
conditions, answers that reach the full mark (qa.form.check_answers)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from core.exact import exact_text, shown_text
from core.finding import Finding, Place
from core.text import Text
from qa.form.check_answers import Said, answers
from qa.form.check_conditions import conditions
from qa.form.policies import WHOLE, WeightMode
from qa.form.terms import AuditForm, Item, Section

_OF_SECTIONS = (WeightMode.SECTION, WeightMode.MULTIPLIER)
_OF_POINTS = (WeightMode.POINTS, WeightMode.MULTIPLIER)
_POINTS, _WEIGHTS = Text("分值", "points"), Text("权重", "weights")


def check(form: AuditForm, places: Mapping[str, Place], whole: Place) -> list[Finding]:
    """Every contradiction in the form, each where it stands: by code, else where the whole form stands."""
    said = [
        *_bands(form),
        *_weights(form),
        *conditions(form),
        *(found for section, item in form.items() for found in _item(form, section, item)),
        *_faults(form),
        *_counts(form),
    ]
    return [Finding(kind, places.get(at, whole), facts) for kind, at, facts in said]


def _bands(form: AuditForm) -> Iterator[Said]:
    bands = form.policies.bands
    if not bands:
        return
    low = form.policies.floor if form.policies.floor is not None and form.policies.floor < 0 else 0
    ends = [band.high for band in bands]
    for band, expected in zip(bands, [low, *ends], strict=False):
        if band.low != expected or band.high <= band.low:
            yield (
                "form_bands_hole",
                "bands",
                {"band": band.text, "low": exact_text(band.low), "expected": exact_text(expected)},
            )
    if ends[-1] != form.maximum:
        facts: dict[str, object] = {
            "band": bands[-1].text,
            "high": exact_text(ends[-1]),
            "maximum": exact_text(form.maximum),
        }
        yield "form_bands_end", "bands", facts
    colours = [band.colour for band in bands if band.colour]
    for colour in sorted({each for each in colours if colours.count(each) > 1}):
        yield "form_colour_twice", "bands", {"colour": colour}


def _weights(form: AuditForm) -> Iterator[Said]:
    for section in form.sections:
        yield from _section_weight(form, section)
    total, whole = form.policies.weights_total, sum(_given(form), Fraction(0))
    if total is not None and whole != total:
        what = _POINTS if form.policies.weights is WeightMode.POINTS else _WEIGHTS
        said = {"what": what, "whole": exact_text(whole), "total": exact_text(total)}
        yield "form_weights_total", "scoring", said
    if total is None and form.policies.weights is WeightMode.POINTS and whole > WHOLE:
        yield "form_points_over", "form", _over(form, whole)
    if _weighs_nothing(form):
        yield "form_weights_zero", "form", {}
    if form.pass_mark > form.maximum:
        facts: dict[str, object] = {"mark": exact_text(form.pass_mark), "maximum": exact_text(form.maximum)}
        yield "form_pass_mark_over", "form", facts


def _over(form: AuditForm, whole: Fraction) -> dict[str, object]:
    """What the points come to, and what one of them is worth of the 100 that a score is out of."""
    worth = shown_text(WHOLE / whole, 2)
    return {"whole": exact_text(whole), "maximum": exact_text(form.maximum), "worth": worth}


def _given(form: AuditForm) -> list[Fraction]:
    """What each part weighs as the form says it; by points, their points and those everybody starts from."""
    counted = [item for section, item in form.items() if not form.is_bonus(section, item)]
    if form.policies.weights is WeightMode.QUESTION:
        return [item.weight or Fraction(0) for item in counted]
    if form.policies.weights is WeightMode.POINTS:
        return [form.policies.base, *(item.points for item in counted if item.is_scored)]
    return [section.weight or Fraction(0) for section in form.sections]


def _weighs_nothing(form: AuditForm) -> bool:
    """Whether something is scored and nothing of it weighs; what is only written down needs no weight."""
    scored = [(section, item) for section, item in form.items() if item.is_scored]
    counted = [(section, item) for section, item in scored if not form.is_bonus(section, item)]
    weights = [_weight(form, section, item) for section, item in counted]
    # A weight that is missing is told by itself.
    return bool(scored) and not form.policies.base and not any(each is None or each for each in weights)


def _weight(form: AuditForm, section: Section, item: Item) -> Fraction | None:
    """What an item weighs, or what its section does where that is what counts; None where it is not said."""
    match form.policies.weights:
        case WeightMode.QUESTION:
            return item.weight
        case WeightMode.SECTION:
            return form.top_of(section.code).weight
        case WeightMode.NONE:
            return Fraction(1)
    return item.points * form.factor(section)


def _section_weight(form: AuditForm, section: Section) -> Iterator[Said]:
    """A weight that is needed and missing, or is there and can never be earned or counts for nothing."""
    needed = form.policies.weights in _OF_SECTIONS and not section.bonus
    earning = any(item.is_scored and not item.bonus for item in section.all_items())
    if needed and earning and section.weight is None:
        yield "form_weight_missing", section.code, {"what": section.text}
    if section.weight is not None and (not needed or not earning):
        yield "form_weight_unmet", section.code, {"what": section.text, "weight": exact_text(section.weight)}
    for inner in section.sections:
        if inner.weight is not None:
            yield "form_weight_unmet", inner.code, {"what": inner.text, "weight": exact_text(inner.weight)}


def _item(form: AuditForm, section: Section, item: Item) -> Iterator[Said]:
    counted = item.is_scored and not form.is_bonus(section, item)
    of_questions = form.policies.weights is WeightMode.QUESTION
    if of_questions and counted and item.weight is None:
        yield "form_weight_missing", item.code, {"what": item.text}
    if item.weight is not None and (not of_questions or not counted):
        yield "form_weight_unmet", item.code, {"what": item.text, "weight": exact_text(item.weight)}
    if counted and not item.points and form.policies.weights not in _OF_POINTS:
        yield "form_item_worthless", item.code, {"item": item.text}
    yield from answers(form, item)


def _faults(form: AuditForm) -> Iterator[Said]:
    """A fault that would cost a section that is none."""
    known = {section.code for section in form.all_sections()}
    for fault in form.fatal_faults:
        if fault.section is not None and fault.section not in known:
            yield "form_fatal_section", fault.code, {"item": fault.text, "section": fault.section}


def _counts(form: AuditForm) -> Iterator[Said]:
    """A count that no section, or the form, can reach."""
    counts = form.policies.counts
    scored = [sum(item.is_scored for item in section.all_items()) for section in form.sections]
    if counts.items is not None and counts.items > max(scored):
        yield "form_count_unmet", "scoring", {"n": counts.items, "most": max(scored)}
    if counts.sections is not None and counts.sections > len(scored):
        yield "form_count_unmet", "scoring", {"n": counts.sections, "most": len(scored)}
