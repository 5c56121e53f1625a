"""Longest waits, percentiles, backlogs and how near forecasts came: figures that are no sums, from files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction as F
from pathlib import Path

import pytest

from core.principal import Principal
from core.tally import Flag
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.records.manual_figures import enter_figure
from tests.reports_example import bring, line_house, previewed

CONTRACT = """
contract:
  code: LINE-2026
  version: '1'
  name: {zh: 热线合同, en: Line contract}
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]
clauses:
  - {code: LONGEST, indicator: LONGEST_WAIT, target: 300}
  - {code: NJ, indicator: LONGEST_WAIT, target: 300, scope: {site: NJ}}
  - {code: QUARTER, indicator: LONGEST_WAIT, target: 300, window: rolling_2}
  - {code: P95, indicator: ANSWER_P95, target: 120}
  - {code: P95NJ, indicator: ANSWER_P95, target: 120, scope: {site: NJ}}
  - {code: OPEN, indicator: BACKLOG, variant: BACKLOG-1, target: 50}
  - {code: LATE, indicator: BACKLOG, variant: BACKLOG-2, target: 5}
  - {code: DAYS, indicator: BACKLOG_DAYS, target: 2}
  - {code: SHARE, indicator: OVERDUE_SHARE, target: 10}
  - {code: MEDIAN, indicator: TURNAROUND_MEDIAN, target: 86400}
  - {code: KAPPA, indicator: CALIBRATION_KAPPA, target: 0.6}
  - {code: GAP, indicator: QA_GAP, target: 3}
  - {code: SPREAD, indicator: CONSISTENCY, target: 5}
  - {code: MAPE, indicator: FORECAST_ACC, variant: FA-MAPE, target: 90}
  - {code: BAND, indicator: FORECAST_ACC, variant: FA-BAND, target: 90}
  - {code: MAPEDAY, indicator: FORECAST_ACC, variant: FA-MAPE-DAY, target: 90}
  - {code: BANDDAY, indicator: FORECAST_ACC, variant: FA-BAND-DAY, target: 90}
  - {code: BAND5, indicator: FORECAST_ACC, variant: FA-BAND-DAY, params: {band_pct: 5}, target: 90}
  - {code: SITE, indicator: FORECAST_ACC, variant: FA-MAPE-DAY, target: 90, aggregate: worst}
  - {code: COST, indicator: COST_PER_CONTACT, variant: CPC-1, source: by_hand, target: 8}
