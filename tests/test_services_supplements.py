"""Supplementary agreements: recorded with proof, approved by another, judged beside the raw verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.clock import FixedClock
from core.errors import (
    FrozenMonthError,
    IllegalTransitionError,
    NotAllowedError,
    PlumblineError,
    WrongInputError,
)
from core.month import MonthState
from core.principal import Role
from core.verdict import Verdict
from services.contracts.contracts import load_contract
from services.decisions import relief, supplements
from services.decisions.supplement_effect import supplement_effect
from services.decisions.supplement_told import supplement_views
from services.decisions.supplements import Supplement
from services.house.bootstrap import open_house
from services.judging.assess_month import current
from services.judging.rebuild import rebuild
from services.judging.relief_terms import Cell, ReliefTerms
from services.judging.supplement_terms import SupplementTerms
from services.known.people import add_person
from services.money.statements import issue, statement
from services.months.month import set_state
from services.results.contract_tasks import contract_tasks
from services.vendors.tasks import TaskKind
from services.workbooks.export_month import export
from sla.money.ledger import dues_of
from sla.money.statement_lines import Part
from sla.terms.relief import Mechanism
from sla.terms.supplement import Effect
from store.records import ReliefState, SupplementState
from tests.reports_example import CONTRACT, bring, report

LINE, OCTOBER = "LINE-2026", "2026-10"
MAIL = ("往来邮件.eml", b"agreed")
MONEY = """
settlement:
  fee: {kind: monthly, amount: 100000}
  deductions:
    - {code: LOW, name: {zh: 服务水平扣款, en: Service level}, basis: miss, clause: SL20, amount: 5000}
"""
OUTAGE = (Cell(date(2026, 10, 3), date(2026, 10, 4)),)


class Office:
    """The line's house on 5 November with October in: 29 days of 810 in 1,000, two of 300."""

    def __init__(self, folder: Path, contract: str = CONTRACT + MONEY) -> None:
        self.house = open_house(folder, None, FixedClock(datetime(2026, 11, 5, 2, tzinfo=UTC)))
        self.manager = add_person(self.house, "王经理", Role.MANAGER)
        self.approver = add_person(self.house, "赵总", Role.APPROVER)
        load_contract(self.house, self.manager, contract, "line.yaml")
        days = [date(2026, 10, day) for day in range(1, 32)]
        text = report([(d, 1000, 960, 40, 300 if d.day in (3, 4) else 810) for d in days])
        bring(self.house, self.manager, text)

    def given(self, effect, clauses=(), periods=(OCTOBER,), number="", **terms):
        said = SupplementTerms(**terms)
        who = ("甲方 李经理", "云禾 周经理")
        return Supplement(
            LINE, periods, effect, said, "国庆线路割接", date(2026, 10, 12), *who, clauses, number
        )

    def record(self, effect, *args, evidence=(MAIL,), **more):
        given = self.given(effect, *args, **more)
        return supplements.record_supplement(self.house, self.manager, given, evidence)

    def approve(self, record):
        return supplements.approve_supplement(self.house, self.approver, record.id, "邮件属实")

    def in_force(self, effect, *args, **more):
        return self.approve(self.record(effect, *args, **more))

    @property
    def month(self):
        found = current(self.house, self.manager, LINE, OCTOBER)
        assert found is not None
        return found

    def line(self, clause="SL20"):
        found = self.month.line(clause)
        assert found is not None
        return found


@pytest.fixture
def office(tmp_path):
    found = Office(tmp_path / "data")
    yield found
    found.house.close()


