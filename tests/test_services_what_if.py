"""What if: past months judged again under a draft; verdicts, points and money, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import NotFoundError, RefusedError, WrongInputError
from core.money import Money
from core.month import MonthState
from core.principal import Principal, Role
from core.text import Text
from core.verdict import Verdict
from services.contracts.contract_changes import Kind
from services.contracts.contract_templates import Start
from services.contracts.contracts import template
from services.contracts.drafts import Draft, draft_from_file, draft_from_version
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.known.people import add_person
from services.months.month import set_state
from services.records.manual_figures import enter_figure
from services.results.what_if import what_if
from services.results.what_if_result import Why
from tests.reports_example import CONTRACT, bring, daily_report, line_house

MONTHS = ["2026-08", "2026-09", "2026-10"]
#: A fixed fee, paid by the month's total.
TIERS = """
settlement:
  fee: {kind: monthly, amount: 100000}
  tiers: [[90, 1.00], [80, 0.95], [0, 0.90]]
"""
PRICED = CONTRACT + TIERS


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    """85 % of calls within 20 s in August and October, 70 % in September; reports are on time each month."""
    house, who = line_house(tmp_path / "data", database_url, PRICED)
    for label, within in zip(MONTHS, (850, 700, 850), strict=True):
        bring(house, who, daily_report(label, within=within), f"{label}.csv")
        enter_figure(house, who, "LINE-2026", label, "RPT", Decimal(1), Decimal(1), "月报")
    yield house, who
    house.close()


def draft(house: House, who: Principal, text: str) -> Draft:
    return draft_from_file(house, who, "LINE-2026", text.encode(), "draft.yaml")


def edited(house: House, who: Principal, **edits: dict[str, str | None]) -> Draft:
    return draft_from_version(house, who, "LINE-2026", "1", edits)


def test_a_stricter_target_turns_the_months_it_turns_and_says_what_that_costs(line):
    house, who = line
    found = what_if(house, who, "LINE-2026", edited(house, who, SL20={"target": "86"}), MONTHS)
    august = found.months[0]
    moved = {clause.clause: clause for clause in august.moved}
    # One point short of 86 %, two points off of sixty.
    assert list(moved) == ["SL20"]
    assert moved["SL20"].verdicts == (Verdict.MET, Verdict.MISSED)
    assert (moved["SL20"].points_before, moved["SL20"].points_after) == (Decimal("60.00"), Decimal("58.00"))
    assert (august.total_before, august.total_after) == (Decimal("100.00"), Decimal("98.00"))
    # September: sixteen points short instead of ten, and the coefficient falls from 0.95 to 0.90.
    september = found.months[1]
    assert (september.total_before, september.total_after) == (Decimal("80.00"), Decimal("68.00"))
    assert (september.payable_before, september.payable_after) == (Money(9_500_000), Money(9_000_000))
    assert found.sums.missed == (1, 3)
    assert found.sums.payable == (Money(29_500_000), Money(29_000_000))
    assert found.sums.totals == (Fraction(280, 3), Fraction(88))


def test_each_change_is_tried_alone_where_several_changed(line):
    house, who = line
    tried = draft(house, who, PRICED.replace("target: 80", "target: 86").replace("[80, 0.95]", "[80, 0.99]"))
    found = what_if(house, who, "LINE-2026", tried, MONTHS)
    effects = {effect.change.clause: effect for effect in found.effects}
    # The target alone takes September's 5,000; the better tier alone gives it 4,000; together 5,000 are lost.
    assert effects["SL20"].payable == Money(-500_000) and effects["SL20"].points == Decimal("-16.00")
    assert effects["SL20"].turned == ("2026-08", "2026-10")
    assert effects[""].change.kind is Kind.RULES
    assert effects[""].payable == Money(400_000) and not effects[""].turned and not effects[""].points
    assert found.together == Money(-400_000)


def test_a_clause_more_and_a_clause_less_stand_with_a_dash_on_the_other_side(line):
    house, who = line
    text = PRICED.replace("code: ABN", "code: LOST")
    found = what_if(house, who, "LINE-2026", draft(house, who, text), ["2026-10"])
    (month,) = found.months
    sides = {clause.clause: (clause.before is None, clause.after is None) for clause in month.clauses}
    assert sides == {
        "SL20": (False, False),
        "LOST": (True, False),
        "RPT": (False, False),
        "ABN": (False, True),
    }
    assert {e.change.clause: e.change.kind for e in found.effects} == {"LOST": Kind.ADDED, "ABN": Kind.GONE}


def test_months_without_figures_and_months_no_version_governs_say_so(line):
    house, who = line
    found = what_if(house, who, "LINE-2026", edited(house, who), ["2025-12", "2026-05", "2026-10"])
    assert [month.label for month in found.months] == ["2026-10"]
    assert [(u.label, u.why) for u in found.unjudged] == [
        ("2025-12", Why.NOT_GOVERNED),
        ("2026-05", Why.NO_FIGURES),
    ]
    with pytest.raises(NotFoundError, match="contract_gap"):
        what_if(house, who, "LINE-2026", edited(house, who), ["2025-12"])


def test_nothing_is_kept_of_what_was_tried(line):
    house, who = line
    before = (house.data_version(), _runs(house))
    what_if(house, who, "LINE-2026", edited(house, who, SL20={"target": "86"}), MONTHS)
    assert (house.data_version(), _runs(house)) == before
    assert current(house, who, "LINE-2026", "2026-10").score.total == Decimal("100.00")


def _runs(house: House) -> int:
    with house.database.read() as uow:
        return len(uow.runs.all())


def test_before_is_what_the_scorecard_says(line):
    house, who = line
    found = what_if(house, who, "LINE-2026", edited(house, who, SL20={"target": "86"}), MONTHS)
    for month in found.months:
        result = current(house, who, "LINE-2026", month.label)
        assert month.total_before == result.score.total
        assert month.payable_before == result.settled.payable


def test_a_month_that_is_final_is_said_to_be(line):
    house, who = line
    approver = add_person(house, "批准人", Role.APPROVER)
    current(house, who, "LINE-2026", "2026-10")
    set_state(house, approver, "LINE-2026", "2026-10", MonthState.FINAL)
    found = what_if(house, who, "LINE-2026", edited(house, who), MONTHS)
    assert [month.is_final for month in found.months] == [False, False, True]


def test_a_draft_may_have_the_number_and_the_days_of_a_version_that_is_kept(line):
    house, who = line
    later = PRICED.replace("from: 2026-01-01, to: 2026-12-31", "from: 2027-01-01")
    found = what_if(house, who, "LINE-2026", draft(house, who, later), MONTHS)
    assert found.effects == () and not any(month.moved for month in found.months)


def test_a_filled_in_template_is_tried_too(line):
    house, who = line
    name, data = template(house, who, "zh", Start.COPY, "LINE-2026")
    tried = draft_from_file(house, who, "LINE-2026", data, name)
    found = what_if(house, who, "LINE-2026", tried, MONTHS)
    assert found.effects == () and len(found.months) == 3


def test_a_draft_that_is_wrong_or_of_another_vendor_is_refused(line):
    house, who = line
    with pytest.raises(RefusedError):
        draft(house, who, PRICED.replace("indicator: SL,", "indicator: NOBODY_KNOWS,"))
    with pytest.raises(RefusedError):
        edited(house, who, SL20={"target": "eighty"})
    with pytest.raises(WrongInputError, match="draft_elsewhere"):
        draft(house, who, PRICED.replace("code: YUNHE", "code: ANDA"))
    with pytest.raises(WrongInputError):
        edited(house, who, SL20={"name": "other"})


def test_it_is_said_for_machines_with_exact_numbers(line):
    house, who = line
    said = what_if(house, who, "LINE-2026", edited(house, who, SL20={"target": "86"}), MONTHS).as_dict()
    assert said["sums"]["payable"] == ["295000.00", "290000.00"]
    assert said["effects"][0]["terms"] == [{"key": "target", "before": "80", "after": "86"}]
    assert said["months"][1]["total"] == ["80", "68"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    target=st.integers(0, 100),
    months=st.sets(st.sampled_from(["2025-12", "2026-05", *MONTHS]), min_size=1).filter(
        lambda found: found != {"2025-12"}
    ),
    number=st.text("0123456789ab·?", min_size=1, max_size=4),
)
def test_judging_under_the_same_contract_changes_nothing(line, target, months, number):
    """Whatever it is called: the contract as it is, and any version of it compared with itself."""
    house, who = line
    same = edited(house, who)
    renamed = replace(same, contract=replace(same.contract, version=number, name=Text("草案", "Draft")))
    found = what_if(house, who, "LINE-2026", renamed, sorted(months))
    assert found.effects == () and not any(month.moved for month in found.months)
    assert all(month.payable_before == month.payable_after for month in found.months)
    # And there and back: what one change moves is what all of them move.
    other = what_if(house, who, "LINE-2026", edited(house, who, SL20={"target": str(target)}), sorted(months))
    gained = sum((m.total_after - m.total_before for m in other.months), Decimal(0))
    assert sum((e.points or 0 for e in other.effects), Decimal(0)) == gained
    assert not other.together or other.together.cents == 0
