"""Settlement through its page: empty, previewed, claimed, issued, paid; each role, both languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import Cast

from core.clock import FixedClock
from core.month import MonthState
from core.principal import Role
from services.contracts.contracts import load_contract
from services.house.bootstrap import open_house
from services.judging.assess_month import current
from services.known.people import add_person
from services.money.credit_ledger import ledger, move_entry
from services.money.statements import issue, statement
from services.months.month import set_state
from sla.load import contract_of
from sla.money.ledger import CreditState
from sla.money.payments import PaymentState
from tests.reports_example import CONTRACT, bring, daily_report
from tests.test_services_statements import CODE, LATE, MONEY, SEPTEMBER
from ui.contracts import contract_fee

PAGE = "results/settlement"
LANGS = ("zh", "en")
S = CreditState


@pytest.fixture
def cast(tmp_path, monkeypatch):
    clock = FixedClock(datetime(2026, 11, 22, 2, tzinfo=UTC))
    house = open_house(tmp_path / "data", None, clock)
    people = [add_person(house, role.value, role) for role in Role]
    load_contract(house, people[0], CONTRACT + MONEY, "line.yaml")
    with in_house(Cast(house, clock, *people), monkeypatch) as found:
        yield found


def closed(cast):
    bring(cast.house, cast.manager, daily_report(SEPTEMBER, within=LATE))
    current(cast.house, cast.manager, CODE, SEPTEMBER)
    set_state(cast.house, cast.approver, CODE, SEPTEMBER, MonthState.FINAL)


def credit(cast):
    views = ledger(cast.house, cast.manager, CODE)
    return next(view for view in views if view.record.code == "SL20")


def tables(app) -> str:
    return "\n".join(table.value.to_string() for table in app.table)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", Role)
def test_a_page_without_a_final_month_says_what_will_be_there(cast, role, lang):
    app = fine(opened(cast, PAGE, role, lang))
    assert {"zh": "还没有可结算的月份", "en": "Nothing to settle yet"}[lang] in words(app)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", Role)
def test_a_final_month_shows_its_statement_with_what_is_not_claimed_apart(cast, role, lang):
    closed(cast)
    app = fine(opened(cast, PAGE, role, lang))
    shown = tables(app)
    assert {"zh": "人民币玖万肆仟零伍拾元整", "en": "CNY 94,050.00"}[lang] in shown
    assert {"zh": "尚未主张（本期未扣）", "en": "Not claimed yet: nothing taken off"}[lang] in words(app)
    assert {"zh": "尚未出具", "en": "Not issued yet"}[lang] in words(app)


def test_a_claim_is_entered_from_the_entry_and_changes_the_statement(cast):
    closed(cast)
    app = fine(opened(cast, PAGE, Role.MANAGER, "zh", record=credit(cast).record.id))
    field(app, "text_input", "claim-why").set_value("发函12号")
    app = fine(pressed(app, "claim-save"))
    assert (credit(cast).state, credit(cast).moves[-1].why) == (S.CLAIMED, "发函12号")
    assert "待外包商答复" in words(app)
    assert statement(cast.house, cast.manager, CODE, SEPTEMBER).figures.unclaimed == ()


def test_less_is_agreed_by_an_approver_with_a_reason(cast):
    closed(cast)
    view = credit(cast)
    move_entry(cast.house, cast.manager, view.record.id, view.version, S.CLAIMED)
    app = fine(opened(cast, PAGE, Role.APPROVER, "zh", record=view.record.id))
    field(app, "text_input", "agree-amount").set_value("4,000")
    field(app, "text_input", "agree-why").set_value("会议纪要")
    fine(pressed(app, "agree-save"))
    assert (credit(cast).state, credit(cast).amount.cents) == (S.AGREED, 400_000)


def test_an_approver_issues_what_is_shown_after_being_asked(cast):
    closed(cast)
    app = fine(opened(cast, PAGE, Role.APPROVER))
    app = fine(pressed(app, "action-issue"))
    fine(pressed(app, "statement-issue"))
    assert statement(cast.house, cast.manager, CODE, SEPTEMBER).issued is not None


@pytest.mark.parametrize("role", [Role.MANAGER, Role.AUDITOR, Role.VIEWER])
def test_nobody_else_is_offered_to_issue(cast, role):
    closed(cast)
    app = fine(opened(cast, PAGE, role))
    assert [button for button in app.button if "action-issue" in (button.key or "")] == []


def test_a_payment_is_noted_on_an_issued_statement(cast):
    closed(cast)
    issue(
        cast.house, cast.approver, CODE, SEPTEMBER, statement(cast.house, cast.approver, CODE, SEPTEMBER).seen
    )
    app = fine(opened(cast, PAGE))
    field(app, "text_input", "pay-amount").set_value("94,050")
    field(app, "text_input", "pay-ref").set_value("FP-7")
    app = fine(pressed(app, "pay-save"))
    view = statement(cast.house, cast.manager, CODE, SEPTEMBER)
    assert (view.paid_state, view.payments[0].reference) == (PaymentState.PAID, "FP-7")
    assert "已付清" in tables(app)


@pytest.mark.parametrize("lang", LANGS)
def test_the_export_page_lists_the_statement_of_a_final_month(cast, lang):
    closed(cast)
    app = fine(opened(cast, "results/export", Role.MANAGER, lang, contract=CODE, period=SEPTEMBER))
    assert {"zh": "结算确认单", "en": "Settlement statement"}[lang] in "".join(
        table.value.to_string() for table in (*app.table, *app.dataframe)
    )


SEATS = "  fee: {kind: per_seat, amount: 8000, volume: headcount_on_duty}\n"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["每席位每月8,000.00元", "在岗人数", "合同价格含税 · 6%", "服务抵扣须在5个工作日内主张"]),
        ("en", ["a seat and month", "Headcount on duty", "Prices include tax", "within 5 working days"]),
    ],
)
def test_a_contract_is_read_with_its_seat_price_tax_and_claims(lang, said, monkeypatch):
    monkeypatch.setattr("core.language._resolver", lambda: lang)
    contract = contract_of(CONTRACT + MONEY.replace("  fee: {kind: monthly, amount: 100000}\n", SEATS))
    rules = contract.settlement
    told = "\n".join([*contract_fee.fee_lines(contract, rules.fee), *contract_fee.limits(contract, rules)])
    assert [words for words in said if words not in told] == []


@pytest.mark.parametrize(("lang", "said"), [("zh", "本月正在更正"), ("en", "This month is being corrected")])
def test_a_statement_stays_on_the_page_while_its_month_is_corrected_and_beside_the_next(cast, lang, said):
    closed(cast)
    seen = statement(cast.house, cast.manager, CODE, SEPTEMBER).seen
    issue(cast.house, cast.approver, CODE, SEPTEMBER, seen)
    set_state(cast.house, cast.approver, CODE, SEPTEMBER, MonthState.CORRECTED, "更正")
    app = fine(opened(cast, PAGE, lang=lang, contract=CODE, period=SEPTEMBER))
    assert f"JS-{CODE}-202609-1" in words(app) and said in words(app)
    bring(cast.house, cast.manager, daily_report(SEPTEMBER, within=850), "again.csv")
    current(cast.house, cast.manager, CODE, SEPTEMBER)
    set_state(cast.house, cast.approver, CODE, SEPTEMBER, MonthState.FINAL)
    app = fine(opened(cast, PAGE, lang=lang, contract=CODE, period=SEPTEMBER))
    assert f"JS-{CODE}-202609-2" in words(app) and said not in words(app)
    choice = next(each for each in app.selectbox if f"JS-{CODE}-202609-1" in each.options)
    assert f"JS-{CODE}-202609-1" in words(fine(choice.set_value(f"JS-{CODE}-202609-1").run()))