"""
OCTOBER = [date(2026, 10, 1) + timedelta(days=n) for n in range(31)]


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data", None, CONTRACT)
    yield house, who
    house.close()


def _found(line, head, rows, name="m10.csv"):
    house, who = line
    bring(house, who, "\n".join([head, *(",".join(map(str, row)) for row in rows)]) + "\n", name)
    return _judged(line)


def _judged(line):
    house, who = line
    return {each.clause.code: each.judgement for each in current(house, who, "LINE-2026", "2026-10").lines}


def _values(found, *codes):
    return tuple(found[code].value for code in codes)


def test_the_longest_wait_is_the_greatest_of_any_day_site_and_queue_never_their_sum(line):
    """Two queues of two sites a day, 100 to 130 s; one of 410 s in Nanjing on the 9th."""
    rows = [
        (day, site, queue, 410 if (day.day, site, queue) == (9, "NJ", "A") else 100 + at)
        for day in OCTOBER
        for at, (site, queue) in enumerate((s, q) for s in ("NJ", "HZ") for q in ("A", "B"))
    ]
    found = _found(line, "日期,职场,技能组,最长等待时长", rows)
    assert _values(found, "LONGEST", "NJ", "QUARTER") == (410, 410, 410)
    assert found["LONGEST"].verdict == "missed" and "provisional" not in found["LONGEST"].flags


def test_a_months_longest_wait_of_several_sites_is_their_greatest(line):
    found = _found(line, "月份,职场,最大排队时间", [("2026-10", "NJ", 0), ("2026-10", "HZ", "0:03:25")])
    assert _values(found, "LONGEST", "NJ") == (205, 0)


def test_a_total_line_of_longest_waits_is_not_held_against_their_sum(line):
    house, who = line
    text = "\n".join(["日期,最长等待时长", *(f"{d},{90 + d.day}" for d in OCTOBER), "合计,121"]) + "\n"
    assert not [f for f in previewed(house, who, text).findings if f.code == "total_differs"]


def test_calls_one_by_one_give_the_longest_wait_and_the_95th_percentile(line):
    """20 answered calls that waited 1 to 20 s, the last 20.4 s, and a caller who gave up after 95 s: the 19th
    of 20 decides, 19 s; the longest of all waits is the lost caller's."""
    start = datetime(2026, 10, 12, 9, 0, 0)
    rows = []
    for n in range(1, 21):
        came = start + timedelta(minutes=n)
        taken = came + timedelta(seconds=n)
        rows.append((came, taken, taken + timedelta(seconds=60), "接通"))
    gone = start + timedelta(hours=2)
    rows.append((gone, "", gone + timedelta(seconds=95), "放弃"))
    found = _found(line, "来电时间,接听时间,挂机时间,通话结果", rows, "calls.csv")
    assert _values(found, "LONGEST", "P95") == (95, 19)
    (said,) = [step.en for step in found["P95"].steps if "in the order of their waits" in step.en]
    assert "20 answered calls" in said and "number 19 (95% × 20, rounded up)" in said
    assert found["P95NJ"].value is None
    # A column of longest waits for the whole month does not make the calls of one day a month's.
    whole = _found(line, "日期,最长等待时长", [(day, 60) for day in OCTOBER])["P95"]
    assert (found["P95"].coverage.have, whole.value, whole.coverage.have) == (1, 19, 1)
    assert "provisional" in whole.flags


def test_a_percentile_stands_only_for_the_scope_and_days_it_is_stated_of(line):
    """Nanjing's month says nothing of the whole, and days cannot be put together."""
    found = _found(line, "月份,职场,95分位应答时长(秒)", [("2026-10", "NJ", 88), ("2026-10", "HZ", 60)])
    assert _values(found, "P95NJ", "P95") == (88, None)
    assert "asserted" in found["P95NJ"].flags
    found = _found(line, "日期,P95等待时长", [(day, 40) for day in OCTOBER], "days.csv")
    assert found["P95"].value is None
    found = _found(line, "月份,P95等待时长", [("2026-10", "00:01:35")], "month.csv")
    assert found["P95"].value == 95


@pytest.mark.parametrize(
    ("code", "header", "cell", "value"),
    [
        ("MEDIAN", "处理时长中位数(小时)", "20.5", F(73_800)),
        ("KAPPA", "校准Kappa", "0.72", F(72, 100)),
        ("GAP", "双方质检差异", "2.5", F(5, 2)),
        ("SPREAD", "职场间差异", "4.25", F(17, 4)),
    ],
)
def test_what_cannot_be_put_together_is_taken_as_stated_of_the_month(line, code, header, cell, value):
    found = _found(line, f"月份,{header}", [("2026-10", cell)])
    assert found[code].value == value and "asserted" in found[code].flags


def test_a_backlog_is_that_of_the_last_day_and_sites_add_up(line):
    """Open: 30 in each site on most days, 20 and 25 on the last; 4 and 5 of these overdue."""
    last = OCTOBER[-1]
    rows = [
        (day, site, (20, 25)[at] if day == last else 30, (4, 5)[at] if day == last else 9, 15)
        for day in OCTOBER
        for at, site in enumerate(("NJ", "HZ"))
    ]
    found = _found(line, "日期,职场,积压工单量,超期未办结量,日均办结量", rows)
    assert _values(found, "OPEN", "LATE", "DAYS", "SHARE") == (45, 9, F(45, 30), F(9 * 100, 45))


def test_a_month_of_several_sites_is_one_snapshot_of_all(line):
    rows = [("2026-10", "NJ", 20, 4), ("2026-10", "HZ", 25, 5)]
    assert _values(_found(line, "月份,职场,未办结量,超期未办结量", rows), "OPEN", "LATE") == (45, 9)


