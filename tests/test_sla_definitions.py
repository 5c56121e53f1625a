"""The same counts give other figures by other definitions: the worked tables, to the digit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.rounding import rounded
from core.scope import Scope
from core.tally import Flag, Sums
from core.text import Text
from core.verdict import Verdict
from sla.judging.tally import measure, over_window
from sla.judging.variants import Answer, NoValue, every_variant, missing_in
from sla.judging.verdict import judge
from sla.load import catalogue
from sla.terms.contract import Aggregate, Clause, Comparison
from sla.terms.indicator import formula, formula_text
from tests.sla_month import sums

# The service-level table of 1.0; flow-outs and blocked calls are ours.
SL_TABLE = {
    "answered": 1000,
    "abandoned": 60,
    "answered_within_20": 860,
    "abandoned_within_20": 20,
    "abandoned_after_20": 40,
    "abandoned_within_5": 10,
    "flow_out": 40,
    "blocked": 100,
}
# china_practice 4.2: F1 to F4 are SL-4, SL-5, SL-1 and SL-3W.
FOUR = {"answered": 9300, "abandoned": 700, "answered_within_20": 8000, "abandoned_within_20": 150}


def _said(code: str, digits: int, params=None, **counts: int) -> dict[str, str]:
    """What every variant says that can say anything."""
    found = every_variant(catalogue()[code], _on(sums(**counts)), params)
    return {each.variant: str(rounded(each.value, digits)) for each in found if each.value is not None}


def _on(found: Sums) -> Answer:
    """The answers of one month's sums."""
    return lambda form: (measure(form, [found]), missing_in(form, [found]))


def _value(code: str, variant: str | None = None, digits: int = 2, **counts: int) -> str:
    return str(rounded(measure(formula(catalogue()[code], variant), [sums(**counts)]).value, digits))


def test_gt_01_every_service_level_of_the_table_at_once():
    assert _said("SL", 4, **SL_TABLE) == {
        "SL-1": "81.1321",
        "SL-2": "81.9048",
        "SL-3": "82.6923",
        "SL-3W": "82.6923",
        "SL-4": "83.0189",
        "SL-5": "86.0000",
        "SL-6": "82.0755",
        "SL-7": "78.1818",
        "SL-7B": "71.6667",
    }


def test_china_4_2_four_service_levels_of_one_month():
    said = _said("SL", 2, **FOUR)
    assert [said[code] for code in ("SL-4", "SL-5", "SL-1", "SL-3W")] == ["81.50", "86.02", "80.00", "81.22"]


def test_a_variant_says_why_it_has_no_figure():
    counts = {"answered_within_20": 5, "answered": 0, "abandoned": 8, "abandoned_within_5": 9}
    why = {each.variant: each for each in every_variant(catalogue()["SL"], _on(sums(**counts)))}
    assert (why["SL-7"].why, why["SL-7"].missing) == (NoValue.NOT_REPORTED, ("flow_out",))
    assert why["SL-2"].why is NoValue.CONTRADICTORY  # more short abandons than abandons
    none = every_variant(catalogue()["SL"], _on(sums(answered_within_20=0, answered=0)))
    assert {each.variant: each.why for each in none}["SL-5"] is NoValue.NO_VOLUME
    [percentile] = every_variant(catalogue()["ANSWER_P95"], _on(_of_days("wait_p95_s", 110, 90)))
    assert (percentile.value, percentile.why) == (None, NoValue.NOT_AGGREGABLE)


def test_variants_take_the_parameters_of_a_clause():
    counts = {"answered": 100, "answered_within_15": 70, "answered_under_15": 66}
    assert _said("SL", 1, {"threshold_s": "15"}, **counts) == {"SL-5": "70.0"}
    assert _said("SL", 1, {"threshold_s": "15", "inclusive": "false"}, **counts) == {"SL-5": "66.0"}


def _of_days(name: str, *values: int):
    """Sums of several rows."""
    total = sums(**{name: sum(values)})
    return type(total)(total.scope, total.period, total.source, total.totals, {name: len(values)})


ATTRITION = {"leavers": 14, "headcount_begin": 180, "headcount_end": 172}


@pytest.mark.parametrize(
    ("code", "variant", "percent"),
    [
        ("ATTRITION", "ATTR-1", "7.9545"),
        ("ANNUAL_ATTRITION", "ANN-X12", "95.4545"),
        ("ANNUAL_ATTRITION", "ANN-COMPOUND", "63.0148"),
    ],
)
def test_gt_09_a_month_of_attrition_and_what_it_is_made_into(code, variant, percent):
    assert _value(code, variant, 4, **ATTRITION) == percent


