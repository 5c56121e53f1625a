"""A rule of the matrix in words: whom it is for, on which days, by which terms."""

from __future__ import annotations

from collections.abc import Iterable

from core.language import _, current
from core.text import spoken
from qa.training.course import Course
from qa.training.matrix import DueDays, Rule, Where
from qa.training.profile import roles_of


def listed(values: Iterable[object]) -> str:
    """Several words or codes in a row, in the reader's language."""
    return _(", ").join(str(spoken(value, current())) for value in values)


def whom(rule: Rule) -> str:
    """Whom it is for; what it does not name is for any."""
    where = rule.where
    parts = [listed(sorted(where.roles))] if where.roles else [_everybody(rule)]
    named = (where.vendors, where.projects, where.sites, where.channels, where.languages, where.segments)
    parts += [listed(sorted(each)) for each in named if each]
    if where.product:
        parts.append(_product(where))
    return " · ".join(parts)


def days(rule: Rule) -> str:
    """The days it holds, both included."""
    return f"{rule.first_day} – {rule.last_day or ''}".strip()


def terms(rule: Rule) -> str:
    """Mark, validity, due days, grace and the rest of what it sets."""
    said = [_("from {mark} %").format(mark=f"{rule.pass_mark:f}")]
    if rule.valid_months:
        said.append(_("valid {n} months").format(n=rule.valid_months))
    if rule.valid_days:
        said.append(_("valid {n} days").format(n=rule.valid_days))
    if rule.every_days:
        said.append(_("every {n} days").format(n=rule.every_days))
    if rule.due:
        said.append(_("due {days}").format(days=_due(rule.due)))
    if rule.within is not None:
        said.append(_("within {n} working days").format(n=rule.within))
    if rule.attempts:
        said.append(_("{n} attempts").format(n=rule.attempts))
    if rule.grace_days:
        said.append(_("{n} days of grace").format(n=rule.grace_days))
    if rule.certified_trainer:
        said.append(_("by a certified trainer"))
    return " · ".join([*said, *_beside(rule)])


def course_terms(course: Course) -> str:
    """What a course is beside its name."""
    said = [listed([course.category, *sorted(course.topics)]), listed([course.provider])]
    if course.compliance:
        said.append(_("compliance"))
    if course.carries_over:
        said.append(_("carries over"))
    return " · ".join(said)


def _everybody(rule: Rule) -> str:
    roles = roles_of(rule.where, rule.kind)
    return listed(roles) if len(roles) == 1 else _("whoever takes contacts")


def _product(where: Where) -> str:
    if where.product_version is None:
        return str(where.product)
    return _("{product} from version {n}").format(product=where.product, n=where.product_version)


def _due(due: DueDays) -> str:
    return listed([due.every]) if due.every else listed(due.dates)


def _beside(rule: Rule) -> list[str]:
    return [listed(sorted(each)) for each in (rule.delivery, rule.evidence) if each]
