"""The reading process: opens a workbook with calamine and prints its sheets as lines of JSON.

Run as `python -m importers.reader FILE`. Whatever a hostile file does to the reader happens here,
where a crash is only an exit code. Imports stay few so that it starts in milliseconds.
"""

from __future__ import annotations

import json
import sys

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from importers.celltoken import encode

#: Exit codes the parent turns into findings.
DAMAGED, LOCKED = 65, 66
#: Memory the reading process may take, where the system can limit it.
MEMORY_BYTES = 4 * 1024**3


def main(path: str) -> int:
    """Print one line per sheet (its name, merges, visibility, number of rows), then one line per row."""
    _limit_memory()
    try:
        workbook = CalamineWorkbook.from_path(path)
        for meta in workbook.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                _print_sheet(workbook, meta.name, meta.visible == SheetVisibleEnum.Visible)
    except PasswordError:
        return LOCKED
    except (CalamineError, OSError, ValueError) as trouble:
        print(trouble, file=sys.stderr)
        return DAMAGED
    return 0


def _print_sheet(workbook: CalamineWorkbook, name: str, visible: bool) -> None:
    sheet = workbook.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    head = {"sheet": name, "merges": sheet.merged_cell_ranges or [], "visible": visible, "rows": len(rows)}
    print(json.dumps(head, ensure_ascii=False))
    for row in rows:
        print(json.dumps([encode(value) for value in row], ensure_ascii=False))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the extent check stands in front of it.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, hard))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1]))
