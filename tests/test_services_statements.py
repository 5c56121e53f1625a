"""The settlement statement of a final month: as it would be, issued once, kept, corrected, paid."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import ConflictError, NotAllowedError, NotFoundError, WrongInputError
from core.money import money
from core.month import MonthState
from core.principal import Principal, Role
from services.judging.assess_month import current
from services.known.people import add_person
from services.money.credit_ledger import ledger, move_entry
from services.money.statement_editions import issued_statement, issued_statements
from services.money.statements import issue, pay, statement, statements
from services.months.month import set_state
from services.workbooks.export_month import report
from sla.money.ledger import CreditState
from sla.money.payments import PaymentKind, PaymentState
from sla.money.statement_lines import Part
from tests.reports_example import CONTRACT, bring, daily_report, line_house

S = CreditState
CODE, SEPTEMBER, OCTOBER = "LINE-2026", "2026-09", "2026-10"
MONEY = """
settlement:
  fee: {kind: monthly, amount: 100000}
  deductions:
    - {code: SHORT, name: {zh: 服务水平每低1个百分点, en: Each point short}, basis: gap, clause: SL20,
       amount: 100}
  credits:
    at_risk: {share: 0.12, allocations: [{clause: SL20, share: 0.5}]}
    claim_days: 5
  tax_rate: 0.06
  prices_include_tax: true
  retention_share: 0.05
  contract_total: 1200000
