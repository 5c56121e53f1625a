"""A list of agents beside the days it adds up to: nothing is asked, nothing is lost, nothing counts twice."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from core.batch import Role
from services.judging.assess_month import current
from services.reports.import_report import commit, stage
from services.work.doctor import examine
from tests.reports_example import CONTRACT, bring, choice, line_house, previewed

_CLAUSES = """
  - {code: ANS, name: {zh: 接通率, en: Answered}, indicator: ANSWER_RATE, comparison: '>=',
     target: 90, weight: 0, score: {method: full_or_zero}}
  - {code: ATT, name: {zh: 平均通话时长, en: Talk}, indicator: ATT, comparison: '<=',
     target: 200, weight: 0, score: {method: full_or_zero}}
"""
_DAYS = "日期,人工请求量,人工接通量,20秒接通量"
_AGENTS = "日期,工号,人工接通量,通话时长(秒),签入时长(秒)"


@pytest.fixture
def line(tmp_path: Path, database_url: str | None):
    house, who = line_house(tmp_path / "data", database_url, CONTRACT + _CLAUSES)
    yield house, who
    house.close()


def days(*, off: int = 0, idle: Sequence[int] = (), last: int = 31) -> str:
    """Of every day 100 requests, 90 answered; `off` more are said on the 9th, none at all on idle days."""
    rows = [
        f"2026-10-{n:02d},0,0,0" if n in idle else f"2026-10-{n:02d},100,{90 + off * (n == 9)},{70 + n % 9}"
        for n in range(1, last + 1)
    ]
    return "\n".join([_DAYS, *rows]) + "\n"


def agents(*, idle: Sequence[int] = (), last: int = 31, absent: Sequence[int] = ()) -> str:
    """Of every day two agents with 40 and 50 calls; on absent days a third one who had none."""
    rows = []
    for n in (n for n in range(1, last + 1) if n not in idle):
        rows += [f"2026-10-{n:02d},A1,40,{6000 + n},28800", f"2026-10-{n:02d},A2,50,{7000 + n * 3},28800"]
        rows += [f"2026-10-{n:02d},A3,,,28800"] if n in absent else []
    return "\n".join([_AGENTS, *rows]) + "\n"


def book(**sheets: str) -> bytes:
    """Texts as the sheets of a workbook."""
    workbook, stream = openpyxl.Workbook(), io.BytesIO()
    workbook.remove(workbook.active)
    for name, text in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in text.splitlines():
            sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row.split(",")])
    workbook.save(stream)
    return stream.getvalue()


def figures(house, who) -> dict[str, tuple[int, int, list[str]]]:
    shown = current(house, who, "LINE-2026", "2026-10")
    said = {code: shown.line(code).judgement for code in ("ANS", "ATT")}
    return {code: (j.numerator, j.denominator, sorted(f.value for f in j.flags)) for code, j in said.items()}


_TALK = sum(13_000 + 4 * n for n in range(1, 32))
WHOLE = {"ANS": (2790, 3100, []), "ATT": (_TALK, 2790, [])}
ORDERS = {"days first": ("days", "agents"), "agents first": ("agents", "days")}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_agents_that_add_up_to_the_days_come_in_beside_them(line, order):
    house, who = line
    texts = {"days": days(), "agents": agents()}
    for name in order:
        shown = previewed(house, who, texts[name], f"{name}.csv")
        assert shown.decision == ()
        assert not {"rows_taken_out", "more_taken_out", "figures_taken_out"} & {
            f.code for f in shown.findings
        }
        commit(house, who, shown.file.id)
    assert figures(house, who) == WHOLE
    assert examine(house, who) == []


def test_either_of_the_two_sent_again_changes_nothing(line):
    house, who = line
    for text, name in ((days(), "d.csv"), (agents(), "a.csv"), (days(), "d2.csv"), (agents(), "a2.csv")):
        assert previewed(house, who, text, name).decision == ()
        bring(house, who, text, name)
    assert figures(house, who) == WHOLE


def test_both_on_sheets_of_one_file_count_once(line):
    house, who = line
    shown = stage(house, who, "10月.xlsx", book(日报=days(), 坐席=agents()), choice())
    assert not shown.blocked and shown.decision == ()
    commit(house, who, shown.file.id)
    assert figures(house, who) == WHOLE
    assert examine(house, who) == []


def test_an_agent_who_had_no_call_takes_no_day_away(line):
    house, who = line
    bring(house, who, days(), "d.csv")
    bring(house, who, agents(absent=(3, 17)), "a.csv")
    assert figures(house, who) == WHOLE


def test_agents_of_some_days_leave_the_other_days_as_they_are(line):
    house, who = line
    bring(house, who, days(), "d.csv")
    bring(house, who, agents(last=21), "a.csv")
    assert figures(house, who)["ANS"] == (2790, 3100, [])
    assert figures(house, who)["ATT"][1:] == (1890, ["provisional"])


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("idle", [(4,), (1, 2, 3, 31)], ids=["one day", "a holiday and the last day"])
def test_a_day_without_a_call_needs_no_agent_and_makes_nothing_provisional(line, order, idle):
    house, who = line
    texts = {"days": days(idle=idle), "agents": agents(idle=idle)}
    for name in order:
        shown = previewed(house, who, texts[name], f"{name}.csv", choice("2026-10"))
        assert shown.decision == ()
        commit(house, who, shown.file.id)
    n = 31 - len(idle)
    told = figures(house, who)
    assert told["ANS"] == (90 * n, 100 * n, [])
    assert told["ATT"] == (_TALK - sum(13_000 + 4 * day for day in idle), 90 * n, [])


def test_a_day_with_calls_and_no_agents_is_missing(line):
    house, who = line
    bring(house, who, days(), "d.csv", choice("2026-10"))
    shown = previewed(house, who, agents(idle=(4,)), "a.csv", choice("2026-10"))
    assert [found.code for found in shown.decision] == ["figures_lost"]


def test_agents_who_come_to_anything_else_are_asked_about(line):
    house, who = line
    bring(house, who, days(off=2), "d.csv")
    shown = previewed(house, who, agents(), "a.csv")
    assert [found.code for found in shown.decision] == ["figures_lost"]


def test_on_one_file_the_figure_the_agents_do_not_come_to_is_named(line):
    house, who = line
    shown = stage(house, who, "10月.xlsx", book(日报=days(off=2), 坐席=agents()), choice())
    assert not shown.blocked and "agents_left_out" in {f.code for f in shown.findings}
    (found,) = [f for f in shown.findings if f.code == "sheet_sum_differs"]
    assert found.sentence("zh") == (
        "日报!C10 2026-10-09 的“人工接通量”写的是 92，“坐席” 相加是 90，相差 2（同类差异共 1 处）。"
    )
    # The day counts as it says; on every other day both do.
    commit(house, who, shown.file.id)
    assert figures(house, who)["ANS"] == (2792, 3100, [])


def test_on_one_file_agents_who_say_more_than_the_days_throughout_wait_for_a_person(line):
    house, who = line
    less = days().replace(",90,", ",80,")
    shown = stage(house, who, "10月.xlsx", book(日报=less, 坐席=agents()), choice())
    (question,) = shown.questions
    assert shown.blocked and set(question.choices) == {"sheet1", "sheet2"}
    said = replace(choice(), words={question.subject: "sheet1"})
    told = stage(house, who, "10月.xlsx", book(日报=less, 坐席=agents()), said)
    commit(house, who, told.file.id)
    assert figures(house, who)["ANS"] == (2480, 3100, [])


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_of_two_files_the_cell_that_the_agents_do_not_come_to_is_named(line, order):
    house, who = line
    texts = {"days": days(off=2), "agents": agents()}
    bring(house, who, texts[order[0]], "1.csv")
    shown = previewed(house, who, texts[order[1]], "2.csv")
    (found,) = [f for f in shown.findings if f.code == "agents_differ"]
    assert (found.place.row, found.facts["said"], found.facts["added"]) == (
        {"days": 10, "agents": 18}[order[1]],
        92,
        90,
    )


def test_what_only_checks_takes_nothing_out_and_says_nothing_of_it(line):
    house, who = line
    bring(house, who, days(off=2), "d.csv")
    shown = previewed(house, who, agents(), "a.csv", replace(choice(), role=Role.CHECK))
    assert not {"rows_taken_out", "agents_differ"} & {f.code for f in shown.findings}
    assert shown.batches[0].record.counts["gone"] == 0
