"""Relief from request to adjusted verdict: asked for, decided by another, judged anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from core.clock import FixedClock
from core.errors import FrozenMonthError, IllegalTransitionError, NotAllowedError, WrongInputError
from core.month import MonthState
from core.principal import Role
from core.verdict import Verdict
from services.contracts.contracts import load_contract
from services.decisions import relief
from services.decisions.relief_preview import relief_effect, relief_tried
from services.decisions.relief_told import relief_views
from services.house.bootstrap import House, open_house
from services.improvement import miss_causes
from services.judging.assess_month import current
from services.judging.misses import misses
from services.judging.relief_terms import Cell, ReliefTerms, terms_as_dict, terms_of
from services.judging.relief_tests import Cause, ReliefTests, WorkAround
from services.known.people import add_person
from services.months.month import set_state
from sla.terms.relief import Counts, Excess, Mechanism
from store.records import ReliefState
from tests.reports_example import CONTRACT, bring, daily_report, report

LINE, OCTOBER = "LINE-2026", "2026-10"
RULES = "relief: {within_working_days: 5, admits: [remove_cells, remove_contacts, deem_met, waive_credit]}"
MONEY = """
settlement:
  fee: {kind: monthly, amount: 100000}
  deductions:
    - {code: LOW, name: {zh: 服务水平扣款, en: Service level}, basis: miss, clause: SL20, amount: 5000}
"""
BACKWARDS = ReliefTerms(cells=(Cell(date(2026, 10, 4), date(2026, 10, 3)),))


class Office:
    """The line's house on 5 November, with somebody who asks and somebody who decides."""

    def __init__(self, folder: Path, url: str | None, rules: str = RULES) -> None:
        self.clock = FixedClock(datetime(2026, 11, 5, 2, tzinfo=UTC))
        self.house: House = open_house(folder, url, self.clock)
        self.manager = add_person(self.house, "王经理", Role.MANAGER)
        self.approver = add_person(self.house, "赵总", Role.APPROVER)
        text = CONTRACT.replace("clauses:", f"  {rules}\nclauses:", 1) if rules else CONTRACT
        load_contract(self.house, self.manager, text + MONEY, "line.yaml")

    def ask(self, mechanism=Mechanism.REMOVE_CELLS, terms=None, clauses=("SL20",), **more):
        cells = ReliefTerms(cells=(Cell(date(2026, 10, 3), date(2026, 10, 4)),))
        said = ("甲方系统中断", *([more.pop("evidence")] if "evidence" in more else []))
        return relief.request_relief(
            self.house, self.manager, LINE, OCTOBER, clauses, mechanism, terms or cells, *said
        )

    def grant(self, record, to=ReliefState.GRANTED, **more):
        return relief.decide_relief(self.house, self.approver, record.id, to, "情况属实", **more)

    def line(self, clause="SL20", label=OCTOBER):
        month = current(self.house, self.manager, LINE, label)
        assert month is not None
        found = month.line(clause)
        assert found is not None
        return found

    @property
    def month(self):
        found = current(self.house, self.manager, LINE, OCTOBER)
        assert found is not None
        return found


@pytest.fixture
def office(tmp_path: Path, database_url: str | None) -> Iterator[Office]:
    """Over SQLite and over a real PostgreSQL."""
    found = Office(tmp_path / "data", database_url)
    yield found
    found.house.close()


def with_outage(label: str = OCTOBER) -> str:
    """29 days of 810 in 1,000 and two days, 3 and 4, of 300: the outage alone makes the month a miss."""
    days = [date(2026, 10, day) for day in range(1, 32)]
    return report([(d, 1000, 960, 40, 300 if d.day in (3, 4) else 810) for d in days])


