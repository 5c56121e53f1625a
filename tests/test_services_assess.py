"""A month judged: once for the same inputs, from one source each, frozen when it is final."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from core.errors import FrozenMonthError, WrongInputError
from core.month import MonthState
from core.principal import Principal, Role
from core.tally import Flag
from core.verdict import Verdict
from services.contracts.contracts import load_contract
from services.house.bootstrap import House
from services.judging.assess_month import assess, current, history, months_with_figures
from services.judging.misses import misses
from services.known.people import add_person
from services.months.month import set_state
from services.records.daily_events import approve_event, record_event
from services.records.manual_figures import enter_figure
from services.reports.import_report import withdraw
from tests.reports_example import CONTRACT, LEDGER, bring, daily_report, line_house


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    """The house with the line's contract, over SQLite and over a real PostgreSQL."""
    house, who = line_house(tmp_path / "data", database_url)
    yield house, who
    house.close()


def runs(house: House) -> int:
    with house.database.read() as uow:
        return len(uow.runs.all())


def month(house: House, who: Principal, label: str = "2026-10"):
    return current(house, who, "LINE-2026", label)


def test_the_same_inputs_are_the_same_run(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    first = month(house, who)
    made = runs(house)
    assert month(house, who) == first
    assert runs(house) == made


def test_a_changed_figure_is_another_run_and_the_first_stays(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    first = month(house, who)
    bring(house, who, daily_report("2026-10", within=700), "worse.csv")
    second = month(house, who)
    assert second.run_id != first.run_id
    with house.database.read() as uow:
        assert {row.verdict for row in uow.runs.verdicts_of(first.run_id) if row.clause == "SL20"} == {
            Verdict.MET
        }


def test_a_month_that_goes_back_to_earlier_figures_takes_its_misses_back_with_it(line):
    """A worse report opens a miss; withdrawn, the month rests on its first run again and the miss is void."""
    house, who = line
    bring(house, who, daily_report("2026-10"))
    first = month(house, who)
    worse = bring(house, who, daily_report("2026-10", within=700), "worse.csv").batches[0]
    assert [view.record.state for view in misses(house, who)] == ["open"]
    withdraw(house, who, worse.id, "外包商发错版本")
    assert month(house, who).run_id == first.run_id
    assert [view.record.state for view in misses(house, who)] == ["voided"]
    # The next month looks back on what stands, not on what was taken back.
    bring(house, who, daily_report("2026-11", days=20), "november.csv")
    trend = current(house, who, "LINE-2026", "2026-11").line("SL20").trend
    assert [(at.label, at.value) for at in trend][-2] == ("2026-10", Fraction(85))


def test_a_month_read_back_is_the_month_that_was_judged(line):
    """85.00 % of offered within 20 s is met; 4.00 % abandoned is met; the typed clause is silent."""
    house, who = line
    bring(house, who, daily_report("2026-10"))
    found = month(house, who)
    sl = found.line("SL20").judgement
    assert (sl.verdict, sl.value, sl.n) == (Verdict.MET, Fraction(85), 31_000)
    assert found.line("RPT").judgement.verdict is Verdict.NOT_REPORTED
    # 60 + 30 points earned; the clause we never typed in is ours to answer for: its 10 go to the others.
    assert found.score.total == Decimal("100.00")
    assert found.state is MonthState.DRAFT


def test_a_figure_typed_by_hand_says_so(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    enter_figure(house, who, "LINE-2026", "2026-10", "RPT", Decimal(3), Decimal(4), "报送登记表")
    found = month(house, who).line("RPT").judgement
    assert (found.verdict, found.value, found.flags) == (
        Verdict.MISSED,
        Fraction(75),
        frozenset({Flag.BY_HAND}),
    )


def test_a_typed_figure_stands_in_only_where_the_source_is_silent(line):
    house, who = line
    enter_figure(house, who, "LINE-2026", "2026-10", "SL20", Decimal(700), Decimal(1000), "电话记录")
    assert month(house, who).line("SL20").judgement.value == 70
    bring(house, who, daily_report("2026-10"))
    assert month(house, who).line("SL20").judgement.value == 85


def test_a_month_that_is_not_over_is_in_progress_and_opens_no_miss(line):
    house, who = line
    bring(house, who, daily_report("2026-11", within=700, days=20))
    judgement = month(house, who, "2026-11").line("SL20").judgement
    assert judgement.verdict is Verdict.MISSED
    assert Flag.IN_PROGRESS in judgement.flags
    assert misses(house, who) == []


def test_two_misses_in_a_row_become_a_breach_by_the_contracts_rule(line):
    house, who = line
    bring(house, who, daily_report("2026-08", within=700))
    assert [view.breach for view in misses(house, who)] == [None]
    bring(house, who, daily_report("2026-09", within=700))
    (view,) = misses(house, who)
    assert (view.streak, view.breach.level) == (2, "serious")


def test_recovery_marks_the_miss(line):
    house, who = line
    bring(house, who, daily_report("2026-08", within=700))
    bring(house, who, daily_report("2026-09"))
    (view,) = misses(house, who)
    assert (view.is_open, view.record.recovered_period) == (False, "2026-09")


def test_a_correction_that_takes_the_miss_back_voids_it(line):
    house, who = line
    bring(house, who, daily_report("2026-08", within=700))
    bring(house, who, daily_report("2026-08"), "fixed.csv")
    (view,) = misses(house, who)
    assert view.record.state == "voided"


def test_a_final_month_keeps_its_figures_whatever_comes_in(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    closed = month(house, who)
    approver = add_person(house, "赵总", Role.APPROVER)
    set_state(house, approver, "LINE-2026", "2026-10", MonthState.FINAL, run_id=closed.run_id)
    bring(house, who, daily_report("2026-10", within=700), "late.csv")
    again = month(house, who)
    assert (again.run_id, again.state) == (closed.run_id, MonthState.FINAL)
    assert again.line("SL20").judgement.value == 85
    with pytest.raises(FrozenMonthError):
        enter_figure(house, who, "LINE-2026", "2026-10", "RPT", Decimal(4), Decimal(4), "补录")


def test_an_amendment_judges_the_months_it_governs(line):
    house, who = line
    amended = CONTRACT.replace("version: '1'", "version: '2'").replace("from: 2026-01-01", "from: 2026-10-01")
    first = CONTRACT.replace("to: 2026-12-31", "to: 2026-09-30")
    assert first != CONTRACT
    bring(house, who, daily_report("2026-08"))
    bring(house, who, daily_report("2026-10"))
    stricter = amended.replace("target: 80", "target: 90").replace("code: LINE-2026", "code: LINE-2027")
    load_contract(house, who, stricter.replace("LINE-2027", "LINE-B"), "b.yaml")
    found = {r.contract.code: r.line("SL20").judgement.verdict for r in assess(house, who, ["2026-10"])}
    assert found == {"LINE-2026": Verdict.MET, "LINE-B": Verdict.MISSED}
    assert [r.contract.code for r in assess(house, who, ["2026-08"])] == ["LINE-2026"]


def test_the_trend_runs_up_to_the_month_and_no_further(line):
    house, who = line
    for label in ("2026-07", "2026-08", "2026-09"):
        bring(house, who, daily_report(label))
    (found,) = history(house, who, "LINE-2026", ["2026-08"])
    assert [point.label for point in found.line("SL20").trend] == ["2026-07", "2026-08"]
    assert months_with_figures(house, who) == ["2026-09", "2026-08", "2026-07"]


def test_an_event_counts_once_somebody_else_has_approved_it(line):
    """100 points and the praise's 2 make 102; 1,500.50 yuan of damages named by the event come off."""
    house, who = line
    ledger = (CONTRACT + LEDGER).replace("LINE-2026", "LINE-B")
    load_contract(house, who, ledger, "b.yaml")
    bring(house, who, daily_report("2026-10"))
    day = date(2026, 10, 9)
    praise = record_event(house, who, "LINE-B", day, "PRAISE", "客户来信表扬")
    damage = record_event(house, who, "LINE-B", day, "DAMAGE", "泄露报价", cents=150_050)
    before = current(house, who, "LINE-B", "2026-10")
    assert (before.score.total, before.settled.payable.cents) == (Decimal("100.00"), 10_000_000)
    approver = add_person(house, "赵总", Role.APPROVER)
    for event in (praise, damage):
        approve_event(house, approver, event.id, event.version)
    after = current(house, who, "LINE-B", "2026-10")
    assert (after.score.total, after.settled.payable.cents) == (Decimal("102.00"), 9_849_950)
    assert current(house, who, "LINE-B", "2026-10") == after


def test_money_that_the_contract_leaves_open_must_be_named(line):
    house, who = line
    load_contract(house, who, (CONTRACT + LEDGER).replace("LINE-2026", "LINE-B"), "b.yaml")
    with pytest.raises(WrongInputError, match="needed"):
        record_event(house, who, "LINE-B", date(2026, 10, 9), "DAMAGE", "泄露报价")


def test_a_person_of_another_vendor_sees_nothing(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    stranger = replace(who, vendors=frozenset({"HENGXIN"}))
    assert assess(house, stranger, ["2026-10"]) == []


def test_days_after_the_day_of_the_data_are_not_expected(line):
    house, who = line
    bring(house, who, daily_report("2026-11", days=20))
    coverage = month(house, who, "2026-11").line("SL20").judgement.coverage
    assert (coverage.have, coverage.expected) == (20, (date(2026, 11, 22) - date(2026, 11, 1)).days + 1)
