"""What a received file is, told from its content; its name only decides whether we remark on it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from core.finding import Finding, Place
from importers.containers import opendocument
from importers.containers.caps import Caps
from importers.containers.container import Container
from importers.containers.encoding import is_text, wide_encoding
from importers.draft import ReceivedFile

__all__ = ["Container", "sniff"]

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK\x03\x04"
_TEXT_HEAD = 65_536
#: A page begins with a tag, and has one of these soon after.
_HTML = re.compile(rb"^[\s\xef\xbb\xbf]*<.*?<?\s*(!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S)
_WORKBOOK_NAMES = (".xls", ".xlsx", ".xlsm", ".xlsb", ".et", ".ods")
#: The member that tells what a zipped workbook is.
_TELLING = {"xl/workbook.xml": Container.XLSX, "xl/workbook.bin": Container.XLSB}
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def sniff(file: ReceivedFile, caps: Caps) -> tuple[Container | None, list[Finding]]:
    """The container, or None with the finding that says why the file cannot be opened."""
    if file.size == 0:
        return None, [_found("file_empty", file)]
    if file.size > caps.upload_bytes:
        return None, [
            _found("file_too_large", file, size=_in_words(file.size), cap=_in_words(caps.upload_bytes))
        ]
    head = _head(file.path)
    if head.startswith(_OLE):
        return _sniff_ole(file)
    if head.startswith(_ZIP):
        return _sniff_zip(file, caps)
    return _sniff_text(file, head)


def _sniff_ole(file: ReceivedFile) -> tuple[Container | None, list[Finding]]:
    """OLE2 holds an old workbook, or a new one that a password has encrypted ([MS-OFFCRYPTO] 2.3.4.4)."""
    content = file.path.read_bytes()
    if _names(content, "EncryptedPackage"):
        return None, [_found("password_protected", file)]
    if _names(content, "Workbook") or _names(content, "Book"):
        return Container.XLS, []
    return None, [_found("not_a_workbook", file)]


def _sniff_zip(file: ReceivedFile, caps: Caps) -> tuple[Container | None, list[Finding]]:
    try:
        with zipfile.ZipFile(file.path) as archive:
            members = archive.infolist()
            unzipped = sum(member.file_size for member in members)
            if unzipped > caps.unzipped_bytes or unzipped > caps.ratio * file.size:
                return None, [
                    _found("zip_bomb", file, unzipped=_in_words(unzipped), size=_in_words(file.size))
                ]
            return _zipped(file, archive, {member.filename for member in members})
    except (zipfile.BadZipFile, OSError, ValueError, LookupError, NotImplementedError, RuntimeError):
        return None, [_found("file_damaged", file)]


def _zipped(
    file: ReceivedFile, archive: zipfile.ZipFile, names: set[str]
) -> tuple[Container | None, list[Finding]]:
    for member, container in _TELLING.items():
        if member in names:
            return container, []
    if "content.xml" in names and "mimetype" in names and archive.read("mimetype").startswith(_ODS_TYPE):
        if opendocument.is_locked(archive):
            return None, [_found("password_protected", file)]
        return Container.ODS, []
    return None, [_found("not_a_workbook", file)]


def _sniff_text(file: ReceivedFile, head: bytes) -> tuple[Container | None, list[Finding]]:
    if not is_text(head):
        return None, [_found("not_a_workbook", file)]
    narrow = (
        head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") or wide_encoding(head) else head
    )
    if _HTML.match(narrow.lstrip(b"\xff\xfe")[:4096]):
        return Container.HTML, [_found("html_table", file)]
    if not narrow.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe"):
        return None, [_found("file_empty", file)]
    if file.name.lower().endswith(_WORKBOOK_NAMES):
        return Container.TEXT, [_found("text_named_workbook", file)]
    return Container.TEXT, []


def _found(code: str, file: ReceivedFile, **facts: object) -> Finding:
    return Finding(code, Place(file.name), facts)


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_TEXT_HEAD)


def _names(content: bytes, stream: str) -> bool:
    """Whether a directory entry may have this name; some writers spell it in capitals."""
    return re.search(stream.encode("utf-16-le"), content, re.IGNORECASE) is not None


def _in_words(size: int) -> str:
    """A size as people write it: 812 B, 12 kB, 2.8 MB, 28 MB."""
    if size < 1024**2:
        return f"{size // 1024} kB" if size >= 1024 else f"{size} B"
    tenths = size * 10 // 1024**2
    return f"{tenths // 10}.{tenths % 10} MB" if tenths < 100 else f"{tenths // 10} MB"
