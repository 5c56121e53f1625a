"""A specification held against what is known: earlier versions, vendors, projects, indicators, today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from core.finding import Finding, Place
from core.text import Text
from qa.specification.terms import Specification, SpecVersion
from qa.specification.written import HEAD
from sla.load import catalogue
from store.unit_of_work import UnitOfWork

_KNOWN_VENDOR = Text("已登记的外包商编号", "the code of a vendor that is registered")
_KNOWN_PROJECT = Text("已登记的项目编号", "the code of a project that is registered")
_KNOWN_INDICATOR = Text(
    "指标编号，见 docs/indicators.md", "the code of an indicator, as in docs/indicators.md"
)
_ALL = Text("全部外包商", "every vendor")
_SAME_VENDOR = Text(
    "与前一版相同；另一家外包商的规范用另一个编号",
    "the same as in the version before; another vendor's specification has a code of its own",
)


def checked(
    uow: UnitOfWork,
    made: Specification | None,
    before: Sequence[SpecVersion],
    effective: date | None,
    today: date,
) -> list[Finding]:
    """Everything that is wrong with it beside what it says itself; nothing where it cannot be read at all."""
    if made is None:
        return []
    found = [*_names(uow, made), *_reused(made, before), *_other_vendor(made, before)]
    if effective is not None and effective < today:
        found.append(Finding("specification_backdated", Place(), {"day": effective}))
    return found


def _names(uow: UnitOfWork, made: Specification) -> Iterator[Finding]:
    directory = uow.directory
    if made.vendor and directory.vendors.find(code=made.vendor) is None:
        yield _value("vendor", made.vendor, _KNOWN_VENDOR)
    if made.project and directory.projects.find(code=made.project) is None:
        yield _value("project", made.project, _KNOWN_PROJECT)
    for code in made.improves:
        if code not in catalogue():
            yield _value("improves", code, _KNOWN_INDICATOR)


def _reused(made: Specification, before: Sequence[SpecVersion]) -> Iterator[Finding]:
    """Codes that an earlier version had, the last one no longer has, and that mean something else now."""
    last = before[-1].specification if before else None
    for clause in made.clauses:
        if last is None or last.clause(clause.code) is not None:
            continue
        for version in reversed(before):
            was = version.specification.clause(clause.code)
            if was is not None:
                if was.text != clause.text:
                    facts = {"code": clause.code, "version": version.number}
                    yield Finding("specification_code_reused", Place(sheet=clause.code), facts)
                break


def _other_vendor(made: Specification, before: Sequence[SpecVersion]) -> Iterator[Finding]:
    if before and before[-1].specification.vendor != made.vendor:
        yield _value("vendor", made.vendor or _ALL, _SAME_VENDOR)


def _value(key: str, value: object, expected: Text) -> Finding:
    return Finding("specification_value", Place(), {"field": HEAD[key], "value": value, "expected": expected})
