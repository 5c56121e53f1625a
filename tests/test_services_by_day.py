"""Clauses on days: the share of days that keep their target, levels that are averaged, literal means."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from core.tally import Flag
from core.text import Text
from core.verdict import Verdict
from services.judging.assess_month import current
from services.known import directory
from services.results.month_gaps import GapKind, gaps
from sla.judging.hindrance import Hindrance
from tests.reports_example import bring, daily_report, line_house, report

CONTRACT = """
contract:
  code: LINE-2026
  version: '1'
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE}]
indicators:
  - {code: SL_LITERAL, name: {zh: 各月平均, en: Mean of months}, unit: percent, rollup: MEANPCT,
     numerator: {answered_within_20: 1}, denominator: {offered: 1}}
  - {code: HEADS, name: {zh: 平均在岗, en: Mean heads}, unit: count, dataset: roster, rollup: AV,
     numerator: {headcount_on_duty: 1}}
clauses:
  - {code: DAYS, indicator: SL, variant: SL-OFFERED, target: 90,
     each: {grain: day, target: 80, volume_floor: 100}}
  - {code: SLOTS, indicator: SL, variant: SL-OFFERED, target: 90, each: {grain: interval, target: 80}}
  - {code: POOLED, indicator: SL, variant: SL-OFFERED, target: 80}
  - {code: LITERAL, indicator: SL_LITERAL, target: 80, window: rolling_3}
  - {code: HEADS, indicator: HEADS, target: 50}
