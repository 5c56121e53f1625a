"""New hires left out of a figure, as arithmetic: exactly their own counts come off, or none (2.5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla.judging.new_hires import Days, Listed, Part, Told, new_hires_out, new_since
from sla.load import load_contracts
from sla.terms.new_hires import NewHires

TALK, CALLS = "talk_s", "answered"
NAMES = (TALK, CALLS)
RULE = NewHires(30)


def on(day, end=None, **place) -> Days:
    first = date(2026, 10, day)
    return Days("traffic", first, end or first + timedelta(days=1), tuple(place.items()))


def counts(talk, calls):
    return {TALK: talk, CALLS: calls}


@pytest.mark.parametrize(
    ("joined", "days", "new"),
    [
        ("2026-10-05", on(5), True),  # the day of joining is the first
        ("2026-10-05", on(4), False),
        ("2026-09-05", on(4), True),  # the 30th day
        ("2026-09-05", on(5), False),  # the 31st
        ("2026-10-05", on(1, date(2026, 11, 1)), True),  # a row of the month he came in: all of it is since
        ("2026-09-05", on(1, date(2026, 11, 1)), False),  # a month that outlasts his 30 days cannot be parted
        ("2027-01-01", on(5), False),
    ],
)
def test_so_many_days_from_the_day_of_joining(joined, days, new):
    assert (new_since(RULE, [date.fromisoformat(joined)], days) is not None) == new


NEW = {"N": [date(2026, 10, 1)], "O": [date(2020, 1, 1)]}
WHOLE = counts(900, 9)
STORIES = {
    # parts of the figure, rows of agents by report: what comes off, what stays (untold, differing, unknown)
    "told by agent": (
        [Part(on(3), WHOLE)],
        {"b": [("N", on(3), counts(400, 3)), ("O", on(3), counts(500, 6))]},
        (counts(400, 3), 0, 0, 0),
    ),
    "one second more": (
        [Part(on(3), WHOLE)],
        {"b": [("N", on(3), counts(401, 3)), ("O", on(3), counts(500, 6))]},
        ({}, 0, 1, 0),
    ),
    "one call less": (
        [Part(on(3), WHOLE)],
        {"b": [("N", on(3), counts(400, 2)), ("O", on(3), counts(500, 6))]},
        ({}, 0, 1, 0),
    ),
    "of another day": ([Part(on(3), WHOLE)], {"b": [("N", on(4), WHOLE)]}, ({}, 1, 0, 0)),
    "of another site": (
        [Part(on(3, site="NJ"), WHOLE)],
        {"b": [("N", on(3, site="HZ"), WHOLE)]},
        ({}, 1, 0, 0),
    ),
    "queues by day, agents by site": (
        [
            Part(on(3, site="NJ", queue="A"), counts(600, 5)),
            Part(on(3, site="NJ", queue="B"), counts(300, 4)),
        ],
        {"b": [("N", on(3, site="NJ"), counts(100, 1)), ("O", on(3, site="NJ"), counts(800, 8))]},
        (counts(100, 1), 0, 0, 0),
    ),
    "sites by day, agents of none": (
        [Part(on(3, site="NJ"), counts(600, 5)), Part(on(3, site="HZ"), counts(300, 4))],
        {"b": [("N", on(3), counts(100, 1)), ("O", on(3), counts(800, 8))]},
        (counts(100, 1), 0, 0, 0),
    ),
    "the later of two reports that fit": (
        [Part(on(3), WHOLE)],
        {"a": [("O", on(3), WHOLE)], "b": [("N", on(3), WHOLE)]},
        (WHOLE, 0, 0, 0),
    ),
    "formed of the agents' rows": (
        [Part(on(3), WHOLE, (Told("N", counts(400, 3)), Told("O", counts(500, 6))))],
        {},
        (counts(400, 3), 0, 0, 0),
    ),
    "formed of them and of calls that name nobody": (
        [Part(on(3), WHOLE, (Told("N", counts(400, 3)),))],
        {},
        (counts(400, 3), 0, 0, 6),
    ),
    "talk by agent, calls by day": (
        [Part(on(3), WHOLE, (Told("N", {TALK: 400}), Told("O", {TALK: 500})))],
        {},
        ({}, 1, 0, 0),
    ),
    "nobody knows when": ([Part(on(3), WHOLE, (Told("X", WHOLE),))], {}, ({}, 0, 0, 9)),
    "a day without a call": ([Part(on(3), counts(0, 0))], {}, ({}, 0, 0, 0)),
}


@pytest.mark.parametrize(("parts", "reports", "said"), STORIES.values(), ids=STORIES)
def test_exactly_what_they_did_comes_off_or_nothing(parts, reports, said):
    lists = [Listed(report, d, Told(who, c)) for report, rows in reports.items() for who, d, c in rows]
    found = new_hires_out(RULE, parts, lists, NAMES, NEW)
    unknown = sum(each.counts.get(CALLS, 0) for each in found.unknown)
    assert (found.taken, len(found.untold), len(found.differing), unknown) == said


_ROWS = st.lists(
    st.tuples(st.sampled_from("NOX"), st.integers(1, 31), st.integers(0, 900), st.integers(0, 9)), max_size=30
)


@given(_ROWS, st.sampled_from([0, 0, 0, 1]))
def test_what_comes_off_is_the_new_agents_own_where_the_days_agree(rows, more):
    """By day and by agent: where the days say one more, nothing of that day comes off."""
    days: dict[int, dict[str, int]] = {}
    for _who, day, talk, calls in rows:
        sums = days.setdefault(day, counts(0, 0))
        sums[TALK] += talk
        sums[CALLS] += calls
    parts = [Part(on(day), counts(c[TALK] + more, c[CALLS])) for day, c in days.items()]
    lists = [Listed("b", on(day), Told(who, counts(talk, calls))) for who, day, talk, calls in rows]
    found = new_hires_out(RULE, parts, lists, NAMES, {**NEW, "O": [date(2020, 1, 1)]})
    mine = [each for each in rows if each[0] == "N" and each[1] <= 30 and not more]
    assert found.taken.get(CALLS, 0) == sum(calls for *_, calls in mine)
    assert found.taken.get(TALK, 0) == sum(talk for _, _, talk, _ in mine)


HEAD = "contract: {code: T, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}\nclauses:\n  - "
KEY = "new_hires: {days: 30}"


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        ("{code: A, indicator: AHT, target: 300, %s}", None),
        ("{code: A, indicator: QA_PASS, source: audits, target: 90, %s}", None),
        ("{code: A, indicator: CRITICAL_ACC, source: audits, target: 90, %s}", None),
        ("{code: A, indicator: AHT, target: 300, window: quarter, %s}", None),
        ("{code: A, indicator: COMPLIANCE_ACC, source: audits, target: 99, %s}", "compliance"),
        ("{code: A, indicator: TRAIN_PASS, source: training, target: 99, %s}", "compliance"),
        ("{code: A, indicator: UNCERTIFIED_CONTACTS, source: events, %s}", "compliance"),
        ("{code: A, indicator: AHT, target: 300, layer: obligation, %s}", "compliance"),
        ("{code: A, indicator: SL, target: 80, %s}", "unfit"),  # calls nobody took have no agent
        ("{code: A, indicator: AHT, source: by_hand, target: 300, %s}", "unfit"),
        ("{code: A, indicator: AHT, target: 300, aggregate: worst, %s}", "unfit"),
        ("{code: A, indicator: AHT, target: 300, each: {grain: day, target: 300}, %s}", "unfit"),
        ("{code: A, indicator: AHT, target: 300, window: {days: 30, from: 2026-03-01}, %s}", "unfit"),
        ("{code: A, indicator: CALIBRATION_KAPPA, source: audits, target: 1, %s}", "unfit"),
    ],
)
def test_where_the_key_has_a_place(clause, code):
    _contracts, _vendors, findings = load_contracts(HEAD + clause % KEY)
    mine = [f.code for f in findings if f.code.startswith("contract_new_hires")]
    assert mine == ([f"contract_new_hires_{code}"] if code else [])


@pytest.mark.parametrize("days", ["0", "181", "1.5"])
def test_days_that_no_contract_means_are_refused(days):
    clause = "{code: A, indicator: AHT, target: 300, new_hires: {days: %s}}"
    contracts, _vendors, findings = load_contracts(HEAD + clause % days)
    assert contracts == [] and findings
