"""Sections on the receipt: their points, their percent, and whether they failed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from qa.form.policies import WHOLE, FatalScope, WeightMode
from qa.form.terms import AuditForm, Section
from qa.scoring.receipt import FatalReason, ItemScore, SectionScore

_NOTHING = Fraction(0)


def section_scores(
    form: AuditForm, items: Sequence[ItemScore], zeroed: Collection[str], reasons: Sequence[FatalReason]
) -> tuple[SectionScore, ...]:
    """Every section, those within others with their own lines and the outer ones with all of them."""
    fatal = {reason.section for reason in reasons if reason.scope is FatalScope.SECTION}
    return tuple(
        _section(form, section, _lines(section, items), section.code in zeroed, section.code in fatal)
        for section in form.all_sections()
    )


def _lines(section: Section, items: Sequence[ItemScore]) -> list[ItemScore]:
    codes = {item.code for item in section.all_items()}
    return [line for line in items if line.item in codes]


def _section(
    form: AuditForm, section: Section, lines: Sequence[ItemScore], zeroed: bool, fatal: bool
) -> SectionScore:
    counts = form.policies.counts
    percent = None if _percent(form, lines) is None else _NOTHING if zeroed else _percent(form, lines)
    short = section.pass_mark is not None and percent is not None and percent < section.pass_mark
    failed = counts.items is not None and sum(line.failed for line in lines) >= counts.items
    return SectionScore(
        section.code,
        earned=_NOTHING if zeroed else sum((line.earned for line in lines), _NOTHING),
        applicable=sum((line.applicable for line in lines), _NOTHING),
        zeroed=zeroed,
        percent=percent,
        applied_weight=sum((line.applied_weight for line in lines), _NOTHING),
        contribution=_NOTHING if zeroed else sum((line.contribution for line in lines), _NOTHING),
        failed=short or failed or fatal,
    )


def _percent(form: AuditForm, lines: Sequence[ItemScore]) -> Fraction | None:
    """Points earned of possible where points weigh; else what its weight earned. None where nothing
    applied."""
    if form.policies.weights in (WeightMode.POINTS, WeightMode.MULTIPLIER):
        possible = sum((line.applicable for line in lines), _NOTHING)
        earned = sum((line.earned for line in lines), _NOTHING)
        return earned / possible * WHOLE if possible else None
    weight = sum((line.applied_weight for line in lines), _NOTHING)
    brought = sum((line.contribution for line in lines if line.applied_weight), _NOTHING)
    return brought / weight * WHOLE if weight else None
