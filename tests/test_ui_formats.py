"""How exact figures are written for a reader, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

from core.batch import Source
from core.money import Money, money
from core.month import MonthState
from core.period import MonthRule, Period
from core.tally import Flag
from core.text import Text
from core.verdict import Verdict
from services.records.training import TrainingLine
from services.results.overview import PaceLine
from sla.judging.pace import Outlook, Pace
from sla.load import catalogue
from sla.terms.contract import ClauseSource, Comparison
from sla.terms.indicator import formula
from ui import formats
from ui.judged import copied
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
    one = Period(date(2026, 10, 10), date(2026, 10, 11))
    assert (formats.period(one, "zh"), formats.period(one, "en")) == ("2026-10-10", "2026-10-10")
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


def test_a_share_of_time_is_made_of_hours():
    """52,473,600 seconds say nothing to anybody."""
    said = formats.figure(
        Fraction(80), "percent", "zh", numerator=41_978_880, denominator=52_473_600, of_time=True
    )
    assert said == "80.00%（11,660.8小时/14,576小时）"
    assert formats.hours(5_400, "en") == "1.5 h" and formats.hours(None) == formats.DASH


@pytest.mark.parametrize(
    ("code", "of_time"), [("UTILISATION", True), ("WORK_EFF", True), ("AHT", False), ("SL", False)]
)
def test_only_what_divides_by_time_is_a_share_of_time(code, of_time):
    """A handling time divides by calls."""
    assert formula(catalogue()[code]).is_of_time is of_time


def test_training_is_copied_as_two_sentences():
    """Attended and passed, each of those who should have; a figure nobody reported has none."""
    line = TrainingLine("YUNHE", Text("云和服务", "Yunhe"), "服务规范", Source.VENDOR, 50, 48, None,
                        Fraction(96), None, 2, date(2026, 10, 18))  # fmt: skip
    (said,) = copied.training(line, "2026年10月")
    assert said == (
        "云和服务 2026年10月 服务规范 实训（参训率）：96.00%（48/50），"
        "最近一次培训 2026年10月18日，来源：外包商上报"
    )


def test_the_pace_is_copied_as_one_sentence():
    """So far with its counts and its day, the target, whether it can be kept, what the rest must reach."""
    clause = SimpleNamespace(comparison=Comparison.AT_LEAST, source=ClauseSource.VENDOR)
    still = Pace(Fraction(46_200), Fraction(49_000), 21_000, 20_300, Fraction(29, 30) * 100, Outlook.POSSIBLE)
    line = PaceLine(
        "YUNHE",
        Text("云和服务", "Yunhe"),
        "GOV",
        clause,
        Text("接通率", "Answered"),
        "percent",
        Fraction(4620, 49),
        still,
        Fraction(95),
        date(2026, 11, 20),
        10,
    )
    said = copied.pace(line, "2026-11", "落后，仍可达成", "96.67%（20,300/21,000）")
    assert said == (
        "云和服务 2026年11月 接通率：截至2026年11月20日 94.29%（46,200/49,000），目标≥95%，落后，仍可达成，"
        "剩余部分须达到 96.67%（20,300/21,000），来源：外包商上报"
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
