"""What a form that can be read must hold besides: bands that tile, weights that can be met, no loop of
conditions, answers that reach the full mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.exact import exact_text
from core.finding import Finding, Place
from qa.form.check_conditions import conditions
from qa.form.kinds import ItemKind
from qa.form.policies import WHOLE, FatalTrigger, WeightMode
from qa.form.terms import AuditForm, FatalRule, Item, Section

#: A finding before it has its place: its kind, what it stands at, its facts.
Said = tuple[str, str, dict[str, object]]
_OF_SECTIONS = (WeightMode.SECTION, WeightMode.MULTIPLIER)
_OF_POINTS = (WeightMode.POINTS, WeightMode.MULTIPLIER)


def check(form: AuditForm, places: Mapping[str, Place], whole: Place) -> list[Finding]:
    """Every contradiction in the form, each where it stands: by code, else where the whole form stands."""
    said = [
        *_bands(form),
        *_weights(form),
        *conditions(form),
        *(found for section, item in form.items() for found in _item(form, section, item)),
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
    mode, given = form.policies.weights, []
    for section in form.sections:
        yield from _section_weight(form, section)
        given.append(section.weight)
    if mode is WeightMode.QUESTION:
        given = [item.weight for section, item in form.items() if not form.is_bonus(section, item)]
    total, whole = form.policies.weights_total, sum(weight or 0 for weight in given)
    if total is not None and whole != total:
        yield "form_weights_total", "scoring", {"whole": exact_text(whole), "total": exact_text(total)}
    if form.pass_mark > form.maximum:
        facts: dict[str, object] = {"mark": exact_text(form.pass_mark), "maximum": exact_text(form.maximum)}
        yield "form_pass_mark_over", "form", facts


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
    if item.choices and item.kind is not ItemKind.MULTI:
        yield from _choices(item)
    if item.kind.is_measured:
        yield from _steps(item)
    if item.fatal:
        yield from _fatal(form, item, item.fatal)


def _choices(item: Item) -> Iterator[Said]:
    """The best answer earns the full mark, and no failing answer earns more than a passing one (AT-33)."""
    best = max(choice.points for choice in item.choices)
    if item.is_scored and best < item.points:
        yield (
            "form_top_short",
            item.code,
            {"item": item.text, "best": exact_text(best), "points": exact_text(item.points)},
        )
    failing = [choice for choice in item.choices if choice.passes is False]
    passing = [choice for choice in item.choices if choice.passes]
    for fail in failing:
        below = next((choice for choice in passing if choice.points < fail.points), None)
        if below is not None:
            facts: dict[str, object] = {"item": item.text, "fail": fail.text, "passing": below.text}
            yield "form_fail_above_pass", item.code, facts


def _steps(item: Item) -> Iterator[Said]:
    """Choices of a measured item go up, and only the last is open."""
    ends = [choice.up_to for choice in item.choices]
    closed = [end for end in ends if end is not None]
    rising = closed == sorted(set(closed)) and len(closed) == len(ends) - 1
    if item.choices and (ends[-1] is not None or not rising):
        yield "form_steps", item.code, {"item": item.text}


def _fatal(form: AuditForm, item: Item, rule: FatalRule) -> Iterator[Said]:
    by_choice = rule.trigger is FatalTrigger.CHOSEN
    if by_choice and not any(choice.fatal for choice in item.choices):
        yield "form_fatal_never", item.code, {"item": item.text}
    if rule.trigger is FatalTrigger.BELOW and not (rule.below and rule.below <= WHOLE):
        yield "form_fatal_never", item.code, {"item": item.text}
    if rule.section is not None and rule.section not in {each.code for each in form.all_sections()}:
        yield "form_fatal_section", item.code, {"item": item.text, "section": rule.section}


def _counts(form: AuditForm) -> Iterator[Said]:
    """A count that no section, or the form, can reach."""
    counts = form.policies.counts
    scored = [sum(item.is_scored for item in section.all_items()) for section in form.sections]
    if counts.items is not None and counts.items > max(scored):
        yield "form_count_unmet", "scoring", {"n": counts.items, "most": max(scored)}
    if counts.sections is not None and counts.sections > len(scored):
        yield "form_count_unmet", "scoring", {"n": counts.sections, "most": len(scored)}
