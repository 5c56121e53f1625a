"""A form of a site visit that comes back from the road, as cases of the museum tell it.

    - form of a visit: {cells: {"1!E2": 还行}, page: {DESKS: none}, twice: true, other: true}

`cells`: what is written into it, sheet by place (0 the visit, 1 the checklist, 2 what was found);
`page`: what was answered in the app meanwhile; `twice`: it was brought back before; `other`: it is brought
to another visit.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl

from core.finding import Finding
from qa.scoring.answers import Answer
from services.visits import visit_answers, visit_offline, visits
from services.visits.visits import VisitPlan

_PLAN = VisitPlan("YUNHE", date(2026, 11, 20))


def brought_back(house: Any, who: Any, asked: dict[str, Any]) -> list[Finding]:
    """Brings it back; a refusal is what it found."""
    visit = visits.plan_visit(house, who, _PLAN, "S1")
    data = _written(visit_offline.issue_form(house, who, visit.id, "zh")[1], asked.get("cells", {}))
    for item, choice in asked.get("page", {}).items():
        visit_answers.answer_item(house, who, visit.id, item, Answer(choice), None)
    target = visits.plan_visit(house, who, _PLAN, "S1").id if asked.get("other") else visit.id
    for _time in range(2 if asked.get("twice") else 1):
        visit_offline.bring_back(house, who, data, "外出.xlsx", visit=target)
    return []


def _written(data: bytes, cells: dict[str, Any]) -> bytes:
    book, out = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
    for place, value in cells.items():
        sheet, cell = place.split("!")
        book.worksheets[int(sheet)][cell] = value
    book.save(out)
    return out.getvalue()
