"""What vendors' files call a vendor, a site or a queue: other spellings, each with the days it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from importers.draft import WHOLE, folded
from store.records import AliasRecord, DirectoryKind, QueueRecord, SiteRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


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


def taken_by_others(uow: UnitOfWork, house: House, vendor: str, names: Iterable[str]) -> str | None:
    """The first of some names that another vendor goes by already; None where none is."""
    held = uow.directory.aliases_of(DirectoryKind.VENDOR, house.today())
    taken = _taken(uow, held, vendor)
    return next((name for name in names if name and folded(name) in taken), None)


def call_site(uow: UnitOfWork, vendor: str, site: str, word: str) -> None:
    """Keep what a vendor's files call a site, or all its sites together: a word that nothing of its own is
    called so far."""
    _call(uow, DirectoryKind.SITE, uow.directory.sites_of(vendor), vendor, site, word)


def call_queue(uow: UnitOfWork, vendor: str, queue: str, word: str) -> None:
    """The same of a queue, or all of them together."""
    _call(uow, DirectoryKind.QUEUE, uow.directory.all_queues(), vendor, queue, word)


def words_for_all(uow: UnitOfWork) -> dict[str, frozenset[str]]:
    """Vendor → the words of its files that stand for all its sites, or all queues, together."""
    found: dict[str, set[str]] = {}
    for kind in (DirectoryKind.SITE, DirectoryKind.QUEUE):
        for alias in uow.directory.aliases_of(kind):
            if alias.code == WHOLE and alias.vendor:
                found.setdefault(alias.vendor, set()).add(alias.alias)
    return {vendor: frozenset(words) for vendor, words in found.items()}


def _call(
    uow: UnitOfWork,
    kind: DirectoryKind,
    known: Sequence[SiteRecord | QueueRecord],
    vendor: str,
    code: str,
    word: str,
) -> None:
    names = {folded(name) for each in known for name in (each.code, each.name.zh, each.name.en)}
    held = {
        folded(each.alias): each for each in uow.directory.aliases_of(kind) if each.vendor in (None, vendor)
    }
    before = held.get(folded(word))
    if code not in {*(each.code for each in known), WHOLE} or folded(word) in names:
        return
    if before is None:
        record = AliasRecord(kind=kind, code=code, alias=word, vendor=vendor)
        uow.directory.aliases.add(record)
    elif before.code == WHOLE != code:
        uow.directory.aliases.update(replace(before, code=code))


def _taken(uow: UnitOfWork, held: Iterable[AliasRecord], vendor: str) -> set[str]:
    """The spellings that name another vendor already: its code, its names, what files call it."""
    others = [other for other in uow.directory.all_vendors(active_only=False) if other.code != vendor]
    names = {folded(word) for other in others for word in (other.code, other.name.zh, other.name.en) if word}
    return names | {folded(alias.alias) for alias in held if alias.code != vendor}
