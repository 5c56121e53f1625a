"""The training matrix and its courses as a YAML file: read before it counts, published whole, given back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from core.errors import RefusedError, WrongInputError
from core.finding import Finding, blocking
from core.principal import Action, Principal, authorize, authorize_everywhere
from core.text import Text
from qa.training import matrix_file
from qa.training.written import MatrixRead, plain_course, plain_rule
from services.house.writing import reasoned, writing
from services.training import courses as course_versions
from services.training import matrix as matrix_versions
from services.training.rule_reach import unmet_in
from store.records.courses import CourseRecord, MatrixVersionRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_DAY = Text("生效日", "The day it takes effect")


@dataclass(frozen=True)
class FileRead:
    """What a file says, and what publishing it would change."""

    read: MatrixRead
    #: Codes of courses it would add or give another version.
    courses: tuple[str, ...] = ()
    #: Codes of rules that are new or not as they were, and of those left out.
    rules: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    #: Warnings of rules that are for nobody on today's rosters.
    nobody: tuple[Finding, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Whether publishing it would change anything."""
        return bool(self.courses or self.rules or self.left_out)


@dataclass(frozen=True)
class FilePublished:
    """The versions a file became; no matrix where it holds no rules, or the same as before."""

    courses: tuple[CourseRecord, ...]
    matrix: MatrixVersionRecord | None


def read_file(house: House, who: Principal, data: bytes, name: str) -> FileRead:
    """What a file says and would change; nothing of it is kept."""
    authorize_everywhere(who, Action.MANAGE)
    with house.database.read(who) as uow:
        found = _read(uow, data, name)
        return replace(found, nobody=tuple(unmet_in(uow, house, found.read.rules, name)))


def publish_file(
    house: House, who: Principal, data: bytes, name: str, effective: date | None = None, why: str = ""
) -> FilePublished:
    """Its courses and its rules, together or not at all; the day and the reason are the file's where none are
    given. Refused as one by one, and where it changes nothing."""
    authorize_everywhere(who, Action.MANAGE)
    with writing(house, who, Action.MANAGE) as uow:
        found = _read(uow, data, name)
        if wrong := blocking(list(found.read.findings)):
            raise RefusedError(wrong)
        said, day = reasoned(why or found.read.why), effective or found.read.effective
        if not found.changes_anything:
            raise WrongInputError("matrix_file_same", name=name)
        made = [each for each in found.read.courses if each.code in found.courses]
        kept = tuple(course_versions.kept(uow, who, each, said) for each in made)
        record = None
        if found.rules or found.left_out:
            if day is None:
                raise WrongInputError("needed", what=_DAY)
            record = matrix_versions.kept(uow, who, found.read.rules, day, said)
        return FilePublished(kept, record)


def as_file(house: House, who: Principal, number: int | None = None) -> tuple[str, bytes]:
    """A version with the courses as they are now, as far as this person may see it: its file name and its
    bytes. Without a number the last one; before the first, the courses alone."""
    authorize(who, Action.VIEW)
    versions = {each.matrix.number: each.matrix for each in matrix_versions.matrices(house, who)}
    known = course_versions.courses(house, who)
    made = versions.get(number or max(versions, default=0))
    name = f"training-matrix-{made.number}.yaml" if made else "training-matrix.yaml"
    rules = made.rules if made else ()
    text = matrix_file.dump(known.values(), rules, made.effective if made else None, made.why if made else "")
    return name, text.encode()


def _read(uow: UnitOfWork, data: bytes, name: str) -> FileRead:
    known = course_versions.courses_in(uow)
    found = matrix_file.load(data, name, sorted(known))
    before = {code: plain_course(course) for code, course in known.items()}
    changed = tuple(each.code for each in found.courses if before.get(each.code) != plain_course(each))
    last = matrix_versions.matrices_in(uow)[-1:]
    were = {rule.code: plain_rule(rule) for made in last for rule in made.rules}
    now = {rule.code: plain_rule(rule) for rule in found.rules}
    if not now:
        # A file of courses alone leaves the rules as they are.
        return FileRead(found, changed)
    rules = tuple(code for code, said in now.items() if were.get(code) != said)
    return FileRead(found, changed, rules, tuple(sorted(set(were) - set(now))))
