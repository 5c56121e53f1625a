"""Rounding, money, tallies and hashes are exact; scopes and states know what they allow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.canonical import canonical_json, content_hash
from core.counts import base_count, families, plain_counts
from core.errors import IllegalTransitionError, NotAllowedError, WrongInputError
from core.finding import Finding, Place, blocking, worst_first
from core.money import Money, instalments, money
from core.month import FROZEN, MonthState, moved, next_states
from core.principal import Action, Principal, Role, authorize
from core.rounding import RoundingMode, rounded
from core.scope import Scope, checked_code, is_code
from core.tally import Tally, combine
from core.text import Text
from core.ulid import new_ulid


@pytest.mark.parametrize(
    ("value", "digits", "mode", "shown"),
    [
        # GT-04: 281 of 400 is 70.25 exactly; floats print 70.2.
        (Fraction(281, 4), 1, RoundingMode.HALF_UP, "70.3"),
        (Fraction(281, 4), 1, RoundingMode.HALF_EVEN, "70.2"),
        (Fraction(-281, 4), 1, RoundingMode.HALF_UP, "-70.3"),
        (Fraction(999, 10), 0, RoundingMode.TRUNCATE, "99"),
        (Fraction(-1, 3), 2, RoundingMode.FLOOR, "-0.34"),
        (Fraction(1, 3), 2, RoundingMode.CEIL, "0.34"),
        (0, 2, RoundingMode.HALF_UP, "0.00"),
        # More digits than a decimal context holds.
        (10**30 + 1, 2, RoundingMode.HALF_UP, f"{10**30 + 1}.00"),
    ],
)
def test_rounding_starts_from_the_exact_value(value, digits, mode, shown):
    assert str(rounded(value, digits, mode)) == shown


def test_the_last_instalment_takes_the_remainder():
    """1,684,500 in seven months: six of 240,642.86 and one of 240,642.84."""
    parts = instalments(money("1684500"), 7)
    assert [str(part.amount) for part in parts] == ["240642.86"] * 6 + ["240642.84"]
    assert sum(part.cents for part in parts) == 168_450_000


@given(st.integers(0, 10**12), st.integers(1, 60))
def test_instalments_always_add_up(cents, count):
    assert sum(part.cents for part in instalments(Money(cents), count)) == cents


def test_money_rounds_half_up_to_the_cent():
    """E1: 350,752.50 × 0.97 = 340,229.925, an exact tie that floats lose."""
    assert money("350752.50").times(Decimal("0.97")).amount == Decimal("340229.93")


def test_tallies_add_up_and_the_ratio_is_formed_last():
    """GT-02's lesson on two days: 1 of 2 and 940 of 1,000 are 93.9 %, not 72 %."""
    total = combine([Tally(1, 2, Fraction(100), 2), Tally(940, 1000, Fraction(100), 1000)])
    assert rounded(total.value, 1) == Decimal("93.9")
    assert Tally(0, 0).value is None
    assert combine([]) is None


def test_canonical_json_knows_one_spelling():
    assert canonical_json({"b": Decimal("1.50"), "a": [date(2024, 1, 5), Fraction(1, 3), None]}) == (
        '{"a":["2024-01-05","1/3",null],"b":"1.50"}'
    )
    assert content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})
    with pytest.raises(TypeError):
        canonical_json({"rate": 0.1})


@pytest.mark.parametrize("code", ["A", "111AA1", "YUNHE-2025", "X_1"])
def test_codes_are_capitals_digits_and_two_signs(code):
    assert checked_code(code) == code


@pytest.mark.parametrize("code", ["", "a", "-A", "A B", "云禾", "A" * 33, "A;DROP"])
def test_anything_else_is_no_code(code):
    assert not is_code(code)
    with pytest.raises(WrongInputError):
        checked_code(code)


def test_a_scope_covers_what_it_does_not_narrow():
    whole, site = Scope("V"), Scope("V", site="S1")
    assert whole.covers(site)
    assert not site.covers(whole)
    assert not Scope("W").covers(site)
    assert site.narrowed() == {"site": "S1"}


