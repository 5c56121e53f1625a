"""A part of an entry in dispute: it stands apart, the rest goes on, and it is decided to the cent."""

from __future__ import annotations

import pytest

from core.errors import NotAllowedError, NotFoundError, PlumblineError
from core.money import Money, money
from core.month import MonthState
from core.principal import Role
from services.judging.assess_month import current
from services.known.people import add_person
from services.money.credit_disputes import decide_part, dispute_part
from services.money.credit_ledger import entry_evidence, ledger, move_entry
from services.money.statements import issue, statement
from services.months.month import set_state
from sla.money.ledger import Account, CreditState, Move
from tests.reports_example import CONTRACT, bring, daily_report, line_house

S = CreditState
CODE, SEPTEMBER, OCTOBER = "LINE-2026", "2026-09", "2026-10"
MONEY = """
settlement:
  fee: {kind: monthly, amount: 100000}
  credits:
    at_risk: {share: 0.12, allocations: [{clause: SL20, share: 0.5}]}
    claim_days: 5
"""
LETTER = ("异议函.pdf", b"letter")


@pytest.fixture
def line(tmp_path):
    """September is final; its credit of 6,000.00 is claimed."""
    house, who = line_house(tmp_path / "data", None, CONTRACT + MONEY)
    boss = add_person(house, "赵总", Role.APPROVER)
    _closed(house, who, boss, SEPTEMBER)
    [credit] = ledger(house, who, CODE)
    yield house, who, boss, move_entry(house, who, credit.record.id, credit.version, S.CLAIMED)
    house.close()


def _closed(house, who, boss, label):
    bring(house, who, daily_report(label, within=700), f"{label}.csv")
    current(house, who, CODE, label)
    set_state(house, boss, CODE, label, MonthState.FINAL)


def _disputed(line, amount="1234.56"):
    house, who, _, view = line
    return dispute_part(house, who, view.record.id, view.version, money(amount), "系统故障两天", LETTER)


def _issued(house, boss, label):
    return issue(house, boss, CODE, label, statement(house, boss, CODE, label).seen)


def test_the_part_stands_apart_with_its_letter_and_the_rest_where_it_stood(line):
    house, who, _, _ = line
    view = _disputed(line)
    assert (view.state, view.amount, view.account.part) == (S.CLAIMED, money(6000), money("1234.56"))
    assert (view.account.rest, view.account.contested) == (money("4765.44"), money("1234.56"))
    assert entry_evidence(house, who, view.record.id, view.version) == LETTER
    with pytest.raises(NotFoundError):
        entry_evidence(house, who, view.record.id, 1)
    figures = statement(house, who, CODE, SEPTEMBER).figures
    [apart] = figures.disputed
    assert (apart.amount, figures.disputed_sum) == (money("-1234.56"), money("1234.56"))
    assert apart.name.zh.endswith("（争议部分，全额 6,000.00 元）")
    # Held back as a whole dispute is, until it is decided.
    assert figures.amount == money(94_000)


def test_the_rest_is_agreed_and_set_off_while_the_part_goes_on(line):
    house, who, boss, _ = line
    view = _disputed(line)
    view = move_entry(house, who, view.record.id, view.version, S.AGREED)
    assert (view.state, view.amount, view.account.part) == (S.AGREED, money(6000), money("1234.56"))
    _issued(house, boss, SEPTEMBER)
    [view] = ledger(house, who, CODE)
    assert (view.state, view.account.part, view.taken) == (S.INVOICED, money("1234.56"), money(6000))
    view = decide_part(house, boss, view.record.id, view.version, money("0.01"), "会议纪要5号")
    assert (view.state, view.amount, view.account.part) == (S.TRUED_UP, money("4765.45"), money(0))
    _closed(house, who, boss, OCTOBER)
    back = [x for x in statement(house, boss, CODE, OCTOBER).figures.lines if x.period == SEPTEMBER]
    assert [x.amount for x in back] == [money("1234.55")]


def test_less_of_the_rest_may_be_agreed_beside_the_part(line):
    house, _, boss, _ = line
    view = _disputed(line)
    view = move_entry(house, boss, view.record.id, view.version, S.AGREED, money(4000), why="纪要")
    assert (view.amount, view.account.part, view.account.rest) == (
        money("5234.56"), money("1234.56"), money(4000),
    )  # fmt: skip
    with pytest.raises(PlumblineError):  # the part is no more to be had a second time
        move_entry(house, boss, view.record.id, view.version, S.DISPUTED, why="再议")


def test_giving_up_any_of_it_is_an_approvers_and_upholding_all_is_not(line):
    house, who, _, _ = line
    view = _disputed(line)
    with pytest.raises(NotAllowedError):
        decide_part(house, who, view.record.id, view.version, money(1), "让步")
    minutes = ("minutes.pdf", b"%PDF-1.7 minutes")
    view = decide_part(house, who, view.record.id, view.version, money("1234.56"), "证据不足", minutes)
    assert entry_evidence(house, who, view.record.id, view.version) == minutes
    assert (view.state, view.amount, view.account.part) == (S.CLAIMED, money(6000), money(0))


@pytest.mark.parametrize("amount", ["0", "6000", "6000.01", "-1"])
def test_nothing_and_the_whole_are_no_part(line, amount):
    with pytest.raises(PlumblineError, match="credit_part"):
        _disputed(line, amount)


@pytest.mark.parametrize(
    ("state", "drawn", "left", "to"),
    [
        (S.CLAIMED, 500, 0, S.ACCRUED),  # the facts of the dispute have changed: it begins anew
        (S.INVOICED, 500, 300, S.TRUED_UP),
        (S.INVOICED, 200, 200, S.TRUED_UP),  # never more in dispute than there is
    ],
)
def test_a_corrected_edition_leaves_no_more_in_dispute_than_it_draws(state, drawn, left, to):
    rows = (Move(S.ACCRUED, _cny(1000), 1), Move(state, _cny(1000), disputed_cents=300))
    row = Account(rows).redrawn(_cny(drawn), 2)
    assert (row.state, row.amount, row.disputed_cents) == (to, _cny(drawn), left)


def _cny(cents):
    return Money(cents, "CNY")
