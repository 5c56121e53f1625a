"""The settlement statement's sheet, cell by cell in both languages, against a golden text."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from exports_example import bare, heading

from core.money import money
from core.month import MonthState
from core.text import Text
from exports.month_report import MonthReport
from exports.statement_report import StatementReport
from exports.workbook import build, contents
from sla.load import contract_of
from sla.money.deductions import LineKind, MoneyInput
from sla.money.ledger import Account, CreditState, Move, dues_of
from sla.money.payments import PaymentState
from sla.money.settlement import settle
from sla.money.statement import Before, statement_of
from sla.money.statement_lines import Standing
from tests.test_exports_workbook import _told
from tests.test_sla_statement import CALLS

GOLDEN = Path(__file__).parent / "golden" / "exports"
S = CreditState


def _statement() -> StatementReport:
    """January 2026: 100,000 calls, one deduction contested, one credit unclaimed, one given back."""
    contract = contract_of(CALLS)
    paid = settle(contract, Decimal(85), MoneyInput("2026-01", 100_000, events={"LEAK": 2}))
    assert paid is not None
    due = dues_of(paid)[0]
    rows = (Move(S.ACCRUED, due.amount, 1), Move(S.DISPUTED, due.amount))
    own = Standing("A", due.kind, due.code, due.name, "2026-01", Account(rows), money(0))
    unclaimed = Account((Move(S.ACCRUED, money(6_000), 1),), claim_needed=True)
    credit = Standing("B", LineKind.CREDIT, "SL", Text("服务抵扣", "Credit"), "2026-01", unclaimed, money(0))
    back = Account((Move(S.ACCRUED, money(1_000), 1), Move(S.EARNED_BACK, money(1_000))))
    earned = Standing("C", LineKind.CREDIT, "SL", Text("服务抵扣", "Credit"), "2025-12", back, money(1_000))
    before = Before(money(0), money(80_000), money(4_000), money(500))
    figures = statement_of(contract, "2026-01", paid, 100_000, [own, credit, earned], before)
    return StatementReport(
        "JS-CALLS-202601-1",
        "采购〔2026〕18号",
        figures,
        date(2026, 2, 5),
        "赵总",
        money(100_000),
        PaymentState.PARTLY,
    )


def _month(state: MonthState = MonthState.FINAL) -> MonthReport:
    return replace(bare(), heading=heading(state), statement=_statement())


@pytest.mark.parametrize(("lang", "name"), [("zh", "结算确认单"), ("en", "Settlement statement")])
def test_the_statement_says_what_the_golden_text_says(lang: str, name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(_month(), lang)))  # type: ignore[arg-type]
    told = _told(book[name]) + "\n"
    golden = GOLDEN / f"settlement_{lang}.txt"
    if os.environ.get("PLUMBLINE_GOLDEN") == "write":
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_the_sum_is_a_formula_with_its_value_and_the_words_are_those_of_the_amount() -> None:
    content = build(_month(), "zh")
    kept = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["结算确认单"]
    shown = {row[0].value: row[6].value for row in kept.iter_rows(min_row=5) if row[0].value}
    assert shown["合计"] == 282_500
    assert shown["本次应付"] == 268_375
    assert shown["人民币大写"] == "人民币贰拾陆万捌仟叁佰柒拾伍元整"


def test_a_month_without_a_statement_has_no_such_sheet() -> None:
    assert "Settlement statement" not in [name for name, _ in contents(bare())]
    assert ("Settlement statement", 4) in contents(_month())


def test_both_parties_sign_it() -> None:
    kept = openpyxl.load_workbook(io.BytesIO(build(_month(), "zh")))["结算确认单"]
    told = _told(kept)
    assert "甲方代表" in told and "乙方代表" in told
