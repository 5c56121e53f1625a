"""What each item weighs: as the form has it, and in one audit once what does not apply is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from qa.form.policies import WHOLE, NaPolicy, WeightMode
from qa.form.terms import AuditForm, Item, Section

_NOTHING = Fraction(0)


def counted(form: AuditForm) -> Iterator[tuple[Section, Item]]:
    """The items that are part of what is possible: scored, and no bonus."""
    return (
        (section, item)
        for section, item in form.items()
        if item.is_scored and not form.is_bonus(section, item)
    )


def effective_shares(form: AuditForm) -> dict[str, Fraction]:
    """Item → percent of the whole it really has. Multipliers are no shares: “40/20” over two items and one
    is 80 and 20 (AT-16)."""
    return dict(_effective(form))


@lru_cache(maxsize=64)
def _effective(form: AuditForm) -> Mapping[str, Fraction]:
    return applied_weights(form, list(counted(form)), ())


def section_shares(form: AuditForm) -> dict[str, Fraction]:
    """The same, added up for each outermost section."""
    shares = effective_shares(form)
    return {
        section.code: sum((shares.get(item.code, _NOTHING) for item in section.all_items()), _NOTHING)
        for section in form.sections
    }


def applied_weights(
    form: AuditForm, asked: Sequence[tuple[Section, Item]], left_out: Collection[str]
) -> dict[str, Fraction]:
    """Item → percent of the whole, of the items asked in this audit that stay in the base. With the points
    everybody starts from (`base`) they add up to 100."""
    if form.policies.weights is WeightMode.SECTION:
        return _under_sections(form, asked, left_out)
    weights = {item.code: _weight(form, section, item) for section, item in asked}
    kept = {code: weight for code, weight in weights.items() if code not in left_out}
    return _shares(form, weights, kept, form.policies.base)


def base_share(form: AuditForm, applied: Mapping[str, Fraction]) -> Fraction:
    """The percent of the whole that the points everybody starts from are."""
    return WHOLE - sum(applied.values(), _NOTHING) if form.policies.base else _NOTHING


def _weight(form: AuditForm, section: Section, item: Item) -> Fraction:
    mode = form.policies.weights
    if mode is WeightMode.QUESTION:
        return item.weight or _NOTHING
    return Fraction(1) if mode is WeightMode.NONE else item.points * form.factor(section)


def _under_sections(
    form: AuditForm, asked: Sequence[tuple[Section, Item]], left_out: Collection[str]
) -> dict[str, Fraction]:
    """A section's share is its items' in equal parts; one with nothing left gives its share to the others."""
    items: dict[str, list[str]] = {}
    for section, item in asked:
        items.setdefault(form.top_of(section.code).code, []).append(item.code)
    weights = {top.code: top.weight or _NOTHING for top in form.sections if top.code in items}
    live = {top: [code for code in codes if code not in left_out] for top, codes in items.items()}
    kept = {top: weight for top, weight in weights.items() if live[top]}
    shares = _shares(form, weights, kept, _NOTHING)
    return {code: share / len(live[top]) for top, share in shares.items() for code in live[top]}


def _shares(
    form: AuditForm, weights: Mapping[str, Fraction], kept: Mapping[str, Fraction], base: Fraction
) -> dict[str, Fraction]:
    """Percent of what is kept and the base: in the old proportions, or what was lost spread evenly over
    whatever weighs anything."""
    each = _NOTHING
    if form.policies.na is NaPolicy.EVEN:
        heirs = sum(bool(weight) for weight in kept.values())
        lost = sum(weights.values(), _NOTHING) - sum(kept.values(), _NOTHING)
        each = lost / heirs if heirs else _NOTHING
    spread = {code: weight + each if weight else weight for code, weight in kept.items()}
    whole = sum(spread.values(), base)
    return {code: weight / whole * WHOLE for code, weight in spread.items()} if whole else {}