def test_a_site_without_the_last_day_counts_with_its_own_last_one(line):
    """Nanjing has 30 open on the 31st; Hangzhou told 40 on the 30th, nothing after: 70, and provisional."""
    rows = [
        (day, site, n)
        for day in OCTOBER
        for site, n in (("NJ", 30), ("HZ", 40))
        if (site, day) != ("HZ", OCTOBER[-1])
    ]
    found = _found(line, "日期,职场,积压工单量", rows)
    assert found["OPEN"].value == 70
    assert Flag.PROVISIONAL in found["OPEN"].flags


def test_days_are_no_parts_of_a_months_backlog(line):
    """The month's line says what is open at its end; days that add up to more contradict nothing."""
    house, who = line
    bring(house, who, "\n".join(["日期,积压工单量", *(f"{d},40" for d in OCTOBER)]) + "\n", "d.csv")
    shown = previewed(house, who, "月份,积压工单量\n2026-10,40\n", "m.csv")
    assert not [f for f in shown.findings if f.code in ("grains_differ", "month_over_days")]


def test_the_mean_accuracy_and_the_band_of_days_are_formed_of_calls_and_forecast(line):
    """30 days of 1,000 calls with forecasts of 800 (20 % off) and 1,050 (5 % off) by turns; on the 31st
    nothing came, and that day is left out. WAPE would weigh the days; here each counts the same."""
    rows = [(d, 0 if d.day == 31 else 1000, 800 if d.day % 2 == 0 else 1050) for d in OCTOBER]
    found = _found(line, "日期,人工请求量,预测量", rows)
    assert _values(found, "MAPEDAY", "BANDDAY", "BAND5") == (F(175, 2), 50, 50)
    assert found["MAPEDAY"].denominator == 30 and found["MAPEDAY"].numerator == F(105, 4)
    assert "day by day" in found["MAPEDAY"].steps[0].en or "each day's calls" in found["MAPEDAY"].steps[0].en
    # No interval was reported, and a day is no interval.
    assert _values(found, "MAPE", "BAND") == (None, None)


def test_thirds_and_sevenths_of_forecasts_are_added_up_exactly(line):
    rows = [(d, 3 if d.day % 2 else 7, 2 if d.day % 2 else 6) for d in OCTOBER]
    assert _values(_found(line, "日期,人工请求量,预测量", rows), "MAPEDAY") == (
        (16 * F(2, 3) + 15 * F(6, 7)) * 100 / 31,
    )


def test_each_interval_counts_the_same_where_the_clause_is_about_intervals(line):
    """Two half hours a day: 100 calls forecast as 90, 10 calls forecast as 5. By intervals 70 %, within ±10 %
    a half of them; by days 110 against 95."""
    rows = [(d, slot, *pair) for d in OCTOBER for slot, pair in (("09:00", (100, 90)), ("09:30", (10, 5)))]
    found = _found(line, "日期,时段,人工请求量,预测量", rows)
    assert _values(found, "MAPE", "BAND") == (70, 50)
    assert found["MAPEDAY"].value == (1 - F(15, 110)) * 100


def test_the_worst_site_by_its_own_days(line):
    rows = [(d, site, 100, 100 if site == "HZ" else 80) for d in OCTOBER for site in ("NJ", "HZ")]
    found = _found(line, "日期,职场,人工请求量,预测量", rows)
    assert (found["SITE"].value, found["SITE"].scope.site) == (80, "NJ")


def test_accuracies_a_report_states_itself_are_taken_and_nothing_is_formed(line):
    head = "月份,各日预测准确度之和,预测天数,预测偏差±10%以内天数"
    found = _found(line, head, [("2026-10", "28.5", 31, 24)])
    assert _values(found, "MAPEDAY", "BANDDAY") == (F(2850, 31), F(2400, 31))


def test_what_no_report_brings_is_typed(line):
    house, who = line
    enter_figure(house, who, "LINE-2026", "2026-10", "COST", 1250, 200, "财务台账")
    assert _judged(line)["COST"].value == F(25, 4)
