"""A visit with everything in it, as the store has it, and whether it can still be changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from qa.form.terms import AuditForm
from qa.scoring.answers import Answer
from qa.scoring.engine import score, unanswered
from qa.scoring.receipt import Receipt
from qa.visit.states import VisitState
from services.forms.audit_forms import form_in, known_forms
from services.records.kept_audits import read_answer
from store.records import SiteVisitRecord, VisitFindingRecord, VisitFormRecord, VisitPhotoRecord
from store.unit_of_work import UnitOfWork

R = TypeVar("R", VisitFindingRecord, VisitPhotoRecord, VisitFormRecord)


@dataclass(frozen=True)
class VisitView:
    """One visit, its checklist in its version, what was found, photographs, forms for the road."""

    record: SiteVisitRecord
    form: AuditForm
    findings: tuple[VisitFindingRecord, ...]
    photos: tuple[VisitPhotoRecord, ...]
    forms: tuple[VisitFormRecord, ...]

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """What was answered, by item."""
        return {item: read_answer(kept) for item, kept in self.record.answers.items()}

    @cached_property
    def open_items(self) -> tuple[str, ...]:
        """The items that still need an answer."""
        return tuple(unanswered(self.form, self.answers))

    @cached_property
    def receipt(self) -> Receipt | None:
        """The checklist's reckoning; None until the visit is submitted."""
        if not self.record.state.stands:
            return None
        return score(self.form, self.answers, self.record.fatal)

    def photos_of(self, finding: str) -> tuple[VisitPhotoRecord, ...]:
        """The photographs of one thing found; of '' those of the visit as a whole."""
        return tuple(photo for photo in self.photos if photo.finding == finding)


def visit_in(uow: UnitOfWork, id: str) -> VisitView:
    """The visit; refused where there is none this person may see."""
    record = uow.visits.get(id)
    return VisitView(
        record,
        form_in(uow, record.form, int(record.form_version)),
        tuple(uow.visits.findings_of(id)),
        tuple(uow.visits.photos_of(id)),
        tuple(uow.visits.forms_of(id)),
    )


def every_visit(uow: UnitOfWork, vendor: str | None) -> list[VisitView]:
    """The visits this person may see, the latest day first: so many questions of the store, however many."""
    forms = {(form.code, str(form.version)): form for form in known_forms(uow)}
    findings = _by_visit(sorted(uow.visits.every_finding(), key=lambda found: found.number))
    photos, copies = _by_visit(uow.visits.every_photo()), _by_visit(uow.visits.every_form())
    return [
        VisitView(
            record,
            forms[record.form, record.form_version],
            tuple(findings[record.id]),
            tuple(photos[record.id]),
            tuple(copies[record.id]),
        )
        for record in uow.visits.newest()
        if vendor in (None, record.vendor)
    ]


def _by_visit(found: Sequence[R]) -> Mapping[str, list[R]]:
    grouped: dict[str, list[R]] = defaultdict(list)
    for each in found:
        grouped[each.visit].append(each)
    return grouped


def still_open(uow: UnitOfWork, who: Principal, id: str) -> VisitView:
    """The visit, where this person audits its vendor and it is not submitted or called off yet."""
    found = visit_in(uow, id)
    authorize(who, Action.AUDIT, found.record.vendor)
    if found.record.state is not VisitState.OPEN:
        raise WrongInputError("visit_over", day=found.record.day, state=found.record.state.words)
    return found


def standing(uow: UnitOfWork, id: str) -> VisitView:
    """The visit, once it is submitted."""
    found = visit_in(uow, id)
    if not found.record.state.stands:
        raise WrongInputError("visit_open", day=found.record.day)
    return found
