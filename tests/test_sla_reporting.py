"""Due dates of the reporting plan, and how arrivals stand to them: tables of cases."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core.errors import WrongInputError
from core.period import MonthRule, Period, PeriodKind
from core.workdays import WorkCalendar
from sla.follow_up.reporting import (
    Arrival,
    Due,
    DueKind,
    DueRule,
    Frequency,
    ReportState,
    counts,
    due,
    extended,
    moved,
    periods_due,
    standing,
    worst,
)

CHINA, ZONE = WorkCalendar("CN"), "Asia/Shanghai"
MONTH, SETTLEMENT = MonthRule(), MonthRule(PeriodKind.SETTLEMENT, 26)
WORKING, DAYS, HOURS = DueKind.WORKING_DAY, DueKind.CALENDAR_DAY, DueKind.HOURS


def at(day: str, clock: str = "10:00") -> datetime:
    """An instant by the clock in Beijing."""
    return datetime.fromisoformat(f"{day}T{clock}+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("rule", "period", "day"),
    [
        (DueRule(WORKING, 5), MONTH.month("2024-01"), "2024-02-06"),  # Sunday the 4th is worked
        (DueRule(WORKING, 5), MONTH.month("2025-09"), "2025-10-14"),  # holiday to the 8th, 11th worked
        (DueRule(WORKING, 3), MONTH.month("2024-10"), "2024-11-05"),
        (DueRule(WORKING, 1), Period(date(2024, 2, 9), date(2024, 2, 10)), "2024-02-18"),  # Spring Festival
        (DueRule(DAYS, 10), MONTH.month("2024-02"), "2024-03-10"),
        (DueRule(DAYS, 5), SETTLEMENT.month("2024-03"), "2024-03-30"),  # ends on the 25th
        (DueRule(HOURS, 12), Period(date(2024, 3, 4), date(2024, 3, 5)), "2024-03-05"),
        (DueRule(HOURS, 24), Period(date(2024, 3, 4), date(2024, 3, 5)), "2024-03-05"),
        (DueRule(HOURS, 25), Period(date(2024, 3, 4), date(2024, 3, 5)), "2024-03-06"),
    ],
)
def test_a_report_is_due_so_long_after_its_period(rule: DueRule, period: Period, day: str) -> None:
    assert due(rule, period, CHINA, ZONE).day == date.fromisoformat(day)


def test_the_last_day_ends_at_midnight_of_the_contracts_time_zone() -> None:
    found = due(DueRule(DAYS, 10), MONTH.month("2024-02"), CHINA, ZONE)
    assert found.before == datetime(2024, 3, 10, 16, 0, tzinfo=UTC)
    summer = due(DueRule(HOURS, 24), Period(date(2024, 3, 30), date(2024, 3, 31)), CHINA, "Europe/Berlin")
    # The day after has 23 hours; 24 hours are 24 hours.
    assert summer.before == datetime(2024, 3, 31, 23, 0, tzinfo=UTC) and summer.day == date(2024, 4, 1)


def test_a_year_without_a_published_calendar_is_marked() -> None:
    assert not due(DueRule(WORKING, 5), MONTH.month("2031-05"), CHINA, ZONE).certain
    assert due(DueRule(DAYS, 5), MONTH.month("2031-05"), CHINA, ZONE).certain


@pytest.mark.parametrize(("kind", "count"), [(WORKING, 0), (WORKING, 61), (DAYS, 93), (HOURS, -1)])
def test_a_rule_that_cannot_be_meant_is_refused(kind: DueKind, count: int) -> None:
    with pytest.raises(WrongInputError):
        DueRule(kind, count)


@pytest.mark.parametrize(
    ("frequency", "rule", "months", "starts", "first", "last", "n"),
    [
        (Frequency.MONTHLY, DueRule(WORKING, 5), MONTH, "2024-01-01", "2024-01-01", "2024-01-01", 1),
        (Frequency.MONTHLY, DueRule(DAYS, 40), MONTH, "2023-01-01", "2023-12-01", "2023-12-01", 1),
        (Frequency.MONTHLY, DueRule(DAYS, 5), SETTLEMENT, "2023-01-01", None, None, 0),  # 30 January, 1 March
        (Frequency.WEEKLY, DueRule(DAYS, 2), MONTH, "2023-01-01", "2024-01-29", "2024-02-19", 4),
        (Frequency.DAILY, DueRule(HOURS, 12), MONTH, "2023-01-01", "2024-01-31", "2024-02-28", 29),
        (Frequency.DAILY, DueRule(HOURS, 12), MONTH, "2024-02-20", "2024-02-20", "2024-02-28", 9),
        (Frequency.MONTHLY, DueRule(WORKING, 5), MONTH, "2024-01-02", None, None, 0),  # not owed yet
    ],
)
def test_what_is_due_in_february_2024(frequency, rule, months, starts, first, last, n) -> None:
    found = periods_due(
        frequency, rule, MONTH.month("2024-02"), CHINA, ZONE, months, date.fromisoformat(starts)
    )
    assert len(found) == n
    if n:
        assert (found[0][0].start.isoformat(), found[-1][0].start.isoformat()) == (first, last)


JANUARY = MONTH.month("2024-01")
DUE = Due(at("2024-02-08", "00:00"), date(2024, 2, 7))


def came(when: str, first: int = 1, last: int = 31, clock: str = "10:00", **more: object) -> Arrival:
    days = frozenset(date(2024, 1, day) for day in range(first, last + 1))
    return Arrival(at(when, clock), days, when, **more)  # type: ignore[arg-type]


_SITES = {name: frozenset({(name, None, None, None, None)}) for name in ("NORTH", "SOUTH")}
NORTH, SOUTH = ({"counts": frozenset({"offered"}), "scopes": scopes} for scopes in _SITES.values())
WHOLE = {"counts": frozenset({"offered"})}
CALLS = {"counts": frozenset({"offered", "answered"})}
REPLIES = {"counts": frozenset({"survey_replied"})}
BOTH = {"counts": frozenset({"answered", "survey_replied"})}


@pytest.mark.parametrize(
    ("arrivals", "now", "state", "on_time", "accurate"),
    [
        ([], "2024-02-05", "waiting", False, False),
        ([], "2024-02-08", "missing", False, False),
        ([came("2024-02-05")], "2024-02-08", "received", True, True),
        ([came("2024-02-07", clock="23:59")], "2024-02-08", "received", True, True),
        ([came("2024-02-08", clock="00:00")], "2024-02-08", "late", False, True),
        ([came("2024-02-05", 1, 20)], "2024-02-06", "partial", False, False),
        ([came("2024-02-05", 1, 20)], "2024-02-09", "partial", False, False),
        # In parts: whole with the last of them.
        ([came("2024-02-05", 1, 20), came("2024-02-07", 21, 31)], "2024-02-09", "received", True, True),
        ([came("2024-02-05", 1, 20), came("2024-02-09", 21, 31)], "2024-02-09", "late", False, True),
        ([came("2024-01-15", 1, 14), came("2024-02-01", 1, 31)], "2024-02-09", "received", True, True),
        # Sent again once it was whole: in time, but not right the first time.
        ([came("2024-02-05"), came("2024-02-20", 3, 3)], "2024-02-21", "resent", True, False),
        # Another site's file, and the survey beside the calls, are not the same once more.
        ([came("2024-02-05", **NORTH), came("2024-02-06", **SOUTH)], "2024-02-21", "received", True, True),
        ([came("2024-02-05", **NORTH), came("2024-02-06", **WHOLE)], "2024-02-21", "resent", True, False),
        ([came("2024-02-05", **CALLS), came("2024-02-06", **REPLIES)], "2024-02-21", "received", True, True),
        ([came("2024-02-05", **CALLS), came("2024-02-06", **BOTH)], "2024-02-21", "resent", True, False),
        ([came("2024-02-03", live=False), came("2024-02-05")], "2024-02-21", "resent", True, False),
        ([came("2024-02-03", live=False), came("2024-02-12")], "2024-02-21", "late", False, False),
        ([came("2024-02-03", live=False)], "2024-02-21", "missing", False, False),
        ([came("2024-02-05", rejected=3)], "2024-02-08", "received", True, False),
    ],
)
def test_how_a_report_stands(arrivals, now, state, on_time, accurate) -> None:
    found = standing(JANUARY, DUE, arrivals, at(now))
    assert (found.state, found.on_time, found.accurate) == (ReportState(state), on_time, accurate)
    assert found == standing(JANUARY, DUE, arrivals[::-1], at(now))


@pytest.mark.parametrize(
    ("arrivals", "state", "lacking"),
    [
        ([], "missing", {"NORTH": 31, "SOUTH": 31}),
        ([came("2024-02-05", **NORTH)], "partial", {"SOUTH": 31}),
        ([came("2024-02-05", **NORTH), came("2024-02-06", 1, 29, **SOUTH)], "partial", {"SOUTH": 2}),
        ([came("2024-02-05", 2, 31, **NORTH)], "partial", {"NORTH": 1, "SOUTH": 31}),
        ([came("2024-02-05", **NORTH), came("2024-02-06", **SOUTH)], "received", {}),
        ([came("2024-02-05", **NORTH), came("2024-02-09", **SOUTH)], "late", {}),
        # One file of both, and one that tells no sites apart.
        ([came("2024-02-05", scopes=_SITES["NORTH"] | _SITES["SOUTH"])], "received", {}),
        ([came("2024-02-05", **WHOLE)], "received", {}),
        ([came("2024-02-05", **NORTH), came("2024-02-06", live=False, **SOUTH)], "partial", {"SOUTH": 31}),
    ],
)
def test_where_each_site_owes_it_the_one_that_lacks_is_named(arrivals, state, lacking) -> None:
    found = standing(JANUARY, DUE, arrivals, at("2024-02-10"), ("NORTH", "SOUTH"))
    assert found.state is ReportState(state)
    assert {site: len(days) for site, days in found.sites} == lacking
    assert len(found.missing) == max(lacking.values(), default=0)


def test_what_is_missing_is_named() -> None:
    found = standing(JANUARY, DUE, [came("2024-02-05", 1, 29)], at("2024-02-06"))
    assert found.missing == (date(2024, 1, 30), date(2024, 1, 31))


@pytest.mark.parametrize(
    ("arrivals", "now", "expected"),
    [
        ([], "2024-02-06", {}),
        ([], "2024-02-08", (1, 0, 0, 0)),
        ([came("2024-02-05")], "2024-02-06", (1, 1, 1, 1)),
        ([came("2024-02-09", rejected=1)], "2024-02-10", (1, 0, 1, 0)),
    ],
)
def test_a_report_counts_once_it_is_due_or_there(arrivals, now, expected) -> None:
    names = ("reports_due", "reports_on_time", "reports_received", "reports_accurate")
    said = counts(standing(JANUARY, DUE, arrivals, at(now)), DUE, at(now))
    assert said == (dict(zip(names, expected, strict=True)) if expected else {})


def test_an_extension_never_takes_time_away() -> None:
    assert extended(DUE, date(2024, 2, 20), ZONE).before == at("2024-02-21", "00:00")
    assert extended(DUE, date(2024, 2, 1), ZONE) == DUE


def test_a_report_imported_late_came_when_it_came() -> None:
    late = [came("2024-02-10"), came("2024-02-20")]
    real = moved(late, at("2024-02-06"))
    assert [each.at for each in real] == [at("2024-02-06"), at("2024-02-20")]
    assert moved(late, at("2024-02-11"))[0].at == at("2024-02-10")
    assert moved([], at("2024-02-06")) == []


def test_the_most_pressing_state_comes_first() -> None:
    assert worst([ReportState.RECEIVED, ReportState.PARTIAL]) is ReportState.PARTIAL
    assert worst([]) is None
