"""Papers that the matrix asks for with a course and nobody kept 缺少的佐证: said, and lowering nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.people_lists import RecordKind
from core.principal import Action, Principal, authorize
from qa.training.evidence import EvidenceKind
from qa.training.matrix import Matrix, matrix_on
from qa.training.record import TrainingRecord
from services.training.courses import courses_in
from services.training.list_records import records_in
from services.training.matrix import matrices_in

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: A course and a day on which somebody did something for it.
_Class = tuple[str, date]


@dataclass(frozen=True)
class MissingPaper:
    """A course on a day, and what is kept nowhere of what a rule of that day asks for."""

    course: str
    day: date
    kinds: tuple[EvidenceKind, ...]
    #: Of how many agents there is a record.
    agents: int


def missing_papers(house: House, who: Principal, vendor: str, since: date) -> list[MissingPaper]:
    """Those of a vendor from a day on, the newest first. An export taken in as a list is kept by that."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        matrices = matrices_in(uow)
        of = {code for made in matrices for rule in made.rules if rule.evidence for code in rule.courses}
        if not of:
            return []
        told = records_in(uow, house.lake, vendor, courses_in(uow).values(), of=of)
        papers = uow.training.evidence.all(vendor=vendor)
    classes = _classes(told, since)
    kept: dict[_Class, set[EvidenceKind]] = {}
    for paper in papers:
        kept.setdefault((paper.course, paper.day), set()).add(paper.kind)
    found = [_missing(key, records, matrices, kept) for key, records in classes.items()]
    return sorted(
        (each for each in found if each.kinds), key=lambda each: (-each.day.toordinal(), each.course)
    )


def _classes(told: Sequence[TrainingRecord], since: date) -> dict[_Class, list[TrainingRecord]]:
    found: dict[_Class, list[TrainingRecord]] = {}
    for record in told:
        happened = record.kind is not RecordKind.REVOKED and not record.absent
        if happened and record.day >= since and record.known_at(None):
            found.setdefault((record.course, record.day), []).append(record)
    return found


def _missing(
    key: _Class,
    records: Sequence[TrainingRecord],
    matrices: Sequence[Matrix],
    kept: Mapping[_Class, set[EvidenceKind]],
) -> MissingPaper:
    course, day = key
    made = matrix_on(matrices, day)
    rules = [rule for rule in (made.rules if made else ()) if course in rule.courses and rule.holds_on(day)]
    asked = {kind for rule in rules for kind in rule.evidence}
    has = set(kept.get(key, ()))
    if all(record.list_id for record in records):
        has.add(EvidenceKind.LMS_EXPORT)
    kinds = tuple(kind for kind in EvidenceKind if kind in asked - has)
    return MissingPaper(course, day, kinds, len({record.mark for record in records}))
