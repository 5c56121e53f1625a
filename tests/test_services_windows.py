"""Clauses over several months and several sites: each site's months first, and a quarter judged once."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.scope import Scope
from core.tally import Flag
from core.text import Text
from core.verdict import Verdict
from services.judging.assess_month import assess, current
from services.known import directory
from sla.judging.hindrance import Hindrance
from sla.judging.sites import months_together
from sla.load import catalogue
from sla.terms.contract import Aggregate, Clause, Comparison
from sla.terms.indicator import formula
from sla.terms.window import Window, is_due, labels_in
from tests.reports_example import CONTRACT, HEAD, bring, line_house
from tests.sla_month import sums

CODE = "LINE-2026"
#: Offered and answered within 20 s in each month of the third quarter, by site.
QUARTER = {
    "2026-07": {"HF": (1000, 900), "CD": (500, 300)},
    "2026-08": {"HF": (1000, 700), "CD": (500, 450)},
    "2026-09": {"HF": (2000, 1400), "CD": (500, 420)},
}
WEIGHTED = "aggregate: weighted, site_weights: {HF: 60, CD: 40}"
SETTLED = """
settlement:
  fee: {kind: monthly, amount: 100000}
  deductions: [{code: LOW, basis: gap, clause: SL20, unit: 1, partial: ceil, amount: 2000}]
"""


def _house(folder, keys, months=QUARTER, more=""):
    text = CONTRACT.replace("variant: SL-1", "variant: SL-OFFERED").replace(
        "target: 80,", f"target: 80, {keys},"
    )
    house, who = line_house(folder / "data", None, text + more)
    for code, name in {"HF": Text("合肥", "Hefei"), "CD": Text("成都", "Chengdu")}.items():
        directory.save_site(house, who, "YUNHE", code, name)
    for label, sites in months.items():
        rows = [f"{label}-01,{site},{offered},{offered},0,{hit}" for site, (offered, hit) in sites.items()]
        head = HEAD.replace("Date,", "Date,Site,")
        bring(house, who, "\n".join([head, *rows]) + "\n", f"{label}.csv")
    return house, who


@pytest.mark.parametrize(
    ("keys", "value", "site"),
    [
        ("window: quarter", Fraction(4170, 5500), None),
        ("window: quarter, aggregate: worst", Fraction(3000, 4000), "HF"),  # CD: 1,170 of 1,500
        ("window: quarter, aggregate: mean", (Fraction(3000, 4000) + Fraction(1170, 1500)) / 2, None),
        (
            f"window: quarter, {WEIGHTED}",
            Fraction(3000, 4000) * 60 / 100 + Fraction(1170, 1500) * 40 / 100,
            None,
        ),
        (WEIGHTED, Fraction(1400, 2000) * 60 / 100 + Fraction(420, 500) * 40 / 100, None),
        ("window: rolling_2, aggregate: worst", Fraction(2100, 3000), "HF"),
    ],
)
def test_each_site_has_its_figure_of_the_window_before_they_become_one(tmp_path, keys, value, site):
    house, who = _house(tmp_path, keys)
    found = current(house, who, CODE, "2026-09").line("SL20").judgement
    assert (found.value, found.scope and found.scope.site) == (100 * value, site)
    house.close()


def test_a_site_without_a_month_makes_the_figure_provisional_whichever_site_it_is_of():
    def month(**hits):
        return [sums(Scope("V", site=site), answered_within_20=n, offered=100) for site, n in hits.items()]

    form = formula(catalogue()["SL"], "SL-OFFERED")
    clause = Clause("C", Text("", ""), "SL", Comparison.AT_LEAST, aggregate=Aggregate.WORST)
    whole = months_together(form, clause, [month(A=90, B=70), month(A=80, B=80)])
    short = months_together(form, clause, [month(A=90, B=70), month(B=80)])
    assert [(each.value, each.scope.site) for each in (whole, short)] == [(75, "B"), (75, "B")]
    assert [Flag.PROVISIONAL in each.tally.flags for each in (whole, short)] == [False, True]


def test_a_site_that_reported_and_weighs_nothing_by_the_contract_hinders_the_figure(tmp_path):
    house, who = _house(tmp_path, "aggregate: weighted, site_weights: {HF: 60}")
    found = current(house, who, CODE, "2026-09").line("SL20").judgement
    assert (found.verdict, found.hindrance) == (Verdict.NOT_REPORTED, Hindrance.NO_WEIGHT)
    house.close()


def test_a_share_of_days_of_the_worst_site(tmp_path):
    house, who = _house(tmp_path, "window: quarter, aggregate: worst, each: {grain: day, target: 80}")
    found = current(house, who, CODE, "2026-09").line("SL20").judgement
    assert (found.numerator, found.denominator, found.scope.site) == (1, 3, "HF")
    house.close()


@pytest.mark.parametrize(
    ("window", "drawn"),
    [("quarter", [0, 4000, 10000]), ("quarter_end", [0, 0, 10000])],
)
def test_we_3_a_quarterly_clause_takes_its_money_off_once(tmp_path, window, drawn):
    """PG-5: 2,000 a point or fraction below the target, judged by the quarter (75.82 % of 80 is 5 points)."""
    house, who = _house(tmp_path, f"window: {window}", more=SETTLED)
    assess(house, who, list(QUARTER))
    months = [current(house, who, CODE, label) for label in QUARTER]
    assert [int(month.settled.deducted.amount) for month in months] == drawn
    if window == "quarter_end":
        first = months[0].line("SL20")
        assert first.judgement.verdict is Verdict.NOT_APPLICABLE
        assert first.judgement.steps[0].zh == "按整季考核，季末月才判定"
    house.close()


@pytest.mark.parametrize(
    ("window", "label", "months"),
    [
        (Window.MONTH, "2026-02", ["2026-02"]),
        (Window.QUARTER, "2026-05", ["2026-04", "2026-05"]),
        (Window.QUARTER_END, "2026-06", ["2026-04", "2026-05", "2026-06"]),
        (Window.ROLLING_2, "2026-01", ["2025-12", "2026-01"]),
        (Window.ROLLING_5, "2026-01", ["2025-09", "2025-10", "2025-11", "2025-12", "2026-01"]),
    ],
)
def test_the_months_of_a_window(window, label, months):
    assert labels_in(window, label) == months


def test_a_quarter_is_due_in_its_last_month_and_everything_else_always():
    due = [label for label in (f"2026-{m:02}" for m in range(1, 13)) if is_due(Window.QUARTER_END, label)]
    assert due == ["2026-03", "2026-06", "2026-09", "2026-12"]
    assert all(is_due(window, "2026-01") for window in Window if window is not Window.QUARTER_END)
