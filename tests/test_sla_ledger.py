"""The credit ledger's rules: states, the clock of the claim, what a corrected edition changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import IllegalTransitionError
from core.money import Money, money
from core.workdays import DueDate, WorkCalendar
from sla.load import contract_of
from sla.money.deductions import LineKind, MoneyInput
from sla.money.ledger import (
    CREDIT_STATE_NAMES,
    Account,
    CreditState,
    Move,
    balance,
    claim_until,
    credit_moved,
    dues_of,
    has_lapsed,
    is_claimed,
    next_credit_states,
)
from sla.money.settlement import settle
from sla.terms.credits import ClaimFrom, Credits

S = CreditState
FEE = """
contract: {code: FEE, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: SL, indicator: SL, target: 80}]
settlement:
  fee: {kind: monthly, amount: 1000}
  deductions:
    - {code: A, basis: events, amount: 100}
    - {code: B, basis: events, amount: 100}
    - {code: C, basis: events, amount: 100}
"""


@pytest.mark.parametrize(
    "path",
    [
        (S.ACCRUED, S.CLAIMED, S.AGREED, S.INVOICED, S.TRUED_UP, S.TRUED_UP),
        (S.ACCRUED, S.CLAIMED, S.DISPUTED, S.AGREED, S.INVOICED, S.EARNED_BACK),
        (S.ACCRUED, S.CLAIMED, S.DISPUTED, S.CLAIMED),  # the dispute is taken back
        (S.ACCRUED, S.EARNED_BACK),
        (S.ACCRUED, S.LAPSED, S.CLAIMED),  # it was claimed in time and entered late
    ],
)
def test_a_credit_goes_these_ways(path):
    for state, to in pairwise(path):
        assert credit_moved(state, to, claim_needed=True) is to


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (S.ACCRUED, S.INVOICED),  # nothing is invoiced unclaimed
        (S.ACCRUED, S.AGREED),
        (S.DISPUTED, S.INVOICED),  # nor while it is disputed
        (S.CLAIMED, S.INVOICED),
        (S.LAPSED, S.AGREED),
        (S.EARNED_BACK, S.INVOICED),
        (S.AGREED, S.AGREED),
    ],
)
def test_a_credit_never_goes_these_ways(state, to):
    with pytest.raises(IllegalTransitionError):
        credit_moved(state, to, claim_needed=True)


@pytest.mark.parametrize("to", [S.AGREED, S.DISPUTED, S.INVOICED, S.CLAIMED])
def test_what_needs_no_claim_is_agreed_contested_or_set_off_as_it_is(to):
    assert credit_moved(S.ACCRUED, to) is to


def test_every_state_has_its_words_and_its_followers():
    assert set(CREDIT_STATE_NAMES) == set(S)
    assert all(next_credit_states(state) <= set(S) for state in S)


@pytest.mark.parametrize(
    ("start", "until"),
    [
        # Spring festival 2024: 18 February is a make-up day; Mon-Fri arithmetic would give the 15th.
        (None, DueDate(date(2024, 2, 21), True)),
        (ClaimFrom.FINAL, DueDate(date(2024, 2, 21), True)),
        (ClaimFrom.MONTH_END, DueDate(date(2024, 2, 6), True)),  # Sunday the 4th works
    ],
)
def test_the_clock_counts_working_days_from_the_day_the_contract_names(start, until):
    rules = Credits(claim_days=5, claim_from=start)
    assert claim_until(rules, date(2024, 2, 8), date(2024, 1, 31), WorkCalendar()) == until


@pytest.mark.parametrize("rules", [None, Credits()])
def test_without_a_claim_clause_there_is_no_clock_and_no_claim(rules):
    assert claim_until(rules, date(2024, 2, 8), date(2024, 1, 31), WorkCalendar()) is None
    assert not is_claimed(rules, LineKind.CREDIT)


@pytest.mark.parametrize("kind", LineKind)
def test_a_claim_clause_is_about_credits_and_not_about_deductions(kind):
    assert is_claimed(Credits(claim_days=5), kind) is (kind is not LineKind.DEDUCTION)


@pytest.mark.parametrize(
    ("state", "until", "day", "lapsed"),
    [
        (S.ACCRUED, DueDate(date(2024, 2, 21), True), date(2024, 2, 21), False),  # the last day still counts
        (S.ACCRUED, DueDate(date(2024, 2, 21), True), date(2024, 2, 22), True),
        (S.ACCRUED, DueDate(date(2024, 2, 21), False), date(2024, 2, 22), False),  # calendar not published
        (S.ACCRUED, None, date(2034, 2, 22), False),
        (S.CLAIMED, DueDate(date(2024, 2, 21), True), date(2024, 3, 22), False),
    ],
)
def test_a_credit_lapses_the_day_after_its_last(state, until, day, lapsed):
    assert has_lapsed(state, until, day) is lapsed


def _account(*moves, claim=False):
    return Account(tuple(Move(state, money(amount), edition) for state, amount, edition in moves), claim)


@pytest.mark.parametrize(
    ("moves", "claim", "owed"),
    [
        ([(S.ACCRUED, 100, 1)], False, 100),
        ([(S.ACCRUED, 100, 1)], True, 0),  # nobody claimed it yet
        ([(S.ACCRUED, 100, 1), (S.CLAIMED, 100, None)], True, 100),
        ([(S.ACCRUED, 100, 1), (S.DISPUTED, 100, None)], False, 100),  # held back until it is decided
        ([(S.ACCRUED, 100, 1), (S.DISPUTED, 100, None), (S.AGREED, 40, None)], False, 40),
        ([(S.ACCRUED, 100, 1), (S.INVOICED, 100, None), (S.EARNED_BACK, 100, None)], False, 0),
        ([(S.ACCRUED, 100, 1), (S.LAPSED, 100, None)], True, 0),
        ([(S.ACCRUED, 100, 1), (S.INVOICED, 100, None), (S.TRUED_UP, 130, 2)], False, 130),
    ],
)
def test_what_comes_off_follows_from_where_the_entry_stands(moves, claim, owed):
    account = _account(*moves, claim=claim)
    assert account.owed == money(owed)
    assert balance([account, account], "CNY") == money(2 * owed)


@pytest.mark.parametrize(
    ("moves", "amount", "found"),
    [
        ([(S.ACCRUED, 100, 1)], 100, None),
        ([(S.ACCRUED, 100, 1)], 130, S.ACCRUED),
        # What was agreed is not what the edition drew: the same figure again changes nothing.
        ([(S.ACCRUED, 100, 1), (S.AGREED, 40, None)], 100, None),
        ([(S.ACCRUED, 100, 1), (S.AGREED, 40, None)], 130, S.ACCRUED),
        ([(S.ACCRUED, 100, 1), (S.INVOICED, 100, None)], 0, S.TRUED_UP),
        ([(S.ACCRUED, 100, 1), (S.INVOICED, 100, None), (S.TRUED_UP, 130, 2)], 90, S.TRUED_UP),
        ([(S.ACCRUED, 100, 1), (S.EARNED_BACK, 100, None)], 130, None),
        ([(S.ACCRUED, 100, 1), (S.LAPSED, 100, None)], 130, None),
    ],
)
def test_a_corrected_edition_draws_anew_or_trues_up(moves, amount, found):
    row = _account(*moves).redrawn(money(amount), 3)
    assert (row and (row.state, row.amount, row.edition)) == (found and (found, money(amount), 3))


def _paid(limits="", **events):
    return settle(contract_of(FEE + limits), Decimal(90), MoneyInput("2026-03", events=events))


@pytest.mark.parametrize(
    ("limits", "amounts"),
    [
        ("", [10_000, 10_000, 10_000]),
        # 200 yuan for three equal lines: the first of the largest takes the odd cents.
        ("  cap_share: 0.2\n", [6_666, 6_667, 6_667]),
        ("  floor_share: 0.9\n", [3_334, 3_333, 3_333]),
        ("  floor_share: 1\n", [0, 0, 0]),
    ],
)
def test_lines_share_what_the_cap_or_the_least_payment_leaves_to_the_cent(limits, amounts):
    paid = _paid(limits, A=1, B=1, C=1)
    found = [due.amount.cents for due in dues_of(paid)]
    assert sorted(found) == sorted(amounts)
    assert sum(found) == paid.after_coefficient.cents - paid.payable.cents


def test_a_line_that_takes_nothing_off_is_no_entry():
    assert [(due.kind, due.code) for due in dues_of(_paid(A=2))] == [(LineKind.DEDUCTION, "A")]


@given(
    st.lists(st.integers(0, 9), min_size=3, max_size=3),
    st.integers(0, 100).map(lambda n: f"{n}/100"),
    st.integers(0, 100).map(lambda n: f"{n}/100"),
)
def test_entries_always_add_up_to_what_the_month_takes_off(times, cap, floor):
    limits = f"  cap_share: {Decimal(cap.split('/')[0]) / 100}\n  floor_share: {Decimal(floor[:-4]) / 100}\n"
    paid = _paid(limits, **dict(zip("ABC", times, strict=True)))
    total = sum(due.amount.cents for due in dues_of(paid))
    assert total == max(0, paid.after_coefficient.cents - paid.payable.cents)
    assert Money(total) <= paid.deducted_before_cap
