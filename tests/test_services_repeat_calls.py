"""Repeat calls out of lists of calls: which call counts, within which window, until when it may change."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from core.principal import Principal
from core.tally import Flag
from importers.draft import Choice
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.reports.import_report import commit, stage
from services.results.follow import rows
from tests.reports_example import line_house

CONTRACT = """
contract:
  code: LINE-2026
  version: '1'
  name: {zh: 热线合同, en: Line contract}
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]
clauses:
  - {code: R24, name: {zh: 24小时重复来电率, en: Repeats in a day}, indicator: REPEAT_RATE, variant: REPEAT-W,
     params: {window_s: 86400}, comparison: '<=', target: 10, weight: 50, score: {method: full_or_zero}}
  - {code: R7D, name: {zh: 7天重复来电率, en: Repeats in a week}, indicator: REPEAT_RATE, variant: REPEAT-W,
     params: {window_s: 604800}, comparison: '<=', target: 10, weight: 50, score: {method: full_or_zero}}
"""
HEAD = "来电时间,主叫号码,工号,应答时间,挂机时间,通话结果"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data", contract=CONTRACT)
    yield house, who
    house.close()


def call(when: str, caller: str, answered: bool = True) -> str:
    day = when[:10]
    return f"{when},{caller},0012,{when if answered else ''},{day} 23:59:59,{'接通' if answered else '放弃'}"


def bring(line, name: str, *calls: str) -> None:
    house, who = line
    text = "\n".join([HEAD, *calls]) + "\n"
    commit(house, who, stage(house, who, name, text.encode(), Choice("YUNHE")).file.id)


def figure(line, clause: str, month: str = "2026-09") -> tuple[Fraction, Fraction, bool]:
    judgement = current(*line, "LINE-2026", month).line(clause).judgement
    return judgement.numerator, judgement.denominator, Flag.PROVISIONAL in judgement.flags


ANNA, BEN = "13800000001", "13800000002"


@pytest.mark.parametrize(
    ("calls", "day", "week"),
    [
        ([call("2026-09-01 09:00:00", ANNA), call("2026-09-01 10:00:00", BEN)], 0, 0),
        # The earlier one counts, once, to the second of the window.
        ([call("2026-09-01 09:00:00", ANNA), call("2026-09-02 09:00:00", ANNA)], 1, 1),
        ([call("2026-09-01 09:00:00", ANNA), call("2026-09-02 09:00:01", ANNA)], 0, 1),
        ([call("2026-09-01 09:00:00", ANNA), call("2026-09-08 09:00:01", ANNA)], 0, 0),
        # Each is held against the next one only.
        ([call(f"2026-09-01 09:0{n}:00", ANNA) for n in range(3)], 2, 2),
        # A call nobody answered settles nothing, and is no part of the answered ones.
        ([call("2026-09-01 09:00:00", ANNA, answered=False), call("2026-09-01 09:05:00", ANNA)], 0, 0),
        # Nor does it matter whether the next one is answered.
        ([call("2026-09-01 09:00:00", ANNA), call("2026-09-01 09:05:00", ANNA, answered=False)], 1, 1),
        # However the number is written.
        ([call("2026-09-01 09:00:00", ANNA), call("2026-09-01 10:00:00", f"+86 {ANNA}")], 1, 1),
    ],
)
def test_an_answered_call_counts_that_the_same_caller_follows_up(line, calls, day, week):
    bring(line, "九月.csv", *calls)
    answered = sum("接通" in each for each in calls)
    assert figure(line, "R24")[:2] == (day, answered)
    assert figure(line, "R7D")[:2] == (week, answered)


def test_a_call_without_a_caller_is_in_neither_part(line):
    bring(line, "九月.csv", call("2026-09-01 09:00:00", ""), call("2026-09-01 09:30:00", ANNA))
    assert figure(line, "R24")[:2] == (0, 1)


def test_the_window_reaches_into_the_next_month_and_is_open_until_its_calls_are_in(line):
    september = [("2026-09-01 09:00:00", BEN), ("2026-09-15 09:00:00", BEN), ("2026-09-30 22:00:00", ANNA)]
    bring(line, "九月.csv", *(call(*each) for each in september))
    assert figure(line, "R24") == (0, 3, True)
    bring(line, "十月.csv", call("2026-10-01 08:00:00", ANNA), call("2026-10-05 08:00:00", BEN))
    assert figure(line, "R24") == (1, 3, False)
    assert figure(line, "R7D") == (1, 3, True)  # of the seven days after September five are in
    assert figure(line, "R24", "2026-10")[:2] == (0, 2)


def test_each_repeat_call_leads_to_the_row_it_stands_in(line):
    house, who = line
    bring(line, "九月.csv", call("2026-09-01 09:00:00", ANNA), call("2026-09-01 10:00:00", ANNA))
    found = rows(house, who, "LINE-2026", "2026-09", "R24").lines
    name = "repeat_calls_within_86400"
    assert [(each.row, each.counts[name], each.cells[name]) for each in found] == [(2, 1, "A2"), (3, 0, "A3")]
