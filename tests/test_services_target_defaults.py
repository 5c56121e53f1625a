"""Two levels over the months: what is a default, what stands beside the figure, what opens no miss."""

from __future__ import annotations

import pytest

from core.text import Text
from services.contracts.contract_versions import governs
from services.judging.assess_month import assess
from services.judging.misses import misses
from services.judging.past import Past
from services.judging.target_defaults import defaults_now
from services.results.clause_notes import clause_notes
from services.workbooks.export_month import report as report_of
from sla.follow_up.defaults import DefaultKind
from tests.reports_example import CONTRACT, bring, daily_report, line_house

CODE = "LINE-2026"
#: Served within 20 s of 1,000 requests, November 2025 to October 2026: WE-10 of the domain reference.
WE_10 = (820, 790, 810, 780, 840, 795, 830, 790, 850, 860, 749, 790)
LABELS = [*(f"2025-{month}" for month in (11, 12)), *(f"2026-{month:02}" for month in range(1, 11))]
TWO_LEVELS = CONTRACT.replace("from: 2026-01-01", "from: 2025-11-01").replace(
    "target: 80,", "target: 80, minimum: 75, target_rule: {times: 4},"
)


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """A year of the line's reports, judged."""
    house, who = line_house(tmp_path_factory.mktemp("year"), None, TWO_LEVELS)
    for label, within in zip(LABELS, WE_10, strict=True):
        bring(house, who, daily_report(label, within=within), f"{label}.csv")
    assess(house, who, LABELS)
    yield house, who
    house.close()


def defaults_in(house, label):
    with house.database.read() as uow:
        return defaults_now(Past.of(uow, [CODE]), governs(uow, CODE, label), label)


def test_we_10_the_defaults_of_a_year_as_credits_take_them(year):
    house, _ = year
    found = {
        at: each["SL20"]
        for at, label in enumerate(LABELS, 1)
        if "SL20" in (each := defaults_in(house, label))
    }
    assert {at: (each.kind, len(each.months)) for at, each in found.items()} == {
        8: (DefaultKind.TARGET, 4),
        11: (DefaultKind.MINIMUM, 1),
        12: (DefaultKind.TARGET, 5),
    }


@pytest.mark.parametrize(
    ("month", "said"),
    [
        (
            2,
            Text(
                "最近12个月有1个月低于目标值（2025-12）：再有3个月低于目标值，即按合同计为违反目标值。",
                "Below target in 1 of the last 12 months (2025-12): 3 more would be a default.",
            ),
        ),
        (
            6,
            Text(
                "最近12个月有3个月低于目标值（2025-12、2026-02、2026-04）：再有1个月低于目标值，即按合同计为违反目标值。",
                "Below target in 3 of the last 12 months (2025-12, 2026-02, 2026-04): one more is a default.",
            ),
        ),
        (
            8,
            Text(
                "最近12个月有4个月低于目标值（2025-12、2026-02、2026-04、2026-06）："
                "按合同（12个月内4次），本月计为违反目标值。",
                "Below target in 4 of the last 12 months (2025-12, 2026-02, 2026-04, 2026-06): "
                "by the contract (4 within 12 months) this month is a default.",
            ),
        ),
    ],
)
def test_page_and_workbook_say_how_far_a_default_is(year, month, said):
    house, who = year
    label = LABELS[month - 1]
    assert clause_notes(house, who, CODE, label) == {"SL20": (said,)}
    note = report_of(house, who, CODE, label).line("SL20").note
    assert said.zh in note.zh and said.en in note.en


@pytest.mark.parametrize("month", [1, 11])
def test_a_month_without_any_below_target_or_below_the_minimum_says_nothing(year, month):
    house, who = year
    assert clause_notes(house, who, CODE, LABELS[month - 1]) == {}


def test_a_process_specification_opens_no_miss_and_says_so(tmp_path):
    house, who = line_house(
        tmp_path / "data", None, CONTRACT.replace("target: 80,", "target: 80, layer: spec,")
    )
    bring(house, who, daily_report("2026-10", within=700, offered=2000))
    assess(house, who, ["2026-10"])
    assert "SL20" not in [view.record.clause for view in misses(house, who)]
    assert clause_notes(house, who, CODE, "2026-10")["SL20"][0].en.startswith("Process specification")
    house.close()
