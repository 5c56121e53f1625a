"""Process specifications 流程规范 as they stand: their versions, the one in force, and each as a file.

Whoever may see some vendors only sees what binds every vendor, and what binds theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.principal import Action, Principal, authorize, authorize_everywhere
from core.text import Lang, Text
from exports.specification_sheet import specification_workbook
from qa.specification.terms import SpecVersion, in_force
from qa.specification.written import from_plain, plain, read
from qa.specification.yaml_file import dump
from store.records import Retirable, RetirementRecord, SpecificationVersionRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_TEMPLATE = Text("流程规范模板", "process-specification-template")


@dataclass(frozen=True)
class PublishedVersion:
    """A version with who published it, and when."""

    version: SpecVersion
    published_at: datetime
    published_by: str


@dataclass(frozen=True)
class SpecificationView:
    """A specification with its versions, 1 first."""

    code: str
    versions: tuple[PublishedVersion, ...]
    today: date
    #: When and why it was retired; None while it is in use.
    retired: RetirementRecord | None = None

    @property
    def newest(self) -> PublishedVersion:
        """The version published last, whether it has taken effect or not."""
        return self.versions[-1]

    @property
    def current(self) -> PublishedVersion | None:
        """The version in force today; None before the first takes effect, and once it is retired."""
        return None if self.retired else self._by_its_day

    @property
    def _by_its_day(self) -> PublishedVersion | None:
        found = in_force((each.version for each in self.versions), self.today)
        return self.numbered(found.number) if found else None

    @property
    def coming(self) -> tuple[PublishedVersion, ...]:
        """What is published and has not taken effect yet."""
        if self.retired:
            return ()
        return tuple(each for each in self.versions if each.version.effective > self.today)

    @property
    def shown(self) -> PublishedVersion:
        """The version in force, or before that the first one that will be; of a retired one, the last that
        was."""
        return self.current or next(iter(self.coming), self._by_its_day or self.versions[0])

    @property
    def is_review_due(self) -> bool:
        """Whether its owner should have looked at it again by now."""
        day = self.shown.version.specification.review_by
        return day is not None and self.retired is None and day < self.today

    def numbered(self, number: int) -> PublishedVersion:
        """One of its versions; refused where there is none."""
        for each in self.versions:
            if each.version.number == number:
                return each
        raise NotFoundError(code=f"{self.code} {number}")


def specifications(house: House, who: Principal) -> list[SpecificationView]:
    """Every published specification this person may see, by code."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found, over = uow.specifications.listed(), uow.retirements.of(Retirable.SPECIFICATION)
    return [
        SpecificationView(code, tuple(map(_published, versions)), house.today(), over.get(code))
        for code, versions in groupby(found, key=lambda record: record.code)
    ]


def specification(house: House, who: Principal, code: str) -> SpecificationView:
    """One of them; refused where there is none this person may see."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        versions = tuple(map(_published, uow.specifications.versions_of(code)))
        over = uow.retirements.of(Retirable.SPECIFICATION)
    if not versions:
        raise NotFoundError(code=code)
    return SpecificationView(code, versions, house.today(), over.get(code))


def specification_file(
    house: House, who: Principal, code: str, number: int, form: str, lang: Lang
) -> tuple[str, bytes]:
    """A version as `yaml` or as a workbook (`xlsx`), from which the next one can be written: its file name
    and its bytes."""
    authorize(who, Action.VIEW)
    found = specification(house, who, code).numbered(number).version
    name = f"{code}-{number}"
    if form == "yaml":
        text = dump(found.specification, found.effective, found.why)
        return f"{name}.yaml", text.encode()
    kept = plain(found.specification, found.effective, found.why)
    return f"{name}.xlsx", specification_workbook(kept, lang)


def specification_template(who: Principal, lang: Lang) -> tuple[str, bytes]:
    """The empty workbook: its file name and its bytes."""
    authorize(who, Action.VIEW)
    return f"{_TEMPLATE.in_(lang)}.xlsx", specification_workbook(None, lang)


def rebuilt(record: SpecificationVersionRecord) -> SpecVersion:
    """The version a record stands for."""
    found = read(from_plain(record.body))
    if found.specification is None:
        raise ValueError(f"a kept specification cannot be read: {[each.code for each in found.findings]}")
    return SpecVersion(found.specification, record.number, record.effective_from, record.why)


def versions_of(uow: UnitOfWork, code: str) -> list[SpecVersion]:
    """A specification's versions as the unit of work may see them, 1 first."""
    return [rebuilt(record) for record in uow.specifications.versions_of(code)]


def authorize_for(who: Principal, action: Action, vendor: str | None) -> None:
    """What binds every vendor is for whoever sees every vendor; what binds one, for who may act on it."""
    if vendor is None:
        authorize_everywhere(who, action)
    else:
        authorize(who, action, vendor)


def may_for(who: Principal, action: Action, vendor: str | None) -> bool:
    """Whether `authorize_for` would let it pass."""
    return who.may(action, vendor) and (vendor is not None or who.vendors is None)


def _published(record: SpecificationVersionRecord) -> PublishedVersion:
    return PublishedVersion(rebuilt(record), record.published_at, record.published_by)
