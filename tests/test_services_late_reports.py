"""What a late, missing or wrong report costs: days by month, caps, the decision that a report was wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.batch import Dataset, Grain
from core.errors import NotFoundError
from core.month import MonthState
from core.text import Text
from importers.draft import Choice
from services.contracts.contract_beside import beside
from services.contracts.contracts import load_contract
from services.judging.assess_month import assess, current
from services.judging.rebuild import rebuild
from services.months.month import set_state
from services.records import daily_events
from services.reports import reporting_plan
from services.reports.import_report import commit, stage
from sla.contract_file.plain import contract_as_dict
from sla.follow_up.reporting import DueKind, DueRule, Frequency
from sla.load import contract_of, contract_to_yaml, load_contracts
from sla.money.credits import Misses
from sla.money.deductions import MoneyInput
from sla.money.settlement import settle
from sla.points.month import Booking, MonthInput, month_score
from sla.terms.reporting import LateDays
from tests.services_example import CONTRACT, Cast, empty_house

#: S36: a medium failure on day 1, a high one each further day; S34: a wrong report is a failure worth five.
RULES = """  late_report: {points: 2, points_further: 5, points_cap: 30, amount: 500, amount_further: 2000,
    amount_cap: 100000}
  erroneous_report: {points: 3, amount: 800, failures: 5}
"""
MONEY = """
settlement:
  fee: {kind: monthly, amount: 10500}
  credits: {persistent: {share: 0.05, annual_fee: 126000}}