def test_compounding_is_exact_and_said_in_the_formula():
    compound = formula(catalogue()["ANNUAL_ATTRITION"], "ANN-COMPOUND")
    assert measure(compound, [sums(**ATTRITION)]).value == 100 * (1 - Fraction(162, 176) ** 12)
    assert formula_text(compound).zh == "1 − (1 − 离职人数 ÷ ((期初人数 + 期末人数) ÷ 2) × 100%)^12"


def test_rolling_12_months_are_neither_of_the_two():
    months = [sums(leavers=2, headcount_begin=180, headcount_end=176) for _ in range(11)]
    rolling, total = over_window(
        formula(catalogue()["ATTRITION_12"], "ATTR12-2"), [*months, sums(**ATTRITION)]
    )
    assert str(rounded(measure(rolling, [total]).value, 4)) == "20.2437"


def test_gt_13_a_net_promoter_score_is_formed_from_counts():
    parts = [
        sums(promoters=112, detractors=50, nps_replies=250),
        sums(promoters=100, detractors=8, nps_replies=150),
    ]
    promoters = formula(catalogue()["NPS"])
    assert _value("NPS", digits=1, promoters=212, detractors=58, nps_replies=400) == "38.5"
    assert measure(promoters, parts).value == Fraction("38.5")
    assert (
        str(rounded(measure(promoters, parts, Aggregate.MEAN).value, 2)) == "43.07"
    )  # what averaging claims
    assert _value("NPS", promoters=0, detractors=10, nps_replies=10) == "-100.00"


def test_gt_14_kappa_is_formed_from_whole_numbers_and_not_from_months():
    """50 items: both pass 40, both fail 4, and 3 each way."""
    by_chance = 43 * 43 + 7 * 7
    counts = {"kappa_beyond_chance": 50 * 44 - by_chance, "kappa_possible": 50 * 50 - by_chance}
    assert _value("CALIBRATION_KAPPA", digits=4, **counts) == "0.5017"
    assert _value("CALIBRATION_AGREE", items_agreed=44, items_calibrated=50) == "88.00"
    months = [sums(**counts), sums(**counts)]
    assert measure(formula(catalogue()["CALIBRATION_KAPPA"]), months).value is None


# 30 drops, 800 connected to a person, 200 machines that agents marked.
DROPS = {"outbound_dropped": 30, "outbound_live": 800, "answering_machines": 200}


def test_the_drop_rate_of_the_ftc_and_of_ofcom_on_the_same_data():
    assert _said("DROP_RATE", 2, **DROPS) == {"DROP-FTC": "3.61", "DROP-OFCOM": "2.91"}


def test_the_ofcom_form_is_its_own_formula_reduced():
    """D / (D + L) with D = drops − drops × Ag / (Ag + L)."""
    drops, live, machines = (Fraction(DROPS[name]) for name in DROPS)
    reduced = drops - drops * machines / (machines + live)
    stated = measure(formula(catalogue()["DROP_RATE"], "DROP-OFCOM"), [sums(**DROPS)]).value
    assert stated == 100 * reduced / (reduced + live)


@pytest.mark.parametrize(
    ("variant", "percent"), [("ABN-A", "6.00"), ("ABN-B", "5.05"), ("ABN-C", "4.00"), ("ABN-D", "5.00")]
)
def test_four_abandonment_rates(variant, percent):
    counts = {"offered": 1000, "abandoned": 60, "abandoned_within_5": 10, "abandoned_after_30": 40}
    assert _value("ABANDON_RATE", variant, **counts) == percent


def test_three_speeds_of_answer():
    counts = {"wait_s": 18_000, "wait_all_s": 20_100, "ring_s": 3000, "answered": 1000, "offered": 1060}
    assert _said("ASA", 2, **counts) == {"ASA-1": "18.00", "ASA-2": "18.96", "ASA-3": "15.00"}


def test_resolution_by_marks_by_repeats_by_customers_by_audits_and_net():
    counts = {
        "first_contacts": 1000,
        "resolved_first": 700,
        "repeat_calls": 180,
        "repeat_calls_within_604800": 200,
        "resolution_asked": 50,
        "resolution_first_yes": 42,
        "audits": 40,
        "audits_resolved_first": 30,
        "not_resolvable_first": 125,
    }
    assert _said("FCR", 1, **counts) == {
        "FCR-1": "70.0",
        "FCR-2": "82.0",
        "FCR-W": "80.0",
        "FCR-SURVEY": "84.0",
        "FCR-QA": "75.0",
        "FCR-NET": "80.0",
    }