"""


def _october(tmp_path: Path, *, days: int = 31):
    """30 days of 1,000 calls, 850 in time; one bad day of 3,000; one day of 50, under the floor."""
    house, who = line_house(tmp_path / "data", contract=CONTRACT)
    rows = [(date(2026, 10, day), 1000, 960, 40, 850) for day in range(1, days - 1)]
    rows += [(date(2026, 10, 30), 3000, 2900, 100, 900), (date(2026, 10, 31), 50, 48, 2, 10)]
    bring(house, who, report(rows))
    return house, who


def test_a_share_of_days_is_judged_on_days_beside_the_pooled_figure(tmp_path):
    house, who = _october(tmp_path)
    month = current(house, who, "LINE-2026", "2026-10")
    days = month.line("DAYS").judgement
    assert (days.numerator, days.denominator, days.verdict) == (29, 30, Verdict.MET)
    assert days.value == Fraction(2900, 30) and days.coverage.have == days.coverage.expected == 31
    pooled = month.line("POOLED").judgement
    assert (pooled.numerator, pooled.denominator, pooled.verdict) == (25_560, 32_050, Verdict.MISSED)
    house.close()


def test_days_nobody_reported_make_the_share_provisional(tmp_path):
    house, who = _october(tmp_path, days=21)
    days = current(house, who, "LINE-2026", "2026-10").line("DAYS").judgement
    assert (days.numerator, days.denominator, Flag.PROVISIONAL in days.flags) == (19, 20, True)
    house.close()


def test_a_share_of_intervals_is_not_made_of_days(tmp_path):
    house, who = _october(tmp_path)
    month = current(house, who, "LINE-2026", "2026-10")
    found = month.line("SLOTS").judgement
    assert (found.verdict, found.value, found.hindrance) == (Verdict.NOT_REPORTED, None, Hindrance.NO_SHARE)
    said = {gap.clause: gap.kind for gap in gaps(month)}
    assert (said["SLOTS"], said["HEADS"]) == (GapKind.NOT_AGGREGABLE, GapKind.NO_FIGURES)
    house.close()


# (offered, answered within 20 s) of the half hours of a day: 1.11's, a busier day of which three are kept,
# and a day of which only a total came.
FIRST = [(100, 95), (120, 110), (150, 140), (40, 20), (30, 14), (60, 52)]
SECOND = [(200, 100), (100, 80), (100, 90), (100, 99)]


def _intervals(*days: list[tuple[int, int]]) -> str:
    rows = [
        f"2026-10-{day:02d},{8 + i:02d}:00-{8 + i:02d}:30,{n},{n - 1},1,{hit}"
        for day, slots in enumerate(days, start=1)
        for i, (n, hit) in enumerate(slots)
    ]
    head = "Date,Interval,Agent requests,Calls answered,Calls abandoned,Answered within 20s"
    return "\n".join([head, *rows]) + "\n"


def test_1_11_intervals_from_a_vendors_report(tmp_path):
    """Of the first day 4 of 6 keep 80 %, of the second 3 of 4; with a floor of 50, 4 of 4 and 3 of 4."""
    floor = CONTRACT.replace(
        "{grain: interval, target: 80}", "{grain: interval, target: 80, volume_floor: 50}"
    )
    for text, met, valid in ((CONTRACT, 7, 10), (floor, 7, 8)):
        house, who = line_house(tmp_path / str(valid), contract=text)
        bring(house, who, _intervals(FIRST, SECOND), "slots.csv")
        slots = current(house, who, "LINE-2026", "2026-10").line("SLOTS").judgement
        assert (slots.numerator, slots.denominator, slots.verdict) == (met, valid, Verdict.MISSED)
        house.close()


def test_the_same_interval_of_two_queues_is_one_interval(tmp_path):
    """90 of 100 and 60 of 100 are 150 of 200: kept at 75 %, though one queue is not."""
    text = CONTRACT.replace("{grain: interval, target: 80}", "{grain: interval, target: 75}")
    house, who = line_house(tmp_path / "data", contract=text)
    head = "Date,Interval,Queue,Agent requests,Calls answered,Calls abandoned,Answered within 20s"
    rows = [f"2026-10-01,08:00-08:30,{q},100,99,1,{hit}" for q, hit in (("SALES", 90), ("CARE", 60))]
    bring(house, who, "\n".join([head, *rows]) + "\n", "queues.csv")
    slots = current(house, who, "LINE-2026", "2026-10").line("SLOTS").judgement
    assert (slots.numerator, slots.denominator) == (1, 1)
    house.close()


def _slots(minutes: int, *slots: tuple[int, int]) -> str:
    """One day from 08:00 on in intervals of so many minutes: (offered, within 20 s)."""
    head = "Date,Interval,Agent requests,Calls answered,Calls abandoned,Answered within 20s"
    begins = [8 * 60 + i * minutes for i in range(len(slots))]
    rows = [
        f"2026-10-01,{b // 60:02d}:{b % 60:02d},{n},{n - 1},1,{hit}"
        for b, (n, hit) in zip(begins, slots, strict=True)
    ]
    return "\n".join([head, *rows]) + "\n"


#: Quarter hours: 90 % and 60 % make a half hour of 75 %; 70 % and 95 % one of 82.5 %.
QUARTERS = ((100, 90), (100, 60), (100, 70), (100, 95))


@pytest.mark.parametrize(
    ("asked", "reported", "kept", "valid", "said"),
    [
        # As reported: two quarter hours of four keep 80 %.
        ("", 15, 2, 4, None),
        (", minutes: 15", 15, 2, 4, None),
        # The contract's half hours: one of two.
        (", minutes: 30", 15, 1, 2, "报送的时段为 15 分钟，按合同合并为 30 分钟的时段"),
        (", minutes: 60", 15, 0, 1, "合并为 60 分钟"),
        # Hours cannot be parted into half hours, nor 20 minutes put together into 30.
        (", minutes: 30", 60, None, None, "报送的时段为 60 分钟，得不出合同约定的 30 分钟时段"),
        (", minutes: 30", 20, None, None, "报送的时段为 20 分钟，得不出合同约定的 30 分钟时段"),
    ],
)
def test_2_2_an_interval_is_as_long_as_the_contract_says(tmp_path, asked, reported, kept, valid, said):
    text = CONTRACT.replace("{grain: interval, target: 80}", f"{{grain: interval, target: 80{asked}}}")
    house, who = line_house(tmp_path / "data", contract=text)
    bring(house, who, _slots(reported, *QUARTERS), "slots.csv")
    found = current(house, who, "LINE-2026", "2026-10").line("SLOTS").judgement
    if valid is None:
        assert (found.verdict, found.value) == (Verdict.NOT_REPORTED, None)
    else:
        assert (found.numerator, found.denominator) == (kept, valid)
    steps = [step.zh for step in found.steps]
    assert any(said in step for step in steps) if said else not any("时段为" in step for step in steps)
    house.close()


def test_a_literal_mean_of_months_is_not_the_pooled_figure(tmp_path):
    """70 %, 80 % and 90 % of unequal months: the mean is 80, the pooled figure is not."""
    house, who = line_house(tmp_path / "data", contract=CONTRACT)
    for label, within, offered in (("2026-08", 700, 1000), ("2026-09", 1600, 2000), ("2026-10", 900, 1000)):
        text = daily_report(label, within=within, offered=offered).replace(",960,", f",{offered - 40},")
        bring(house, who, text, f"{label}.csv")
    found = current(house, who, "LINE-2026", "2026-10").line("LITERAL").judgement
    assert (found.verdict, found.value) == (Verdict.MET, 80)
    house.close()


LATE = """
contract:
  code: LINE-2026
  version: '1'
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE}]
clauses:
  - {code: AGAIN, indicator: RECOMPLAINT, target: 5}
  - {code: CLOSED, indicator: COMPLAINT_UNRESOLVED, target: 5}
