"""What a specification's version touches: form items, answer keys and courses that rest on it, and who
confirmed what.

A confirmation is a row of its own, never overwritten: it holds for one version and one reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.period import business_date
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.specification.affected import Affected, Reference, ReferenceKind, Standing, affected
from qa.specification.terms import SpecVersion
from services.contracts.contract_versions import BEIJING
from services.forms.audit_forms import forms
from services.house.writing import reasoned, writing
from services.known.directory import vendors
from services.mystery.mystery_briefs import briefs
from services.mystery.mystery_kept import brief_of
from services.records.training import compliance
from services.specifications.specifications import (
    PublishedVersion,
    SpecificationView,
    authorize_for,
    specification,
    specifications,
)
from store.records import SpecificationReviewRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What finds a reference again (qa.specification.affected.Reference.key).
Key = tuple[str, str, str, str, str]


def what_it_touches(house: House, who: Principal, code: str, number: int | None = None) -> list[Affected]:
    """Everything that points at a specification, held against one version: the one in force unless another
    is named; what waits for a look comes first."""
    authorize(who, Action.VIEW)
    view = specification(house, who, code)
    against = view.shown if number is None else view.numbered(number)
    references = _references(house, who, code, against.version)
    return _held_against(house, who, view, against, references)


def answers_that_rest(house: House, who: Principal) -> list[Affected]:
    """The newest briefs' model answers that rest on a clause, each held against the version in force."""
    authorize(who, Action.VIEW)
    found = []
    for view in specifications(house, who):
        references = list(_answer_keys(house, who, view.code))
        found += _held_against(house, who, view, view.shown, references) if references else []
    return found


def what_a_draft_would_touch(house: House, who: Principal, draft: SpecVersion) -> list[Affected]:
    """The same for a version that is not published yet: what would have to be looked at again."""
    authorize(who, Action.VIEW)
    code = draft.specification.code
    view = specification(house, who, code)
    versions = [*(each.version for each in view.versions), draft]
    references = _references(house, who, code, draft)
    return affected(versions, draft, house.today(), references, {})


def confirm_unaffected(
    house: House, who: Principal, code: str, number: int, references: Sequence[Key], why: str
) -> list[SpecificationReviewRecord]:
    """Note that a person looked at these and found that the version changes nothing for them, with what they
    saw. Refused for what does not wait for a look."""
    said = reasoned(why)
    view = specification(house, who, code)
    vendor = view.newest.version.specification.vendor
    authorize_for(who, Action.AUDIT, vendor)
    waiting = {
        each.reference.key: each.reference
        for each in what_it_touches(house, who, code, number)
        if each.standing is Standing.TO_REVIEW
    }
    if missing := [key for key in references if key not in waiting]:
        raise NotFoundError(code=" ".join(filter(None, missing[0])))
    with writing(house, who, Action.AUDIT) as uow:
        kept = [
            SpecificationReviewRecord(
                code=code,
                number=number,
                vendor=vendor,
                **_found_by(waiting[key]),
                why=said,
                confirmed_at=uow.now,
                confirmed_by=who.name,
            )
            for key in references
        ]
        uow.specifications.reviews.add_all(kept)
        after = {"version": number, "confirmed": [" ".join(filter(None, key)) for key in references]}
        uow.journal.note(
            "specification_confirmed", "specification", code, vendor=vendor, after=after, why=said
        )
    return kept


def confirmations(house: House, who: Principal, code: str) -> list[SpecificationReviewRecord]:
    """Everything that was ever confirmed of a specification, in the order it was."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return uow.specifications.reviews_of(code)


def _held_against(
    house: House,
    who: Principal,
    view: SpecificationView,
    against: PublishedVersion,
    references: Sequence[Reference],
) -> list[Affected]:
    confirmed: dict[Key, set[int]] = defaultdict(set)
    for each in confirmations(house, who, view.code):
        key = (each.kind, each.source, each.source_version, each.item, each.clause)
        confirmed[key].add(each.number)
    known = {key: frozenset(numbers) for key, numbers in confirmed.items()}
    versions = [each.version for each in view.versions]
    # A class of the day before is none of it, though in UTC it may be the same day.
    published = business_date(against.published_at, BEIJING)
    return affected(versions, against.version, published, references, known)


def _references(house: House, who: Principal, code: str, against: SpecVersion) -> list[Reference]:
    """Everything that points at a specification."""
    return [*_items(house, who, code), *_answer_keys(house, who, code), *_courses(house, who, against)]


def _answer_keys(house: House, who: Principal, code: str) -> Iterator[Reference]:
    """The model answers of the newest version of every brief that rest on the specification."""
    for _brief, versions in groupby(briefs(house, who), key=lambda record: record.code):
        brief = brief_of(next(versions))
        for number, question in enumerate(brief.questions, start=1):
            if question.clause is not None and question.clause.spec == code:
                yield Reference(
                    ReferenceKind.ANSWER_KEY,
                    brief.code,
                    Text(f"{brief.name.zh} · {question.ask}", f"{brief.name.in_('en')} · {question.ask}"),
                    code,
                    question.clause.version,
                    source_version=str(brief.version),
                    item=str(number),
                    clause=question.clause.clause,
                )


def _items(house: House, who: Principal, code: str) -> Iterator[Reference]:
    """The items of the newest version of every form that rest on the specification."""
    for form in forms(house, who):
        for _section, item in form.items():
            if item.clause is not None and item.clause.spec == code:
                yield Reference(
                    ReferenceKind.FORM_ITEM,
                    form.code,
                    Text(f"{form.text.zh} · {item.text.zh}", f"{form.text.en} · {item.text.en}"),
                    code,
                    item.clause.version,
                    source_version=str(form.version),
                    item=item.code,
                    clause=item.clause.clause,
                )


def _courses(house: House, who: Principal, version: SpecVersion) -> Iterator[Reference]:
    """The courses the version says teach it, at each vendor it binds, with the last day each was held there
    as far as was reported."""
    made = version.specification
    if not made.trainings:
        return
    held: dict[tuple[str, str], date] = {}
    for line in compliance(house, who, made.vendor):
        key = (line.course, line.vendor)
        held[key] = max(held.get(key, line.last_day), line.last_day)
    bound = [each for each in vendors(house, who, active_only=True) if made.vendor in (None, each.code)]
    for course in made.trainings:
        for vendor in bound:
            yield Reference(
                ReferenceKind.TRAINING,
                course,
                Text(f"{course} · {vendor.name.in_('zh')}", f"{course} · {vendor.name.in_('en')}"),
                made.code,
                vendor=vendor.code,
                last_held=held.get((course, vendor.code)),
            )


def _found_by(reference: Reference) -> dict[str, str]:
    kind, source, source_version, item, clause = reference.key
    return {
        "kind": kind,
        "source": source,
        "source_version": source_version,
        "item": item,
        "clause": clause,
    }
