"""Coverage, pass rates, certified share and expiries: every worked figure of the domain reference, §5."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people_lists import RecordKind
from core.period import calendar_month
from core.rounding import rounded
from qa.training.certified import AgentMonth, certified_mask, days_mask, month_share, share_on
from qa.training.coverage import Which, coverage, exposure, lacking
from qa.training.expiry import Bucket, Expiring, bucket_of, forecast, holds_until, no_green
from qa.training.held import held_on
from qa.training.passing import passing
from qa.training.record import Held, TrainingRecord
from tests.training_oracle import a_need, a_record

DUE, TODAY = date(2026, 11, 16), date(2026, 11, 22)
NOVEMBER = calendar_month(2026, 11)
Records = dict[str, list[TrainingRecord]]


def gt_20() -> tuple[dict[str, str | None], Records]:
    """Site A: 98 in scope, 96 passed; site B: 40 in scope, 31 passed."""
    scope: dict[str, str | None] = {f"A{n}": "A" for n in range(98)} | {f"B{n}": "B" for n in range(40)}
    passed = [f"A{n}" for n in range(96)] + [f"B{n}" for n in range(31)]
    return scope, {mark: [a_record(f"r{mark}", DUE, mark=mark, passed=True)] for mark in passed}


def four(share: Fraction | None) -> Decimal:
    assert share is not None
    return rounded(share, 4)


def test_gt_20_from_people() -> None:
    scope, records = gt_20()
    found = coverage(a_need(), DUE, TODAY, scope, records)
    worst = found.worst()
    assert (found.whole().trained, found.whole().in_scope) == (127, 138)
    assert four(found.pooled()) == Decimal("92.0290")
    assert worst and (worst[0].site, four(worst[1])) == ("B", Decimal("77.5000"))
    assert len(lacking(a_need(), DUE, scope, records, DUE)) == 11


def test_unsupported_restates() -> None:
    scope, records = gt_20()
    found = coverage(a_need(), DUE, TODAY, scope, records, unsupported={"rA3", "rB7"})
    assert four(found.pooled()) == Decimal("90.5797")
    assert (found.whole().trained, found.whole().unsupported) == (125, 2)
    assert four(found.as_recorded()) == Decimal("92.0290")


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        # Passing on the due day is in time.
        (DUE, (1, 1, 1)),
        (DUE + timedelta(days=1), (0, 1, 1)),
        (DUE + timedelta(days=3), (0, 1, 1)),
        (DUE + timedelta(days=4), (0, 0, 1)),
        (TODAY + timedelta(days=1), (0, 0, 0)),
    ],
)
def test_on_time_with_grace_and_now_have_one_denominator(day: date, counted: tuple[int, ...]) -> None:
    records = {"m1": [a_record("r", day, passed=True)]}
    site = coverage(a_need(grace_days=3), DUE, TODAY, {"m1": "A"}, records).sites[0]
    assert (site.trained, site.grace, site.now, site.in_scope) == (*counted, 1)
    # A course of compliance has no grace, whatever its rule says.
    strict = coverage(a_need(grace_days=3, compliance=True), DUE, TODAY, {"m1": "A"}, records).sites[0]
    assert strict.grace == strict.trained


def test_who_passed_in_time_and_has_run_out_since_was_in_time() -> None:
    records = {"m1": [a_record("r", date(2026, 5, 18), passed=True)]}
    site = coverage(a_need(valid_months=6), DUE, TODAY, {"m1": "A"}, records).sites[0]
    assert (site.trained, site.now) == (1, 1)
    site = coverage(a_need(valid_months=5), DUE, TODAY, {"m1": "A"}, records).sites[0]
    assert (site.trained, site.now) == (0, 0)


def test_client_late_course_excuses() -> None:
    """Published 11-09, 5 working days: due 11-16. The client hands the course over on 11-13: 11-20."""
    days = {"on time": 16, "excused": 17, "last": 20, "late": 21}
    records = {mark: [a_record(mark, date(2026, 11, day), passed=True)] for mark, day in days.items()}
    scope: dict[str, str | None] = {**dict.fromkeys(days, "A"), "never": "A"}
    until = date(2026, 11, 20)
    site = coverage(a_need(), DUE, TODAY, scope, records, excused_until=until).sites[0]
    assert (site.in_scope, site.trained, site.excused, site.now) == (5, 3, 2, 4)
    assert coverage(a_need(), DUE, TODAY, scope, records).sites[0].trained == 1


def test_worst_leaves_out_sites_without_anybody_and_names_no_site() -> None:
    found = coverage(a_need(), DUE, TODAY, {"m1": None, "m2": "A"}, {"m2": [a_record("r", DUE, passed=True)]})
    worst = found.worst(Which.NOW)
    assert worst and (worst[0].site, worst[1]) == (None, 0)
    assert coverage(a_need(), DUE, TODAY, {}, {}).pooled() is None


def test_t29_pass_rate_over_required() -> None:
    """50 required; 40 examined: 30 pass first, 8 by a retake before the due day, 1 after it within grace."""
    due, records = date(2026, 11, 16), {}
    for n in range(40):
        tries = [a_record(f"f{n}", date(2026, 11, 10), passed=n < 30, attempt=1)]
        if 30 <= n < 39:
            day = date(2026, 11, 13) if n < 38 else date(2026, 11, 18)
            tries.append(a_record(f"s{n}", day, passed=True, attempt=2))
        records[f"m{n}"] = tries
    found = passing(a_need(grace_days=3), due, [f"m{n}" for n in range(50)], records)
    assert (found.required, found.examined, found.passed, found.passed_first) == (50, 40, 38, 30)
    assert (found.of_required, found.of_examined) == (76, 95)
    assert (found.at_first, found.with_grace) == (75, 78)


def test_who_did_not_come_made_no_attempt() -> None:
    gone = a_record("gone", date(2026, 11, 10), absent=True)
    late = a_record("late", date(2026, 11, 12), passed=True)
    found = passing(a_need(), DUE, ["m1", "m2", "m3"], {"m1": [gone], "m2": [gone, late]})
    assert (found.absent, found.examined, found.first, found.passed_first) == (1, 1, 1, 1)
    attended = a_record("class", date(2026, 11, 10), kind=RecordKind.ATTENDED)
    found = passing(a_need(), DUE, ["m1"], {"m1": [attended]})
    assert (found.attended, found.examined, found.passed) == (1, 0, 0)


def test_exposure() -> None:
    """4,000 contacts after the due day, 120 of them by agents not covered: 3.0 %."""
    after = DUE + timedelta(days=1)
    contacts = [("m1", DUE, 500), ("m1", after, 120), ("m2", after, 3_880)]
    uncovered, named = exposure(contacts, DUE, lambda mark, day: mark == "m2")
    assert (uncovered, named) == (120, 4_000)
    assert Fraction(100 * uncovered, named) == 3


def test_certified_share_is_by_day() -> None:
    """A 98/96 all month; B 40: 31 until 20 November, 33 from the 21st."""
    whole, always = days_mask(NOVEMBER, NOVEMBER.start, None), (Held("r", date(2026, 1, 1), None),)
    from_21 = (Held("r", date(2026, 11, 21), None),)
    agents = [AgentMonth("A", whole, (always if n < 96 else (),)) for n in range(98)]
    agents += [AgentMonth("B", whole, (always if n < 31 else from_21 if n < 33 else (),)) for n in range(40)]
    days = month_share(NOVEMBER, agents)
    assert four(share_on(days, date(2026, 11, 30))) == Decimal("93.4783")
    assert share_on(days, date(2026, 11, 20)) == Fraction(12_700, 138)
    # The sum of the days is another figure, and no month's.
    assert (sum(d.certified for d in days), sum(d.live for d in days)) == (3_830, 4_140)


def test_who_moves_is_counted_where_the_agent_was_that_day_and_nothing_required_is_not_counted() -> None:
    always = ((Held("r", date(2026, 1, 1), None),),)
    first = days_mask(NOVEMBER, NOVEMBER.start, date(2026, 11, 18))
    rest = days_mask(NOVEMBER, date(2026, 11, 19), None)
    agents = [AgentMonth("CD", first, always), AgentMonth("XA", rest, always), AgentMonth("CD", rest, ())]
    days = {(each.site, each.day.day): (each.live, each.certified) for each in month_share(NOVEMBER, agents)}
    assert (days["CD", 18], days["XA", 19]) == ((1, 1), (1, 1))
    assert ("CD", 19) not in days and ("XA", 18) not in days


_DAYS = st.dates(date(2026, 10, 1), date(2026, 12, 31))
_SPANS = st.lists(st.tuples(_DAYS, st.none() | _DAYS).map(lambda d: Held("r", *d)), max_size=4)


@given(st.lists(_SPANS, max_size=4))
def test_the_bits_say_what_looking_day_by_day_says(courses: list[list[Held]]) -> None:
    mask = certified_mask(NOVEMBER, courses)
    slow = [all(held_on(spans, day) for spans in courses) for day in NOVEMBER.each_day()]
    assert [bool(mask >> at & 1) for at in range(NOVEMBER.days)] == slow


@pytest.mark.parametrize(
    ("ahead", "bucket"),
    [
        (61, Bucket.LATER),
        (60, Bucket.WITHIN_60),
        (31, Bucket.WITHIN_60),
        (30, Bucket.WITHIN_30),
        (8, Bucket.WITHIN_30),
        (7, Bucket.WITHIN_7),
        (1, Bucket.WITHIN_7),
        # On its last day it is still held.
        (0, Bucket.TODAY),
        (-1, Bucket.EXPIRED),
    ],
)
def test_expiry_windows(ahead: int, bucket: Bucket) -> None:
    assert bucket_of(TODAY + timedelta(days=ahead), TODAY) is bucket


def test_what_was_renewed_in_time_runs_out_with_the_renewal() -> None:
    old = Held("old", date(2025, 12, 1), date(2026, 11, 30))
    assert holds_until([old], TODAY) == date(2026, 11, 30)
    assert holds_until([old, Held("new", date(2026, 12, 1), date(2027, 5, 31))], TODAY) == date(2027, 5, 31)
    # A day between them is a day on which nothing is held.
    assert holds_until([old, Held("new", date(2026, 12, 2), None)], TODAY) == date(2026, 11, 30)
    assert holds_until([old, Held("new", date(2026, 11, 3), None)], TODAY) is None
    assert holds_until([old], date(2026, 12, 5)) == date(2026, 11, 30)
    assert holds_until([], TODAY) is None


def test_the_forecast_of_next_month_by_site_and_course() -> None:
    ends = [("A", 11, 30), ("A", 12, 1), ("A", 12, 31), ("B", 12, 24)]
    lines = [Expiring("m", site, "PRIVACY", True, date(2026, month, day)) for site, month, day in ends]
    assert forecast(lines, calendar_month(2026, 12)) == {("A", "PRIVACY"): 2, ("B", "PRIVACY"): 1}


def test_no_green_with_an_expired_compliance_certificate() -> None:
    yesterday = TODAY - timedelta(days=1)
    expired = Expiring("m1", "A", "PRIVACY", True, yesterday)
    other = Expiring("m2", "A", "HOTLINE", False, yesterday)
    running = Expiring("m3", "A", "PRIVACY", True, TODAY)
    assert no_green([expired, other, running], TODAY) == (expired,)
    assert no_green([other, running], TODAY) == ()
