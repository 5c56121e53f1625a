"""Chronic triggers from reports to page and workbook: after the month looked at, whatever came later."""

from __future__ import annotations

import pytest

from services.improvement.chronic_triggers import chronic_triggers
from services.judging.assess_month import assess
from services.workbooks.export_month import report as report_of
from tests.reports_example import CONTRACT, bring, daily_report, line_house

CODE = "LINE-2026"
TRIGGERS = """vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]
  chronic:
    - {code: RUN, name: {zh: 长期未达标, en: Chronic}, clause: SL20, rule: {consecutive: 2}}
    - {code: RED, name: {zh: 单月红线, en: Critical floor}, clause: SL20, below: 50}"""
#: Served within 20 s of 1,000, July to October 2026.
MONTHS = {"2026-07": 850, "2026-08": 700, "2026-09": 490, "2026-10": 850}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    text = CONTRACT.replace("vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]", TRIGGERS)
    house, who = line_house(tmp_path_factory.mktemp("chronic"), None, text)
    for label, within in MONTHS.items():
        bring(house, who, daily_report(label, within=within), f"{label}.csv")
    assess(house, who, list(MONTHS))
    yield house, who
    house.close()


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("2026-07", []),
        ("2026-08", [("RUN", "near")]),
        ("2026-09", [("RUN", "triggered"), ("RED", "triggered")]),
        ("2026-10", []),
        (None, []),
    ],
)
def test_triggers_after_each_month(told, label, found):
    assert [(each.chronic.code, each.state) for each in chronic_triggers(*told, CODE, label)] == found


def test_the_workbook_says_what_is_triggered(told):
    remarks = report_of(*told, CODE, "2026-09").about.remarks
    assert [words.zh for words in remarks] == [
        "长期未达标：已触发，未达标月份 2026-08、2026-09。合同规定：连续2个月未达标。",
        "单月红线：2026-09 实绩 49%，劣于单月红线，已触发。",
    ]
