"""Staff beside load by the half hour: busy seats are calls × handling time ÷ interval; and a pooling hint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from core.batch import Role
from core.principal import Principal
from core.text import Text
from services.house.bootstrap import House
from services.known.directory import save_site
from services.reports.import_report import commit
from services.results.staffing import staffing
from services.workbooks.client_book import client_book
from sla.judging.staffing import State, loads, occupancy, pooling, stretches
from tests.reports_example import bring, choice, line_house, previewed

DAY = date(2026, 10, 12)


def _counts(offered: int, seats: int, mean: int = 180, length: int = 30) -> dict[str, int]:
    """So many calls of three minutes, so many seats signed in throughout."""
    return {
        "offered": offered,
        "answered": offered,
        "talk_s": offered * mean,
        "login_s": seats * length * 60,
    }


def _place(*intervals: tuple[int, int]) -> tuple:
    """(calls, seats) of half hours from nine o'clock on."""
    return loads(
        (DAY, 540 + 30 * i, 570 + 30 * i, _counts(calls, seats)) for i, (calls, seats) in enumerate(intervals)
    )


@pytest.mark.parametrize(
    ("calls", "seats", "needed", "state"),
    [
        (100, 10, 10, State.FAIR),  # 100 × 180 s ÷ 1,800 s: every seat busy, none lacking
        (101, 10, Fraction(101, 10), State.SHORT),
        (60, 10, 6, State.FAIR),  # six tenths is not idle yet
        (59, 10, Fraction(59, 10), State.IDLE),
        (0, 10, 0, State.IDLE),
        (10, 0, 1, State.SHORT),
    ],
)
def test_busy_seats_are_calls_times_handling_time_by_the_interval(calls, seats, needed, state):
    found = _place((100, 20), (calls, seats))[1]
    assert (found.needed, found.seats, found.state) == (needed, seats, state)


def test_an_interval_without_calls_handling_time_or_seats_is_left_out():
    rows = [{"offered": 5, "login_s": 60}, {"answered": 5, "login_s": 60}, {"offered": 5}]
    assert loads((DAY, 540, 570, counts) for counts in rows) == ()


def test_heads_counted_stand_in_where_no_time_was_reported():
    counts = {"offered": 100, "answered": 100, "talk_s": 18_000, "agents_live": 12, "headcount_on_duty": 15}
    [found] = loads([(DAY, 540, 570, counts)])
    assert (found.needed, found.seats) == (10, 12)


def test_half_hours_on_end_in_one_state_are_one_stretch_the_worst_first():
    place = _place((110, 10), (130, 10), (90, 10), (150, 10))
    found = stretches(place, State.SHORT)
    assert [(len(each.loads), each.seat_hours) for each in found] == [(1, Fraction(5, 2)), (2, 2)]
    assert occupancy(place) == Fraction(48, 40)


def test_one_site_overloaded_while_another_idles_is_a_pooling_hint_with_counts():
    east, west = _place((130, 10), (90, 10), (130, 10)), _place((34, 10), (10, 10), (90, 10))
    found = pooling([east, west])
    # East lacks 3 seats for half an hour; West keeps 34 ÷ 0.85 = 4 of its 10 and lends up to 6.
    assert (found.intervals, found.of, found.calls) == (1, 3, 130)
    assert (found.lacked, found.covered) == (Fraction(3, 2), Fraction(3, 2))
    assert pooling([east]) is None and pooling([east, east]) is None


def test_no_more_is_lent_than_the_idle_site_can_spare():
    found = pooling([_place((200, 10)), _place((51, 10))])
    assert (found.lacked, found.covered) == (5, 2)  # 10 − 5.1 ÷ 0.85 = 4 seats for half an hour


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data")
    for code, zh, en in (("CS", "长沙", "Changsha"), ("WH", "武汉", "Wuhan")):
        save_site(house, who, "YUNHE", code, Text(zh, en))
    yield house, who
    house.close()


def _report(house: House, who: Principal) -> None:
    bring(house, who, _half_hours(), "half-hours.csv", choice("2026-10"))


def _half_hours() -> str:
    head = "日期,时段,职场,人工请求量,人工接通量,通话时长(秒),签入时长(秒)"
    rows = [
        f"2026-10-12,{span},{site},{calls},{calls},{calls * 180},{seats * 1800}"
        for span, *sites in (
            ("09:00-09:30", ("长沙", 130, 10), ("武汉", 34, 10)),
            ("09:30-10:00", ("长沙", 120, 10), ("武汉", 90, 10)),
        )
        for site, calls, seats in sites
    ]
    return "\n".join([head, *rows]) + "\n"


def test_a_report_of_half_hours_is_shown_site_by_site(line):
    house, who = line
    _report(house, who)
    found = staffing(house, who, "2026-10")
    assert [(s.site.en, s.count(State.SHORT), s.count(State.IDLE), s.occupancy) for s in found.stations] == [
        ("Changsha", 2, 0, Fraction(250, 200)),
        ("Wuhan", 0, 1, Fraction(124, 200)),
    ]
    assert "In 1 of 2 intervals" in found.hint.en and "130 calls" in found.hint.en
    [sheet] = [each for each in client_book(house, who, "2026-10").sheets if each.name == "Staff and load"]
    assert len(sheet.rows) == 2 and sheet.notes[-1] == found.hint


def test_half_hours_that_only_check_the_days_are_looked_at_all_the_same(line):
    house, who = line
    day = "日期,人工请求量,人工接通量\n2026-10-12,374,374\n"
    bring(house, who, day, "day.csv", choice("2026-10"))
    file = previewed(house, who, _half_hours(), "half-hours.csv", choice("2026-10")).file
    commit(house, who, file.id, Role.CHECK)
    assert len(staffing(house, who, "2026-10").stations) == 2


def test_days_without_intervals_say_nothing_and_another_vendors_are_not_seen(line):
    house, who = line
    assert staffing(house, who, "2026-10").stations == ()
    _report(house, who)
    assert staffing(house, replace(who, vendors=frozenset({"ANDA"})), "2026-10").stations == ()