def test_recorded_it_changes_nothing_and_approved_both_verdicts_stand_side_by_side(office):
    before = office.month
    record = office.record(Effect.LEAVE_OUT, ["SL20"], cells=OUTAGE)
    assert (record.number, record.state) == ("LINE-2026-B01", SupplementState.RECORDED)
    assert office.month.run_hash == before.run_hash
    (task,) = contract_tasks(office.house, office.manager, OCTOBER)
    assert (task.kind, task.subject.zh) == (TaskKind.AGREEMENT_TO_APPROVE, "国庆线路割接")
    office.approve(record)
    assert list(contract_tasks(office.house, office.manager, OCTOBER)) == []
    line, after = office.line(), office.month
    assert (line.raw.verdict, line.judgement.verdict) == (Verdict.MISSED, Verdict.MET)
    assert (line.judgement.numerator, line.judgement.denominator) == (23490, 29000)
    assert "LINE-2026-B01" in line.relief[1].en
    assert after.run_hash != before.run_hash
    assert (before.settled.payable.cents, after.settled.payable.cents) == (9_500_000, 10_000_000)


def test_withdrawn_the_month_is_the_earlier_run_again(office):
    before = office.month
    record = office.in_force(Effect.LEAVE_OUT, ["SL20"], cells=OUTAGE)
    with pytest.raises(WrongInputError, match="reason_needed"):
        supplements.withdraw_supplement(office.house, office.manager, record.id, " ")
    supplements.withdraw_supplement(office.house, office.manager, record.id, "重复登记")
    assert office.month.run_id == before.run_id
    [view] = supplement_views(office.house, office.manager, LINE, OCTOBER)
    assert (view.is_in_force, view.record.state) == (False, SupplementState.WITHDRAWN)


def test_a_clause_left_out_is_excused_and_its_weight_goes_to_the_others(office):
    office.in_force(Effect.LEAVE_OUT, ["SL20"])
    line = office.line()
    assert (line.raw.verdict, line.judgement.verdict) == (Verdict.MISSED, Verdict.EXCUSED)
    assert line.item.earned is None
    assert office.month.settled.payable.cents == 10_000_000


@pytest.mark.parametrize(
    ("terms", "target", "verdict"),
    [
        ({"target": Fraction(75)}, Fraction(75), Verdict.MET),
        # 2,000 of 31,000 calls at 30 %, the others at 80 %: 2,380,000 ÷ 31,000.
        ({"target": Fraction(30), "cells": OUTAGE}, Fraction(2_380_000, 31_000), Verdict.MET),
        ({"target": Fraction(50), "cells": OUTAGE}, Fraction(2_420_000, 31_000), Verdict.MISSED),
    ],
)
def test_another_target_on_some_days_weighs_what_these_days_are_of_the_month(office, terms, target, verdict):
    office.in_force(Effect.OTHER_TARGET, ["SL20"], **terms)
    line = office.line()
    assert (line.judgement.target, line.judgement.verdict, line.raw.target) == (target, verdict, 80)
    assert line.judgement.value == line.raw.value


def test_points_and_money_come_beside_what_the_contract_gives_and_are_read_back_the_same(office):
    before = office.month
    office.in_force(Effect.POINTS, points=Fraction("1.5"))
    office.in_force(Effect.AMOUNT, cents=-123_456)
    first, again = office.month, office.month
    assert first.score == again.score
    assert first.settled == again.settled
    assert first.score.total == before.score.total + Decimal("1.50")
    [line] = first.score.adjustments
    assert (line.code, line.name.zh) == ("LINE-2026-B01", "补充约定 LINE-2026-B01：国庆线路割接")
    assert first.settled.payable.cents == before.settled.payable.cents - 123_456
    assert first.settled.by_contract == before.settled.payable
    # The ledger's entries are what the contract takes off: what was agreed is none of them.
    assert dues_of(first.settled) == dues_of(before.settled)
    assert "1,234.56" in "".join(step.zh for step in first.settled.receipt)


def test_no_fee_falls_below_nothing_by_what_was_agreed(office):
    office.in_force(Effect.AMOUNT, cents=-99_999_999)
    settled = office.month.settled
    assert (settled.payable.cents, settled.agreed[0].amount.cents) == (0, -9_500_000)