def test_satisfaction_by_boxes_by_stars_and_of_the_most_possible():
    counts = {
        "survey_replied": 200,
        "satisfied": 180,
        "very_satisfied": 130,
        "ratings": 200,
        "ratings_5": 130,
        "ratings_4": 40,
        "rating_points": 880_000,
    }
    assert _said("CSAT", 1, **counts) == {
        "CSAT": "90.0",
        "CSAT-TOP1": "65.0",
        "CSAT-STARS": "85.0",
        "CSAT-5": "65.0",
        "CSAT-OF-MAX": "88.0",
    }
    assert _value("CSAT_SCORE", digits=2, **counts) == "4.40"


def test_forecasts_by_volume_by_interval_and_by_band():
    """Intervals (actual, forecast): (100, 90), (200, 210), (50, 100); accuracies 90, 95 and 0 per cent."""
    counts = {
        "offered": 350,
        "forecast": 400,
        "forecast_error": 70,
        "interval_accuracy": 1850,
        "forecast_intervals": 3,
        "intervals_in_band_10": 2,
    }
    assert _said("FORECAST_ACC", 2, **counts) == {
        "FA-ACTUAL": "80.00",
        "FA-FORECAST": "82.50",
        "FA-MAPE": "61.67",
        "FA-BAND": "66.67",
    }
    assert _said("VOLUME_DEVIATION", 2, **counts) == {"DEV-1": "-12.50", "DEV-WAPE": "17.50"}


def test_three_utilisations_and_two_occupancies():
    counts = {
        "talk_s": 300_000,
        "hold_s": 20_000,
        "wrap_s": 80_000,
        "paid_s": 800_000,
        "attended_s": 640_000,
        "login_s": 600_000,
        "break_s": 40_000,
        "ready_s": 100_000,
    }
    assert list(_said("UTILISATION", 1, **counts).values()) == ["50.0", "62.5", "66.7"]
    assert list(_said("OCCUPANCY", 2, **counts).values()) == ["80.00", "67.86"]


@pytest.mark.parametrize(
    ("code", "variant", "counts", "value"),
    [
        ("COST_PER_CONTACT", "CPC-1", {"charges": 350_000, "answered": 1000}, "3.50"),
        ("COST_PER_CONTACT", "CPC-2", {"charges": 350_000, "resolved": 700}, "5.00"),
        ("CPH", "CPH-1", {"answered": 120, "productive_s": 36_000}, "12.00"),
        ("BACKLOG_DAYS", None, {"tickets_open": 90, "completions_per_day": 60_000}, "1.50"),
        ("MISSELLING", None, {"misselling_complaints": 3, "sales": 20_000}, "1.50"),
        ("AVAILABILITY", None, {"agreed_s": 2_678_400, "system_down_s": 26_784}, "99.00"),
        ("STAFFING_LEVEL", "STAFF-FTE", {"fte_productive": 49_000, "fte_contracted": 50_000}, "98.00"),
        ("INVOICE_ACC", "INV-3", {"invoice_value_right": 9_850_00, "invoice_value": 10_000_00}, "98.50"),
    ],
)
def test_units_come_out_as_people_read_them(code, variant, counts, value):
    assert _value(code, variant, **counts) == value


@pytest.mark.parametrize(
    ("aggregate", "percent"),
    [(Aggregate.POOLED, "78.3333"), (Aggregate.WORST, "70.0000"), (Aggregate.MEAN, "75.0000")],
)
def test_gt_16_the_pooled_figure_stands_beside_the_worst_and_the_mean(aggregate, percent):
    sl = formula(catalogue()["SL"], "SL-5")
    counts = {"A": (8000, 10_000), "B": (1400, 2000)}
    parts = [sums(Scope("V", site=s), answered_within_20=hit, answered=n) for s, (hit, n) in counts.items()]
    measured = measure(sl, parts, aggregate)
    assert (str(rounded(measured.value, 4)), str(rounded(measured.pooled, 4))) == (percent, "78.3333")


def test_a_worked_out_figure_is_judged_as_it_stands():
    compound = formula(catalogue()["ANNUAL_ATTRITION"], "ANN-COMPOUND")
    clause = Clause("C", Text("年化", "Annual"), "ANNUAL_ATTRITION", Comparison.AT_MOST, target=Fraction(63))
    judgement = judge(clause, compound, measure(compound, [sums(**ATTRITION)]))
    assert (judgement.verdict, str(rounded(judgement.value, 2))) == (Verdict.MISSED, "63.01")
    assert Flag.PROVISIONAL not in judgement.flags
