"""A planned site visit in the house of tests/services_example.py, for the tests of visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from core.text import Text
from qa.form.load import shipped_forms
from qa.form.terms import AuditForm
from qa.scoring.answers import Answer
from services.known.directory import save_site, sites
from services.visits import visit_answers, visits
from services.visits.visits import VisitPlan
from store.records import SiteVisitRecord
from tests.services_example import Cast

S1: AuditForm = next(form for form in shipped_forms() if form.code == "S1")
ITEMS = [item.code for _section, item in S1.items()]
NA = Answer(not_applicable=True)
DAY = date(2026, 5, 11)
PLAN = VisitPlan(
    "YUNHE", DAY, "CS", "年度现场检查", ("李质检",), ("周经理",), summary="总体有序", remark="对方提前得知"
)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def planned(cast: Cast, **said: Any) -> SiteVisitRecord:
    """A visit to Changsha yesterday, nothing answered yet."""
    if not sites(cast.house, cast.manager, "YUNHE"):
        save_site(cast.house, cast.manager, "YUNHE", "CS", Text("长沙", "Changsha"))
    return visits.plan_visit(cast.house, cast.auditor, replace(PLAN, **said), "S1")


def answered(cast: Cast, visit: str, **said: Answer) -> SiteVisitRecord:
    """Every item: met, but for what is said."""
    kept = visits.visit(cast.house, cast.auditor, visit).record
    given = {code: Answer("full") for code in ITEMS} | {"SEATS_TAKEN": NA} | said
    for code, answer in given.items():
        kept = visit_answers.answer_item(
            cast.house, cast.auditor, visit, code, answer, kept.answers.get(code)
        )
    return kept


def submitted(cast: Cast, visit: str, **said: Answer) -> SiteVisitRecord:
    """The same, submitted."""
    kept = answered(cast, visit, **said)
    return visit_answers.submit_visit(cast.house, cast.auditor, visit, kept.version)
