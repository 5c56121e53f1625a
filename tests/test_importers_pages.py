"""Exports by pages: title and header stand again on every page, and are no rows."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from importers.containers.caps import Caps
from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received

DIRECTORY = Directory(vendors=(Known("HX", ("恒信",)),))
HEAD = "日期,人工请求量,人工接通量,备注"
CALLS = "来电时间,主叫号码,应答时间,挂机时间,通话结果"


def reading(name, data, **how):
    with received(name, data) as file:
        return read(file, Choice("HX"), DIRECTORY, date(2026, 6, 5), **how)


def days(start: int) -> list[str]:
    return [f"2026-05-{day:02d},100,{90 - day},无" for day in range(start, start + 5)]


@pytest.mark.parametrize("caps", [Caps(), Caps(columnar_bytes=10)], ids=["cell by cell", "by columns"])
@pytest.mark.parametrize("title", [[], ["恒信话务日报,2026年5月,,"]], ids=["header", "title and header"])
def test_a_header_that_stands_again_on_every_page_is_no_row(caps, title):
    pages = [line for start in (1, 6, 11) for line in (*title, HEAD, *days(start))]
    result = reading("日报.csv", "\n".join(pages).encode(), caps=caps)
    assert [draft.frame["answered"].sum() for draft in result.drafts] == [15 * 90 - 120]
    assert not result.rejected and {f.code for f in result.findings} <= {"days_missing"}


def test_a_header_of_two_rows_is_left_out_as_a_whole():
    book, out = openpyxl.Workbook(), io.BytesIO()
    for start in (1, 6):
        book.active.append(["日期", "话务", None])
        book.active.append([None, "人工请求量", "人工接通量"])
        for day in range(start, start + 5):
            book.active.append([date(2026, 5, day), 100, 90])
    book.save(out)
    result = reading("日报.xlsx", out.getvalue())
    assert [draft.frame.height for draft in result.drafts] == [10] and not result.rejected


def test_a_row_that_only_resembles_the_header_is_a_row():
    rows = [HEAD, *days(1), "日期,人工请求量,人工接通率,备注"]
    assert len(reading("日报.csv", "\n".join(rows).encode()).rejected) == 1


@pytest.mark.parametrize(
    ("numbers", "lost"), [(["13800000001"], 0), (["13800000001", "1.38E+10", "138****5678"], 2)]
)
def test_numbers_that_tell_nobody_apart_are_said_once(numbers, lost):
    rows = [
        f"2026-05-01 1{at}:00:00,{number},2026-05-01 1{at}:00:05,2026-05-01 1{at}:02:00,接通"
        for at, number in enumerate(numbers)
    ]
    result = reading("清单.csv", "\n".join([CALLS, *rows]).encode())
    found = [f for f in result.findings if f.code == "callers_lost"]
    assert [f.facts["n"] for f in found] == [lost] * bool(lost)


@pytest.mark.parametrize(("shared", "told"), [(0, []), (9, []), (10, [10])])
def test_a_number_that_every_twentieth_call_has_is_no_customers(shared, told):
    numbers = [13900000000] * shared + [13800000000 + at for at in range(200 - shared)]
    rows = [
        f"2026-05-01 10:{at // 60:02d}:{at % 60:02d},{number},,2026-05-01 12:00:00,放弃"
        for at, number in enumerate(numbers)
    ]
    result = reading("清单.csv", "\n".join([CALLS, *rows]).encode())
    assert [f.facts["n"] for f in result.findings if f.code == "caller_everywhere"] == told