def test_the_outage_is_removed_and_both_verdicts_stand_side_by_side(office):
    bring(office.house, office.manager, with_outage())
    raw, before = office.line(), office.month
    assert (raw.judgement.value, raw.raw) == (Fraction(24090, 31000) * 100, None)
    office.grant(office.ask())
    line, after = office.line(), office.month
    assert line.raw == raw.judgement
    assert (line.raw.verdict, line.judgement.verdict) == (Verdict.MISSED, Verdict.MET)
    assert (line.judgement.numerator, line.judgement.denominator) == (23490, 29000)
    assert line.relief[2].en == "(24,090 − 600) ÷ (31,000 − 2,000) = 23,490 ÷ 29,000 = 81 %"
    assert before.score.total < after.score.total
    assert (before.settled.payable.cents, after.settled.payable.cents) == (9_500_000, 10_000_000)


def test_what_was_judged_is_read_back_the_same(office):
    bring(office.house, office.manager, with_outage())
    office.grant(office.ask())
    assert office.month == office.month
    assert office.month.settled.payable.cents == 10_000_000


def test_a_request_changes_nothing_and_a_refusal_neither(office):
    bring(office.house, office.manager, with_outage())
    before = office.month
    asked = office.ask()
    assert office.month.lines == before.lines
    refused = office.grant(asked, ReliefState.REFUSED)
    assert (refused.decision, refused.decided_by) == ("情况属实", "赵总")
    assert office.month.lines == before.lines
    assert office.month.run_id == before.run_id


def test_what_it_would_do_is_said_before_it_is_decided_and_is_what_it_does(office):
    bring(office.house, office.manager, with_outage())
    asked = office.ask()
    said = relief_effect(office.house, office.approver, asked.id)
    assert (said.month.payable_before.cents, said.month.payable_after.cents) == (9_500_000, 10_000_000)
    office.grant(asked)
    assert said.month.total_after == office.month.score.total
    [clause] = said.month.clauses
    assert (clause.before, clause.after) == (office.line().raw, office.line().judgement)
    assert said.steps["SL20"] == office.line().relief


def test_what_it_would_do_is_said_before_it_is_even_asked_for(office):
    bring(office.house, office.manager, with_outage())
    cells = ReliefTerms(cells=(Cell(date(2026, 10, 3), date(2026, 10, 4)),))
    said = relief_tried(office.house, office.manager, LINE, OCTOBER, ["SL20"], Mechanism.REMOVE_CELLS, cells)
    assert said.month.payable_after.cents == 10_000_000
    assert relief.reliefs(office.house, office.manager, LINE, OCTOBER) == []
    with pytest.raises(WrongInputError):
        relief_tried(office.house, office.manager, LINE, OCTOBER, ["SL20"], Mechanism.REPLACE_TARGET, cells)


def test_withdrawn_the_month_is_as_it_was(office):
    bring(office.house, office.manager, with_outage())
    before = office.month
    granted = office.grant(office.ask())
    assert office.month.run_id != before.run_id
    relief.withdraw_relief(office.house, office.manager, granted.id, "误批")
    assert office.month.run_id == before.run_id
    with office.house.database.read() as uow:
        moves = [(c.from_state, c.to_state) for c in uow.journal.states_of("relief", granted.id)]
    assert moves == [(None, "requested"), ("requested", "granted"), ("granted", "withdrawn")]


def test_figures_that_come_later_are_removed_as_they_then_stand(office):
    bring(office.house, office.manager, with_outage())
    office.grant(office.ask())
    bring(office.house, office.manager, daily_report(OCTOBER, within=700), "again.csv")
    assert office.line().judgement.denominator == 29000
    assert office.line().judgement.numerator == 29 * 700


def test_granted_in_part_only_that_part_counts(office):
    bring(office.house, office.manager, with_outage())
    one_day = ReliefTerms(cells=(Cell(date(2026, 10, 3), date(2026, 10, 3)),))
    office.grant(office.ask(), ReliefState.PART, granted=one_day)
    assert office.line().judgement.denominator == 30000


def test_only_the_money_is_waived_and_the_miss_counts(office):
    bring(office.house, office.manager, with_outage())
    office.grant(office.ask(Mechanism.WAIVE_CREDIT, ReliefTerms()))
    assert office.line().judgement.verdict is Verdict.MISSED
    assert office.month.settled.payable.cents == 10_000_000
    assert [m.record.clause for m in misses(office.house, office.manager)] == ["SL20"]


