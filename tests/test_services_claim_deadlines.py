"""Until when credits must be claimed: in the client's own workbook, the nearest first, and in no vendor's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.month import MonthState
from core.principal import Role
from services.judging.assess_month import current
from services.known.people import add_person
from services.money.claim_deadlines import claim_deadlines
from services.money.credit_ledger import ledger, move_entry
from services.money.statements import issue, statement
from services.months.month import set_state
from services.results import contract_tasks as contract_tasks_module
from services.results.contract_tasks import contract_tasks
from services.vendors.tasks import TaskKind
from services.workbooks.client_book import client_book, export_client_book
from services.workbooks.export_month import export
from sla.money.ledger import CreditState
from tests.reports_example import CONTRACT, bring, daily_report, line_house

CODE, SEPTEMBER = "LINE-2026", "2026-09"
MONEY = """
settlement:
  fee: {kind: monthly, amount: 100000}
  credits:
    at_risk: {share: 0.12, allocations: [{clause: SL20, share: 0.5}]}
    claim_days: 10
    claim_lapses: true
"""


@pytest.fixture
def line(tmp_path):
    """September was made final on Sunday 22 November 2026: ten working days later is Friday 4 December."""
    house, who = line_house(tmp_path / "data", None, CONTRACT + MONEY)
    boss = add_person(house, "赵总", Role.APPROVER)
    bring(house, who, daily_report(SEPTEMBER, within=700), "9.csv")
    current(house, who, CODE, SEPTEMBER)
    set_state(house, boss, CODE, SEPTEMBER, MonthState.FINAL)
    yield house, who
    house.close()


@pytest.mark.parametrize(
    ("days", "left", "words"),
    [
        (0, 12, "须在 2026-12-04 前（含当日）主张，还有 12 天，逾期失效"),
        (5, 7, "临近：须在 2026-12-04 前（含当日）主张，还有 7 天，逾期失效"),
        (12, 0, "临近：须在 2026-12-04 前（含当日）主张，还有 0 天，逾期失效"),
    ],
)
def test_a_credit_says_how_many_days_are_left_and_a_week_before_that_it_is_near(line, days, left, words):
    house, who = line
    house.clock.at += timedelta(days=days)
    [found] = claim_deadlines(house, who, SEPTEMBER)
    assert (found.left, found.words.zh) == (left, words)


def test_the_first_page_asks_for_the_claim_in_its_last_week_and_for_the_statement_until_it_is_out(line):
    house, who = line
    boss = add_person(house, "钱总", Role.APPROVER)

    def asked():
        return [(task.kind, task.due) for task in contract_tasks(house, who, SEPTEMBER)]

    unissued = (TaskKind.STATEMENT_TO_ISSUE, None)
    assert asked() == [unissued]
    house.clock.at += timedelta(days=5)
    assert asked() == [unissued, (TaskKind.CREDIT_TO_CLAIM, date(2026, 12, 4))]
    issue(house, boss, CODE, SEPTEMBER, statement(house, boss, CODE, SEPTEMBER).seen)
    assert unissued not in asked()


def test_a_closed_month_nothing_governs_any_more_asks_for_nothing(line, monkeypatch):
    house, who = line
    monkeypatch.setattr(contract_tasks_module, "governs", lambda *_: None)
    assert list(contract_tasks(house, who, "2026-08")) == []


def test_whoever_sees_another_vendor_sees_none_of_it(line):
    house, who = line
    assert claim_deadlines(house, replace(who, vendors=frozenset({"ANDA"})), SEPTEMBER) == []


def test_claimed_or_lapsed_it_is_said_no_more(line):
    house, who = line
    assert claim_deadlines(house, who, "2026-08") == []
    house.clock.at += timedelta(days=13)
    assert claim_deadlines(house, who, SEPTEMBER) == []
    [credit] = ledger(house, who, CODE)
    assert credit.state is CreditState.LAPSED


def test_the_clients_workbook_says_it_and_no_sheet_of_the_vendors_does(line):
    house, who = line
    _, ours = export_client_book(house, who, SEPTEMBER, "zh")
    _, theirs = export(house, who, CODE, SEPTEMBER, "zh")
    assert "2026-12-04" in _cells(ours)
    assert not any("2026-12-04" in each or "主张期限" in each for each in _cells(theirs))
    [credit] = ledger(house, who, CODE)
    move_entry(house, who, credit.record.id, credit.version, CreditState.CLAIMED)
    assert all(sheet.name != "Claim deadlines" for sheet in client_book(house, who, SEPTEMBER).sheets)


def _cells(book):
    cells = (cell for sheet in load_workbook(BytesIO(book)) for row in sheet.iter_rows() for cell in row)
    return {str(cell.value) for cell in cells if cell.value is not None}
