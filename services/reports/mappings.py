"""The sheets of a file beside what their columns were read as, and every sheet that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.principal import Action, Principal, authorize
from core.text import Text
from importers.confirmed.field_list import extra_choices, field_choices, named, unit_choices
from importers.confirmed.known_sheets import change_words
from importers.confirmed.picture import PicturedCell, PicturedRow, SheetPicture
from importers.confirmed.sheet_changes import ChangeKind, ColumnChange, SheetChange
from importers.draft import Choice, MappedColumn, Said
from services.forms.audit_items import audit_items
from services.house.writing import writing
from services.reports.import_again import again, reading
from services.reports.import_report import Staged
from store.records import SheetMappingRecord

# Pages say what a column holds in these words, and may not look into importers.
__all__ = [
    "ChangeKind", "ColumnChange", "FileSheet", "KnownSheet", "MappedColumn", "PicturedCell",
    "PicturedRow", "Said", "SheetPicture", "change_words", "extra_choices", "field_choices",
    "forget", "item_names", "known_sheets", "named", "say", "sheets", "unit_choices",
]  # fmt: skip

if TYPE_CHECKING:
    from services.house.bootstrap import House

_RECORDING = "recording"


@dataclass(frozen=True)
class FileSheet:
    """A sheet of a received file: how it looks, what its columns are read as, what has changed on it."""

    picture: SheetPicture
    columns: tuple[MappedColumn, ...]
    change: SheetChange | None = None
    #: Code → words of the items of audit forms that a column may hold the answers of, in a list of audits.
    items: Mapping[str, Text] = field(default_factory=dict, hash=False)

    @property
    def signature(self) -> str:
        """What it is known by."""
        return self.picture.signature


@dataclass(frozen=True)
class KnownSheet:
    """A sheet whose columns were confirmed, and the file that confirmed them."""

    record: SheetMappingRecord
    file_name: str

    @property
    def read(self) -> int:
        """How many of its columns are read."""
        return sum(bool(column["field"]) for column in self.record.columns)


def sheets(house: House, who: Principal, file_id: str, choice: Choice | None = None) -> tuple[FileSheet, ...]:
    """The different sheets of a received file, those with the same columns once."""
    found = reading(house, who, file_id, choice)
    changes = {change.signature: change for change in found.changed}
    items = item_names(house, who)
    return tuple(
        FileSheet(
            picture,
            tuple(
                column
                for column in found.columns
                if (column.signature, column.sheet) == (picture.signature, picture.sheet)
            ),
            changes.get(picture.signature),
            items if any(_lists_calls(column, picture) for column in found.columns) else {},
        )
        for picture in found.pictures
    )


def item_names(house: House, who: Principal) -> Mapping[str, Text]:
    """Code → words of every item of an audit form whose answers a column may hold."""
    return {item.code: item.text for item in audit_items(house, who)}


def _lists_calls(column: MappedColumn, picture: SheetPicture) -> bool:
    """Whether its sheet has a row for each recording."""
    return column.signature == picture.signature and column.field == _RECORDING


def say(
    house: House,
    who: Principal,
    file_id: str,
    choice: Choice,
    said: Mapping[str, Mapping[str, Said]],
) -> tuple[Staged, Choice]:
    """Read the file again with what a person said of its columns (signature → key → what it holds).

    Gives the new preview and everything that has been said. It is kept once the preview is committed.
    """
    told = replace(choice, sheets={**choice.sheets, **said}, columns={})
    return again(house, who, file_id, told), told


def known_sheets(house: House, who: Principal, vendor: str | None = None) -> list[KnownSheet]:
    """Every sheet that is known, the newest first; of one vendor where named."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        records = [record for record in uow.mappings.known() if vendor in (None, record.vendor)]
        files = uow.files.by_ids(record.file_id for record in records)
    return [KnownSheet(record, files[record.file_id].name) for record in records]


def forget(house: House, who: Principal, mapping_id: str) -> None:
    """Forget what a sheet's columns are: the next one is looked at as if it were the first."""
    with house.database.read(who) as uow:
        record = uow.mappings.get(mapping_id)
    if record.ended_at:
        raise NotFoundError(entity="sheet_mappings", code=mapping_id)
    with writing(house, who, Action.IMPORT, record.vendor) as uow:
        for each in uow.mappings.same(record.vendor, record.signature):
            uow.mappings.end(each)
        uow.journal.note("columns_forgotten", "sheet_mapping", record.id, vendor=record.vendor)
