"""New hires left out of handle time and quality for their first days, never of what rules demand (2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from core.batch import Role as BatchRole
from core.month import MonthState
from core.principal import Role
from core.privacy import AgentRule
from core.verdict import Verdict
from importers.draft import Choice
from qa.form.load import shipped_forms
from qa.scoring.answers import Answer
from services.audits.spot_check import CallDraft, log_call
from services.contracts.contract_differences import differences
from services.contracts.contract_drafts import start_version
from services.contracts.drafts import draft_from_file
from services.decisions import relief
from services.judging.assess_month import current
from services.judging.rebuild import rebuild
from services.judging.relief_terms import Cell, ReliefTerms
from services.known.people import add_person
from services.months.month import set_state
from services.reports.import_report import commit, stage
from services.reports.restatement import would_move
from services.results.draft_preview import preview
from services.results.what_if import what_if
from services.work.doctor import examine
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_of, contract_to_yaml
from sla.terms.relief import Mechanism
from store.records import ReliefState
from tests.new_hires_example import (
    CLAUSES,
    EARLIER,
    NEW,
    OLD,
    agent_sheet,
    bring_book,
    day_sheet,
    staff_sheet,
    two_sites,
)
from tests.reports_example import CONTRACT
from tests.test_importers_left_agents import book

FORM = next(form for form in shipped_forms() if form.code == "QUICK_MYSTERY")
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
        "Agents of whom no day of joining is known (1), and none named: 930, which stay in\n"
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
    assert "no day of joining is known (4), and none named: 3,010, which stay in" in said(*line)


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


def test_a_day_that_a_relief_takes_out_comes_off_once(line):
    house, who = line
    brought(*line)
    chief = add_person(house, "赵总", Role.APPROVER)
    cells = ReliefTerms(cells=(Cell(date(2026, 10, 12), date(2026, 10, 12), scope={"site": "NJ"}),))
    asked = relief.request_relief(
        house, who, CODE, OCTOBER, ("ATT",), Mechanism.REMOVE_CELLS, cells, "甲方系统中断"
    )
    relief.decide_relief(house, chief, asked.id, ReliefState.GRANTED, "属实")
    # Of the 12th all of Nanjing leaves, the new agent's ten calls with it; of the other days his own.
    assert figure(*line) == (ATT[0] - 8_000, ATT[1] - 40)


def test_where_verdicts_before_relief_count_it_is_the_figure_itself(tmp_path):
    """Leaving new hires out is what was agreed to measure, no relief that somebody granted."""
    contract = CONTRACT.replace("  vendors:", "  relief: {counters: raw}\n  vendors:") + CLAUSES
    house, who = two_sites(tmp_path / "data", contract=contract)
    brought(house, who)
    found = current(house, who, CODE, OCTOBER).line("ATT")
    assert figure(house, who) == ATT and found.raw is None and found.judgement.verdict is Verdict.MET
    assert "242.52 s" in said(house, who)
    house.close()


AUDITED = """
  - {code: QA, name: {zh: 质检合格率, en: Passed}, indicator: MYSTERY_PASS, source: audits,
     target: 90, weight: 0, score: {method: full_or_zero}, new_hires: {days: 30}}
"""


def test_our_own_audits_of_new_agents_stay_out_too(tmp_path):
    house, who = two_sites(tmp_path / "data", contract=CONTRACT + AUDITED)
    brought(house, who)
    auditor = add_person(house, "质检员", Role.AUDITOR)
    for number, agent in enumerate((OLD, f"0{NEW}", "", "9999")):
        good = {item.code: Answer("full" if agent == OLD else "none") for _, item in FORM.items()}
        draft = CallDraft(
            vendor="YUNHE", form=FORM.code, contract=CODE, agent=agent, wait_s=9, answers=good,
            dialled=f"0731-123456{number}0", recording=f"R-{number}", token=f"t{number}",
            at=datetime(2026, 10, 20, 2, number, tzinfo=UTC),
        )  # fmt: skip
        log_call(house, auditor, draft)
    assert figure(house, who, "QA") == (1, 3)
    told = said(house, who, clause="QA")
    assert "1 agent, 1 in all: 01002 (joined 2026-10-10: 1)" in told
    assert "no day of joining is known (1), and none named: 2, which stay in" in told
    house.close()


def test_a_file_that_is_coming_in_shows_what_its_list_would_move(line):
    house, who = line
    brought(*line)
    corrected = agent_sheet()
    corrected[1][4] = 8_001
    content = book(坐席=corrected, 名册=staff_sheet({NEW: "2025-10-10", EARLIER: "2025-01-01"}))
    staged = stage(house, who, "更正.xlsx", content, Choice("YUNHE"))
    moved = would_move(house, who, staged.file.id, BatchRole.FACTS)
    told = {each.clause: each for month in moved for each in month.clauses}
    assert told["ATT"].after.verdict is Verdict.MISSED and told["ATT"].before.verdict is Verdict.MET


def test_the_key_is_told_in_words_wherever_a_contract_is():
    before = contract_of(CONTRACT + CLAUSES)
    after = contract_of(CONTRACT + CLAUSES.replace("{days: 30}", "{days: 60}"))
    (found,) = differences(before, after)
    (line,) = found.lines
    assert line.label.zh == "新员工不计入" and "30" in line.before.zh and "60" in line.after.en


def test_what_if_and_the_draft_say_what_the_judge_would(line):
    house, who = line
    brought(*line)
    without = (CONTRACT + CLAUSES).replace(", new_hires: {days: 30}", "")
    drafted = draft_from_file(house, who, CODE, without.encode(), "draft.yaml")
    [month] = what_if(house, who, CODE, drafted, [OCTOBER]).months
    (moved,) = month.moved
    assert (moved.clause, moved.verdicts) == ("ATT", (Verdict.MET, Verdict.MISSED))
    found = preview(house, who, start_version(house, who, CODE, "1").body)
    assert {each.lines["ATT"].judgement.denominator for each in (found.before, found.after)} == {ATT[1]}
