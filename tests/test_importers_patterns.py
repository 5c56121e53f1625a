"""Days too alike to have been counted: hints to look at, each with the days it rests on."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction as F
from random import Random

import pytest

from importers.claims.patterns import chance_of_equal, spread
from tests.test_importers_ugly import lines, only, reading

HEAD = "日期,人工请求量,人工接通量,放弃量,20秒接通量,总通话时长"
CODES = {"day_copied", "rates_too_steady"}


def drawn(seed: int, offered: int = 2000, rate: float = 0.95, days: int = 31) -> list[list[object]]:
    """A month whose calls are answered by chance, each for itself."""
    rng, found = Random(seed), []
    for i in range(days):
        calls = offered + rng.randint(-offered // 10, offered // 10)
        answered = sum(rng.random() < rate for _ in range(calls))
        within = sum(rng.random() < 0.85 for _ in range(answered))
        day = date(2024, 1, 1) + timedelta(days=i)
        found.append([day, calls, answered, calls - answered, within, answered * 180 + rng.randint(0, 9999)])
    return found


def alarms(rows: list[list[object]]) -> list[str]:
    data = lines(*(",".join(map(str, row)) for row in rows), head=HEAD)
    return [finding.code for finding in reading("日报.csv", data).findings if finding.code in CODES]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("offered", [60, 2000])
def test_figures_that_were_counted_raise_no_alarm(seed, offered):
    assert alarms(drawn(seed, offered)) == []


def test_a_day_copied_to_another_is_found_with_both_days():
    rows = drawn(1)
    rows[20] = [rows[20][0], *rows[3][1:]]
    data = lines(*(",".join(map(str, row)) for row in rows), head=HEAD)
    found = only(reading("日报.csv", data), "day_copied")
    # 21 January 2024 is a Sunday, 4 January a Thursday.
    assert found.sentence("zh") == (
        "A22 起，2024-01-21 的 5 项数字与 2024-01-04 完全相同，其中有工作日也有周末；"
        "各自统计几乎不可能这样巧。"
    )


def test_small_days_agree_by_chance_and_are_not_accused():
    rows = [[date(2024, 1, 1) + timedelta(days=i), 10, 9, 1, 8, 1620] for i in (0, 5)]
    rows += [[date(2024, 1, 1) + timedelta(days=i), 10 + i, 9 + i, 1, 8, 1620 + i] for i in (1, 2, 3)]
    assert "day_copied" not in alarms([[*row[:5], 90] for row in rows])


def test_a_day_without_calls_is_no_copy_of_another():
    rows = drawn(2)
    for at in (5, 6, 12, 13):
        rows[at] = [rows[at][0], 0, 0, 0, 0, 0]
    assert alarms(rows) == []


def test_a_rate_that_is_made_up_is_steadier_than_chance():
    # What a spreadsheet makes of "about 95 %": every day within a tenth of a point.
    rows = drawn(3)
    for i, row in enumerate(rows):
        row[2] = int(row[1]) * (9495 + i % 11) // 10_000
        row[3] = int(row[1]) - int(row[2])
    assert alarms(rows) == ["rates_too_steady"]


def test_one_agent_among_many_is_not_held_against_chance():
    head = f"日期,工号,{HEAD.removeprefix('日期,')}"
    rows = [",".join(map(str, [row[0], "0012", *row[1:]])) for row in drawn(3)]
    found = reading("日报.csv", lines(*rows, head=head)).findings
    assert "rates_too_steady" not in {finding.code for finding in found}


@pytest.mark.parametrize(
    ("counts", "share"),
    [
        ([(50, 100), (50, 100), (50, 100)], F(0)),  # never off
        ([(40, 100), (60, 100)], F(8)),  # 2 × 10² / 25 / 1
        ([(45, 100), (55, 100), (50, 100)], F(1)),
        ([(100, 100), (90, 90)], None),  # everything answered: nothing could vary
    ],
)
def test_the_spread_is_pearsons_statistic_over_its_freedom(counts, share):
    assert spread(counts) == share


def test_large_counts_hardly_ever_agree():
    assert chance_of_equal([2000, 1900, 100]) < 0.002
    assert chance_of_equal([10, 9, 1]) > 0.02


def test_an_agents_day_copied_is_found_beside_rows_of_no_agent():
    """Of agents only days that agree in two counts are added up whole: the copy is among them."""
    rows = [[*row, f"A{agent}"] for agent in (1, 2) for row in drawn(agent, 60)]
    rows[40] = [rows[40][0], *rows[33][1:]]
    rows += [[*row, ""] for row in drawn(9, 60)]
    data = lines(*(",".join(map(str, row)) for row in rows), head=f"{HEAD},工号")
    found = only(reading("日报.csv", data), "day_copied")
    assert (found.place.row, found.facts["day"]) == (42, "2024-01-03")


def test_agents_days_that_agree_in_their_widest_counts_alone_are_no_copies():
    rows = [[*row, "A1"] for row in drawn(1, 60)]
    # Seconds and offered calls, which lie widest apart, are the same; the others are not.
    rows[20][1], rows[20][5] = rows[3][1], rows[3][5]
    rows[20][2] = int(rows[3][2]) - 1
    data = lines(*(",".join(map(str, row)) for row in rows), head=f"{HEAD},工号")
    assert "day_copied" not in [finding.code for finding in reading("日报.csv", data).findings]