"""
LATE = 700


@pytest.fixture
def line(tmp_path, database_url):
    house, who = line_house(tmp_path / "data", database_url, CONTRACT + MONEY)
    yield house, who, add_person(house, "赵总", Role.APPROVER)
    house.close()


def _closed(house, who, boss, label, within=LATE):
    bring(house, who, daily_report(label, within=within), f"{label}-{within}.csv")
    current(house, who, CODE, label)
    set_state(house, boss, CODE, label, MonthState.FINAL)


def _issued(house, boss, label):
    return issue(house, boss, CODE, label, statement(house, boss, CODE, label).seen)


def _entry(house, who, code, label=SEPTEMBER):
    views = ledger(house, who, CODE)
    return next(view for view in views if (view.record.period, view.record.code) == (label, code))


def _moved(house, who, code, *states, label=SEPTEMBER, **known):
    for state in states:
        view = _entry(house, who, code, label)
        move_entry(house, who, view.record.id, view.version, state, **known)


@pytest.mark.parametrize("label", [SEPTEMBER, OCTOBER])
def test_there_is_none_of_a_month_that_is_not_final(line, label):
    house, who, boss = line
    bring(house, who, daily_report(SEPTEMBER, within=LATE), "m09.csv")
    current(house, who, CODE, SEPTEMBER)
    with pytest.raises(WrongInputError, match="statement_state"):
        statement(house, who, CODE, label)
    with pytest.raises(WrongInputError, match="statement_state"):
        issue(house, boss, CODE, label, "")
    assert statements(house, who, CODE) == []


def test_a_draft_statement_follows_the_ledger_until_it_is_issued(line):
    house, who, boss = line
    _closed(house, who, boss, SEPTEMBER)
    first = statement(house, who, CODE, SEPTEMBER)
    # The credit of 6,000 waits for its claim; the deduction of ten points needs none.
    assert (first.figures.amount, first.figures.unclaimed_sum) == (money(99_000), money(6_000))
    _moved(house, who, "SL20", S.CLAIMED)
    assert statement(house, who, CODE, SEPTEMBER).figures.amount == money(93_000)
    assert first.paid_state is None


def test_an_issued_statement_says_everything_procurement_needs_and_never_changes(line):
    house, who, boss = line
    _closed(house, who, boss, SEPTEMBER)
    _moved(house, who, "SL20", S.CLAIMED)
    _moved(house, who, "SL20", S.DISPUTED, why="系统故障")
    made = _issued(house, boss, SEPTEMBER)
    found = made.figures
    assert (made.number, made.issued.issued_by) == ("JS-LINE-2026-202609-1", "赵总")
    assert (found.amount, found.disputed_sum) == (money(93_000), money(6_000))
    assert (found.tax.net, found.tax.tax) == (money("87735.85"), money("5264.15"))
    assert (found.retained, found.payable) == (money(4_650), money(88_350))
    assert (found.cumulated, found.left) == (money(93_000), money(1_107_000))
    _moved(house, boss, "SL20", S.AGREED, amount=money(0), why="甲方原因")
    again = statement(house, who, CODE, SEPTEMBER)
    assert (again.figures, again.seen) == (found, made.issued.hash)


def test_issuing_sets_off_what_is_agreed_or_needs_no_word_and_leaves_what_is_contested(line):
    house, who, boss = line
    _closed(house, who, boss, SEPTEMBER)
    _moved(house, who, "SL20", S.CLAIMED)
    _moved(house, who, "SL20", S.DISPUTED, why="系统故障")
    _issued(house, boss, SEPTEMBER)
    assert [_entry(house, who, code).state for code in ("SHORT", "SL20")] == [S.INVOICED, S.DISPUTED]
    assert _entry(house, who, "SHORT").moves[-1].why == "JS-LINE-2026-202609-1"
    # Held back already: agreeing to the whole sets it off, no more money moves.
    _moved(house, who, "SL20", S.AGREED)
    assert _entry(house, who, "SL20").state is S.INVOICED
    _closed(house, who, boss, OCTOBER, within=850)
    assert statement(house, who, CODE, OCTOBER).figures.amount == money(100_000)


def test_a_dispute_decided_for_the_vendor_is_paid_with_the_next_statement(line):
    house, who, boss = line
    _closed(house, who, boss, SEPTEMBER)
    _moved(house, who, "SL20", S.CLAIMED)
    _moved(house, who, "SL20", S.DISPUTED, why="系统故障")
    _issued(house, boss, SEPTEMBER)
    _moved(house, boss, "SL20", S.AGREED, amount=money(2_000), why="会议纪要")
    _closed(house, who, boss, OCTOBER, within=850)
    figures = _issued(house, boss, OCTOBER).figures
    carried = [(line.period, line.amount) for line in figures.lines if line.part is Part.CARRIED]
    assert carried == [(SEPTEMBER, money(4_000))]
    assert (figures.amount, figures.cumulated) == (money(104_000), money(197_000))
    assert _entry(house, who, "SL20").state is S.INVOICED


def test_a_month_settled_late_takes_its_own_entries_and_leaves_them_to_no_other(line):
    house, who, boss = line
    _closed(house, who, boss, SEPTEMBER)
    _closed(house, who, boss, OCTOBER, within=850)
    # September is not settled yet: what it drew does not come with October.
    assert _issued(house, boss, OCTOBER).figures.amount == money(100_000)
    assert _issued(house, boss, SEPTEMBER).figures.amount == money(99_000)


def test_a_corrected_edition_is_settled_by_its_difference(line):
    house, who, boss = line
    _closed(house, who, boss, SEPTEMBER)
    _issued(house, boss, SEPTEMBER)
    set_state(house, boss, CODE, SEPTEMBER, MonthState.CORRECTED, "数据更正")
    _closed(house, who, boss, SEPTEMBER, within=750)
    made = _issued(house, boss, SEPTEMBER)
    assert made.number.endswith("-202609-2")
    # Ten points short became five: 500 come back.
    assert made.figures.amount == money(500)
    assert [(m.state, m.cents) for m in _entry(house, who, "SHORT").moves] == [
        (S.ACCRUED, 100_000),
        (S.INVOICED, 100_000),
        (S.TRUED_UP, 50_000),
    ]
    assert made.figures.cumulated == money(99_500)


def test_nothing_is_issued_twice_or_on_other_figures_than_were_looked_at(line):
    house, who, boss = line
    _closed(house, who, boss, SEPTEMBER)
    seen = statement(house, boss, CODE, SEPTEMBER).seen
    _moved(house, who, "SL20", S.CLAIMED)
    with pytest.raises(ConflictError):
        issue(house, boss, CODE, SEPTEMBER, seen)
    _issued(house, boss, SEPTEMBER)
    with pytest.raises(WrongInputError, match="statement_issued"):
        _issued(house, boss, SEPTEMBER)


def test_payments_add_up_and_never_beyond_what_is_open(line):
    house, who, boss = line
    _closed(house, who, boss, SEPTEMBER, within=850)
    day = date(2026, 11, 20)
    with pytest.raises(WrongInputError, match="payment_exceeds"):
        pay(house, who, CODE, SEPTEMBER, money(1), day, "FP-1")  # nothing is issued yet
    assert _issued(house, boss, SEPTEMBER).paid_state is PaymentState.OPEN
    part = pay(house, who, CODE, SEPTEMBER, money(50_000), day, "FP-1")
    assert part.paid_state is PaymentState.PARTLY
    for amount, known, reason in (
        (money(45_001), {}, "payment_exceeds"),
        (money(0), {}, "payment_exceeds"),
        (money(45_000), {"reference": " "}, "needed"),
        (money(-1), {}, "reason_needed"),
        (money(45_000), {"day": date(2026, 12, 1)}, "future"),
    ):
        given = {"day": day, "reference": "FP-2", **known}
        with pytest.raises(WrongInputError, match=reason):
            pay(house, who, CODE, SEPTEMBER, amount, **given)
    assert pay(house, who, CODE, SEPTEMBER, money(45_000), day, "FP-2").paid_state is PaymentState.PAID
    back = pay(house, who, CODE, SEPTEMBER, money(-45_000), day, "FP-2", why="退票")
    assert (back.paid_state, back.paid) == (PaymentState.PARTLY, money(50_000))


def test_what_was_kept_back_is_given_back_and_no_more_than_that(line):
    house, who, boss = line
    _closed(house, who, boss, SEPTEMBER, within=850)
    _issued(house, boss, SEPTEMBER)
    with pytest.raises(WrongInputError, match="payment_exceeds"):
        pay(house, who, CODE, SEPTEMBER, money(5_001), date(2026, 11, 20), "TH", PaymentKind.RELEASED)
    pay(house, who, CODE, SEPTEMBER, money(5_000), date(2026, 11, 20), "TH", PaymentKind.RELEASED)
    _closed(house, who, boss, OCTOBER, within=850)
    figures = statement(house, who, CODE, OCTOBER).figures
    assert (figures.retained_sum, figures.released_sum) == (money(10_000), money(5_000))


def test_only_an_approver_issues_and_another_vendors_person_sees_none(line):
    house, who, boss = line
    _closed(house, who, boss, SEPTEMBER)
    seen = statement(house, who, CODE, SEPTEMBER).seen
    with pytest.raises(NotAllowedError):
        issue(house, who, CODE, SEPTEMBER, seen)
    other = Principal("X", "别家", Role.APPROVER, vendors=frozenset({"ANDA"}))
    for call in (
        lambda: statement(house, other, CODE, SEPTEMBER),
        lambda: statements(house, other, CODE),
        lambda: issue(house, other, CODE, SEPTEMBER, seen),
    ):
        with pytest.raises(NotFoundError):
            call()


def test_the_workbook_of_a_final_month_holds_its_statement_and_a_draft_does_not(line):
    house, who, boss = line
    bring(house, who, daily_report(SEPTEMBER, within=LATE), "m09.csv")
    assert report(house, who, CODE, SEPTEMBER).statement is None
    current(house, who, CODE, SEPTEMBER)
    set_state(house, boss, CODE, SEPTEMBER, MonthState.FINAL)
    assert report(house, who, CODE, SEPTEMBER).statement.issued_on is None
    _issued(house, boss, SEPTEMBER)
    made = report(house, who, CODE, SEPTEMBER).statement
    assert (made.number, made.contract_number) == ("JS-LINE-2026-202609-1", CODE)
    assert (made.issued_on, made.issued_by) == (date(2026, 11, 22), "赵总")
    assert made.figures == statement(house, who, CODE, SEPTEMBER).figures


def test_an_issued_statement_stays_to_be_read_while_its_month_is_corrected_and_after(line):
    house, who, boss = line
    _closed(house, who, boss, SEPTEMBER)
    first = _issued(house, boss, SEPTEMBER)
    pay(house, who, CODE, SEPTEMBER, first.figures.payable, date(2026, 11, 20), "F-1")
    set_state(house, boss, CODE, SEPTEMBER, MonthState.CORRECTED, "更正")
    with pytest.raises(WrongInputError, match="statement_state"):
        statement(house, who, CODE, SEPTEMBER)
    (kept,) = issued_statements(house, who, CODE)
    assert (kept.number, kept.figures, kept.seen) == (first.number, first.figures, first.issued.hash)
    assert (kept.state, kept.paid_state) == (MonthState.CORRECTED, PaymentState.PAID)
    _closed(house, who, boss, SEPTEMBER, within=850)
    second = _issued(house, boss, SEPTEMBER)
    assert [each.number for each in issued_statements(house, who, CODE)] == [first.number, second.number]
    assert issued_statement(house, who, CODE, SEPTEMBER, 1).figures == first.figures
    with pytest.raises(NotFoundError):
        issued_statement(house, who, CODE, SEPTEMBER, 3)
