"""How exact figures are written for a reader, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from core.money import Money, money
from core.month import MonthState
from core.period import MonthRule
from core.tally import Flag
from core.verdict import Verdict
from ui import formats
from ui.sentences import ClauseFigure, Edition, clause_sentence, score_sentence


@pytest.mark.parametrize(
    ("value", "top", "bottom", "zh", "en"),
    [
        (Fraction(39_200, 500), 39_200, 50_000, "78.40%（39,200/50,000）", "78.40 % (39,200 / 50,000)"),
        (Fraction(100), 7, 7, "100.00%（7/7）", "100.00 % (7 / 7)"),
        (Fraction(281, 4), 281, 400, "70.25%（281/400）", "70.25 % (281 / 400)"),
        (None, 0, 0, "–（0/0）", "– (0 / 0)"),  # no volume has counts but no rate
        (Fraction(78), None, None, "78.00%", "78.00 %"),  # asserted: a rate without counts
    ],
)
def test_a_percentage_is_written_with_what_it_is_made_of(value, top, bottom, zh, en):
    made = {"numerator": top, "denominator": bottom}
    assert formats.figure(value, "percent", "zh", **made) == zh
    assert formats.figure(value, "percent", "en", **made) == en


@pytest.mark.parametrize(
    ("value", "target", "shown"),
    [
        (Fraction(94_997, 1000), 95, "94.997 %"),  # a miss never looks like the target it missed
        (Fraction(949_999_999, 10_000_000), 95, "95.000000 %"),  # six decimals are the most
        (Fraction(95), 95, "95.00 %"),
        (Fraction(9_512, 100), 95, "95.12 %"),
    ],
)
def test_a_figure_shows_the_decimals_that_tell_it_from_its_target(value, target, shown):
    assert formats.percent(value, "en", against=target) == shown


@pytest.mark.parametrize(
    ("value", "target", "unit", "zh", "en"),
    [
        (Fraction(784, 10), 80, "percent", "−1.60个百分点", "−1.60 percentage points"),
        (Fraction(816, 10), 80, "percent", "+1.60个百分点", "+1.60 percentage points"),
        (Fraction(80), 80, "percent", "0.00个百分点", "0.00 percentage points"),
        (Fraction(215), 210, "seconds", "+5秒", "+5 s"),
        (None, 80, "percent", "–", "–"),
    ],
)
def test_a_gap_of_percentages_is_in_percentage_points(value, target, unit, zh, en):
    assert formats.gap(value, target, unit, "zh") == zh
    assert formats.gap(value, target, unit, "en") == en


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (205, "3分25秒", "3 min 25 s"),
        (60, "1分", "1 min"),
        (0, "0秒", "0 s"),
        (Fraction(423, 10), "42.3秒", "42.3 s"),
        (Fraction(5_997, 100), "1分", "1 min"),  # 59.97 s reads as one minute, not as 60.0 s
        (3_725, "1小时2分5秒", "1 h 2 min 5 s"),
        (-75, "−1分15秒", "−1 min 15 s"),
        (None, "–", "–"),
    ],
)
def test_durations_are_spoken_in_their_units(seconds, zh, en):
    assert formats.duration(seconds, "zh") == zh
    assert formats.duration(seconds, "en") == en


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        (money("340229.93"), "340,229.93元", "CNY 340,229.93"),
        (Money(-5), "−0.05元", "CNY −0.05"),
        (Money(123_400, "USD"), "USD 1,234.00", "USD 1,234.00"),
        (None, "–", "–"),
    ],
)
def test_money_has_its_currency_and_two_decimals(amount, zh, en):
    assert formats.money(amount, "zh") == zh
    assert formats.money(amount, "en") == en


def test_a_settlement_month_says_its_days_and_a_calendar_month_does_not():
    assert formats.period(MonthRule().month("2026-10"), "zh") == "2026年10月"
    assert formats.period(MonthRule().month("2026-10"), "en") == "Oct 2026"
    settled = MonthRule(first_day=26).month("2026-10")
    assert formats.period(settled, "zh") == "2026年10月（09-26 至 10-25）"
    assert formats.period(settled, "en") == "Oct 2026 (09-26 to 10-25)"


def test_dates_moments_counts_and_sizes():
    assert formats.day(date(2026, 10, 5)) == "2026-10-05"
    assert formats.day_in_words(date(2026, 10, 5), "zh") == "2026年10月5日"
    assert formats.day_in_words(date(2026, 10, 5), "en") == "5 Oct 2026"
    assert formats.instant(datetime(2026, 10, 5, 16, 3, tzinfo=UTC)) == "2026-10-06 00:03"
    assert formats.count(39_200) == "39,200"
    assert formats.sample(50_000, "zh") == "样本量 50,000"
    assert formats.sample(50_000, "en") == "n = 50,000"
    assert formats.size(12_400) == "12.4 kB"


def test_targets_keep_the_decimals_the_contract_wrote():
    assert formats.target(">=", Decimal("99.5"), "percent", "zh") == "≥99.5%"
    assert formats.target(">=", Decimal("80"), "percent", "en") == "≥ 80 %"
    assert formats.target("<=", 210, "seconds", "zh") == "≤3分30秒"


def test_a_clause_is_copied_as_one_sentence():
    figure = ClauseFigure(
        "20秒接通率", Fraction(784, 10), "percent", Verdict.MISSED, ">=", Fraction(80),
        None, 39_200, 50_000, 50_000, {Flag.PROVISIONAL},
    )  # fmt: skip
    edition = Edition("HOTLINE-EAST", "2026-10", MonthState.DRAFT, "3")
    assert clause_sentence(figure, edition, "zh") == (
        "HOTLINE-EAST 2026年10月 20秒接通率：78.40%（39,200/50,000），目标≥80%，未达标（暂定），"
        "样本量 50,000，初稿（合同版本 3）"
    )
    assert clause_sentence(figure, edition, "en") == (
        "HOTLINE-EAST Oct 2026 20秒接通率: 78.40 % (39,200 / 50,000), target ≥ 80 %, Missed (provisional), "
        "n = 50,000, Draft (contract version 3)"
    )


def test_a_score_is_copied_as_one_sentence():
    edition = Edition("HOTLINE-EAST", "2026-10", MonthState.FINAL, "3")
    said = score_sentence(Fraction(9325, 100), 100, edition, "en")
    assert said == "HOTLINE-EAST Oct 2026: 93.25 of 100 points, Final (contract version 3)"


def test_a_long_unit_is_short_in_a_cell_and_still_tells_a_figure_from_its_target():
    assert formats.short(Fraction("1.24"), "per_10k", "en") == "1.24/10,000"
    assert formats.short(Fraction("0.499"), "per_10k", "zh", against=Fraction("0.5")) == "每万0.499"
    assert formats.target("<=", Fraction("0.5"), "per_10k", "en", in_cell=True) == "≤ 0.5/10,000"
    assert formats.short(Fraction("94.997"), "percent", "en", against=95) == "94.997 %"


def test_a_sign_stands_before_what_is_added_as_well_as_taken():
    assert [formats.signed(Fraction(n)) for n in ("0.2", "-1", "0")] == ["+0.20", "−1.00", "0.00"]
