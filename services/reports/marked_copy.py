"""The marked copy of a received file for its vendor, every fault coloured and noted; and a covering text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from core.catalogue.for_vendors import is_for_vendors
from core.errors import WrongInputError
from core.finding import Finding, Severity
from core.language import N_, translated
from core.principal import Action, Principal
from core.return_mark import return_mark
from core.text import Lang
from exports.guard import Guard
from exports.marked_rebuilt import Cells, rebuilt_workbook
from exports.marked_workbook import CannotMark, Copy, marked_workbook
from exports.safe_text import joined_name
from importers.containers.celltoken import decode
from importers.containers.received import receive
from importers.containers.sheets import read_sheets
from importers.draft import Choice, Reading
from services.house.file_access import file_named, opened, vendors_of
from services.house.limits import caps
from services.known.told import names_around, telling
from services.reports.import_again import reading
from store.records import BatchRecord, BatchState, ReceivedFileRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

_SUFFIX = N_("marked")
_LETTER = N_(
    "Hello,\n\nThank you for “{file}”. {what} They are coloured in the attached copy, each with a note, and "
    "listed on its first sheet.\n\nPlease correct them where they stand, insert, delete and sort no rows, "
    "and send the copy back. {how}\n\nThank you."
)
_SOME_ROWS = N_("{rejects} places keep their row out and {warns} are to be checked.")
_ONLY_ROWS = N_("{rejects} places keep their row out.")
_NO_ROWS = N_(
    "Nothing of it could be taken in: {blocks} places concern the whole file, {others} single ones."
)
_TO_CHECK = N_("It was taken in; {warns} places are to be checked.")
_ONLY_REPAIRED = N_("Of it only the rows that were kept out are read; all others stand already.")
_AS_A_WHOLE = N_("It is then read as a whole.")


@dataclass(frozen=True)
class MarkedCopy:
    """A marked copy: of which received file, its own name, its bytes, and how much it marks."""

    file_id: str
    name: str
    data: bytes
    places: int


def is_markable(findings: Sequence[Finding]) -> bool:
    """Whether a vendor could do something about any of these."""
    return any(is_for_vendors(finding.code) for finding in findings)


def marked_copy(
    house: House, who: Principal, file_id: str, lang: Lang, choice: Choice | None = None
) -> MarkedCopy:
    """The received file marked, in the vendor's language; `choice` is what has been said about it since.

    An xlsx or xlsm keeps everything it has; any other file, and a package that cannot be spliced safely,
    gives a new xlsx with the same cells. Refused: a file of several vendors, which may go to none of them
    (several_vendors_marked); one with nothing to mark (nothing_to_mark); an xlsm that cannot be spliced
    (macros_unmarked).
    """
    file, batches = opened(house, who, Action.IMPORT, file_id)
    read = reading(house, who, file_id, choice)
    found = _told(house, who, file, batches, read)
    live = any(batch.state is BatchState.COMMITTED for batch in batches)
    waiting = any(batch.state is BatchState.STAGED for batch in batches)
    copy = Copy(
        _plain(file.name), found, lang, return_mark(read.repairs or file.id), _headers(read), live or waiting
    )
    path = house.files.opened(file.sha256)
    try:
        data = marked_workbook(path.read_bytes(), copy, caps(house).unzipped_bytes)
    except CannotMark as error:
        if _suffix(file.name) == ".xlsm":
            # Its macros would be lost, and an xlsx of that name does not open.
            raise WrongInputError("macros_unmarked", name=file.name) from error
        data = rebuilt_workbook(_cells(house, file, path), copy)
    return MarkedCopy(file.id, marked_name(file.name, lang), data, len(found))


def marked_name(name: str, lang: Lang) -> str:
    """What the marked copy of a file of this name is called."""
    return joined_name([PurePath(name).stem, translated(_SUFFIX, lang)], _suffix(name))


def letter(house: House, who: Principal, file_id: str, lang: Lang) -> str:
    """The text to send with the marked copy."""
    file, batches = opened(house, who, Action.IMPORT, file_id)
    found = [finding for finding in file.findings if is_for_vendors(finding.code)]
    counts = {severity.value: sum(each.severity is severity for each in found) for severity in Severity}
    if not any(batch.state in (BatchState.COMMITTED, BatchState.STAGED) for batch in batches):
        what, how = _NO_ROWS, _AS_A_WHOLE
    elif counts[Severity.REJECTS]:
        what = _SOME_ROWS if counts[Severity.WARNS] else _ONLY_ROWS
        how = _ONLY_REPAIRED
    else:
        what, how = _TO_CHECK, _AS_A_WHOLE
    facts = {**counts, "others": len(found) - counts[Severity.BLOCKS]}
    words = translated(what, lang).format(**facts), translated(how, lang)
    return translated(_LETTER, lang).format(file=_plain(file.name), what=words[0], how=words[1])


def write_marked(house: House, who: Principal, named: str, out: Path, lang: Lang) -> tuple[Path, MarkedCopy]:
    """Write the marked copy of a received file into a folder; it is named by its key, by the key of one of
    its batches, or as a file that came in."""
    made = marked_copy(house, who, file_named(house, who, named), lang)
    out.mkdir(parents=True, exist_ok=True)
    (out / made.name).write_bytes(made.data)
    return out / made.name, made


def _told(
    house: House, who: Principal, file: ReceivedFileRecord, batches: Sequence[BatchRecord], read: Reading
) -> tuple[Finding, ...]:
    """What the vendor is told of the file's findings."""
    vendors = vendors_of(file, batches) | {row.vendor for row in read.rejected}
    known = sorted(vendor for vendor in vendors if vendor)
    if len(known) > 1:
        raise WrongInputError("several_vendors_marked", name=file.name)
    # Without the person's filter: nobody else's name may leave, whoever asks.
    with house.database.read() as uow:
        guard = Guard(*names_around(uow, known[0] if known else None))
    found = telling([finding for finding in file.findings if is_for_vendors(finding.code)], guard)
    if not found:
        raise WrongInputError("nothing_to_mark", name=file.name)
    return found


def _headers(read: Reading) -> dict[str, int]:
    """Sheet → the last row of its header, where the names of its columns stand."""
    found: dict[str, int] = {}
    for picture in read.pictures:
        rows = [row.number for row in picture.rows if row.is_header]
        for sheet in (picture.sheet, *picture.alike):
            found[sheet] = max(rows, default=1)
    return found


def _cells(house: House, file: ReceivedFileRecord, path: Path) -> list[Cells]:
    """The file's cells as they were read, to be laid out anew."""
    sheets, _findings, _container = read_sheets(receive(file.name, path), caps(house))
    return [
        Cells(
            sheet.name, [[decode(token) for token in row] for row in sheet.rows], sheet.merges, sheet.visible
        )
        for sheet in sheets
    ]


def _suffix(name: str) -> str:
    return ".xlsm" if name.lower().endswith(".xlsm") else ".xlsx"


def _plain(name: str) -> str:
    """The file's name without what a program reads as an address of a folder."""
    return PurePath(name).name
