"""Taking people lists in without a page: rosters and training records as files, each by what it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from core.people_lists import ListKind
from core.period import Period
from core.principal import Principal
from importers.people.said import ListSaid
from services.roster import lists
from services.roster.lists import StagedList
from services.roster.roster_lists import OF_ROSTERS
from services.training.list_records import KINDS
from services.training.record_lists import stage_records
from store.records.people_lists import PeopleListRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House


class Became(StrEnum):
    """What became of a file."""

    TAKEN_IN = "taken_in"
    #: It could be taken in, and was only looked at.
    LOOKED_AT = "looked_at"
    #: The same list is here already.
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class TakenIn:
    """A file with what was read of it."""

    name: str
    became: Became
    staged: StagedList
    #: The list that was taken in, or was here already; of one that was looked at, what it would be.
    record: PeopleListRecord | None


def take_in(
    house: House,
    who: Principal,
    file: Path,
    vendor: str,
    kind: ListKind | None = None,
    days: Period | None = None,
    *,
    dry_run: bool = False,
) -> TakenIn:
    """Read a file and take it in where nothing blocks it and nothing has to be asked of a person.

    Where no kind is said it is a roster, a list of changes, or training records, as its columns say.
    """
    staged = _staged(house, who, file, ListSaid(vendor, kind=kind, days=days))
    if staged.same_as is not None:
        return TakenIn(file.name, Became.SAME, staged, staged.same_as)
    if staged.record is None:
        return TakenIn(file.name, Became.REFUSED, staged, None)
    if staged.reading.questions or dry_run:
        lists.discard(house, who, staged.record.id)
        became = Became.REFUSED if staged.reading.questions else Became.LOOKED_AT
        return TakenIn(file.name, became, staged, staged.record)
    return TakenIn(file.name, Became.TAKEN_IN, staged, lists.commit(house, who, staged.record.id))


def _staged(house: House, who: Principal, file: Path, said: ListSaid) -> StagedList:
    data = file.read_bytes()
    if said.kind in KINDS:
        return stage_records(house, who, file.name, data, said)
    found = lists.stage(house, who, file.name, data, said)
    if said.kind in OF_ROSTERS or found.record is not None or found.same_as is not None:
        return found
    told = stage_records(house, who, file.name, data, said)
    # What is neither says of both readings that its columns are those of no list.
    return told if told.record or told.same_as or told.reading.kind else replace(
        told, findings=(*found.findings, *told.findings)
    )  # fmt: skip