"""


def test_a_late_figure_is_provisional_until_its_days_have_passed_and_then_judged_anew(tmp_path):
    """October's complaints can be made again until 30 November; on 22 November the answer is provisional."""
    house, who = line_house(tmp_path / "data", contract=LATE)
    text = "Month,Complaints closed,Repeat complaints,Complaints unresolved\n2026-10,200,4,6\n"
    bring(house, who, text, "complaints.csv")
    early = current(house, who, "LINE-2026", "2026-10")
    assert early.line("AGAIN").judgement.flags == {Flag.PROVISIONAL}
    assert [(gap.clause, gap.kind) for gap in gaps(early)] == [("AGAIN", GapKind.MATURING)]
    assert current(house, who, "LINE-2026", "2026-10").run_id == early.run_id
    house.clock.at = datetime(2026, 12, 1, 2, tzinfo=UTC)
    late = current(house, who, "LINE-2026", "2026-10")
    assert late.run_id != early.run_id and gaps(late) == ()
    assert (late.line("AGAIN").judgement.value, late.line("AGAIN").judgement.flags) == (2, frozenset())
    house.close()


def test_heads_on_duty_are_averaged_not_added_up(tmp_path):
    house, who = line_house(tmp_path / "data", contract=CONTRACT)
    rows = [f"2026-10-{day:02d},{50 + day % 3}" for day in range(1, 31)]
    bring(house, who, "\n".join(["Date,Headcount on duty", *rows]) + "\n", "heads.csv")
    found = current(house, who, "LINE-2026", "2026-10").line("HEADS").judgement
    assert (found.verdict, found.value) == (Verdict.MET, 51)
    house.close()


@pytest.mark.parametrize(
    ("keys", "value", "site"),
    [
        ("", Fraction(400, 6), None),  # of both sites together: 300 calls at eight, 195 of them in time
        ("aggregate: worst,", Fraction(400, 6), "HF"),  # 4 of 6 intervals, in Chengdu 3 of 4
        ("aggregate: mean,", (Fraction(400, 6) + 75) / 2, None),
        (
            "aggregate: weighted, site_weights: {HF: 60, CD: 40},",
            Fraction(400, 6) * Fraction(60, 100) + 75 * Fraction(40, 100),
            None,
        ),
        # Before ten both of Hefei's are kept, one of Chengdu's two.
        ("aggregate: worst, hours: [8, 10],", Fraction(50), "CD"),
        ("aggregate: worst, day_start: '09:00',", Fraction(400, 6), "HF"),
    ],
)
def test_intervals_are_counted_site_by_site(tmp_path, keys, value, site):
    text = CONTRACT.replace(
        "target: 90, each: {grain: interval", f"target: 60, {keys} each: {{grain: interval"
    )
    house, who = line_house(tmp_path / "data", contract=text)
    for code, name in {"HF": Text("合肥", "Hefei"), "CD": Text("成都", "Chengdu")}.items():
        directory.save_site(house, who, "YUNHE", code, name)
    head = "Date,Interval,Site,Agent requests,Calls answered,Calls abandoned,Answered within 20s"
    rows = [
        f"2026-10-02,{8 + i:02d}:00-{8 + i:02d}:30,{code},{n},{n - 1},1,{hit}"
        for code, slots in {"HF": FIRST, "CD": SECOND}.items()
        for i, (n, hit) in enumerate(slots)
    ]
    bring(house, who, "\n".join([head, *rows]) + "\n", "sites.csv")
    slots = current(house, who, "LINE-2026", "2026-10").line("SLOTS").judgement
    assert (slots.value, slots.scope and slots.scope.site) == (value, site)
    house.close()
