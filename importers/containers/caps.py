"""The limits within which a received file is opened at all; every one is a setting."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Caps:
    """Sizes in bytes, times in seconds. A file beyond a limit is refused in words, never half read."""

    upload_bytes: int = 200 * 1024**2
    unzipped_bytes: int = 1024**3
    #: Unzipped size over zipped size, for a whole workbook.
    ratio: int = 100
    #: The last filled row of a sheet, or the records of a text file.
    rows: int = 20_000_000
    #: The last filled column: a report with thousands of columns is a slip of the hand.
    columns: int = 4_096
    #: Cells in the rectangle from A1 to the last filled cell of one sheet: what a reader would allocate.
    extent_cells: int = 20_000_000
    #: How long the reading process may take.
    read_seconds: int = 120
    #: An xlsx sheet whose XML is as long as this, in bytes, is read by columns.
    columnar_bytes: int = 8 * 1024**2
    #: How many rows from the top are searched for a header.
    header_rows: int = 30