"""
LATE = CONTRACT.replace("clauses:\n", RULES + "clauses:\n", 1) + MONEY
NAME = Text("话务月报", "Monthly traffic")


def late(first: str, last: str, is_new: bool = True, came: str | None = None) -> LateDays:
    days = [date.fromisoformat(f"2026-{day}") for day in (first, last)]
    whole = date.fromisoformat(f"2026-{came}") if came else None
    return LateDays(NAME, "2026-04", date(2026, 5, 11), *days, whole, is_new)


@pytest.mark.parametrize(
    ("reports", "points", "yuan"),
    [
        ((), None, None),
        ((late("05-12", "05-12"),), "-2.00", "500.00"),  # day 1 alone: a medium failure
        ((late("05-12", "05-14"),), "-12.00", "4500.00"),  # and a high one on each of two further days
        ((late("06-01", "06-02", is_new=False),), "-10.00", "4000.00"),  # its first day lay in May
        ((late("05-12", "05-12"), late("05-20", "05-21")), "-9.00", "3000.00"),  # each has a day 1 of its own
        ((late("05-12", "05-31"),), "-30.00", "38500.00"),  # 2 + 19 × 5 = 97 points, capped at 30
    ],
)
def test_s36_the_first_day_is_a_medium_failure_and_each_further_day_a_high_one(reports, points, yuan):
    contract = contract_of(LATE)
    score = month_score(contract, MonthInput({}, late=reports))
    assert [str(line.points) for line in score.adjustments] == ([points] if points else [])
    paid = settle(contract, score.total, MoneyInput("2026-05", late=reports))
    assert [str(line.amount.amount) for line in paid.deductions if line.code == "LATE_REPORT"] == (
        [yuan] if yuan else []
    )


def test_the_calculation_can_be_followed_by_hand():
    score = month_score(contract_of(LATE), MonthInput({}, late=[late("05-12", "05-31")]))
    line = score.adjustments[0]
    assert set(line.trace) < set(score.receipt)
    assert [step.zh for step in line.trace] == [
        "话务月报（2026-04）应于 2026-05-11 前报送，至今未报齐：本月迟 20 天（2026-05-12 至 2026-05-31），"
        "首日 2 分 + 19 天 × 5 分 = 97 分",
        "合计 97 分，封顶 30 分",
    ]
    told = settle(
        contract_of(LATE), Decimal(0), MoneyInput("2026-05", late=(late("05-12", "05-14", came="05-14"),))
    )
    assert told.deductions[0].trace[0].en == (
        "Monthly traffic (2026-04) was due by 2026-05-11, whole on 2026-05-14: late on 3 of this month's "
        "days (2026-05-12 to 2026-05-14), CNY 500.00 the first day + 2 × CNY 2,000.00 = CNY 4,500.00"
    )


@given(st.lists(st.integers(1, 28), max_size=5), st.integers(0, 9), st.integers(0, 9), st.integers(0, 40))
def test_days_cost_the_same_cut_by_months_and_never_more_than_the_cap(lengths, first, further, cap):
    from sla.points.lateness import late_cost

    reports = [late("05-01", f"05-{n:02}") for n in lengths]
    cost = late_cost(
        Fraction(first), Fraction(further), Fraction(cap), reports, lambda v: Text(str(v), str(v))
    )
    assert cost.before_cap == sum(first + further * (n - 1) for n in lengths)
    assert cost.cost == min(cost.before_cap, cap)


def test_s34_a_wrong_report_costs_each_time_and_counts_as_five_failures():
    contract = contract_of(LATE)
    score = month_score(contract, MonthInput({}, bookings=[Booking("ERRONEOUS_REPORT", times=2)]))
    assert [(line.code, str(line.points)) for line in score.adjustments] == [("ERRONEOUS_REPORT", "-6.00")]
    money = MoneyInput("2026-05", events={"ERRONEOUS_REPORT": 2})
    lines = {line.code: line for line in settle(contract, score.total, money).deductions}
    assert str(lines["ERRONEOUS_REPORT"].amount.amount) == "1600.00"
    # Twice five are the ten that cost 5 % of 126,000.
    assert str(lines["PERSISTENT_FAILURE"].amount.amount) == "6300.00"
    assert "by contract: 10" in lines["PERSISTENT_FAILURE"].trace[0].en
    before = MoneyInput(
        "2026-05",
        events={"ERRONEOUS_REPORT": 1},
        misses=Misses(failed={"ERRONEOUS_REPORT": ("2026-04",) * 5}),
    )
    lines = {line.code: line for line in settle(contract, score.total, before).deductions}
    assert str(lines["PERSISTENT_FAILURE"].amount.amount) == "6300.00"


def test_the_keys_come_back_as_they_were_and_contracts_without_them_stay():
    contract = contract_of(LATE)
    assert contract_of(contract_to_yaml(contract)) == contract
    assert (
        not {"late_report", "erroneous_report"} & contract_as_dict(contract_of(CONTRACT))["contract"].keys()
    )
    said = "\n".join(line.en for line in beside(contract))
    assert "Late and missing reports: points the first day 2, points each further day 5, most points" in said
    assert "Wrong reports: points each time 3, amount each time 800, counted as misses 5" in said


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ("late_report: {points: 1, points_cap: 9}", None),
        ("late_report: {points: 1}", "contract_late_uncapped"),
        ("late_report: {amount: 1, amount_cap: 5}", "contract_report_cost"),  # no fee it could come off
        ("late_report: {points_further: 5}", "contract_report_cost"),
        ("late_report: {}", "contract_report_cost"),
        ("erroneous_report: {failures: 5}", "contract_report_cost"),  # nothing counts failures
        ("erroneous_report: {points: 5}", None),
    ],
)
def test_a_cost_that_cannot_come_off_anything_is_refused(rules, code):
    text = CONTRACT.replace("clauses:\n", f"  {rules}\nclauses:\n", 1)
    found = {each.code for each in load_contracts(text)[2]}
    assert found & {"contract_report_cost", "contract_late_uncapped"} == ({code} if code else set())


@pytest.fixture
def cast(tmp_path, database_url):
    found = empty_house(tmp_path, database_url)
    load_contract(found.house, found.manager, LATE, "gov.yaml")
    yield found
    found.house.close()


def at(cast: Cast, day: str, hour: int = 2) -> None:
    cast.clock.at = datetime.fromisoformat(f"{day}T{hour:02d}:00").replace(tzinfo=UTC)


def owed(cast: Cast):
    return reporting_plan.save_plan(
        cast.house, cast.manager, "GOV12345", NAME, Dataset.TRAFFIC, Frequency.MONTHLY,
        DueRule(DueKind.WORKING_DAY, 5), grain=Grain.DAY, starts=date(2026, 4, 1),
    )  # fmt: skip


def send(cast: Cast, last: int = 30, month: int = 4) -> None:
    lines = [f"2026-{month:02d}-{day:02d},100,95,92,5" for day in range(1, last + 1)]
    data = ("日期,人工请求量,人工接通量,20秒内接通量,人工放弃量\n" + "\n".join(lines)).encode()
    file = stage(
        cast.house, cast.manager, f"{month}-{last}.csv", data, Choice(vendor="YUNHE", project="HOTLINE")
    ).file
    commit(cast.house, cast.manager, file.id)


def lines(cast: Cast, label: str) -> dict[str, tuple[str, str]]:
    """Code → points and yuan of the month's reports."""
    (month,) = assess(cast.house, cast.manager, [label])
    points = {line.code: str(line.points) for line in month.score.adjustments}
    yuan = {line.code: str(line.amount.amount) for line in month.settled.deductions}
    return {code: (points.get(code, ""), yuan.get(code, "")) for code in points | yuan if "REPORT" in code}


