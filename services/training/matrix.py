"""The training matrix 培训矩阵: its versions, publishing the next, and what it asks of an agent on a day.

It is the client's own and holds for every vendor. Whoever may see some vendors only sees the rules that can
concern these, and in them no other vendor and no site of another's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.canonical import content_hash
from core.errors import RefusedError, WrongInputError
from core.finding import blocking
from core.principal import Action, Principal, authorize, authorize_everywhere
from core.text import Text
from qa.roster.spell import Spell, Standing
from qa.training.matrix import Matrix, Rule, matrix_on
from qa.training.required import Products, passed_over, requirements
from qa.training.requirement import Change, Requirement
from qa.training.written import plain_rule, read
from services.house.writing import reasoned, writing
from services.training.courses import courses_in
from store.records.courses import MatrixVersionRecord
from store.tables import courses as tables
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class PublishedMatrix:
    """A version with who published it, and when."""

    matrix: Matrix
    published_at: datetime
    published_by: str


@dataclass(frozen=True)
class Explained:
    """What is asked of an agent on a day, and why; the rules that ask nothing, each with its reason."""

    day: date
    standing: Standing
    #: Number of the version that holds that day; None before the first.
    version: int | None
    needs: tuple[Requirement, ...]
    passed_over: tuple[tuple[str, Text], ...]


def matrices(house: House, who: Principal) -> list[PublishedMatrix]:
    """Every version, 1 first, as far as this person may see it."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        sites = {site.code for site in uow.directory.sites.all()}
        records = uow.matrix.all(order=tables.matrix_versions.c.number)
    return [
        PublishedMatrix(_seen(rebuilt(record), who, sites), record.published_at, record.published_by)
        for record in records
    ]


def matrices_in(uow: UnitOfWork) -> list[Matrix]:
    """Every version whole, 1 first, for other services: what they reckon is by all the rules."""
    return [rebuilt(record) for record in uow.matrix.all(order=tables.matrix_versions.c.number)]


def rebuilt(record: MatrixVersionRecord) -> Matrix:
    """The version a record stands for."""
    rows = record.body["rules"]
    found = read({"rules": rows}, known=[code for row in rows for code in _codes(row)])
    if blocking(list(found.findings)):
        raise ValueError(f"a kept matrix cannot be read: {[each.code for each in found.findings]}")
    return Matrix(record.number, record.effective_from, found.rules, record.why)


def publish(
    house: House, who: Principal, rules: Sequence[Rule], effective: date, why: str
) -> MatrixVersionRecord:
    """The next version, in force from a day on. Refused: rules that cannot stand in a file, a course that is
    not published, a day before that of the last version, one that says what the last one says, no reason."""
    authorize_everywhere(who, Action.MANAGE)
    said = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        return kept(uow, who, rules, effective, said)


def kept(
    uow: UnitOfWork, who: Principal, rules: Sequence[Rule], effective: date, why: str
) -> MatrixVersionRecord:
    """`publish` within a unit of work that was opened for whoever may."""
    body = {"rules": [plain_rule(rule) for rule in rules]}
    if found := blocking(list(read(body, known=sorted(courses_in(uow))).findings)):
        raise RefusedError(found)
    before = uow.matrix.all(order=tables.matrix_versions.c.number)
    last = before[-1] if before else None
    if last is not None and effective < last.effective_from:
        raise WrongInputError("matrix_earlier", number=last.number, day=last.effective_from)
    if last is not None and last.body == body:
        raise WrongInputError("matrix_same", number=last.number)
    record = uow.matrix.add(
        MatrixVersionRecord(
            number=last.number + 1 if last else 1,
            effective_from=effective,
            body=body,
            hash=content_hash(body),
            why=why,
            published_at=uow.now,
            published_by=who.name,
        )
    )
    after = {"version": record.number, "effective": effective, "rules": len(rules)}
    uow.journal.note("matrix_published", "matrix", str(record.number), after=after, why=why)
    return record


def requirements_for(
    house: House, who: Principal, spell: Spell, day: date, changes: Sequence[Change] = ()
) -> Explained:
    """What is asked of whoever has this line on the roster, on a day, by the matrix of that day."""
    authorize(who, Action.VIEW, spell.vendor)
    with house.database.read(who) as uow:
        made = matrix_on(matrices_in(uow), day)
        known, effects = courses_in(uow), products_in(uow)
        sites = {site.code for site in uow.directory.sites.all()}
    needs = requirements(made, known, spell, day, changes, effects)
    seen = _seen(made, who, sites) if made else None
    over = passed_over(seen, spell, day, effects)
    return Explained(day, spell.standing(day), made.number if made else None, needs, over)


def products_in(uow: UnitOfWork) -> Products:
    """(specification, version) → the day it takes effect, of those the unit of work may see."""
    return {(each.code, each.number): each.effective_from for each in uow.specifications.listed()}


def _seen(made: Matrix, who: Principal, sites: set[str]) -> Matrix:
    """Without what can concern other vendors only; sites: those this person may see."""
    if who.vendors is None:
        return made
    narrowed = (_narrowed(rule, who.vendors, sites) for rule in made.rules)
    return replace(made, rules=tuple(rule for rule in narrowed if rule is not None))


def _narrowed(rule: Rule, vendors: frozenset[str], sites: set[str]) -> Rule | None:
    where = replace(rule.where, vendors=rule.where.vendors & vendors, sites=rule.where.sites & sites)
    lost = (rule.where.vendors and not where.vendors) or (rule.where.sites and not where.sites)
    return None if lost else replace(rule, where=where)


def _codes(row: dict[str, object]) -> list[str]:
    listed, versions = row.get("courses"), row.get("min_version")
    return [*(listed if isinstance(listed, list) else ()), *(versions if isinstance(versions, dict) else ())]
