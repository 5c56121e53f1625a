"""What each cell of a vendor's report means, case by case."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal as D
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.period import calendar_month
from importers.cells import (
    Hints,
    Trouble,
    masked,
    read_code,
    read_flag,
    read_rate,
    read_whole,
)
from importers.cells_time import read_day, read_duration, read_month, read_slot
from importers.celltoken import decode, encode

JANUARY = Hints(period=calendar_month(2024, 1))


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("1,234", "", 1234),
        ("１２３４", "", 1234),  # full width
        ("1234通", "", 1234),
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
        ("-", Hints(), None),
    ],
)
def test_a_duration_is_exact_seconds(cell, hints, seconds):
    assert read_duration(cell, hints) == seconds


def test_a_bare_fraction_may_be_seconds_or_days_and_is_not_guessed():
    assert read_duration(D("0.0023726852"), Hints()).code == "duration_unclear"


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
    ],
)
def test_a_date_is_read_as_written(cell, hints, day):
    assert read_day(cell, hints) == day


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("05/01/2024", "date_unclear"),
        ("2024-02-30", "not_a_date"),
        ("1月5日", "not_a_date"),
        ("周一", "not_a_date"),
    ],
)
def test_a_date_is_never_guessed(cell, code):
    assert read_day(cell, Hints()).code == code


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
    ],
)
def test_a_slot_is_minutes_from_midnight(cell, slot):
    assert read_slot(cell) == slot


@pytest.mark.parametrize(
    ("cell", "code"),
    [("0012", "0012"), (D("12"), "12"), ("张三(1024)", "1024"), ("1024-张三", "1024"), ("AB12", "AB12")],
)
def test_an_agent_is_known_by_code(cell, code):
    assert read_code(cell) == code


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