def test_a_report_costs_in_each_month_the_days_it_was_late_in_it(cast: Cast) -> None:
    plan = owed(cast)  # April's is due on 11 May
    at(cast, "2026-05-11", 15)
    assert lines(cast, "2026-05") == {}
    at(cast, "2026-05-12")
    assert lines(cast, "2026-05") == {"LATE_REPORT": ("-2.00", "500.00")}
    send(cast, last=29)  # a part of it is no report
    at(cast, "2026-06-02")
    assert lines(cast, "2026-05") == {"LATE_REPORT": ("-30.00", "38500.00")}
    assert lines(cast, "2026-06") == {"LATE_REPORT": ("-10.00", "4000.00")}
    # More time, granted afterwards, takes the days away again; who granted it stays with it.
    reporting_plan.extend(cast.house, cast.manager, plan.id, date(2026, 4, 1), date(2026, 5, 29), "甲方停电")
    assert lines(cast, "2026-05") == {"LATE_REPORT": ("-7.00", "2500.00")}
    send(cast)
    at(cast, "2026-06-04")
    assert lines(cast, "2026-06") == {"LATE_REPORT": ("-10.00", "4000.00")}


def test_a_report_in_time_costs_nothing_and_a_closed_month_is_found_again(cast: Cast) -> None:
    owed(cast)
    at(cast, "2026-05-14")
    send(cast)
    at(cast, "2026-06-20")
    send(cast, last=20, month=5)
    # May's own report was due on 5 June and is not whole: that is June's.
    assert lines(cast, "2026-05") == {"LATE_REPORT": ("-12.00", "4500.00")}
    current(cast.house, cast.manager, "GOV12345", "2026-05")
    set_state(cast.house, cast.approver, "GOV12345", "2026-05", MonthState.FINAL, "核对无误")
    at(cast, "2026-07-20")
    assert rebuild(cast.house, cast.viewer, "GOV12345", "2026-05").is_same


def test_that_a_report_was_wrong_is_one_persons_word_and_anothers_approval(cast: Cast) -> None:
    book = daily_events.record_event
    event = book(
        cast.house, cast.manager, "GOV12345", date(2026, 5, 8), "ERRONEOUS_REPORT", "四月月报两次重报"
    )
    assert lines(cast, "2026-05") == {}
    daily_events.approve_event(cast.house, cast.approver, event.id, event.version)
    assert lines(cast, "2026-05") == {"ERRONEOUS_REPORT": ("-3.00", "800.00")}
    codes = daily_events.codes(cast.house, cast.viewer, "GOV12345", "2026-05")
    assert codes[-1].name.en == "Failing to report accurately"


def test_wrong_reports_of_earlier_months_count_on_and_a_contract_without_the_key_books_none(
    cast: Cast,
) -> None:
    at(cast, "2026-06-12")
    for day in (date(2026, 5, 8), date(2026, 6, 8)):
        event = daily_events.record_event(
            cast.house, cast.manager, "GOV12345", day, "ERRONEOUS_REPORT", "月报有误"
        )
        daily_events.approve_event(cast.house, cast.approver, event.id, event.version)
    assess(cast.house, cast.manager, ["2026-05"])
    (june,) = assess(cast.house, cast.manager, ["2026-06"])
    charged = next(line for line in june.settled.deductions if line.code == "PERSISTENT_FAILURE")
    assert str(charged.amount.amount) == "6300.00"
    load_contract(
        cast.house,
        cast.manager,
        CONTRACT.replace("GOV12345", "PLAIN").replace("HOTLINE}", "OTHER}"),
        "p.yaml",
    )
    with pytest.raises(NotFoundError):
        daily_events.record_event(
            cast.house, cast.manager, "PLAIN", date(2026, 5, 8), "ERRONEOUS_REPORT", "月报有误"
        )
