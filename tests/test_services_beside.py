"""A file against what is in beside it: the same days told finer or coarser, or by the client's own system."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from core.batch import Source
from core.principal import Principal
from services.house.bootstrap import House
from services.reports.import_report import commit, stage
from tests.reports_example import CONTRACT, bring, choice, daily_report, line_house, previewed, report


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data")
    yield house, who
    house.close()


def said(staged, code: str) -> list[tuple[str, str]]:
    return [(f.place.in_("zh"), f.sentence("zh")) for f in staged.findings if f.code == code]


MONTHLY = "Month,Agent requests,Calls answered,Calls abandoned,Answered within 20s\n2026-10,{}\n"


def test_a_monthly_report_is_held_against_the_days_that_are_in(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    assert not said(previewed(house, who, MONTHLY.format("31000,29760,1240,26350")), "grains_differ")
    wrong = previewed(house, who, MONTHLY.format("31000,29760,1240,27350"), "month.csv")
    assert said(wrong, "grains_differ") == [
        (
            "E2",
            "2026-10-01–2026-10-31的“20秒内接通量”：总数写的是 27350，各日相加是 26350（同类差异共 1 处）。",
        )
    ]


def test_days_are_held_against_the_monthly_report_that_is_in(line):
    house, who = line
    bring(house, who, MONTHLY.format("31000,29760,1240,27350"), "month.csv")
    ((place, _),) = said(previewed(house, who, daily_report("2026-10")), "grains_differ")
    assert place == "report.csv"


def test_part_of_a_month_is_not_held_against_the_whole(line):
    house, who = line
    bring(house, who, daily_report("2026-10", days=30))
    month = previewed(house, who, MONTHLY.format("31000,29760,1240,27350"), "month.csv")
    assert not said(month, "grains_differ")


def test_half_hours_and_days_of_one_file_are_held_against_each_other(line, tmp_path):
    house, who = line
    book = openpyxl.Workbook()
    day = book.active
    day.title = "日报"
    day.append(["日期", "人工请求量", "人工接通量"])
    day.append([date(2026, 10, 1), 40, 30])
    slots = book.create_sheet("时段")
    slots.append(["日期", "时段", "人工请求量", "人工接通量"])
    slots.append([date(2026, 10, 1), "09:00-09:30", 20, 18])
    slots.append([date(2026, 10, 1), "09:30-10:00", 20, 19])
    book.save(tmp_path / "both.xlsx")
    found = said(stage(house, who, "both.xlsx", tmp_path / "both.xlsx", choice()), "grains_differ")
    assert found == [
        ("日报!C2", "2026-10-01的“人工接通量”：总数写的是 30，各时段相加是 37（同类差异共 1 处）。")
    ]


AGENTS = [("0012", 500, "合肥"), ("0013", 461, "成都")]


OFF = "2026-10-01–2026-10-31（各坐席合计）的“人工接通量”：总数写的是 961，各日相加是 930（同类差异共 1 处）。"


def with_agents(days, agents, site=False) -> openpyxl.Workbook:
    """A sheet of days and a sheet of the month's agents: (agent, answered, site)."""
    book = openpyxl.Workbook()
    day, month = book.active, book.create_sheet("坐席月报")
    day.title = "日报"
    day.append(["日期", "人工请求量", "人工接通量"])
    for number in range(1, 32):
        day.append([date(2026, 10, number), 40, days])
    month.append(["月份", "工号", "人工接通量", *(["职场"] if site else [])])
    for agent, answered, at in agents:
        month.append(["2026-10", agent, answered, *([at] if site else [])])
    return book


@pytest.mark.parametrize(
    ("agents", "site", "told"),
    [
        (AGENTS, False, [("坐席月报!C", OFF)]),
        ([("0012", 469, ""), ("0013", 461, "")], False, []),
        # On leave the whole month: nothing is no difference.
        ([("0012", 930, ""), ("0013", "/", "")], False, []),
        # Days are not told by site: they cannot be held against the agents of one.
        (AGENTS, True, []),
    ],
)
def test_what_the_agents_of_a_month_add_up_to_is_held_against_its_days(line, tmp_path, agents, site, told):
    house, who = line
    with_agents(30, agents, site).save(tmp_path / "agents.xlsx")
    found = said(stage(house, who, "agents.xlsx", tmp_path / "agents.xlsx", choice()), "grains_differ")
    assert found == told


def test_a_file_that_brings_both_is_not_held_against_what_it_replaces(line, tmp_path):
    house, who = line
    with_agents(30, AGENTS).save(tmp_path / "first.xlsx")
    commit(house, who, stage(house, who, "first.xlsx", tmp_path / "first.xlsx", choice()).file.id)
    with_agents(31, AGENTS).save(tmp_path / "second.xlsx")
    again = stage(house, who, "second.xlsx", tmp_path / "second.xlsx", choice())
    assert not said(again, "grains_differ") and "figures_restated" in {f.code for f in again.findings}


@pytest.mark.parametrize(
    ("variant", "told"),
    [("SL-1", 1), ("SL-5", 0)],
)
def test_a_printed_variant_is_told_unless_the_contract_agrees_on_it(tmp_path, variant, told):
    house, who = line_house(
        tmp_path / "data", contract=CONTRACT.replace("variant: SL-1", f"variant: {variant}")
    )
    # 860 of 1,000 answered; 60 gave up.
    text = "日期,人工接通量,放弃量,20秒接通量,20秒接通率\n2026-10-01,1000,60,860,86.00%\n"
    assert len(said(previewed(house, who, text, "日报.csv"), "service_level_variant")) == told
    house.close()


def test_the_vendors_days_are_held_against_the_clients_own(line):
    house, who = line
    days = [date(2026, 10, 1) + timedelta(days=i) for i in range(5)]
    ours = report([(day, 1000, 960, 40, 850) for day in days])
    bring(house, who, ours, "acd.csv", choice(source=Source.CLIENT))
    same = previewed(house, who, report([(day, 1000, 960, 40, 852) for day in days]), "same.csv")
    assert not said(same, "sources_differ")
    rows = [(day, 1000, 960, 40, 900 if day.day == 3 else 870) for day in days]
    assert said(previewed(house, who, report(rows), "better.csv"), "sources_differ") == [
        (
            "E4",
            "“20秒内接通量”与甲方系统的数字不一致：5 行中有 5 行相差超过 0.5%，"
            "最大的是 2026-10-03（E4）：本文件 900，甲方系统 850。",
        )
    ]
