"""The reading process: reads workbook after workbook for the process that started it.

Run as `python -m importers.containers.reader --serve`. One line of JSON asks for a file; the answer is, for
each sheet, a line that describes it and a line for each row, then a last line. Whatever a hostile file
does to its reader happens here, where it ends only this process. It ends by itself when
nobody can ask any more.
"""

from __future__ import annotations

import json
import os
import re
import signal
import struct
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from xml.sax import SAXException

from defusedxml.common import DefusedXmlException
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from importers.containers import biff8, biff12, extent, opendocument
from importers.containers.caps import Caps
from importers.containers.celltoken import as_percentage, encode
from importers.containers.container import Container
from importers.containers.encoding import decoded
from importers.containers.heard_archive import HeardArchive
from importers.containers.html_tables import tables_of
from importers.containers.look import BookLook, SheetLook, Span, TooFar

#: Memory the reading process may take, where the system can limit it.
MEMORY_BYTES = 4 * 1024**3
#: While it reads a large sheet by columns: what does that sets space aside that it never fills.
LARGE_BYTES = 16 * 1024**3
#: Having once taken this much, it says that it should be replaced by a fresh one.
TIRED_BYTES = 512 * 1024**2

_ODS_SPAN = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_ZIPPED = {
    Container.XLSX: extent.look_over,
    Container.XLSB: biff12.look_over,
    Container.ODS: opendocument.look_over,
}
Line = dict[str, object]


def serve() -> None:
    """Answer until the asking process closes its end."""
    _limit_memory(MEMORY_BYTES)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that asks
    for request in sys.stdin.buffer:
        asked = json.loads(request)
        of = Path(asked["path"]), Container(asked["container"]), Caps(**asked["caps"]), Path(asked["into"])
        for line in answer(*of):
            sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()


def answer(path: Path, container: Container, caps: Caps, into: Path) -> Iterator[object]:
    """The lines that say what a file holds; the last one says why, where it cannot be read.

    The rows of a sheet that was read by columns are written to a file in `into`.
    """
    end: Line = {"tired": _memory_held() > TIRED_BYTES}
    try:
        if container is Container.HTML:
            yield from _page(path, caps)
        else:
            yield from _book(path, container, caps, into, end)
    except (PasswordError, biff8.Locked):
        end["trouble"] = "password_protected"
    except biff8.NoWorkbook:
        end["trouble"] = "not_a_workbook"
    except TooFar as far:
        end |= {"trouble": far.code, "sheet": far.sheet, "facts": far.facts}
    except (CalamineError, zipfile.BadZipFile, SAXException, DefusedXmlException, struct.error) as broken:
        end |= {"trouble": "file_damaged", "why": str(broken)}
    except (OSError, EOFError, ValueError, LookupError, NotImplementedError, RuntimeError) as broken:
        end |= {"trouble": "file_damaged", "why": str(broken)}
    except BaseException as broken:  # a panic of the reader in Rust is no Exception
        end |= {"trouble": "file_damaged", "why": str(broken), "tired": True}
    yield {"end": end}


def _book(path: Path, container: Container, caps: Caps, into: Path, end: Line) -> Iterator[object]:
    look = _look(path, container, caps, end)
    end |= {"epoch_1904": look.epoch_1904, "macros": look.macros, "returned_for": look.returned_for}
    # From the bytes: from a path the reader would go by the name's ending, which may lie.
    with path.open("rb") as content, CalamineWorkbook.from_filelike(content) as workbook:
        for number, meta in enumerate(workbook.sheets_metadata):
            if meta.typ == SheetTypeEnum.WorkSheet:
                seen = look.sheets[number] if number < len(look.sheets) else SheetLook()
                visible = meta.visible == SheetVisibleEnum.Visible
                if seen.tokens is not None:
                    yield _by_columns(meta.name, seen, visible, into / f"{number}.arrow")
                    continue
                sheet = workbook.get_sheet_by_name(meta.name)
                rows = [[encode(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
                if container is Container.ODS:
                    rows = [[_span_of(token) for token in row] for row in rows]
                _note_percentages(rows, seen)
                _fill_hollow(rows, seen)
                yield _head(meta.name, seen, len(rows), visible, sheet.merged_cell_ranges or seen.merges)
                yield from rows


def _look(path: Path, container: Container, caps: Caps, end: Line) -> BookLook:
    if container is Container.XLS:
        return biff8.look_over(path.read_bytes(), caps)
    with HeardArchive(path, _say_rows) as archive:
        if any(member.file_size >= caps.columnar_bytes for member in archive.infolist()):
            # The process is replaced afterwards, so that the next file finds the narrow limit again.
            end["tired"] = True
            _limit_memory(LARGE_BYTES)
        return _ZIPPED[container](archive, caps)


def _say_rows(done: int, expected: int) -> None:
    """Ahead of the answer: how many rows were read out of how many."""
    sys.stdout.buffer.write(json.dumps({"rows_read": [done, expected]}).encode() + b"\n")
    sys.stdout.buffer.flush()


def _page(path: Path, caps: Caps) -> Iterator[object]:
    text = decoded(path.read_bytes())
    if text is None:
        raise ValueError("encoding")
    for table in tables_of(text, caps):
        yield _head(table.look.name, table.look, len(table.rows), True, table.look.merges)
        yield from ([encode(text) for text in row] for row in table.rows)


def _head(name: str, look: SheetLook, rows: int, visible: bool, merges: object) -> Line:
    hidden_rows, hidden_columns = look.hidden_within()
    return {
        "sheet": name,
        "rows": rows,
        "visible": visible,
        "merges": merges,
        "hidden_rows": _plain(hidden_rows),
        "hidden_columns": _plain(hidden_columns),
        "uncalculated": look.uncalculated(),
    }


def _by_columns(name: str, look: SheetLook, visible: bool, target: Path) -> Line:
    """The head of a sheet whose rows were written to a file."""
    assert look.tokens is not None
    look.tokens.write_ipc(target)
    return {**_head(name, look, 0, visible, look.merges), "file": str(target)}


def _plain(spans: tuple[Span, ...]) -> list[tuple[int, int, bool]]:
    return [(span.first, span.last, span.folded) for span in spans]


def _note_percentages(rows: list[list[str | None]], look: SheetLook) -> None:
    """The reader gives 0.9 whether the cell shows 0.9 or 90.00%."""
    for (row, column), digits in look.percents.items():
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = as_percentage(rows[row - 1][column - 1], digits)


def _fill_hollow(rows: list[list[str | None]], look: SheetLook) -> None:
    """What stands in cells that a reader gives as empty: an error, or a formula without its result."""
    for (row, column), token in look.hollow.items():
        if len(rows) < row:
            rows += [[] for _ in range(row - len(rows))]
        cells = rows[row - 1]
        cells += [None] * (column - len(cells))
        cells[column - 1] = token


def _span_of(token: str | None) -> str | None:
    """The reader leaves a duration beyond a day as OpenDocument writes it, PT30H05M00S."""
    match = _ODS_SPAN.fullmatch(token or "")
    if not match:
        return token
    hours, minutes, seconds = map(int, match.groups())
    return encode(timedelta(hours=hours, minutes=minutes, seconds=seconds))


def _memory_held() -> int:
    """Bytes this process holds now. Where the system does not say, the most it ever held; on Linux that would
    be, at first, what the server held that started it."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the look at the extent stands in front of it.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
    )


if __name__ == "__main__":
    serve()