@pytest.mark.parametrize(("counters", "missed"), [("adjusted", []), ("raw", ["SL20"])])
def test_streaks_count_what_the_contract_says(tmp_path, counters, missed):
    office = Office(tmp_path / "data", None, f"relief: {{counters: {counters}}}")
    bring(office.house, office.manager, with_outage())
    office.grant(office.ask(Mechanism.DEEM_MET, ReliefTerms()))
    assert office.line().judgement.verdict is Verdict.MET
    open_ones = [m.record.clause for m in misses(office.house, office.manager) if m.record.state != "voided"]
    assert open_ones == missed
    office.house.close()


def test_five_working_days_after_the_month_a_request_is_late(office):
    bring(office.house, office.manager, with_outage())
    in_time = office.ask()
    # 2 to 6 November 2026 are Monday to Friday.
    assert in_time.due == date(2026, 11, 6)
    office.clock.at = datetime(2026, 11, 9, 2, tzinfo=UTC)
    late = office.ask(Mechanism.DEEM_MET, ReliefTerms())
    with pytest.raises(WrongInputError) as refused:
        office.grant(late)
    assert refused.value.reason == "relief_late"
    assert office.grant(late, admit_late=True).late_admitted
    assert not office.grant(in_time, admit_late=True).late_admitted


def test_the_same_days_are_not_removed_twice(office):
    bring(office.house, office.manager, with_outage())
    office.grant(office.ask())
    with pytest.raises(WrongInputError) as refused:
        office.grant(office.ask())
    assert refused.value.reason == "relief_overlaps"


def test_more_than_there_is_is_refused_when_it_is_decided(office):
    bring(office.house, office.manager, with_outage())
    terms = ReliefTerms(counts={"SL20": Counts(Fraction(0), Fraction(31001))})
    with pytest.raises(WrongInputError) as refused:
        office.grant(office.ask(Mechanism.REMOVE_CONTACTS, terms))
    assert refused.value.reason == "relief_too_much"


def test_whoever_asks_does_not_decide_and_nothing_is_decided_twice(office):
    bring(office.house, office.manager, with_outage())
    asked = office.ask()
    with pytest.raises(NotAllowedError):
        relief.decide_relief(office.house, office.manager, asked.id, ReliefState.GRANTED, "同意")
    same_name = replace(office.approver, name="王经理")
    with pytest.raises(NotAllowedError) as refused:
        relief.decide_relief(office.house, same_name, asked.id, ReliefState.GRANTED, "同意")
    assert refused.value.reason == "relief_own"
    office.grant(asked)
    with pytest.raises(IllegalTransitionError):
        office.grant(asked, ReliefState.REFUSED)


