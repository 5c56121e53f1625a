"""Who is in scope of a change on a day, when it is breached, and the burn-down to its due day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.period import Period
from core.workdays import WorkCalendar
from qa.roster.spell import Spell
from qa.training.burn_down import burn_down
from qa.training.change import ChangeState, Pass, Passed, by_due, lacking, scope_on, standing
from qa.training.due import change_due, vendor_due
from tests.training_matrix_example import agent, change

P, DUE = date(2026, 11, 9), date(2026, 11, 16)
CN = WorkCalendar("CN")


def people(**said: dict[str, Any]) -> dict[str, Spell]:
    return {mark: agent(mark=mark, agent=mark, **each) for mark, each in said.items()}


@pytest.mark.parametrize(
    ("left", "inside"),
    [(DUE, True), (date(2026, 11, 15), False)],
)
def test_left_on_the_due_day(left: date, inside: bool) -> None:
    assert ("a" in scope_on(change(), people(a={"left": left}), DUE).agents) is inside


def test_long_leave_boundary() -> None:
    short, long = (
        Period(date(2026, 10, 20), date(2026, 11, 19)),
        Period(date(2026, 10, 20), date(2026, 11, 20)),
    )
    found = scope_on(change(), people(short={"leaves": (short,)}, long={"leaves": (long,)}), DUE)
    assert set(found.agents) == {"short"}
    [away] = found.away
    assert away.spell.mark == "long" and (away.leave.start, away.leave.last_day) == (
        date(2026, 10, 20),
        date(2026, 11, 19),
    )
    assert away.back == date(2026, 11, 20)


def test_t28_joins_after_the_change() -> None:
    roster = people(a={"joined": date(2026, 11, 10), "live": date(2026, 11, 18)})
    assert scope_on(change(), roster, DUE).agents == {}
    assert set(scope_on(change(), roster, date(2026, 11, 18)).agents) == {"a"}


def on(**said: dict[str, list[date]]) -> Passed:
    return {
        mark: {course: [Pass(day) for day in days] for course, days in each.items()}
        for mark, each in said.items()
    }


def test_who_lacks_it() -> None:
    roster = people(a={}, b={}, c={}, d={}, e={})
    made = change(courses=("HOTLINE", "CALM"))
    passed = on(
        a={"HOTLINE": [DUE], "CALM": [P]},
        # One course of two; one passed before the change; one the day after due.
        b={"HOTLINE": [P]},
        c={"HOTLINE": [P], "CALM": [date(2026, 11, 8)]},
        d={"HOTLINE": [P], "CALM": [date(2026, 11, 17)]},
    )
    scope = scope_on(made, roster, DUE)
    in_time = by_due({code: vendor_due(made, code, CN) for code in made.courses})
    assert lacking(made, scope, passed, P, in_time) == ("b", "c", "d", "e")
    # The client's course came late: its own last day counts, and of the other only its own.
    late = change(courses=made.courses, delivered={"CALM": date(2026, 11, 13)})
    excused = by_due({code: vendor_due(late, code, CN) for code in late.courses})
    assert lacking(late, scope, passed, P, excused) == ("b", "c", "e")


def test_urgent_by_the_clock() -> None:
    made = change("2026-11-13T17:00+08:00", "2026-11-13")
    day, since = date(2026, 11, 14), date(2026, 11, 13)
    scope = scope_on(made, people(early={}, late={}, untold={}), day)
    passed = {
        "early": {"HOTLINE": [Pass(day, datetime.fromisoformat("2026-11-14T16:59+08:00"))]},
        "late": {"HOTLINE": [Pass(day, datetime.fromisoformat("2026-11-14T17:01+08:00"))]},
        # A list that tells no time: the day decides.
        "untold": {"HOTLINE": [Pass(day)]},
    }
    assert lacking(made, scope, passed, since, by_due({"HOTLINE": change_due(made, CN)})) == ("late",)


@pytest.mark.parametrize(
    ("now", "lacks", "until", "state", "provisional"),
    [
        ("2026-11-10T09:00", 3, None, ChangeState.RUNNING, False),
        # On the due day nothing is breached yet; the day after it is.
        ("2026-11-16T23:59", 3, DUE, ChangeState.RUNNING, False),
        ("2026-11-17T00:00", 3, DUE, ChangeState.BREACHED, False),
        ("2026-11-17T00:00", 0, DUE, ChangeState.MET, False),
        # Everybody passed early: it still runs, somebody may go live before it is due.
        ("2026-11-12T09:00", 0, DUE, ChangeState.RUNNING, False),
        # Records end on the 13th, or were never sent.
        ("2026-11-17T00:00", 3, date(2026, 11, 13), ChangeState.BREACHED, True),
        ("2026-11-17T00:00", 3, None, ChangeState.BREACHED, True),
    ],
)
def test_breached_the_day_after_due_and_not_on_it(
    now: str, lacks: int, until: date | None, state: ChangeState, provisional: bool
) -> None:
    dues = [change_due(change(), CN)]
    at = datetime.fromisoformat(f"{now}+08:00")
    found = standing(dues, lacks, at, until)
    assert (found.state, found.provisional) == (state, provisional)
    assert standing(dues, lacks, at, until, called_off=True).state is ChangeState.CALLED_OFF


def test_burn_down_day_by_day() -> None:
    roster = people(
        a={},
        b={},
        c={"site": "AD-XA"},
        # Leaves on the 11th; goes live on the 12th.
        d={"left": date(2026, 11, 11)},
        e={"live": date(2026, 11, 12), "site": None},
    )
    passed = on(a={"HOTLINE": [date(2026, 11, 10)]}, c={"HOTLINE": [date(2026, 11, 13), DUE]})
    today = date(2026, 11, 14)
    found = burn_down(change(), P, DUE, lambda day: roster, passed, today, date(2026, 11, 13))
    assert [(each.in_scope, each.remaining) for each in found.days] == [
        (4, 4),
        (4, 3),
        (4, 3),
        (4, 3),
        (4, 2),
        (4, 2),
        # Still to come.
        (None, None),
        (None, None),
    ]
    # Straight over working days: Saturday and Sunday stand still, nobody is left on Monday.
    assert [each.ideal for each in found.days] == [
        Fraction(4),
        Fraction(16, 5),
        Fraction(12, 5),
        Fraction(8, 5),
        Fraction(4, 5),
        Fraction(4, 5),
        Fraction(4, 5),
        Fraction(0),
    ]
    assert list(found.sites) == ["AD-CD", "AD-XA", None]
    assert [each.remaining for each in found.sites["AD-XA"]][:6] == [1, 1, 1, 1, 0, 0]
    assert found.records_until == date(2026, 11, 13)


def test_an_agent_who_moves_counts_where_they_are_that_day() -> None:
    def roster(day: date) -> Mapping[str, Spell]:
        return people(a={"site": "AD-CD" if day < date(2026, 11, 12) else "AD-XA"})

    found = burn_down(change(), P, DUE, roster, {}, DUE)
    assert [each.remaining for each in found.sites["AD-CD"]] == [1, 1, 1, 0, 0, 0, 0, 0]
    assert [each.remaining for each in found.sites["AD-XA"]] == [0, 0, 0, 1, 1, 1, 1, 1]


def test_without_a_working_day_between_everybody_is_to_be_done_when_due() -> None:
    # Published on a Saturday, due on the Sunday.
    saturday, sunday = date(2026, 11, 14), date(2026, 11, 15)
    found = burn_down(change(), saturday, sunday, lambda day: people(a={}), {}, sunday)
    assert [each.ideal for each in found.days] == [1, 0]
    same = burn_down(change(), sunday, sunday, lambda day: people(a={}), {}, sunday)
    assert [(each.remaining, each.ideal) for each in same.days] == [(1, 0)]


@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"),
        st.tuples(
            st.sampled_from(["AD-CD", "AD-XA", None]),
            st.lists(st.dates(date(2026, 11, 5), date(2026, 11, 20)), max_size=3),
            st.none() | st.dates(date(2026, 11, 5), date(2026, 11, 20)),
            st.none() | st.dates(date(2026, 11, 5), date(2026, 11, 20)),
        ),
    ),
    st.dates(date(2026, 11, 5), date(2026, 11, 20)),
)
def test_the_sites_add_up_to_the_whole(said: dict[str, Any], today: date) -> None:
    roster = people(
        **{m: {"site": site, "live": live, "left": left} for m, (site, _, live, left) in said.items()}
    )
    passed = on(**{mark: {"HOTLINE": days} for mark, (_, days, _, _) in said.items()})
    found = burn_down(change(), P, DUE, lambda day: roster, passed, today)
    assert [each.day for each in found.days] == [P + timedelta(days=n) for n in range(8)]
    for n, each in enumerate(found.days):
        if each.day > today:
            assert each.remaining is None and each.in_scope is None
            continue
        assert each.remaining == sum(line[n].remaining or 0 for line in found.sites.values())
        # Counted again, one person at a time.
        left = [
            mark
            for mark, (_, days, live, gone) in said.items()
            if (live is None or live <= each.day)
            and (gone is None or each.day <= gone)
            and not any(P <= day <= each.day for day in days)
        ]
        assert each.remaining == len(left)
