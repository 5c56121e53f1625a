"""Makes the small workbooks under tests/golden/containers, one for each container.

python -m tests.containers_build    needs LibreOffice for xls, et and ods; the tests only read the files
"""

from __future__ import annotations

import datetime as dt
import shutil
import struct
import subprocess
import tempfile
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel
from openpyxl.workbook import Workbook

FOLDER = Path(__file__).parent / "golden" / "containers"
HEAD = ("日期", "职场", "人工请求量", "人工接通量", "放弃量", "通话时长")
#: 1 to 7 January 2024; the last two columns of the first day: 10 abandoned, 30 h 5 min of talk.
DAYS = [dt.date(2024, 1, day) for day in range(1, 8)]
TALK = dt.timedelta(hours=30, minutes=5)


def report(epoch_1904: bool = False) -> Workbook:
    """A daily report: row 4 and the group 6:7 hidden, column E hidden, the site merged, a sheet hidden."""
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "日报"
    sheet.append(HEAD)
    for n, day in enumerate(DAYS, 1):
        sheet.append([day, "南昌" if n == 1 else None, 100 + n, 90 + n, 10, TALK])
        sheet.cell(n + 1, 1).number_format = "yyyy-mm-dd"
        sheet.cell(n + 1, 6).number_format = "[h]:mm:ss"
    sheet.merge_cells("B2:B8")
    sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions.group(6, 7, hidden=True)
    sheet.column_dimensions["E"].hidden = True
    hidden = book.create_sheet("底稿")
    hidden.sheet_state = "hidden"
    hidden.append(HEAD[:4])
    hidden.append([dt.date(2024, 1, 9), "南昌", 5, 4])
    hidden["A2"].number_format = "yyyy-mm-dd"
    return book


def bare_days(epoch_1904: bool) -> Workbook:
    """Days as bare numbers, as a Macintosh file shows them in the format General."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904 if epoch_1904 else book.epoch
    book.active.append(HEAD[:1] + HEAD[2:4])
    book.active.append([int(to_excel(DAYS[4], book.epoch)), 105, 95])
    return book


def errors() -> Workbook:
    """A formula that comes to an error; no library has calculated it yet."""
    book = openpyxl.Workbook()
    book.active.append(HEAD[:1] + HEAD[2:4])
    book.active.append(["2024-01-01", 10, "=1/0"])
    book.active.append(["2024-01-02", 12, 11])
    return book


def far() -> Workbook:
    """A1 and the last cell there can be."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 1
    return book


