"""The credit ledger: what final months draw, who takes it where, what lapses, comes back or is trued up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.errors import (
    ConflictError,
    IllegalTransitionError,
    NotAllowedError,
    NotFoundError,
    WrongInputError,
)
from core.money import money
from core.month import MonthState
from core.principal import Principal, Role
from services.judging.assess_month import current
from services.known.people import add_person
from services.money.credit_ledger import entry, ledger, move_entry, steps_for
from services.months.month import set_state
from sla.money.ledger import CreditState
from tests.reports_example import CONTRACT, bring, daily_report, line_house

S = CreditState
MONEY = """
settlement:
  fee: {kind: monthly, amount: 100000}
  deductions:
    - {code: LATE, name: {zh: 服务水平每低1个百分点, en: Each point short}, basis: gap, clause: SL20,
       amount: 100}
  credits:
    at_risk: {share: 0.12, allocations: [{clause: SL20, share: 0.5}, {clause: ABN, share: 0.3}]}
    earn_back: {months: 2, within: 12}
    claim_days: 5
    claim_lapses: true
"""
LATE = 700


@pytest.fixture
def line(tmp_path, database_url):
    house, who = line_house(tmp_path / "data", database_url, CONTRACT + MONEY)
    boss = add_person(house, "赵总", Role.APPROVER)
    yield house, who, boss
    house.close()


def _final(house, boss, label, why="核对无误"):
    set_state(house, boss, "LINE-2026", label, MonthState.FINAL, why)


def _reported(house, who, boss, **within):
    for label, figure in within.items():
        month = label.replace("m", "2026-")
        bring(house, who, daily_report(month, within=figure), f"{label}.csv")
        current(house, who, "LINE-2026", month)
        _final(house, boss, month)


def _credit(house, who, label="2026-09", code="SL20"):
    return next(
        v for v in ledger(house, who, "LINE-2026") if (v.record.period, v.record.code) == (label, code)
    )


def _later(house, days):
    house.clock.at += timedelta(days=days)


def test_nothing_enters_from_a_month_that_is_not_final(line):
    house, who, boss = line
    bring(house, who, daily_report("2026-09", within=LATE), "m09.csv")
    current(house, who, "LINE-2026", "2026-09")
    assert ledger(house, who, "LINE-2026") == []
    _final(house, boss, "2026-09")
    found = {view.record.code: (view.state, view.amount) for view in ledger(house, who, "LINE-2026")}
    # 70 % against 80 %: ten points at 100, and half of the 12,000 at risk.
    assert found == {"LATE": (S.ACCRUED, money(1_000)), "SL20": (S.ACCRUED, money(6_000))}


def test_an_entry_accrues_by_whom_and_when_the_month_was_made_final_and_once_only(line):
    house, who, boss = line
    _reported(house, who, boss, m09=LATE)
    first = _credit(house, who)
    _later(house, 1)
    assert _credit(house, who).moves == first.moves
    assert [(m.state, m.cents, m.edition, m.by, m.why, m.day) for m in first.moves] == [
        (S.ACCRUED, 600_000, 1, "赵总", "核对无误", date(2026, 11, 22))
    ]


def test_what_comes_off_by_now_waits_for_the_claim_where_the_contract_wants_one(line):
    house, who, boss = line
    _reported(house, who, boss, m09=LATE)
    credit, deduction = _credit(house, who), _credit(house, who, code="LATE")
    assert (credit.account.owed, deduction.account.owed) == (money(0), money(1_000))
    # Five working days after Sunday the 22nd.
    assert (credit.until.day, deduction.until) == (date(2026, 11, 27), None)
    claimed = move_entry(house, who, credit.record.id, credit.version, S.CLAIMED)
    assert claimed.account.owed == money(6_000)


def test_a_credit_goes_its_whole_way_each_row_with_who_when_why_and_how_much(line):
    house, who, boss = line
    _reported(house, who, boss, m09=LATE)
    view = _credit(house, who)
    view = move_entry(house, who, view.record.id, view.version, S.CLAIMED, on=date(2026, 11, 22))
    view = move_entry(house, who, view.record.id, view.version, S.DISPUTED, why="外包商来函：系统故障")
    view = move_entry(house, boss, view.record.id, view.version, S.AGREED, money(4_000), why="会议纪要3号")
    assert [(m.n, m.state, m.cents, m.by, m.why) for m in view.moves[1:]] == [
        (2, S.CLAIMED, 600_000, "王经理", ""),
        (3, S.DISPUTED, 600_000, "王经理", "外包商来函：系统故障"),
        (4, S.AGREED, 400_000, "赵总", "会议纪要3号"),
    ]
    with house.database.read() as uow:
        noted = [record for record in uow.journal.all() if record.action == "credit_moved"]
    assert [(record.who, record.after["state"]) for record in noted] == [
        ("王经理", "claimed"),
        ("王经理", "disputed"),
        ("赵总", "agreed"),
    ]


@pytest.mark.parametrize(
    ("to", "known", "reason"),
    [
        (S.DISPUTED, {}, "reason_needed"),
        (S.AGREED, {"amount": money(7_000), "why": "x"}, "credit_amount"),
        (S.AGREED, {"amount": money(-1), "why": "x"}, "credit_amount"),
        (S.INVOICED, {}, "already_state"),  # only a statement sets off
        (S.LAPSED, {}, "already_state"),  # only time lapses
        (S.CLAIMED, {}, "illegal_transition"),
    ],
)
def test_what_a_claimed_credit_cannot_become(line, to, known, reason):
    house, who, boss = line
    _reported(house, who, boss, m09=LATE)
    view = _credit(house, who)
    view = move_entry(house, who, view.record.id, view.version, S.CLAIMED)
    with pytest.raises((WrongInputError, IllegalTransitionError), match=reason):
        move_entry(house, who, view.record.id, view.version, to, **known)
    assert _credit(house, who).moves == view.moves


def test_less_is_agreed_by_an_approver_alone_and_claims_are_not_his(line):
    house, who, boss = line
    _reported(house, who, boss, m09=LATE)
    view = _credit(house, who)
    with pytest.raises(NotAllowedError):
        move_entry(house, boss, view.record.id, view.version, S.CLAIMED)
    view = move_entry(house, who, view.record.id, view.version, S.CLAIMED)
    with pytest.raises(NotAllowedError):
        move_entry(house, who, view.record.id, view.version, S.AGREED, money(10), why="让步")
    assert steps_for(who, view) == (S.DISPUTED, S.AGREED)
    assert steps_for(boss, view) == (S.AGREED, S.EARNED_BACK)


def test_two_people_do_not_move_the_same_entry(line):
    house, who, boss = line
    _reported(house, who, boss, m09=LATE)
    seen = _credit(house, who)
    move_entry(house, who, seen.record.id, seen.version, S.CLAIMED)
    with pytest.raises(ConflictError):
        move_entry(house, who, seen.record.id, seen.version, S.AGREED)


def test_an_unclaimed_credit_lapses_the_day_after_its_last_and_not_before(line):
    house, who, boss = line
    _reported(house, who, boss, m09=LATE)
    _later(house, 5)
    assert _credit(house, who).state is S.ACCRUED
    _later(house, 1)
    lapsed = _credit(house, who)
    assert (lapsed.state, lapsed.account.owed) == (S.LAPSED, money(0))
    assert (lapsed.moves[-1].by, lapsed.moves[-1].day) == ("system", date(2026, 11, 27))
    # A deduction is no credit: nobody has to claim it.
    assert _credit(house, who, code="LATE").state is S.ACCRUED


def test_a_claim_made_in_time_is_entered_late_with_its_day_and_a_reason(line):
    house, who, boss = line
    _reported(house, who, boss, m09=LATE)
    _later(house, 6)
    view = _credit(house, who)
    assert view.state is S.LAPSED
    for known, reason in (
        ({"why": "邮件"}, "claim_late"),
        ({"why": "邮件", "on": date(2026, 11, 28)}, "claim_late"),
        ({"on": date(2026, 11, 27)}, "reason_needed"),
        ({"why": "邮件", "on": date(2026, 12, 27)}, "future"),
    ):
        with pytest.raises(WrongInputError, match=reason):
            move_entry(house, who, view.record.id, view.version, S.CLAIMED, **known)
    view = move_entry(
        house, who, view.record.id, view.version, S.CLAIMED, why="27日邮件", on=date(2026, 11, 27)
    )
    assert view.account.owed == money(6_000)


def test_where_the_contract_does_not_let_it_lapse_a_late_claim_is_only_late(tmp_path, database_url):
    terms = CONTRACT + MONEY.replace("    claim_lapses: true\n", "")
    house, who = line_house(tmp_path / "data", database_url, terms)
    _reported(house, who, add_person(house, "赵总", Role.APPROVER), m09=LATE)
    _later(house, 30)
    view = _credit(house, who)
    assert view.state is S.ACCRUED
    assert view.is_late(house.today())
    assert move_entry(house, who, view.record.id, view.version, S.CLAIMED).state is S.CLAIMED
    house.close()


def test_a_corrected_edition_draws_anew_what_was_not_set_off_yet(line):
    house, who, boss = line
    _reported(house, who, boss, m09=LATE)
    view = _credit(house, who, code="LATE")
    set_state(house, boss, "LINE-2026", "2026-09", MonthState.CORRECTED, "数据更正")
    bring(house, who, daily_report("2026-09", within=750), "again.csv")
    assert _credit(house, who, code="LATE").moves == view.moves  # not final: nothing enters
    current(house, who, "LINE-2026", "2026-09")
    _final(house, boss, "2026-09", "更正后核对")
    after = _credit(house, who, code="LATE")
    assert [(m.state, m.cents, m.edition) for m in after.moves] == [
        (S.ACCRUED, 100_000, 1),
        (S.ACCRUED, 50_000, 2),
    ]
    # The credit is the same in both editions: no row.
    assert _credit(house, who).version == 1


def test_a_credit_a_corrected_edition_no_longer_draws_comes_to_nothing(line):
    house, who, boss = line
    _reported(house, who, boss, m09=LATE)
    ledger(house, who, "LINE-2026")
    set_state(house, boss, "LINE-2026", "2026-09", MonthState.CORRECTED, "数据更正")
    bring(house, who, daily_report("2026-09", within=850), "again.csv")
    current(house, who, "LINE-2026", "2026-09")
    _final(house, boss, "2026-09")
    gone = _credit(house, who)
    assert (gone.amount, gone.account.owed, steps_for(who, gone)) == (money(0), money(0), ())


def test_good_months_after_a_miss_bring_its_credit_back_and_any_other_takes_a_reason(line):
    house, who, boss = line
    _reported(house, who, boss, m07=LATE, m08=850)
    view = _credit(house, who, "2026-07")
    assert view.comes_back is None
    with pytest.raises(WrongInputError, match="reason_needed"):
        move_entry(house, boss, view.record.id, view.version, S.EARNED_BACK)
    _reported(house, who, boss, m09=850)
    view = _credit(house, who, "2026-07")
    assert view.comes_back == "2026-09"
    assert view.back_by.en == "2 months on end met: 2026-08 85 %, 2026-09 85 %"
    with pytest.raises(NotAllowedError):
        move_entry(house, who, view.record.id, view.version, S.EARNED_BACK)
    back = move_entry(house, boss, view.record.id, view.version, S.EARNED_BACK)
    assert (back.state, back.account.owed) == (S.EARNED_BACK, money(0))


def test_rows_cannot_be_changed_or_deleted_in_the_database_itself(line):
    house, who, boss = line
    _reported(house, who, boss, m09=LATE)
    ledger(house, who, "LINE-2026")
    for statement in ("UPDATE credit_moves SET cents = 0", "DELETE FROM credit_entries"):
        with pytest.raises(Exception, match="append-only"), house.database.write(boss) as uow:
            uow.connection.exec_driver_sql(statement)


def test_another_vendors_person_sees_and_moves_nothing(line):
    house, who, boss = line
    _reported(house, who, boss, m09=LATE)
    view = _credit(house, who)
    other = Principal("X", "别家", Role.MANAGER, vendors=frozenset({"ANDA"}))
    with pytest.raises(NotFoundError):
        ledger(house, other, "LINE-2026")
    for call in (
        lambda: entry(house, other, view.record.id),
        lambda: move_entry(house, other, view.record.id, view.version, S.CLAIMED),
    ):
        with pytest.raises(NotFoundError):
            call()


@pytest.fixture
def higher(tmp_path, database_url):
    rules = MONEY.replace("within: 12}", "within: 12, targets: [{clause: SL20, target: 86}]}")
    house, who = line_house(tmp_path / "data", database_url, CONTRACT + rules)
    yield house, who, add_person(house, "赵总", Role.APPROVER)
    house.close()


@pytest.mark.parametrize(
    ("august", "said"),
    [(850, None), (870, "此后连续 2 个月达到返还目标 86%：2026-07 86%、2026-08 87%")],
)
def test_a_higher_target_brings_a_credit_back_only_once_it_is_reached(higher, august, said):
    house, who, boss = higher
    _reported(house, who, boss, m06=LATE, m07=860, m08=august)
    view = _credit(house, who, "2026-06")
    assert view.comes_back == (said and "2026-08")
    assert (view.back_by and view.back_by.zh) == said
