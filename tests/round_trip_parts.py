"""What the writers of the layouts share: whose hand it is, truths for keys, bodies with totals, the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from core.period import Period
from tests import round_trip_cells as cells
from tests.round_trip_cells import Cell
from tests.round_trip_files import TEXT_KINDS, written
from tests.round_trip_sheets import GROUPS, Column, Page, Scribe
from tests.round_trip_truth import Draw, Key, Truth, counted, some

#: Whatever these say, no identity makes them certain where they are left blank.
_MAY_LACK = ("calls_total", "transferred", "tickets", "complaints", "ivr_calls")


@dataclass(frozen=True)
class Case:
    """A file, what it means, and what the person who brings it in knows of it."""

    layout: str
    name: str
    data: bytes
    expected: Mapping[tuple[Key, str], int]
    #: Header → what the vendor means by it.
    means: Mapping[str, str]
    period: Period


def language(draw: Draw) -> str:
    """More vendors write Chinese."""
    return draw(st.sampled_from(("zh", "zh", "en")))


def a_scribe(draw: Draw) -> tuple[Scribe, str]:
    """Somebody who types a workbook, or saves it as text: then nothing is merged."""
    kind = draw(st.sampled_from(("xlsx", "xlsx", "xlsx", *TEXT_KINDS)))
    return Scribe(draw, language(draw), merging=kind == "xlsx"), kind


def case_of(
    layout: str,
    scribe: Scribe,
    kind: str,
    pages: Sequence[Page],
    truth: Truth,
    *,
    expected: Mapping[tuple[Key, str], int] | None = None,
) -> Case:
    """The pages as a file under one of the names vendors give."""
    month = truth.month.start
    stem = scribe.one_of(
        scribe.said("恒信报表", "hengxin report"),
        scribe.said(f"恒信{month.year}年{month.month}月", f"hengxin_{month:%Y%m}"),
        f"HX_{month:%Y-%m}",
    )
    if kind == "xlsx" and scribe.sometimes():
        pages = [moved(page, *scribe.one_of((0, 1), (1, 0), (2, 1))) for page in pages]
    name, data = written(pages, kind, stem)
    right = truth.expected() if expected is None else expected
    return Case(layout, name, data, right, dict(scribe.means), truth.month)


def moved(page: Page, down: int, right: int) -> Page:
    """The page with empty rows above it and empty columns left of it."""
    rows = [*([None] for _ in range(down)), *([*[None] * right, *row] for row in page.rows)]
    merges = [(top + down, left + right, low + down, far + right) for top, left, low, far in page.merges]
    return Page(page.name, rows, merges)


def true_counts(
    draw: Draw,
    month: Period,
    keys: Sequence[Key],
    fields: Sequence[str],
    least: int = 1,
    largest: int = 40_000,
) -> Truth:
    """A truth for each key; now and then a figure is missing that nothing else tells."""
    chosen = some(draw, fields, least)
    counts = {key: counted(draw, chosen, largest) for key in keys}
    for row in counts.values():
        gaps = [name for name in row if name in _MAY_LACK]
        if gaps and len(row) > len(gaps) and draw(st.integers(0, 7)) == 0:
            del row[gaps[0]]
    return Truth(month, counts, tuple(chosen))


def codes_of(draw: Draw, known: Mapping[str, object], least: int, most: int) -> list[str]:
    """Some of the registered sites or queues."""
    return draw(st.lists(st.sampled_from(list(known)), min_size=least, max_size=most, unique=True))


def name_of(scribe: Scribe, known: Mapping[str, tuple[str, str]], code: str | None) -> str:
    """What a report calls a site or queue: its name, its code."""
    return scribe.one_of(scribe.said(*known[code]), scribe.said(*known[code]), code) if code else ""


def day_key(day: date, site: str | None = None, queue: str | None = None, slot: int | None = None) -> Key:
    """The figures of a day."""
    return (day, day + timedelta(days=1), site, queue, None, slot, None)


def month_key(month: Period, site: str | None = None, agent: str | None = None) -> Key:
    """The figures of a month."""
    return (month.start, month.end, site, None, agent, None, None)


def title_of(scribe: Scribe, month: Period, zh: str, en: str) -> str:
    """A title that names the month, or none at all."""
    first = month.start
    zh_month = scribe.one_of(
        f"{first.year}年{first.month}月", f"{first:%Y-%m}", f"{first.year}年{first.month:02d}月份"
    )
    titles = scribe.one_of(("恒信客服热线{what}({month})", "Hengxin hotline, {what} {month}"),
                           ("{month}恒信{what}", "{month} {what} of Hengxin"), ("", ""))  # fmt: skip
    return scribe.said(*titles).format(
        what=scribe.said(zh, en), month=zh_month if scribe.lang == "zh" else f"{first:%Y-%m}"
    )


def day_way(scribe: Scribe, kind: str) -> str:
    """How its days are written: all in one way, or ('') each in its own."""
    ways = [
        way
        for way in (*cells.DATED, *cells.YEARLESS)
        if scribe.lang == "zh" or ("月" not in way and "日" not in way)
    ]
    return scribe.one_of("", *ways)


def dated(scribe: Scribe, day: date, way: str) -> Cell:
    """A day's cell."""
    if way:
        return cells.day_cell(day, way)
    return cells.day_cell(
        day, scribe.one_of("cell", "2024-01-05", "2024/1/5", "2024.1.5", "20240105", "number")
    )


def head_of(day: date, way: str) -> Cell:
    """A day at the head of a column."""
    if way in ("1日", "1"):
        return f"{day.day}日" if way == "1日" else day.day
    return cells.day_cell(day, way)


def group_words(column: Column) -> tuple[str, str]:
    """The group an indicator is listed under."""
    return GROUPS[column.group]


def body_rows(
    scribe: Scribe,
    page: Page,
    lines: Sequence[tuple[list[Cell], Key]],
    truth: Truth,
    columns: Sequence[Column],
) -> None:
    """The rows of a table, perhaps sums now and then, perhaps one of them all."""
    since: list[Mapping[str, int]] = []
    weekly = scribe.lang == "zh" and len(lines) > 2 and scribe.sometimes()
    for n, (heads, key) in enumerate(lines, 1):
        row = truth.counts[key]
        page.add(*heads, *(scribe.cell(column, row) for column in columns))
        since.append(row)
        if weekly and n % 2 == 0:
            sum_row(scribe, page, [f"第{n // 2}周小计", *[None] * (len(heads) - 1)], since, columns)
            since = []
    if lines and scribe.sometimes():
        label = (
            scribe.one_of("合计", "总计", "总 计") if scribe.lang == "zh" else scribe.one_of("Total", "TOTAL")
        )
        rest = [None] * (len(lines[0][0]) - 1)
        sum_row(scribe, page, [label, *rest], [truth.counts[key] for _, key in lines], columns)


def sum_row(
    scribe: Scribe,
    page: Page,
    heads: list[Cell],
    rows: Sequence[Mapping[str, int]],
    columns: Sequence[Column],
) -> None:
    """A row that adds others up."""
    page.add(*heads, *(scribe.total(column, rows) for column in columns))
