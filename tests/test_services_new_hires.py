"""New hires left out of handle time and quality for their first days, never of what rules demand (2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

import pytest

from core.batch import Role as BatchRole
from core.month import MonthState
from core.principal import Role
from core.privacy import AgentRule
from core.verdict import Verdict
from importers.draft import Choice
from services.judging.assess_month import current
from services.judging.rebuild import rebuild
from services.known.people import add_person
from services.months.month import set_state
from services.reports.import_report import commit, stage
from services.work.doctor import examine
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_of, contract_to_yaml
from tests.new_hires_example import (
    CLAUSES,
    EARLIER,
    NEW,
    agent_sheet,
    bring_book,
    day_sheet,
    staff_sheet,
    two_sites,
)
from tests.reports_example import CONTRACT
from tests.test_importers_left_agents import book

CODE, OCTOBER = "LINE-2026", "2026-10"
#: By hand: 31 days of 1001 and 2001, 22 of 1002 from the 10th on, 31 of 2002.
ALL = (31 * 8_000 + 22 * 5_000 + 31 * 6_000 * 2, 31 * 40 + 22 * 10 + 31 * 30 + 31 * 20)
#: 1002 is new on all of his 22 days; 2002 until 19 October: 30 days from 20 September.
SPARED = (22 * 5_000 + 19 * 6_000, 22 * 10 + 19 * 20)
NOT_KEPT = "(not reported, left out because they add up to something else, or the site keeps none)"
ATT = (ALL[0] - SPARED[0], ALL[1] - SPARED[1])


@pytest.fixture
def line(tmp_path, database_url) -> Iterator:
    house, who = two_sites(tmp_path / "data", database_url)
    yield house, who
    house.close()


def brought(house, who, order=("days", "agents"), staff=None, off=0, one_file=False):
    sheets = {"days": {"日报": day_sheet(off)}, "agents": {"坐席": agent_sheet(), "名册": staff_sheet(staff)}}
    if one_file:
        bring_book(house, who, "十月.xlsx", **sheets["days"], **sheets["agents"])
        return
    for name in order:
        bring_book(house, who, f"{name}.xlsx", **sheets[name])


def figure(house, who, clause="ATT") -> tuple[Fraction, Fraction]:
    judgement = current(house, who, CODE, OCTOBER).line(clause).judgement
    return judgement.numerator, judgement.denominator


def said(house, who, lang="en", clause="ATT") -> str:
    line = current(house, who, CODE, OCTOBER).line(clause)
    return "\n".join(text.in_(lang) for text in (*line.judgement.steps, *line.relief))


@pytest.mark.parametrize("order", [("days", "agents"), ("agents", "days")])
def test_the_first_days_of_agents_come_off_both_parts_whichever_report_came_first(line, order):
    brought(*line, order)
    assert ALL == (730_000, 3_010) and ATT == (506_000, 2_410)
    found = current(*line, CODE, OCTOBER).line("ATT")
    assert (found.judgement.numerator, found.judgement.denominator) == ATT
    assert found.judgement.verdict is Verdict.MET and found.raw.verdict is Verdict.MISSED
    assert (found.raw.numerator, found.raw.denominator) == ALL
    assert figure(*line, "ALL") == ALL
    assert examine(*line) == []


def test_both_sides_can_follow_it_by_hand(line):
    brought(*line)
    assert said(*line) == (
        "Before relief 730,000 ÷ 3,010 = 242.52 s, target ≤ 220 s: missed\n"
        "New hires left out for 30 days from the day of joining: 2 agents, 600 in all: 1002 (joined "
        "2026-10-10: 220), 2002 (joined 2026-09-20: 380)\n"
        "No day of joining is known of 1 agents: their 930 stay in\n"
        "Removed (agents in their first 30 days): 224,000 from the numerator, 600 from the denominator\n"
        "(730,000 − 224,000) ÷ (3,010 − 600) = 506,000 ÷ 2,410 = 209.96 s\n"
        "After relief 209.96 s, target ≤ 220 s: met"
    )
    assert "新员工：到岗当日起30天内不计入，2人共600笔：1002（2026-10-10到岗，220笔）" in said(*line, "zh")


def test_a_site_whose_agents_come_to_something_else_stays_whole(line):
    """In one file the days count as they say: three calls a day more at Hangzhou than its agents come to."""
    brought(*line, off=3, one_file=True)
    assert figure(*line, "ALL") == (ALL[0], ALL[1] + 93)
    assert figure(*line) == (ALL[0] - 22 * 5_000, ALL[1] + 93 - 22 * 10)
    assert f"Of 31 days no figures by agent are kept {NOT_KEPT}: all of it stays in, 1,643" in said(*line)


@pytest.mark.parametrize(("off", "left"), [(0, SPARED), (3, (22 * 5_000, 22 * 10))])
def test_agents_that_only_check_the_days_are_held_against_them_all_the_same(line, off, left):
    house, who = line
    bring_book(house, who, "days.xlsx", 日报=day_sheet(off))
    content = book(坐席=agent_sheet(), 名册=staff_sheet())
    staged = stage(house, who, "agents.xlsx", content, Choice("YUNHE"))
    commit(house, who, staged.file.id, BatchRole.CHECK)
    assert figure(*line) == (ALL[0] - left[0], ALL[1] + 31 * off - left[1])
    differ = "Of 31 days the figures by agent come to something else or lack a count"
    assert (differ in said(*line)) == (off > 0)


def test_where_a_site_keeps_no_agents_nothing_comes_off_and_it_is_said(tmp_path):
    house, who = two_sites(tmp_path / "data", hz=AgentRule.DROP)
    brought(house, who)
    assert figure(house, who) == (ALL[0] - 22 * 5_000, ALL[1] - 22 * 10)
    assert f"Of 31 days no figures by agent are kept {NOT_KEPT}" in said(house, who)
    assert "该职场不保留坐席" in said(house, who, "zh")
    house.close()


def test_where_a_site_keeps_marks_they_meet_the_list(tmp_path):
    house, who = two_sites(tmp_path / "data", hz=AgentRule.HASH)
    brought(house, who)
    assert figure(house, who) == ATT
    assert "2002" not in said(house, who)
    house.close()


def test_without_a_list_everybody_stays_and_it_is_said(line):
    house, who = line
    bring_book(house, who, "days.xlsx", 日报=day_sheet())
    bring_book(house, who, "agents.xlsx", 坐席=agent_sheet())
    found = current(house, who, CODE, OCTOBER).line("ATT")
    assert figure(*line) == ALL and found.raw is None
    assert "no agent in the first 30 days to leave out" in said(*line)
    assert "No day of joining is known of 4 agents: their 3,010 stay in" in said(*line)


def test_days_alone_stay_whole(line):
    bring_book(*line, "days.xlsx", 日报=day_sheet())
    assert figure(*line) == ALL
    assert "Of 31 days no figures by agent are kept" in said(*line)


def test_a_corrected_day_of_joining_counts_in_an_open_month_and_not_in_a_closed_one(line):
    house, who = line
    brought(*line)
    assert figure(*line) == ATT
    brought(*line, ("agents",), staff={NEW: "2025-10-10"})
    corrected = (ALL[0] - 19 * 6_000, ALL[1] - 19 * 20)
    assert figure(*line) == corrected
    chief = add_person(house, "张批准", Role.APPROVER)
    set_state(house, chief, CODE, OCTOBER, MonthState.FINAL)
    house.clock.at += timedelta(days=1)
    brought(*line, ("agents",), staff={NEW: "2026-10-05", EARLIER: "2025-01-01"})
    assert figure(*line) == corrected
    again = rebuild(house, who, CODE, OCTOBER)
    assert again.is_same and again.again == again.closed and again.hindered == ()


def test_a_contract_without_the_key_keeps_its_hash_and_one_with_it_reads_back():
    plain = contract_of(CONTRACT)
    assert "new_hires" not in str(contract_as_dict(plain))
    agreed = contract_of(CONTRACT + CLAUSES)
    assert agreed.clause("ATT").new_hires.days == 30
    assert contract_as_dict(agreed)["clauses"][3]["new_hires"] == {"days": "30"}
    assert contract_of(contract_to_yaml(agreed)) == agreed
