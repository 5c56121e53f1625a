"""Service credits in the month: multiplied by the months before, kept with the run, read back the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.contracts.drafts import draft_from_version
from services.house.as_json import month_score
from services.improvement.chronic_triggers import chronic_triggers
from services.judging.assess_month import assess, current
from services.results.what_if import what_if
from tests.reports_example import CONTRACT, bring, daily_report, line_house

CREDITS = """
settlement:
  fee: {kind: monthly, amount: 100000}
  credits:
    at_risk:
      share: 0.12
      allocations: [{clause: SL20, share: 0.5}, {clause: ABN, share: 0.3}]
      multipliers: [1, 1.5, 2]
    claim_days: 21
"""
FLAT = CREDITS.replace("      multipliers: [1, 1.5, 2]\n", "")
LATE = 700


def _house(folder: Path, url, credits=CREDITS):
    return line_house(folder / "data", url, CONTRACT + credits)


def _credit(house, who, label):
    settled = current(house, who, "LINE-2026", label).settled
    return next((str(line.amount.amount) for line in settled.deductions if line.code == "SL20"), None)


def _reported(house, who, **within):
    for label, figure in within.items():
        bring(house, who, daily_report(label.replace("m", "2026-"), within=figure), f"{label}.csv")


@pytest.fixture
def line(tmp_path, database_url):
    house, who = _house(tmp_path, database_url)
    yield house, who
    house.close()


def test_a_repeated_miss_costs_more_by_the_months_before(line):
    house, who = line
    _reported(house, who, m07=LATE, m08=LATE, m09=LATE, m10=LATE)
    found = [_credit(house, who, f"2026-{month}") for month in ("07", "08", "09", "10")]
    assert found == ["6000.00", "9000.00", "12000.00", "12000.00"]


def test_months_asked_for_together_count_each_other(line):
    house, who = line
    _reported(house, who, m10=LATE, m09=LATE)
    labels = ["2026-10", "2026-09"]
    months = assess(house, who, labels, contract="LINE-2026")
    assert [month.label for month in months] == labels
    assert [str(month.settled.deducted.amount) for month in months] == ["9000.00", "6000.00"]


def test_a_month_is_another_run_once_the_month_before_turns_out_good(line):
    house, who = line
    _reported(house, who, m09=LATE, m10=LATE)
    before = current(house, who, "LINE-2026", "2026-10")
    bring(house, who, daily_report("2026-09", within=850), "again.csv")
    after = current(house, who, "LINE-2026", "2026-10")
    assert after.run_hash != before.run_hash
    assert (str(before.settled.deducted.amount), str(after.settled.deducted.amount)) == ("9000.00", "6000.00")


def test_a_month_read_back_says_how_often_in_a_row(line):
    house, who = line
    _reported(house, who, m09=LATE, m10=LATE)
    first, again = (current(house, who, "LINE-2026", "2026-10") for _ in range(2))
    assert first == again
    said = [step.en for step in again.settled.receipt]
    assert "Service level: service credit: CNY 12,000.00 × 50 % × 1.5 (month 2 in a row) = CNY 9,000.00" in [
        step.replace("150 % (month", "1.5 (month") for step in said
    ]


def test_the_command_line_tells_the_amount_at_risk_and_every_step(line):
    house, who = line
    _reported(house, who, m09=LATE, m10=LATE)
    paid = month_score(current(house, who, "LINE-2026", "2026-10"))["payable"]
    assert paid["credits"] == {"at_risk": "12000.00", "before_cap": "9000.00", "amount": "9000.00"}
    assert len(paid["deductions"][0]["trace"]) == 1


def test_without_multipliers_no_month_rests_on_another(tmp_path, database_url):
    house, who = _house(tmp_path, database_url, FLAT)
    _reported(house, who, m09=LATE, m10=LATE)
    before = current(house, who, "LINE-2026", "2026-10")
    bring(house, who, daily_report("2026-09", within=850), "again.csv")
    assert current(house, who, "LINE-2026", "2026-10").run_hash == before.run_hash
    house.close()


def test_a_contract_without_points_is_settled_as_well(tmp_path, database_url):
    plain = CONTRACT.replace(", weight: 60,", ",").replace(
        "     weight: 30, score: {method: full_or_zero}}", "    }"
    )
    plain = plain.replace(", weight: 10, score: {method: full_or_zero}", "")
    plain = plain.replace("     score: {method: step, unit: 1, deduct: 2, partial: ceil},\n", "")
    house, who = line_house(tmp_path / "data", database_url, plain + CREDITS)
    _reported(house, who, m09=LATE, m10=LATE)
    first, again = (current(house, who, "LINE-2026", "2026-10") for _ in range(2))
    assert first.score is None
    assert str(again.settled.payable.amount) == "91000.00"
    assert first == again
    house.close()


def test_under_a_draft_the_months_before_are_counted_as_the_draft_would_have_judged_them(line):
    house, who = line
    # 85 % in August, 70 % after it: under the contract's 80 % August is no miss, under 86 % it is the first.
    _reported(house, who, m08=850, m09=LATE, m10=LATE)
    stricter = draft_from_version(house, who, "LINE-2026", "1", {"SL20": {"target": "86"}})
    found = what_if(house, who, "LINE-2026", stricter, ["2026-08", "2026-09", "2026-10"])
    paid = [(str(m.payable_before.amount), str(m.payable_after.amount)) for m in found.months]
    assert paid == [("100000.00", "94000.00"), ("94000.00", "91000.00"), ("91000.00", "88000.00")]
    for month in found.months:
        assert month.payable_before == current(house, who, "LINE-2026", month.label).settled.payable


def test_one_change_alone_counts_the_other_clauses_as_they_are(line):
    house, who = line
    _reported(house, who, m09=850, m10=850)
    both = {"SL20": {"target": "86"}, "ABN": {"target": "0"}}
    found = what_if(
        house,
        who,
        "LINE-2026",
        draft_from_version(house, who, "LINE-2026", "1", both),
        ["2026-09", "2026-10"],
    )
    effects = {effect.change.clause: effect.payable.cents for effect in found.effects}
    # 6,000 in September and 9,000 in October, and what the other clause draws stands apart from it.
    assert effects["SL20"] == -1_500_000


def test_months_that_drew_all_that_is_at_risk_are_counted_towards_a_chronic_trigger(tmp_path, database_url):
    head = "chronic: [{code: CAP, at_cap: true, rule: {consecutive: 2}}]"
    text = CONTRACT.replace("  vendors:", f"  {head}\n  vendors:") + CREDITS.replace("share: 0.5", "share: 1")
    house, who = line_house(tmp_path / "data", database_url, text)
    _reported(house, who, m08=LATE, m09=LATE, m10=LATE)
    assess(house, who, ["2026-08", "2026-09", "2026-10"])
    found = {at: chronic_triggers(house, who, "LINE-2026", at) for at in ("2026-08", "2026-09")}
    assert [(each.state, each.months) for [each] in found.values()] == [
        ("near", ("2026-08",)),
        ("triggered", ("2026-08", "2026-09")),
    ]
    house.close()


PERSISTENT = """
settlement:
  fee: {kind: monthly, amount: 10500}
  credits: {persistent: {share: 0.05, every: 3, months: 12}}
"""


def _charge(house, who, label):
    lines = current(house, who, "LINE-2026", label).settled.deductions
    return next(str(line.amount.amount) for line in lines if line.code == "PERSISTENT_FAILURE")


def test_misses_of_earlier_months_make_the_number_full_and_a_corrected_month_takes_it_back(
    tmp_path, database_url
):
    house, who = _house(tmp_path, database_url, PERSISTENT)
    _reported(house, who, m07=LATE, m08=LATE, m09=LATE, m10=LATE)
    charges = [_charge(house, who, f"2026-{month}") for month in ("07", "08", "09", "10")]
    # 5 % of 126,000; the miss of October is the first of the next three.
    assert charges == ["0.00", "0.00", "6300.00", "0.00"]
    first, again = (current(house, who, "LINE-2026", "2026-09") for _ in range(2))
    assert first == again
    assert first.settled.receipt[1].en.startswith(
        "Persistent failure: miss 3 within 12 months (2026-07: 1, 2026-08: 1, 2026-09: 1)"
    )
    bring(house, who, daily_report("2026-07", within=850), "again.csv")
    assert [_charge(house, who, f"2026-{month}") for month in ("09", "10")] == ["0.00", "6300.00"]
    house.close()