def test_wording_changes_no_figure(office):
    before = office.month
    office.in_force(Effect.WORDING)
    after = office.month
    assert (after.score, after.settled) == (before.score, before.settled)
    assert all(line.raw is None for line in after.lines)


def test_what_it_would_do_is_said_before_it_is_approved(office):
    record = office.record(Effect.LEAVE_OUT, ["SL20"], cells=OUTAGE)
    [effect] = supplement_effect(office.house, office.approver, record.id)
    assert (effect.month.payable_before.cents, effect.month.payable_after.cents) == (9_500_000, 10_000_000)
    office.approve(record)
    assert effect.steps["SL20"] == office.line().relief


def test_days_left_out_by_agreement_are_not_removed_by_a_relief_again(office):
    office.in_force(Effect.LEAVE_OUT, ["SL20"], cells=OUTAGE)
    cells = ReliefTerms(cells=(Cell(date(2026, 10, 4), date(2026, 10, 5)),))
    asked = relief.request_relief(
        office.house, office.manager, LINE, OCTOBER, ["SL20"], Mechanism.REMOVE_CELLS, cells, "断电"
    )
    with pytest.raises(WrongInputError, match="relief_overlaps"):
        relief.decide_relief(office.house, office.approver, asked.id, ReliefState.GRANTED, "属实")
    again = office.record(Effect.OTHER_TARGET, ["SL20"], cells=OUTAGE, target=Fraction(50))
    with pytest.raises(WrongInputError, match="relief_overlaps"):
        office.approve(again)


@pytest.mark.parametrize(
    ("code", "effect", "more"),
    [
        ("needed", Effect.LEAVE_OUT, {"cells": OUTAGE}),  # no clause
        ("needed", Effect.OTHER_TARGET, {"clauses": ["SL20"]}),
        ("needed", Effect.POINTS, {}),
        ("number", Effect.POINTS, {"points": Fraction("0.005")}),
        ("needed", Effect.AMOUNT, {}),
        ("needed", Effect.WORDING, {"evidence": ()}),
        ("needed", Effect.WORDING, {"periods": ()}),
        ("not_found", Effect.LEAVE_OUT, {"clauses": ["NONE"]}),
        ("contract_gap", Effect.WORDING, {"periods": ("2027-05",)}),
        (
            "relief_outside",
            Effect.LEAVE_OUT,
            {"clauses": ["SL20"], "cells": (Cell(date(2026, 11, 3), date(2026, 11, 3)),)},
        ),
    ],
)
def test_what_says_nothing_judging_understands_is_refused(office, code, effect, more):
    with pytest.raises(PlumblineError) as refused:
        office.record(effect, **more)
    assert refused.value.reason == code


def test_whoever_recorded_it_does_not_approve_it_and_nobody_twice(office):
    record = office.record(Effect.WORDING)
    boss = replace(office.approver, name="王经理")
    with pytest.raises(NotAllowedError, match="supplement_own"):
        supplements.approve_supplement(office.house, boss, record.id)
    office.approve(record)
    with pytest.raises(IllegalTransitionError):
        office.approve(record)


def test_a_number_is_given_once_and_the_next_free_one_follows(office):
    assert office.record(Effect.WORDING, number="补-7").number == "补-7"
    with pytest.raises(WrongInputError, match="supplement_number"):
        office.record(Effect.WORDING, number="补-7")
    assert office.record(Effect.WORDING).number == "LINE-2026-B01"


def test_a_final_month_takes_none_and_gives_none_back(office):
    record = office.in_force(Effect.WORDING)
    office.month  # noqa: B018 - judged before it is closed
    set_state(office.house, office.manager, LINE, OCTOBER, MonthState.COMMENT)
    set_state(office.house, office.manager, LINE, OCTOBER, MonthState.APPEAL)
    set_state(office.house, office.approver, LINE, OCTOBER, MonthState.FINAL)
    with pytest.raises(FrozenMonthError):
        office.record(Effect.WORDING)
    with pytest.raises(FrozenMonthError):
        supplements.withdraw_supplement(office.house, office.manager, record.id, "误登")


