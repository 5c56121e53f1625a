"""The ledger takes a closed month in once: looking at money again reads no closed month anew."""

from __future__ import annotations

import pytest

from core.money import money
from core.month import MonthState
from core.principal import Role
from services.judging.assess_month import current
from services.known.people import add_person
from services.money import credit_accrual
from services.money.credit_ledger import ledger
from services.money.statements import issue, statement, statements
from services.months.month import set_state
from tests.reports_example import CONTRACT, bring, daily_report, line_house
from tests.test_services_statements import MONEY

CODE, MONTHS = "LINE-2026", ("2026-07", "2026-08", "2026-09")


@pytest.fixture
def line(tmp_path, database_url):
    """Three months closed: one level short, one met (it draws nothing), one short."""
    house, who = line_house(tmp_path / "data", database_url, CONTRACT + MONEY)
    boss = add_person(house, "赵总", Role.APPROVER)
    for label, within in zip(MONTHS, (700, 850, 700), strict=True):
        _close(house, who, boss, label, within)
    yield house, who, boss
    house.close()


def _close(house, who, boss, label, within):
    bring(house, who, daily_report(label, within=within), f"{label}-{within}.csv")
    current(house, who, CODE, label)
    set_state(house, boss, CODE, label, MonthState.FINAL)


@pytest.fixture
def read(monkeypatch):
    """The months read anew, call by call."""
    asked, history = [], credit_accrual.history

    def spied(house, who, contract, labels):
        asked.append(list(labels))
        return history(house, who, contract, labels)

    monkeypatch.setattr(credit_accrual, "history", spied)
    return asked


def test_each_closed_month_is_taken_in_once_whether_it_draws_or_not(line, read):
    house, who, _ = line
    first = ledger(house, who, CODE)
    assert [sorted(labels) for labels in read] == [list(MONTHS)]
    assert {view.record.period for view in first} == {"2026-07", "2026-09"}
    read.clear()
    assert ledger(house, who, CODE) == first and read == []


def test_statements_that_are_issued_are_read_and_one_asked_for_is_the_only_one_reckoned(line, read):
    house, who, boss = line
    whole = statements(house, who, CODE)
    for label in MONTHS[:2]:
        issue(house, boss, CODE, label, statement(house, who, CODE, label).seen)
    read.clear()
    again = statements(house, who, CODE)
    assert read == [["2026-09"]]
    assert [view.figures.fee for view in again] == [view.figures.fee for view in whole]
    read.clear()
    assert statement(house, who, CODE, "2026-07").issued and read == []
    assert statement(house, who, CODE, "2026-09").issued is None and read == [["2026-09"]]


def test_a_month_corrected_is_taken_in_again_and_the_others_are_not(line, read):
    house, who, boss = line
    ledger(house, who, CODE)
    set_state(house, boss, CODE, "2026-07", MonthState.CORRECTED, "补报")
    _close(house, who, boss, "2026-07", 750)
    read.clear()
    found = {(v.record.period, v.record.code): v.amount for v in ledger(house, who, CODE)}
    assert read == [["2026-07"]]
    # 70 % and 75 % of the requests: 10 and 5 points short of 80, 100 yuan each.
    assert (found["2026-09", "SHORT"], found["2026-07", "SHORT"]) == (money(1000), money(500))


def test_one_opened_and_closed_again_on_the_same_figures_draws_nothing_twice(line):
    house, who, boss = line
    before = ledger(house, who, CODE)
    set_state(house, boss, CODE, "2026-07", MonthState.CORRECTED, "核对")
    current(house, who, CODE, "2026-07")
    set_state(house, boss, CODE, "2026-07", MonthState.FINAL)
    assert [(v.record.id, v.amount) for v in ledger(house, who, CODE)] == [
        (v.record.id, v.amount) for v in before
    ]
