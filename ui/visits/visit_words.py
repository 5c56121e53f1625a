"""A visit in words: where it was, how it stands, what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.language import _
from qa.visit.states import FindingState, Grade, VisitState
from services.visits.visit_standing import VisitView
from ui import formats, report_words

if TYPE_CHECKING:
    from store.records import SiteVisitRecord, VisitFindingRecord

_COLOURS = {
    VisitState.OPEN: "blue",
    VisitState.SUBMITTED: "orange",
    VisitState.SIGNED: "green",
    VisitState.REFUSED: "red",
    VisitState.CALLED_OFF: "gray",
}
_STATES = {FindingState.OPEN: "red", FindingState.ANSWERED: "orange", FindingState.CLOSED: "green"}
_GRADES = {Grade.OBSERVATION: "gray", Grade.GENERAL: "orange", Grade.SERIOUS: "red"}


def place(record: SiteVisitRecord) -> str:
    """Vendor and site."""
    vendor = report_words.vendor_name(record.vendor)
    return f"{vendor} · {report_words.site_name(record.vendor, record.site)}" if record.site else vendor


def state_badge(state: VisitState, lang_words: str) -> str:
    """The visit's state with its colour."""
    return f":{_COLOURS[state]}-badge[{lang_words}]"


def finding_badges(finding: VisitFindingRecord, grade: str, state: str) -> str:
    """How grave, and how far it is put right."""
    said = f":{_GRADES[finding.grade]}-badge[{grade}]"
    return said if not finding.grade.is_booked else f"{said} :{_STATES[finding.state]}-badge[{state}]"


def score(view: VisitView) -> str:
    """92.00 ✓ passed; a dash before it is submitted."""
    record = view.record
    if record.points is None:
        return formats.DASH
    return f"{formats.points(record.points)} {result(record.passed)}"


def result(passed: bool | None) -> str:
    """✓ Passed, ✕ Not passed."""
    return {True: f"✓ {_('Passed')}", False: f"✕ {_('Not passed')}", None: formats.DASH}[passed]


def still_to_put_right(view: VisitView) -> str:
    """2 of 5."""
    counted = [each for each in view.findings if each.grade.is_booked]
    left = [each for each in counted if each.state is not FindingState.CLOSED]
    return _("{n} of {all}").format(n=len(left), all=len(counted)) if counted else formats.DASH
