"""Relief through its page: empty, asked for, tried, decided, seen side by side; each role, both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import Cast

from core.clock import FixedClock
from core.principal import Role
from core.verdict import Verdict
from services.contracts.contracts import load_contract
from services.decisions import relief, relief_told
from services.house.bootstrap import open_house
from services.judging.assess_month import current
from services.judging.relief_terms import Cell, ReliefTerms
from services.known.people import add_person
from sla.terms.relief import Mechanism
from store.records import ReliefState
from tests.reports_example import CONTRACT, bring, report

PAGE, SCORECARD = "actions/relief", "results/scorecard"
LINE, OCTOBER = "LINE-2026", "2026-10"
MONTH = {"contract": LINE, "period": OCTOBER}
MONEY = """
settlement:
  fee: {kind: monthly, amount: 100000}
  deductions:
    - {code: LOW, name: {zh: 服务水平扣款, en: Service level}, basis: miss, clause: SL20, amount: 5000}
"""
OUTAGE = ReliefTerms(cells=(Cell(date(2026, 10, 3), date(2026, 10, 4)),))


@pytest.fixture
def cast(tmp_path, monkeypatch):
    """The line on 5 November; an outage on two days alone made October a miss."""
    clock = FixedClock(datetime(2026, 11, 5, 2, tzinfo=UTC))
    house = open_house(tmp_path / "data", None, clock)
    people = [add_person(house, role.value, role) for role in Role]
    text = CONTRACT.replace("clauses:", "  relief: {within_working_days: 5}\nclauses:", 1) + MONEY
    load_contract(house, people[0], text, "line.yaml")
    days = [date(2026, 10, number) for number in range(1, 32)]
    bring(house, people[0], report([(d, 1000, 960, 40, 300 if d.day in (3, 4) else 810) for d in days]))
    with in_house(Cast(house, clock, *people), monkeypatch) as found:
        yield found


def asked(cast, mechanism=Mechanism.REMOVE_CELLS, terms=OUTAGE):
    return relief.request_relief(
        cast.house,
        cast.manager,
        LINE,
        OCTOBER,
        ["SL20"],
        mechanism,
        terms,
        "甲方系统中断",
        [("证.txt", b"x")],
    )


def decided(cast, to=ReliefState.GRANTED):
    record = asked(cast)
    return relief.decide_relief(cast.house, cast.approver, record.id, to, "情况属实")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", Role)
def test_without_a_request_the_page_says_what_will_be_here(cast, role, lang):
    app = fine(opened(cast, PAGE, role, lang, **MONTH))
    assert {"zh": "本月没有免责申请", "en": "No relief was asked for this month"}[lang] in words(app)
    assert "2026-11-06" in [metric.value for metric in app.metric]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_this_month_has_none_the_months_that_have_are_a_click_away(cast, lang):
    record = asked(cast)
    (month,) = relief_told.relief_months(cast.house, cast.viewer)
    assert (month.contract, month.label, month.asked, month.undecided) == (LINE, OCTOBER, 1, 1)
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, contract=LINE, period="2026-09"))
    links = [link.proto.label for link in app.get("page_link")]
    assert any({"zh": "1 件待审批", "en": "1 to be decided"}[lang] in label for label in links)
    relief.withdraw_relief(cast.house, cast.manager, record.id, "误报")
    assert relief_told.relief_months(cast.house, cast.viewer) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", Role)
def test_everybody_sees_before_and_after_with_points_and_money(cast, role, lang):
    record = asked(cast)
    app = fine(opened(cast, PAGE, role, lang, record=record.id, **MONTH))
    shown = words(app)
    assert "(24,090 − 600) ÷ (31,000 − 2,000) = 23,490 ÷ 29,000 = 81" in shown.replace("\\", "")
    said = [metric.value for metric in app.metric]
    assert any("→" in value for value in said)
    assert any("100,000.00" in value for value in said)
    [_, moved] = [frame.value for frame in app.dataframe]
    assert {"zh": "未达标 → ✓ 达标", "en": "Missed → ✓ Met"}[lang] in moved["verdict"].iloc[0]


def test_a_manager_asks_on_the_page_after_trying_it(cast):
    app = fine(opened(cast, PAGE, tab="new", clause="SL20", **MONTH))
    field(app, "date_input", "relief-ask-days").set_value((date(2026, 10, 3), date(2026, 10, 4)))
    field(app, "text_input", "relief-reason").set_value("甲方系统中断")
    app = fine(field(app, "toggle", "relief-tried").set_value(True).run())
    assert any("100,000.00" in metric.value for metric in app.metric)
    assert relief.reliefs(cast.house, cast.manager, LINE, OCTOBER) == []
    fine(pressed(app, "relief-save"))
    [record] = relief.reliefs(cast.house, cast.manager, LINE, OCTOBER)
    assert record.terms == {"cells": [{"from": "2026-10-03", "to": "2026-10-04"}]}


@pytest.mark.parametrize(
    ("mechanism", "fields", "terms"),
    [
        ("deem_met", {}, {}),
        ("remove_contacts", {"ask-top-SL20": "0", "ask-below-SL20": "1,000"},
         {"counts": {"SL20": ["0", "1000"]}}),
        ("replace_target", {"ask-target": "77"}, {"target": "77"}),
        ("cap_volume", {"ask-excess": "10-03 14:00\t500\t600\t300\t600", "ask-tolerance": "10"},
         {"excess": [["10-03 14:00", "500", "600", ["300", "600"]]], "tolerance": "0.1"}),
    ],
)  # fmt: skip
def test_each_mechanism_has_its_fields(cast, mechanism, fields, terms):
    app = fine(opened(cast, PAGE, tab="new", clause="SL20", **MONTH))
    app = field(app, "selectbox", "relief-mechanism").set_value(Mechanism(mechanism)).run()
    for name, value in fields.items():
        kind = "text_area" if name == "ask-excess" else "text_input"
        field(app, kind, f"relief-{name}").set_value(value)
    field(app, "text_input", "relief-reason").set_value("甲方原因")
    fine(pressed(app, "relief-save"))
    [record] = relief.reliefs(cast.house, cast.manager, LINE, OCTOBER)
    assert (record.mechanism, record.terms) == (mechanism, terms)


def test_a_request_without_its_days_is_refused_in_words_and_nothing_is_kept(cast):
    app = opened(cast, PAGE, tab="new", clause="SL20", **MONTH)
    field(app, "text_input", "relief-reason").set_value("甲方系统中断")
    app = pressed(app, "relief-save")
    assert [error.value for error in app.error]
    assert relief.reliefs(cast.house, cast.manager, LINE, OCTOBER) == []


def test_an_approver_grants_it_and_the_month_follows(cast):
    record = asked(cast)
    app = fine(opened(cast, PAGE, Role.APPROVER, record=record.id, **MONTH))
    field(app, "text_input", "relief-why").set_value("故障单属实")
    fine(pressed(app, "relief-decide"))
    month = current(cast.house, cast.viewer, LINE, OCTOBER)
    assert month.line("SL20").judgement.verdict is Verdict.MET
    assert month.settled.payable.cents == 10_000_000


def test_a_manager_reads_who_decides_and_cannot(cast):
    record = asked(cast)
    app = fine(opened(cast, PAGE, record=record.id, **MONTH))
    assert "由审批人决定" in words(app)
    assert not [button for button in app.button if (button.key or "").startswith("relief-decide")]


@pytest.mark.parametrize(("lang", "said"), [("zh", "剔除后 81%"), ("en", "After relief 81 %")])
def test_the_clause_shows_the_steps_and_the_way_to_the_relief(cast, lang, said):
    decided(cast)
    app = fine(opened(cast, SCORECARD, Role.VIEWER, lang, clause="SL20", **MONTH))
    assert said in words(app)


def test_a_report_that_never_came_counts_as_failed_only_by_the_managers_word(cast):
    app = fine(opened(cast, SCORECARD, clause="RPT", **MONTH))
    field(app, "text_input", "why-deem-failed").set_value("逾期10个工作日未报")
    fine(pressed(app, "deem-failed-RPT"))
    assert current(cast.house, cast.viewer, LINE, OCTOBER).line("RPT").judgement.verdict is Verdict.MISSED


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.APPROVER, Role.VIEWER])
def test_nobody_else_is_offered_that(cast, role):
    app = fine(opened(cast, SCORECARD, role, clause="RPT", **MONTH))
    assert not [button for button in app.button if (button.key or "").startswith("deem-failed")]


def test_a_refused_request_stays_to_be_read(cast):
    record = decided(cast, ReliefState.REFUSED)
    app = fine(opened(cast, PAGE, Role.VIEWER, "en", record=record.id, **MONTH))
    assert "Refused" in words(app) and "情况属实" in words(app)
