"""From what a contract file says of months to terms: the time to object, quarter and year."""

from __future__ import annotations

from sla.contract_file.building_points import build_grades
from sla.contract_file.shape import Got
from sla.terms.review import Disputes, Review
from sla.terms.year import YearRule


def build_review(got: Got | None) -> Review | None:
    """The time to object; None where the file gives none."""
    if got is None:
        return None
    usual = Review()
    return Review(int(got.get("days", usual.days)), got.get("silence", usual.silence))


def build_disputes(got: Got | None) -> Disputes | None:
    """Whose figures count while an objection is open; None where the file says nothing of it."""
    return None if got is None else Disputes(got.get("scored_on", Disputes().scored_on))


def build_year(got: Got | None) -> YearRule | None:
    """How months make a year's score; None where the file says nothing of it."""
    if got is None:
        return None
    usual = YearRule()
    return YearRule(got.get("combine", usual.combine), build_grades(got.get("grades", ())))