@pytest.mark.parametrize(
    ("mechanism", "terms", "reason"),
    [
        (Mechanism.REPLACE_TARGET, ReliefTerms(target=Fraction(70)), "relief_not_admitted"),
        (Mechanism.DEEM_FAILED, ReliefTerms(), "relief_not_admitted"),
        (Mechanism.REMOVE_CELLS, ReliefTerms(tolerance=Fraction(1)), "needed"),
        (Mechanism.REMOVE_CONTACTS, ReliefTerms(), "needed"),
        (Mechanism.REMOVE_CELLS, BACKWARDS, "period_order"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_refused(office, mechanism, terms, reason):
    with pytest.raises(WrongInputError) as refused:
        office.ask(mechanism, terms)
    assert refused.value.reason == reason
    assert relief.reliefs(office.house, office.manager, LINE, OCTOBER) == []


def test_a_missing_report_is_deemed_failed_only_when_the_manager_says_so(office):
    bring(office.house, office.manager, with_outage())
    assert office.line("RPT").judgement.verdict is Verdict.NOT_REPORTED
    relief.deem_failed(office.house, office.manager, LINE, OCTOBER, ["RPT"], "逾期10个工作日未报")
    line = office.line("RPT")
    assert (line.raw.verdict, line.judgement.verdict) == (Verdict.NOT_REPORTED, Verdict.MISSED)
    assert (line.item.earned, line.item.standing.value) == (Decimal("0.00"), "scored")


def test_a_final_month_takes_no_relief(office):
    bring(office.house, office.manager, with_outage())
    asked = office.ask()
    office.month  # noqa: B018 - judged before it is closed
    set_state(office.house, office.manager, LINE, OCTOBER, MonthState.COMMENT)
    set_state(office.house, office.manager, LINE, OCTOBER, MonthState.APPEAL)
    set_state(office.house, office.approver, LINE, OCTOBER, MonthState.FINAL)
    with pytest.raises(FrozenMonthError):
        office.ask()
    with pytest.raises(FrozenMonthError):
        office.grant(asked)


def test_misses_laid_to_one_incident_reach_the_credits_and_can_be_taken_back(office):
    bring(office.house, office.manager, with_outage())
    before = office.month.run_id
    both = ["SL20", "ABN"]
    miss_causes.lay_to_incident(office.house, office.manager, LINE, OCTOBER, both, "INC-7", "机房断电")
    assert office.month.run_id != before
    with office.house.database.read() as uow:
        kept = uow.runs.score_of(office.month.run_id)
    assert kept.detail["misses"]["causes"] == {"SL20": "INC-7", "ABN": "INC-7"}
    miss_causes.part_from_incident(office.house, office.manager, LINE, OCTOBER, both, "另有原因")
    assert office.month.run_id == before
    assert miss_causes.causes(office.house, office.manager, LINE, OCTOBER) == []


def test_evidence_is_kept_with_the_request(office):
    asked = office.ask(evidence=[("故障单.pdf", b"proof")])
    ((sha, name),) = asked.evidence
    assert relief.relief_evidence(office.house, office.approver, asked.id, sha) == (name, b"proof")


def test_terms_are_read_back_as_they_were_asked_for():
    terms = ReliefTerms(
        (Cell(date(2026, 10, 3), date(2026, 10, 4), (9, 12), {"site": "SHA"}),),
        {"SL20": Counts(Fraction(1), Fraction(3))},
        (Excess("14:00", Fraction(500), Fraction(600), Counts(Fraction(300), Fraction(600))),),
        Fraction(1, 10),
        Fraction(70),
    )
    assert terms_of(terms_as_dict(terms)) == terms


def test_whose_doing_it_was_and_whether_it_could_be_worked_around_stay_with_request_and_decision(office):
    bring(office.house, office.manager, daily_report(OCTOBER, within=700), "oct.csv")
    terms = ReliefTerms(cells=(Cell(date(2026, 10, 3), date(2026, 10, 4)),))
    record = relief.request_relief(
        office.house, office.manager, LINE, OCTOBER, ["SL20"], Mechanism.REMOVE_CELLS, terms, "甲方系统中断",
        claimed=ReliefTests(Cause.CLIENT, WorkAround.NONE),
    )  # fmt: skip
    office.grant(record, found=ReliefTests(Cause.CLIENT, WorkAround.EXISTED))
    (view,) = relief_views(office.house, office.manager, LINE, OCTOBER)
    assert view.asked.zh == "2026-10-03–2026-10-04；申请称主因：甲方，无法绕过；认定主因：甲方，本可绕过"
    assert view.as_dict()["tests"] == {
        "claimed": {"cause": "client", "work_around": "none"},
        "found": {"cause": "client", "work_around": "existed"},
    }
    # What was granted is still what was asked for, and the trace says both.
    line = office.line()
    assert line.raw is not None and line.judgement.denominator == line.raw.denominator * 29 / 31
    told = next(step.en for step in line.relief if step.en.startswith("Removed"))
    assert "found: mainly caused by the client, it could have been worked around" in told


def test_what_nobody_says_is_not_kept(office):
    bring(office.house, office.manager, daily_report(OCTOBER, within=700), "oct.csv")
    record = office.ask()
    assert "tests" not in record.terms
    assert office.grant(record, found=ReliefTests()).granted == {}
