"""Agents' half hours as a vendor sends them, the same in every run: a workbook of 15 columns, and texts."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path

import polars as pl
import xlsxwriter

#: Agents, and the half hours of a day: this many rows make a day.
AGENTS, SLOTS = 500, 48
SHEET = "话务"
#: Header → what the lake calls it.
COUNTS = {
    "人工请求量": "offered",
    "人工接通量": "answered",
    "放弃量": "abandoned",
    "20秒内接通量": "answered_within_20",
    "通话时长(秒)": "talk_s",
    "保持时长(秒)": "hold_s",
    "话后时长(秒)": "wrap_s",
    "排队时长(秒)": "wait_s",
    "转接量": "transferred",
    "登录时长(秒)": "login_s",
}
WORDS = ("时段", "职场", "技能组", "工号")
HEADERS = ("日期", *WORDS, *COUNTS)
#: What a reader that infers types from the first rows loses: row in Excel → header → text.
TRAPS = {3_000: {"人工请求量": "缺失"}, 4_000: {"登录时长(秒)": "98%"}}
_DAY_ZERO = date(1899, 12, 30)


def half_hours(rows: int, first: date = date(2024, 1, 1)) -> pl.DataFrame:
    """So many rows in the order of time; agents' codes have leading zeros, as 00123."""
    at = pl.int_range(rows, eager=True).alias("at")
    slot, mixed = pl.col("at") // AGENTS % SLOTS, pl.col("at") * 2_654_435_761 % 4_294_967_296 // 4_096
    clock = [f"{at // 2:02d}:{at % 2 * 30:02d}" for at in range(SLOTS + 1)]
    slots = dict(enumerate(f"{a}-{b}" for a, b in pairwise(clock)))
    offered = mixed % 5
    answered = mixed // 5 % (offered + 1)
    frame = pl.DataFrame(at).with_columns(
        offered.alias("offered"), answered.alias("answered"), mixed.alias("mixed")
    )
    offered, answered, mixed = pl.col("offered"), pl.col("answered"), pl.col("mixed")
    return frame.select(
        (pl.lit(first) + pl.duration(days=pl.col("at") // (AGENTS * SLOTS))).alias("日期"),
        slot.replace_strict(slots, return_dtype=pl.String).alias("时段"),
        pl.format("职场{}", pl.col("at") % 3).alias("职场"),
        pl.format("队列{}", pl.col("at") % 10).alias("技能组"),
        (pl.col("at") % AGENTS).cast(pl.String).str.zfill(5).alias("工号"),
        offered.alias("人工请求量"),
        answered.alias("人工接通量"),
        (offered - answered).alias("放弃量"),
        (answered // 2).alias("20秒内接通量"),
        (answered * (60 + mixed % 100)).alias("通话时长(秒)"),
        (answered * (mixed % 40)).alias("保持时长(秒)"),
        (answered * (mixed % 60)).alias("话后时长(秒)"),
        (offered * (mixed % 90)).alias("排队时长(秒)"),
        (answered % 2).alias("转接量"),
        pl.lit(1_800).alias("登录时长(秒)"),
    )


def write_text(frame: pl.DataFrame, path: Path, encoding: str = "utf-8") -> None:
    """As comma-separated text."""
    with path.open("wb") as stream:
        for at in range(0, frame.height, 500_000):
            text = frame[at : at + 500_000].write_csv(include_header=at == 0)
            stream.write(text.encode(encoding))


def write_workbook(frame: pl.DataFrame, path: Path) -> None:
    """As a workbook: a date's format in the first column, shared texts, numbers, and the traps.

    xlsxwriter makes the book with the header, polars the XML of the other rows.
    """
    texts = sorted({text for name in WORDS for text in frame[name].unique()} | _trap_texts())
    book = _book(texts)
    with (
        zipfile.ZipFile(io.BytesIO(book)) as made,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in made.namelist():
            if member != "xl/worksheets/sheet1.xml":
                target.writestr(member, made.read(member))
        head, tail = made.read("xl/worksheets/sheet1.xml").decode().split("</sheetData>")
        shared = {text: str(len(HEADERS) + at) for at, text in enumerate(texts)}
        with target.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
            stream.write(head[: head.index('<row r="2"')].encode())
            for at in range(0, frame.height, 100_000):
                stream.write("".join(_rows(frame[at : at + 100_000], at + 2, shared)).encode())
            stream.write(f"</sheetData>{tail}".encode())


def _rows(frame: pl.DataFrame, first: int, shared: dict[str, str]) -> list[str]:
    row = pl.int_range(first, first + frame.height, eager=True).cast(pl.String).alias("row")
    frame = frame.with_columns(row)
    parts = [pl.format('<row r="{}" spans="1:15">', "row")]
    for at, name in enumerate(HEADERS):
        letter = chr(ord("A") + at)
        value, form = pl.col(name).cast(pl.String), f'<c r="{letter}{{}}"><v>{{}}</v></c>'
        if name in WORDS:
            value = pl.col(name).replace_strict(shared, return_dtype=pl.String)
            form = f'<c r="{letter}{{}}" t="s"><v>{{}}</v></c>'
        elif name == "日期":
            value = (pl.col(name) - pl.lit(_DAY_ZERO)).dt.total_days().cast(pl.String)
            form = f'<c r="{letter}{{}}" s="1"><v>{{}}</v></c>'
        cell = pl.format(form, "row", value)
        for trap, texts in TRAPS.items():
            if name in texts:
                text = f'<c r="{letter}{trap}" t="s"><v>{shared[texts[name]]}</v></c>'
                cell = pl.when(pl.col("row") == str(trap)).then(pl.lit(text)).otherwise(cell)
        parts.append(cell)
    return frame.select(pl.concat_str([*parts, pl.lit("</row>")]))["row"].to_list()


def _book(texts: list[str]) -> bytes:
    """The header, then a row with every text once and a date."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, HEADERS)
        for at, text in enumerate(texts):
            sheet.write_string(1, at + 1, text)
        sheet.write_datetime(1, 0, date(2024, 1, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    return stream.getvalue()


def _trap_texts() -> set[str]:
    return {text for texts in TRAPS.values() for text in texts.values()}
