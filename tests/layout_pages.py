"""Writes docs/layouts: for each layout a sample, a picture of it as it was recognised, and a page.

python -m tests.layout_pages    takes the pictures with Chromium; a test holds the pages against the samples
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from core.offsets import cell_of
from core.text import Text
from importers.draft import Choice, Directory, Draft, Known, MappedColumn, Reading
from importers.read import read
from tests.layout_samples import SAMPLES, Sample
from tests.received_file import received
from tests.round_trip_cells import as_text
from tests.round_trip_files import written
from tests.round_trip_sheets import Page

FOLDER = Path(__file__).parent.parent / "docs" / "layouts"
_SITES = (Known("NC", ("南昌",), "HX"), Known("SR", ("上饶",), "HX"))
_QUEUES = tuple(
    Known(code, (name,), "HX")
    for code, name in (("VIP", "贵宾"), ("PT", "普通"), ("TS", "Complaints"), ("YW", "General"))
)
_DIRECTORY = Directory(vendors=(Known("HX", ("恒信", "Hengxin")),), sites=_SITES, queues=_QUEUES)
_STYLE = """
body { margin: 24px; font: 14px "Noto Sans CJK SC", "Noto Sans", sans-serif; color: #1f2328 }
table { border-collapse: collapse; background: #fff }
td, th { border: 1px solid #d0d7de; padding: 4px 10px; white-space: nowrap }
th { background: #f6f8fa; color: #59636e; font-weight: 400 } td.n { text-align: right }
td.head { background: #ddf4ff; font-weight: 600 } td.fact { background: #f0fff4 }
"""


def reading_of(sample: Sample) -> Reading:
    """The sample as the import reads it."""
    name, data = written(sample.pages, sample.kind, sample.stem or sample.name)
    with received(name, data) as file:
        return read(file, Choice(vendor="HX"), _DIRECTORY, date(2026, 11, 22))


def page_of(sample: Sample) -> str:
    """The page of a layout, in Markdown: picture, words, and what each column was read as."""
    seen = reading_of(sample)
    name, _ = written(sample.pages, sample.kind, sample.stem or sample.name)
    rows = [f"| {column.column} | {_cell(column.header)} | {_read_as(column)} |" for column in seen.columns]
    zh, en = sample.title.zh, sample.title.en
    lines = [
        f"# {zh} · {en}", "", f"![{zh}]({sample.name}.png)", "",
        f"样例 Sample: [{name}](samples/{name}) · [其他格式 Other layouts](README.md)", "",
        f"**怎样认出** {sample.known.zh}", "", f"**会问什么** {sample.asks.zh}", "",
        f"**How it is recognised.** {sample.known.en}", "", f"**What it asks.** {sample.asks.en}", "",
        "## 各列读成什么 · What its columns were read as", "",
        "| 列 Column | 表头 Header | 读成 Read as |", "|---|---|---|", *rows,
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write samples, pages and pictures anew."""
    (FOLDER / "samples").mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        name, data = written(sample.pages, sample.kind, sample.stem or sample.name)
        (FOLDER / "samples" / name).write_bytes(data)
        (FOLDER / f"{sample.name}.md").write_text(page_of(sample), encoding="utf-8")
    _take_pictures()


def _take_pictures() -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        view = browser.new_page(device_scale_factor=2)
        for sample in SAMPLES:
            view.set_content(_drawn(sample))
            view.locator("table").screenshot(path=FOLDER / f"{sample.name}.png")
        browser.close()


def _drawn(sample: Sample) -> str:
    """The sample's first sheet with the header and the figures that were found marked."""
    page, seen = sample.pages[0], reading_of(sample)
    is_head = _heads_of(seen)
    facts = {cell for draft in seen.drafts for cell in _cells(draft, page.name)}
    width = max(map(len, page.rows))
    lines = ["<tr><th></th>" + "".join(f"<th>{chr(65 + at)}</th>" for at in range(width)) + "</tr>"]
    hidden = {
        (row, column)
        for top, left, low, right in page.merges
        for row in range(top, low + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    for at, row in enumerate(page.rows):
        cells = [*row, *[None] * (width - len(row))]
        drawn = [
            _drawn_cell(
                page, at, column, cell, is_head(at + 1, chr(65 + column)), (at + 1, chr(65 + column)) in facts
            )
            for column, cell in enumerate(cells)
            if (at, column) not in hidden
        ]
        lines.append(f"<tr><th>{at + 1}</th>{''.join(drawn)}</tr>")
    return f"<style>{_STYLE}</style><table>{''.join(lines)}</table>"


def _heads_of(seen: Reading) -> Callable[[int, str], bool]:
    """Whether a cell says what figures are: in the header, or, where the table lies across, at its left."""
    rows = {row.number for picture in seen.pictures for row in picture.rows if row.is_header}
    names = {letters for picture in seen.pictures for letters in picture.names}
    return lambda row, letters: row in rows or (row > min(rows) and letters in names)


def _drawn_cell(page: Page, row: int, column: int, cell: object, head: bool, fact: bool) -> str:
    span = next((m for m in page.merges if m[:2] == (row, column)), (row, column, row, column))
    kind = "head" if head and cell is not None else "fact" if fact else ""
    number = " n" if isinstance(cell, int | float) else ""
    down, across = span[2] - row + 1, span[3] - column + 1
    return f'<td class="{kind}{number}" rowspan={down} colspan={across}>{html.escape(as_text(cell))}</td>'


def _cells(draft: Draft, sheet: str) -> set[tuple[int, str]]:
    """The cells of a sheet that became figures: row and column letters."""
    found = set()
    for row in draft.frame.iter_rows(named=True):
        for name in (name for name in draft.measures if row[name] is not None):
            with suppress(KeyError):
                named, cell = cell_of(draft.offsets, row["sheet"], row["row"], row["col"], name)
                if named in (sheet, "") and (at := re.fullmatch(r"([A-Z]+)(\d+)", cell)):
                    found.add((int(at[2]), at[1]))
    return found


def _read_as(column: MappedColumn) -> str:
    if column.name is None:
        return "不读入 left out"
    unit = f"（{_both(column.unit)}）" if column.unit else ""
    return f"`{column.field}` {column.name.zh} · {column.name.en}{unit}"


def _both(unit: Text) -> str:
    return unit.zh if unit.zh == unit.en else f"{unit.zh} {unit.en}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    main()