def test_base_counts_have_one_name_each_and_families_carry_their_seconds():
    names = [count.name for count in plain_counts()]
    assert len(names) == len(set(names))
    bands = {"intervals_in_band", "days_in_band"}  # their number is a percentage
    for family in families():
        assert base_count(f"{family}_20").threshold_s == (None if family in bands else 20)
    assert base_count("answered_within") is None
    assert base_count("answered_within_20x") is None


def test_ulids_sort_in_the_order_they_were_made():
    keys = [new_ulid() for _ in range(500)]
    assert keys == sorted(set(keys))
    assert {len(key) for key in keys} == {26}


@pytest.mark.parametrize("state", list(MonthState))
def test_a_month_only_moves_to_a_state_that_may_follow(state):
    for to in MonthState:
        if to in next_states(state):
            assert moved(state, to) is to
        else:
            with pytest.raises(IllegalTransitionError):
                moved(state, to)


def test_nothing_is_settled_before_it_is_final():
    assert MonthState.SETTLED not in next_states(MonthState.DRAFT)
    assert MonthState.FINAL in FROZEN
    assert MonthState.DRAFT not in FROZEN


@pytest.mark.parametrize(
    ("role", "action", "may"),
    [
        (Role.MANAGER, Action.MANAGE, True),
        # Who prepares a month does not close it.
        (Role.MANAGER, Action.APPROVE, False),
        (Role.APPROVER, Action.APPROVE, True),
        (Role.APPROVER, Action.IMPORT, False),
        (Role.AUDITOR, Action.AUDIT, True),
        (Role.AUDITOR, Action.MANAGE, False),
        (Role.VIEWER, Action.VIEW, True),
        (Role.VIEWER, Action.RECORD, False),
    ],
)
def test_a_role_may_do_its_own_and_no_more(role, action, may):
    who = Principal("1", "某人", role)
    if may:
        authorize(who, action)
    else:
        with pytest.raises(NotAllowedError):
            authorize(who, action)


def test_a_person_limited_to_vendors_reaches_no_other():
    who = Principal("1", "某人", Role.MANAGER, vendors=frozenset({"A"}))
    authorize(who, Action.MANAGE, "A")
    with pytest.raises(NotAllowedError):
        authorize(who, Action.VIEW, "B")


def test_a_finding_speaks_both_languages_and_survives_storage():
    finding = Finding(
        "calendar_unpublished", Place("a.xlsx", "表", 3, "C"), {"year": 2099, "due": "2099-01-05"}
    )
    assert "2099年" in finding.sentence("zh")
    assert "2099" in finding.sentence("en")
    assert Finding.from_dict(finding.as_dict()) == finding
    assert (finding.place.in_("zh"), Place("a", "表", 3).in_("zh")) == ("表!C3", "表!第3行")


def test_a_text_fact_is_spoken_in_the_readers_language_and_kept_in_both():
    finding = Finding("counts_doubtful", Place("f", "s", 7), {
        "more": Text("接通", "answered"), "left": 5, "less": Text("请求", "offered"), "right": 4,
    })  # fmt: skip
    assert "接通" in finding.sentence("zh")
    assert "answered" in finding.sentence("en")
    assert Finding.from_dict(finding.as_dict()).sentence("en") == finding.sentence("en")


def test_the_worst_findings_come_first():
    warns, blocks = Finding("calendar_unpublished"), Finding("lake_file_missing", facts={"path": "x"})
    assert worst_first([warns, blocks]) == [blocks, warns]
    assert blocking([warns, blocks]) == [blocks]


def test_findings_of_many_sheets_stand_in_the_order_people_count():
    names = ["5月10日", "5月2日", "5月2日 (2)", "汇总", "5.1"]
    findings = [Finding("row_repeated", Place("x.xlsx", name, 3)) for name in names]
    found = [finding.place.sheet for finding in worst_first(findings)]
    assert found == ["5.1", "5月2日", "5月2日 (2)", "5月10日", "汇总"]
