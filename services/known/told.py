"""What one vendor may be told: nothing that names another."""

from __future__ import annotations

from collections.abc import Iterable

from core.errors import WrongInputError
from core.finding import Finding
from core.text import LANGS
from exports.guard import Guard
from services.known.directory import known_names
from store.unit_of_work import UnitOfWork


def names_around(uow: UnitOfWork, vendor: str | None) -> tuple[list[str], list[str]]:
    """Every name of the other vendors, and this vendor's own.

    `uow` sees every vendor, whoever asks: none of the others may stand in what leaves the house.
    """
    known = known_names(uow).vendors
    others = [name for each in known if each.code != vendor for name in (each.code, *each.names)]
    own = [name for each in known if each.code == vendor for name in (each.code, *each.names)]
    return others, own


def telling(found: Iterable[Finding], guard: Guard) -> tuple[Finding, ...]:
    """The findings that name nobody else, in either language."""
    return tuple(finding for finding in found if _may_be_told(finding, guard))


def _may_be_told(finding: Finding, guard: Guard) -> bool:
    try:
        for lang in LANGS:
            guard.check(f"{finding.place.in_(lang)} {finding.sentence(lang)} {finding.remedy(lang)}", "")
    except WrongInputError:
        return False
    return True