def main() -> None:
    """Write every file anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, book in (
        ("daily", report()),
        ("daily_1904", report(True)),
        ("bare_1904", bare_days(True)),
        ("bare_1900", bare_days(False)),
        ("errors", errors()),
    ):
        book.save(FOLDER / f"{name}.xlsx")
        for kind, filter_name in (("ods", "ods"), ("xls", "xls:MS Excel 97")):
            _convert(FOLDER / f"{name}.xlsx", kind, filter_name)
        _write_xlsb(FOLDER / f"{name}.xlsb", book)
    # WPS writes an et file as the same compound file of BIFF8 records.
    shutil.copyfile(FOLDER / "daily.xls", FOLDER / "daily.et")
    with tempfile.TemporaryDirectory() as folder:
        far().save(Path(folder) / "far.xlsx")
        _write_xlsb(FOLDER / "far.xlsb", openpyxl.load_workbook(Path(folder) / "far.xlsx"))
        shutil.copyfile(Path(folder) / "far.xlsx", FOLDER / "far.xlsx")


def _convert(source: Path, kind: str, filter_name: str) -> None:
    command = ["soffice", "--headless", "--convert-to", filter_name, "--outdir", str(FOLDER), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    assert source.with_suffix(f".{kind}").exists()


def _write_xlsb(path: Path, book: Workbook) -> None:
    """The workbook in the binary records of [MS-XLSB]: only what the tests look at."""
    titles = [sheet.title for sheet in book.worksheets]
    parts = {
        "[Content_Types].xml": _TYPES.format(
            sheets="".join(_TYPE.format(n=n) for n in range(1, len(titles) + 1))
        ),
        "_rels/.rels": _RELATIONS.format(
            all=_RELATION.format(id=1, kind="officeDocument", to="xl/workbook.bin")
        ),
        "xl/_rels/workbook.bin.rels": _RELATIONS.format(
            all="".join(
                _RELATION.format(id=n, kind="worksheet", to=f"worksheets/sheet{n}.bin")
                for n in range(1, len(titles) + 1)
            )
            + _RELATION.format(id=99, kind="styles", to="styles.bin")
        ),
        "xl/workbook.bin": _book_records(book),
        "xl/styles.bin": _style_records(),
    }
    for n, sheet in enumerate(book.worksheets, 1):
        parts[f"xl/worksheets/sheet{n}.bin"] = _sheet_records(sheet, book.epoch)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def _book_records(book: Workbook) -> bytes:
    mac = book.epoch == CALENDAR_MAC_1904
    sheets = b"".join(
        _record(
            156, struct.pack("<II", sheet.sheet_state != "visible", n) + _wide(f"rId{n}") + _wide(sheet.title)
        )
        for n, sheet in enumerate(book.worksheets, 1)
    )
    properties = _record(153, struct.pack("<II", mac, 0) + _wide(""))
    return _record(131) + properties + _record(143) + sheets + _record(144) + _record(132)


def _style_records() -> bytes:
    """Three cell formats: General, a day (14), a span of hours (46)."""
    font = (
        struct.pack("<HHHHBBBB", 220, 0, 400, 0, 0, 2, 134, 0) + bytes([7, 1, 0, 0, 0, 0, 0, 255]) + b"\x02"
    )
    fill = struct.pack("<I", 0) + bytes([1, 64, 0, 0, 0, 0, 0, 255]) * 2 + bytes(48)
    border = bytes([0]) + bytes(10) * 5
    formats = [struct.pack("<HHHHHBBHBB", 0, number, 0, 0, 0, 0, 0, 0x1000, 1, 0) for number in (0, 14, 46)]
    return b"".join(
        (
            _record(278),
            _record(611, _u32(1)), _record(43, font + _wide("Calibri")), _record(612),
            _record(603, _u32(1)), _record(45, fill), _record(604),
            _record(613, _u32(1)), _record(46, border), _record(614),
            _record(626, _u32(1)), _record(47, struct.pack("<H", 0xFFFF) + formats[0][2:]), _record(627),
            _record(617, _u32(3)), *(_record(47, one) for one in formats), _record(618),
            _record(619, _u32(1)), _record(48, struct.pack("<IHH", 0, 1, 0) + _wide("Normal")), _record(620),
            _record(279),
        )
    )  # fmt: skip


def _sheet_records(sheet, epoch) -> bytes:
    rows = []
    for row in sheet.iter_rows() if sheet.max_row < 1000 else [[sheet["A1"]], [sheet["XFD1048576"]]]:
        look = sheet.row_dimensions[row[0].row]
        flags = (look.outlineLevel or 0) | (0x10 if look.hidden else 0)
        rows.append(_record(0, struct.pack("<IIHBBBI", row[0].row - 1, 0, 300, 0, flags, 0, 0)))
        rows += [_cell(cell, epoch) for cell in row if cell.value is not None]
    columns = [
        _record(
            60, struct.pack("<IIIIH", look.min - 1, look.max - 1, 2560, 0, 1 | (look.outlineLevel or 0) << 8)
        )
        for look in sheet.column_dimensions.values()
        if look.hidden
    ]
    merged = [
        _record(
            176, struct.pack("<IIII", span.min_row - 1, span.max_row - 1, span.min_col - 1, span.max_col - 1)
        )
        for span in sheet.merged_cells.ranges
    ]
    size = _record(148, struct.pack("<IIII", 0, sheet.max_row - 1, 0, sheet.max_column - 1))
    wide = _record(390) + b"".join(columns) + _record(391) if columns else b""
    ends = _record(177, _u32(len(merged))) + b"".join(merged) + _record(178) if merged else b""
    return b"".join((_record(129), size, wide, _record(145), *rows, _record(146), ends, _record(130)))


def _cell(cell, epoch) -> bytes:
    value = cell.value
    if value == "=1/0":
        return _record(3, struct.pack("<IIB", cell.column - 1, 0, 0x07))
    if isinstance(value, str):
        return _record(6, struct.pack("<II", cell.column - 1, 0) + _wide(value))
    style = 1 if isinstance(value, dt.date) else 2 if isinstance(value, dt.timedelta) else 0
    number = to_excel(value, epoch) if style else value
    return _record(5, struct.pack("<IId", cell.column - 1, style, number))


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(data), []
    while length > 127:
        size.append(length & 0x7F | 0x80)
        length >>= 7
    return head + bytes([*size, length]) + data


def _wide(text: str) -> bytes:
    return _u32(len(text)) + text.encode("utf-16-le")


def _u32(number: int) -> bytes:
    return struct.pack("<I", number)


_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BINARY = "application/vnd.ms-excel"
_TYPE = f'<Override PartName="/xl/worksheets/sheet{{n}}.bin" ContentType="{_BINARY}.worksheet"/>'
_TYPES = (
    f'{_HEADER}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="bin" ContentType="{_BINARY}.sheet.binary.macroEnabled.main"/>{{sheets}}'
    f'<Override PartName="/xl/styles.bin" ContentType="{_BINARY}.styles"/></Types>'
)
_RELATION = f'<Relationship Id="rId{{id}}" Type="{_OFFICE}/{{kind}}" Target="{{to}}"/>'
_RELATIONS = f'{_HEADER}<Relationships xmlns="{_PACKAGE}/relationships">{{all}}</Relationships>'


if __name__ == "__main__":
    main()