def test_of_several_months_each_takes_its_own_days(office):
    days = [date(2026, 11, day) for day in range(1, 5)]
    bring(office.house, office.manager, report([(d, 1000, 960, 40, 700) for d in days]), "november.csv")
    cells = (Cell(date(2026, 10, 31), date(2026, 11, 1)),)
    office.in_force(Effect.LEAVE_OUT, ["SL20"], periods=(OCTOBER, "2026-11"), cells=cells)
    assert office.line().judgement.denominator == 30_000
    november = current(office.house, office.manager, LINE, "2026-11")
    assert november.line("SL20").judgement.denominator == 3_000


def test_points_make_nothing_of_a_contract_that_gives_none(tmp_path):
    bare = CONTRACT.replace("weight: 60,", "").replace("weight: 30,", "").replace("weight: 10,", "")
    bare = bare.replace("score: {method: step, unit: 1, deduct: 2, partial: ceil},", "")
    bare = bare.replace(" score: {method: full_or_zero}", "")
    office = Office(tmp_path / "bare", bare)
    for effect, terms in ((Effect.POINTS, {"points": Fraction(1)}), (Effect.AMOUNT, {"cents": 100})):
        with pytest.raises(WrongInputError, match="supplement_no_effect"):
            office.record(effect, **terms)
    office.house.close()


@pytest.mark.parametrize(
    ("lang", "sheet", "effect", "cited"),
    [
        ("zh", "补充约定", "不计入考核", "剔除（补充约定 LINE-2026-B01：国庆线路割接）"),
        ("en", "Supplementary agreements", "Leave out", "Removed (Supplementary agreement LINE-2026-B01"),
    ],
)
def test_the_workbook_names_it_with_both_sides_and_beside_its_clause(office, lang, sheet, effect, cited):
    office.in_force(Effect.LEAVE_OUT, ["SL20"], cells=OUTAGE)
    office.record(Effect.WORDING)  # not approved: nothing of it goes to the vendor
    _, data = export(office.house, office.manager, LINE, OCTOBER, lang)
    book = load_workbook(BytesIO(data))
    said = [str(cell.value) for row in book[sheet].iter_rows() for cell in row if cell.value]
    assert {"LINE-2026-B01", effect, "甲方 李经理", "云禾 周经理", "往来邮件.eml", "赵总"} <= set(said)
    assert "LINE-2026-B02" not in said
    first = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any(cited in each for each in first)


def test_the_settlement_statement_names_it_and_its_amount_is_a_line_that_adds_up(office):
    office.in_force(Effect.AMOUNT, cents=150_000)
    office.in_force(Effect.WORDING)
    office.month  # noqa: B018 - judged before it is closed
    set_state(office.house, office.manager, LINE, OCTOBER, MonthState.COMMENT)
    set_state(office.house, office.manager, LINE, OCTOBER, MonthState.APPEAL)
    set_state(office.house, office.approver, LINE, OCTOBER, MonthState.FINAL)
    view = statement(office.house, office.manager, LINE, OCTOBER)
    [line] = [each for each in view.figures.lines if each.part is Part.AGREED]
    assert (line.code, line.amount.cents) == ("LINE-2026-B01", 150_000)
    assert view.figures.amount.cents == 10_000_000 - 500_000 + 150_000
    assert [each.zh[:19] for each in view.agreed] == ["补充约定 LINE-2026-B01：", "补充约定 LINE-2026-B02："]
    seen = issue(office.house, office.approver, LINE, OCTOBER, view.seen)
    assert seen.figures == view.figures
    assert rebuild(office.house, office.manager, LINE, OCTOBER).is_same
