"""Supplementary agreements through their page: empty, recorded, approved by another, seen on the month."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import Cast

from core.clock import FixedClock
from core.principal import Role
from core.verdict import Verdict
from services.contracts.contracts import load_contract
from services.decisions import supplements
from services.decisions.supplements import Supplement
from services.house.bootstrap import open_house
from services.judging.assess_month import current
from services.judging.relief_terms import Cell
from services.judging.supplement_terms import SupplementTerms
from services.known.people import add_person
from sla.terms.supplement import Effect
from tests.reports_example import CONTRACT, bring, report

PAGE, SCORECARD = "actions/supplements", "results/scorecard"
LINE, OCTOBER = "LINE-2026", "2026-10"
MONTH = {"contract": LINE, "period": OCTOBER}
OUTAGE = SupplementTerms((Cell(date(2026, 10, 3), date(2026, 10, 4)),))
MAIL = ("邮件.eml", b"agreed")


@pytest.fixture
def cast(tmp_path, monkeypatch):
    """The line on 5 November; an outage on two days alone made October a miss."""
    clock = FixedClock(datetime(2026, 11, 5, 2, tzinfo=UTC))
    house = open_house(tmp_path / "data", None, clock)
    people = [add_person(house, role.value, role) for role in Role]
    load_contract(house, people[0], CONTRACT, "line.yaml")
    days = [date(2026, 10, number) for number in range(1, 32)]
    bring(house, people[0], report([(d, 1000, 960, 40, 300 if d.day in (3, 4) else 810) for d in days]))
    with in_house(Cast(house, clock, *people), monkeypatch) as found:
        yield found


def recorded(cast, effect=Effect.LEAVE_OUT, terms=OUTAGE, clauses=("SL20",)):
    given = Supplement(
        LINE, [OCTOBER], effect, terms, "国庆线路割接", date(2026, 10, 12), "李经理", "周经理", clauses
    )
    return supplements.record_supplement(cast.house, cast.manager, given, [MAIL])


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "还没有补充约定"), ("en", "No supplementary agreement yet")]
)
def test_without_any_it_says_what_one_is_for(cast, lang, said):
    app = opened(cast, PAGE, lang=lang, **MONTH)
    assert said in words(app)


def test_it_is_recorded_with_its_mail_and_tried_before(cast):
    app = opened(cast, PAGE, **MONTH, tab="new")
    field(app, "multiselect", "agreement-clauses").set_value(["SL20"])
    app = fine(app.run())
    app = fine(field(app, "toggle", "agreement-days").set_value(True).run())
    field(app, "date_input", "relief-agreed-days").set_value((date(2026, 10, 3), date(2026, 10, 4)))
    app = fine(field(app, "toggle", "agreement-tried").set_value(True).run())
    assert "81 %" in words(app) or "81%" in words(app)
    field(app, "text_input", "agreement-subject").set_value("国庆线路割接")
    field(app, "text_input", "agreement-client").set_value("李经理")
    field(app, "text_input", "agreement-vendor").set_value("周经理")
    app = pressed(app, "agreement-save")
    assert supplements.supplements(cast.house, cast.manager, LINE) == []  # the proof is missing
    assert "附件" in app.error[0].value


def test_an_approver_lets_it_count_and_the_clause_names_it(cast):
    record = recorded(cast)
    mine = opened(cast, PAGE, **MONTH, record=record.id)
    assert "由审批人决定。" in words(mine)
    app = opened(cast, PAGE, role=Role.APPROVER, **MONTH, record=record.id)
    fine(pressed(app, f"agree-approve-{record.id}"))
    month = current(cast.house, cast.manager, LINE, OCTOBER)
    assert month.line("SL20").judgement.verdict is Verdict.MET
    said = words(opened(cast, SCORECARD, **MONTH, clause="SL20"))
    assert "剔除（补充约定 LINE-2026-B01：国庆线路割接）：分子减 600，分母减 2,000" in said


def test_an_agreement_may_reach_into_months_to_come_while_the_contract_holds(cast):
    app = opened(cast, PAGE, **MONTH, tab="new")
    offered = field(app, "selectbox", "agreement-last").options
    assert (offered[0], offered[-1], len(offered)) == ("2026年10月", "2026年12月", 3)
    given = Supplement(
        LINE, [OCTOBER, "2026-11", "2026-12"], Effect.LEAVE_OUT, SupplementTerms(), "系统切换期不考核",
        date(2026, 10, 12), "李经理", "周经理", ("SL20",),
    )  # fmt: skip
    record = supplements.record_supplement(cast.house, cast.manager, given, [MAIL])
    supplements.approve_supplement(cast.house, cast.approver, record.id, "邮件属实")
    assert "2026年12月" in words(opened(cast, PAGE, **MONTH, record=record.id))
