"""What each cell of a vendor's report means, case by case."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal as D
from fractions import Fraction as F

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.period import calendar_month
from importers.containers.celltoken import decode, encode
from importers.dictionary.headers import Field, synonyms
from importers.draft import Choice, Directory, Known
from importers.read import read
from importers.values.cells import (
    ABSENT,
    Hints,
    Trouble,
    masked,
    read_caller,
    read_code,
    read_flag,
    read_rate,
    read_score,
    read_whole,
)
from importers.values.cells_time import read_day, read_duration, read_month, read_slot
from importers.values.whole_columns import read_column
from tests.received_file import received

JANUARY = Hints(period=calendar_month(2024, 1))


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("1,234", "", 1234),
        ("１２３４", "", 1234),  # full width
        ("1234通", "", 1234),
        *((f"200{unit}", "", 200) for unit in ("份", "笔", "票", "台", " calls", " Tickets", "case")),
        (D("1234"), "", 1234),
        ("1.2万", "", 12_000),
        (D("1.2"), "万", 12_000),  # header 话务量(万通)
        ("0", "", 0),  # 0 stays 0
        ("--", "", None),
        ("／", "", None),
        ("#DIV/0!", "", None),
        ("不适用", "", None),
        ("", "", None),
    ],
)
def test_a_count_is_a_whole_number_or_nothing(cell, unit, value):
    assert read_whole(cell, Hints(unit=unit)) == value


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("约1200", "not_a_number"),
        ("12,34", "not_a_number"),  # no thousands
        (D("12.5"), "count_not_whole"),
        (D("-3"), "count_negative"),
        (time(1), "not_a_number"),
        (True, "not_a_number"),
    ],
)
def test_what_is_no_count_says_why(cell, code):
    trouble = read_whole(cell, Hints())
    assert isinstance(trouble, Trouble) and trouble.code == code


@pytest.mark.parametrize(
    ("cell", "scale", "value"),
    [
        ("95.3%", 1, F(953, 1000)),
        ("９５．３％", 1, F(953, 1000)),
        ("95.3 %", 1, F(953, 1000)),
        (D("0.953"), 1, F(953, 1000)),
        (D("95.3"), 100, F(953, 1000)),
        ("3‰", 1, F(3, 1000)),
        ("万分之3", 1, F(3, 10_000)),
        ("0.5/万", 1, F(5, 100_000)),
    ],
)
def test_a_rate_is_a_fraction_of_one(cell, scale, value):
    assert read_rate(cell, Hints(rate_scale=scale)).value == value


def test_a_rate_printed_with_its_counts_brings_them():
    assert read_rate("95.3%(953/1000)", Hints()).counts == (953, 1000)


@pytest.mark.parametrize(
    ("cell", "hints", "seconds"),
    [
        ("00:03:25", Hints(), 205),
        (time(0, 3, 25), Hints(), 205),
        ("3分25秒", Hints(), 205),
        ("3'25\"", Hints(), 205),
        (D("205"), Hints(), 205),
        ("205秒", Hints(), 205),
        ("3:25", Hints(average=True), 205),
        ("3:25", Hints(), 12_300),  # hours and minutes of a total
        ("30:05:00", Hints(), 108_300),
        (timedelta(days=1, hours=6, minutes=5), Hints(), 108_300),
        ("1小时2分3秒", Hints(), 3_723),
        ("3.42分", Hints(), F("205.2")),
        (D("7.5"), Hints(unit="h"), 27_000),
        (D("0.0023726852"), Hints(unit="day"), 205),  # a fraction of a day, to the second
        (D("0.011597222"), Hints(unit="day"), 1002),  # NHS 111, March 2016
        (time(0, 3, 24, 768_000), Hints(), F("204.768")),  # 0.00237 of a day under mm:ss
        (datetime(1900, 1, 1, 6), Hints(), 108_000),  # 1.25 under hh:mm:ss
        (datetime(1900, 3, 2, 12), Hints(), 5_400_000),  # GT-21: 62.5 under hh:mm:ss
        (datetime(1901, 2, 19, 16, 48), Hints(), 36_002_880),  # 416.7: a team's month
        (datetime(1904, 3, 3, 12), Hints(epoch_1904=True), 5_400_000),
        (D("62.5"), Hints(unit="day"), 5_400_000),
        ("-", Hints(), None),
    ],
)
def test_a_duration_is_exact_seconds(cell, hints, seconds):
    assert read_duration(cell, hints) == seconds


def test_a_bare_fraction_may_be_seconds_or_days_and_is_not_guessed():
    assert read_duration(D("0.0023726852"), Hints()).code == "duration_unclear"


def test_the_day_excel_invents_hides_a_day_and_is_not_guessed():
    # 59.5 and 60.5 both come as 28 February 1900.
    assert read_duration(datetime(1900, 2, 28, 12), Hints()).code == "duration_unclear"


def test_gt_21_a_duration_in_each_of_excels_shapes_is_the_same_seconds():
    workbook, stream = openpyxl.Workbook(), io.BytesIO()
    formats = ["[h]:mm:ss", "hh:mm:ss", "0.00"]
    workbook.active.append(["日期", "人工接通量", "通话时长", "话后处理时长", "保持时长"])
    workbook.active.append([date(2024, 1, 1), 9_000, 62.5, 62.5, 62.5])
    for column, shape in enumerate(formats, 3):
        workbook.active.cell(2, column).number_format = shape
    workbook.active.cell(1, 5).value = "保持时长(天)"
    workbook.save(stream)
    with received("日报.xlsx", stream.getvalue()) as file:
        vendors = Directory(vendors=(Known("HX", ()),))
        (draft,) = read(file, Choice(vendor="HX"), vendors, date(2024, 3, 1)).drafts
    assert draft.frame.select("talk_s", "wrap_s", "hold_s").rows() == [(5_400_000,) * 3]


@pytest.mark.parametrize(
    ("cell", "hints", "day"),
    [
        ("2024年1月5日", Hints(), date(2024, 1, 5)),
        ("2024/1/5", Hints(), date(2024, 1, 5)),
        ("2024.1.5", Hints(), date(2024, 1, 5)),
        ("20240105", Hints(), date(2024, 1, 5)),
        (D("20240105"), Hints(), date(2024, 1, 5)),
        (D("45296"), Hints(), date(2024, 1, 5)),
        (D("43834"), Hints(epoch_1904=True), date(2024, 1, 5)),
        (datetime(2024, 1, 5, 8), Hints(), date(2024, 1, 5)),
        ("1月5日", JANUARY, date(2024, 1, 5)),
        ("1.5", JANUARY, date(2024, 1, 5)),
        (D("1.5"), JANUARY, date(2024, 1, 5)),
        ("5日", JANUARY, date(2024, 1, 5)),
        ("12月31日", JANUARY, date(2023, 12, 31)),  # the day before the file's month
        ("05/01/2024", Hints(format="%d/%m/%Y"), date(2024, 1, 5)),
        ("2024-01-05 星期五", Hints(), date(2024, 1, 5)),
        ("1月5日（周五）", JANUARY, date(2024, 1, 5)),
        ("1月5号", JANUARY, date(2024, 1, 5)),
        ("24年1月5日", Hints(), date(2024, 1, 5)),
        ("05-Jan-24", Hints(), date(2024, 1, 5)),
        ("5th January 2024", Hints(), date(2024, 1, 5)),
        ("Jan 5, 2024 09:30", Hints(), date(2024, 1, 5)),
        ("Fri 5 Jan", JANUARY, date(2024, 1, 5)),
        ("Dec 31", JANUARY, date(2023, 12, 31)),
    ],
)
def test_a_date_is_read_as_written(cell, hints, day):
    assert read_day(cell, hints) == day


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("05/01/2024", "date_unclear"),
        ("1/5", "date_unclear"),
        ("24-01-05", "date_unclear"),  # 24 may be the year or the day
        ("2024-02-30", "not_a_date"),
        ("Jan-24", "not_a_date"),  # a month
        ("5 Mayor", "not_a_date"),
        ("1月5日", "not_a_date"),
        ("周一", "not_a_date"),
    ],
)
def test_a_date_is_never_guessed(cell, code):
    assert read_day(cell, Hints()).code == code


@pytest.mark.parametrize(
    ("column", "period", "days"),
    [
        (["05/01/2024", "31/01/2024"], None, [date(2024, 1, 5), date(2024, 1, 31)]),
        (["01/05/2024", "01/31/2024"], None, [date(2024, 1, 5), date(2024, 1, 31)]),
        (["05/01/2024"], JANUARY.period, [date(2024, 1, 5)]),  # the only way to be a day of January
        (["1/5", "1/6"], JANUARY.period, [date(2024, 1, 5), date(2024, 1, 6)]),
        (["05/01/2024 09:30:00", "13/01/2024 10:00:00"], None, [date(2024, 1, 5), date(2024, 1, 13)]),
        (["05/01/2024", "06/01/2024"], None, [None, None]),  # both ways are days
        (["13/01/2024", "01/13/2024"], None, [None, None]),  # no way suits both
        (["01/01/2024"], None, [date(2024, 1, 1)]),  # either way
        # One such cell among others may be any slip.
        (
            ["2024-01-03", "2024-01-04", "05/01/2024"],
            JANUARY.period,
            [date(2024, 1, 3), date(2024, 1, 4), None],
        ),
    ],
)
def test_a_column_tells_which_part_of_its_dates_is_the_day(column, period, days):
    field = Field("day", "day", role="day")
    read = read_column(pl.Series(column), field, Hints(period=period))
    assert [read.at(i) for i in range(len(column))] == days


@pytest.mark.parametrize(
    "cell", ["2024年1月", "202401", "24年1月", "2024-01", "1月", "Jan-24", "January 2024"]
)
def test_a_month_in_all_its_spellings(cell):
    assert read_month(cell, JANUARY) == calendar_month(2024, 1)


@pytest.mark.parametrize(
    ("cell", "slot"),
    [
        ("09:00-09:30", (540, 570)),
        ("9:00~9:30", (540, 570)),
        ("09:00—09:30", (540, 570)),
        ("9点-9点半", (540, 570)),
        ("0900-0930", (540, 570)),
        ("09:00", (540, None)),
        ("23:30-00:00", (1410, 1440)),
        ("23:30-24:00", (1410, 1440)),
        ("9时", (540, None)),
        ("9", (540, None)),
        (D("9"), (540, None)),
        (time(9), (540, None)),
    ],
)
def test_a_slot_is_minutes_from_midnight(cell, slot):
    assert read_slot(cell) == slot


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("0012", "0012"),
        (D("12"), "12"),
        ("张三(1024)", "1024"),
        ("张三（1024）", "1024"),
        ("1024-张三", "1024"),
        ("1024 张三", "1024"),
        ("张三1024", "1024"),
        ("张*", "张*"),  # a masked name is kept as it is
        ("AB12", "AB12"),
    ],
)
def test_an_agent_is_known_by_code(cell, code):
    assert read_code(cell) == code


def test_a_number_that_lost_its_zeros_is_the_agent_whose_code_has_them():
    cells = ["0012", 12, 13, "0014", "014", 14]
    column = pl.Series([encode(cell) for cell in cells], dtype=pl.String)
    read = read_column(column, synonyms().fields["agent"], Hints())
    # 14 may be 0014 or 014: it stays.
    assert read.series("agent", pl.String).to_list() == ["0012", "0012", "13", "0014", "014", "14"]


@pytest.mark.parametrize(
    ("cell", "points"),
    [("92.5", F("92.5")), ("９２分", 92), (D("88"), 88), ("缺考", ABSENT), ("--", None)],
)
def test_points_are_exact_and_an_absent_person_has_none(cell, points):
    # 分 in the header are points, never minutes.
    assert read_score(cell, Hints(unit="min")) == points


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (["09:00", "09:30", "11:00"], [570, 600, 690]),  # the sheet's step, gaps or not
        (["09:00", "10:00"], [600, 660]),
        (["09:00"], [None]),  # one start says nothing of a step
        (["09:00", "09:07"], [None, None]),  # no step of a report
        (["09:00-09:30", "09:30-10:00"], [570, 600]),
    ],
)
def test_a_single_start_lasts_the_sheets_step(starts, ends):
    text = "日期,时段,人工请求量\n" + "".join(f"2024-01-01,{start},10\n" for start in starts)
    with received("时段.csv", text.encode()) as file:
        vendors = Directory(vendors=(Known("HX", ()),))
        (draft,) = read(file, Choice(vendor="HX"), vendors, date(2024, 3, 1)).drafts
    assert draft.frame["slot_end"].to_list() == ends


def test_an_exam_list_counts_who_sat_it():
    text = (
        "培训日期,课程名称,工号,考试成绩,考试是否合格\n2024-01-05,规范,01,88,是\n2024-01-05,规范,02,缺考,否\n"
    )
    with received("考试.csv", text.encode()) as file:
        vendors = Directory(vendors=(Known("HX", ()),))
        (draft,) = read(file, Choice(vendor="HX"), vendors, date(2024, 3, 1)).drafts
    assert draft.frame.select("exam_taken", "trainees_passed").rows() == [(1, 1), (0, 0)]


@pytest.mark.parametrize(
    ("cell", "flag"), [("是", True), ("√", True), (D("1"), True), ("未接通", False), ("/", None)]
)
def test_yes_and_no_in_vendors_words(cell, flag):
    assert read_flag(cell) is flag


def test_telephone_numbers_are_masked_wherever_they_stand():
    assert masked("来电 13812345678 投诉") == "来电 138****5678 投诉"


@given(
    st.one_of(
        st.integers(-(2**52), 2**52), st.dates(), st.datetimes(), st.times(), st.timedeltas(), st.booleans()
    )
)
def test_a_cell_survives_the_journey_from_the_reading_process(value):
    decoded = decode(encode(value))
    assert decoded == value or decoded == D(str(value))


@given(st.text())
def test_no_text_of_a_vendor_turns_into_one_of_our_tokens(text):
    assert decode(encode(text)) is None or isinstance(decode(encode(text)), str)


@given(st.integers(0, 10**12))
def test_a_count_written_with_thousands_reads_back(n):
    assert read_whole(f"{n:,}", Hints()) == n


@given(st.integers(0, 400_000))
def test_a_clock_reads_back(seconds):
    assert read_duration(f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}", Hints()) == seconds


@pytest.mark.parametrize(
    ("code", "unit", "cells", "first"),
    [
        ("att", "", [time(3, 25), time(2, 58)], "clock_unclear"),  # typed as 3:25
        ("att", "", [timedelta(hours=3, minutes=25)], "clock_unclear"),
        ("asa", "", [time(0, 15), time(0, 20)], "clock_unclear"),
        ("att", "", [time(0, 3, 25), time(0, 2)], 205),
        ("asa", "", [time(0, 1)], 60),  # one whole minute may be true
        ("att", "", [D("3.42"), D("2.9")], "average_unit_unclear"),
        ("att", "min", [D("3.42"), D("2.9")], F(1026, 5)),
        ("asa", "", [D("3.42")], F(171, 50)),  # so short a wait may be
        ("att", "", [D(205), D(15)], 205),
    ],
)
def test_an_average_no_call_can_have_is_asked_about(code, unit, cells, first):
    field = replace(synonyms().fields[code], unit=unit)
    read = read_column(pl.Series([encode(cell) for cell in cells]), field, Hints()).at(0)
    known = read_column(pl.Series([encode(cell) for cell in cells]), field, Hints()).known[0]
    assert (known.code if isinstance(known, Trouble) else read) == first


SHEET = ["日期", "人工请求量", "人工接通量"]


@pytest.mark.parametrize(
    ("above", "header", "counts"),
    [
        ("单位：万通", SHEET, (120_000, 110_000)),
        ("（万通）", SHEET, (120_000, 110_000)),
        ("2024年1月话务（单位:万）", SHEET, (120_000, 110_000)),
        ("单位：通", SHEET, (12, 11)),
        ("单位：万人", SHEET, (12, 11)),  # contacts are no people
        (
            "单位：万通",
            ["日期", "人工请求量", "人工接通量(通)"],
            (120_000, 11),
        ),  # a column's own unit comes first
        ("说明：万元以上项目", SHEET, (12, 11)),
    ],
)
def test_a_unit_named_once_above_the_header_counts_for_its_columns(above, header, counts):
    book = openpyxl.Workbook()
    for row in ([above], header, [datetime(2024, 1, 1), 12, 11], [datetime(2024, 1, 2), 12, 11]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    with received("report.xlsx", content.getvalue()) as file:
        vendors = Directory(vendors=(Known("HX", ()),))
        (draft,) = read(file, Choice(vendor="HX"), vendors, date(2026, 1, 1)).drafts
    assert draft.frame.select("offered", "answered").row(0) == counts


@pytest.mark.parametrize(
    ("cell", "code"),
    [('="0012"', "0012"), ("'0012", "0012"), ("O'Neil", "O'Neil"), ("'t Hooft", "'t Hooft"), ('=""', None)],
)
def test_what_keeps_a_code_from_becoming_a_number_is_no_part_of_it(cell, code):
    assert read_code(cell) == code


def test_a_guarded_day_and_count_are_read():
    assert read_day('="2024-01-05"', Hints()) == date(2024, 1, 5)
    assert read_whole('="1,234"', Hints()) == 1234


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("13812345678", True),
        ("010-62345678", True),
        ("62345678", True),
        (D(13812345678), True),
        # It lost its last digits, was masked before, or is no customer's.
        ("1.38E+10", False),
        ("138****5678", False),
        ("138xxxx5678", False),
        ("10086", False),
        (D(8001), False),
        ("匿名", False),
    ],
)
def test_a_number_that_is_no_customers_any_more_gets_no_mark(number, kept):
    assert (read_caller(number) is not None) == kept
