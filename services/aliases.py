"""What vendors' files call a vendor or one of its sites: other spellings, each with the days it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from importers.draft import WHOLE, folded
from store.records import AliasRecord, DirectoryKind
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.bootstrap import House


def set_aliases(uow: UnitOfWork, house: House, vendor: str, aliases: Iterable[str]) -> None:
    """Make these the vendor's other spellings from today on; those left out are valid up to yesterday."""
    today = house.today()
    held = uow.directory.aliases_of(DirectoryKind.VENDOR, today)
    wanted = {folded(alias): alias.strip() for alias in aliases if alias.strip()}
    mine = {folded(alias.alias): alias for alias in held if alias.code == vendor}
    if clash := wanted.keys() & _taken(uow, held, vendor):
        raise WrongInputError("taken", code=wanted[min(clash)])
    for key in wanted.keys() - mine.keys():
        record = AliasRecord(kind=DirectoryKind.VENDOR, code=vendor, alias=wanted[key])
        uow.directory.aliases.add(record)
    for key in mine.keys() - wanted.keys():
        uow.directory.aliases.update(replace(mine[key], valid_to=today))


def call_site(uow: UnitOfWork, vendor: str, site: str, word: str) -> None:
    """Keep what a vendor's files call a site, or all its sites together: a word that nothing of its own is
    called so far."""
    sites = uow.directory.sites_of(vendor)
    names = {folded(name) for each in sites for name in (each.code, each.name.zh, each.name.en)}
    aliases = uow.directory.aliases_of(DirectoryKind.SITE)
    held = {folded(each.alias): each for each in aliases if each.vendor in (None, vendor)}
    before = held.get(folded(word))
    if not any(code == site for code in (*(each.code for each in sites), WHOLE)) or folded(word) in names:
        return
    if before is None:
        record = AliasRecord(kind=DirectoryKind.SITE, code=site, alias=word, vendor=vendor)
        uow.directory.aliases.add(record)
    elif before.code == WHOLE != site:
        uow.directory.aliases.update(replace(before, code=site))


def words_for_all(uow: UnitOfWork) -> dict[str, frozenset[str]]:
    """Vendor → the words of its files that stand for all its sites together."""
    found: dict[str, set[str]] = {}
    for alias in uow.directory.aliases_of(DirectoryKind.SITE):
        if alias.code == WHOLE and alias.vendor:
            found.setdefault(alias.vendor, set()).add(alias.alias)
    return {vendor: frozenset(words) for vendor, words in found.items()}


def _taken(uow: UnitOfWork, held: Iterable[AliasRecord], vendor: str) -> set[str]:
    """The spellings that name another vendor already: its code, its names, what files call it."""
    others = [other for other in uow.directory.all_vendors(active_only=False) if other.code != vendor]
    names = {folded(word) for other in others for word in (other.code, other.name.zh, other.name.en) if word}
    return names | {folded(alias.alias) for alias in held if alias.code != vendor}
