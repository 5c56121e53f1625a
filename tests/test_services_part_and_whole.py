"""The same days once as a whole and once as a part of it never count twice; what a file takes out is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.batch import Role
from core.errors import DecisionNeeded
from core.principal import Principal
from core.text import Text
from importers.draft import Choice, QuestionKind
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.known import directory
from services.reports.import_files import bring_in
from services.reports.import_report import commit, stage, withdraw
from services.reports.sent_in_part import SUBJECT, Part
from services.work.doctor import examine
from tests.reports_example import HEAD, bring, daily_report, line_house, previewed


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    """The house with the line's contract and two projects, over SQLite and over a real PostgreSQL."""
    house, who = line_house(tmp_path / "data", database_url)
    for code in ("HOTLINE", "BILLING"):
        directory.save_project(house, who, code, Text(code, code))
    yield house, who
    house.close()


def volume(house: House, who: Principal) -> int:
    return current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.n


def of(project: str | None) -> Choice:
    return Choice("YUNHE", project)


def sites(*names: str, days: int = 31) -> str:
    rows = [f"2026-10-{n:02d},{name},100,96,4,85" for n in range(1, days + 1) for name in names]
    return "\n".join(["日期,职场,人工请求量,人工接通量,放弃量,20秒接通量", *rows]) + "\n"


def test_a_chosen_project_that_is_not_registered_blocks(line):
    house, who = line
    shown = previewed(house, who, daily_report("2026-10"), said=of("TYPO"))
    assert shown.blocked
    (finding,) = [f for f in shown.findings if f.severity == "blocks"]
    assert finding.sentence("zh") == "项目“TYPO”尚未登记。"
    assert finding.sentence("en") == "The project “TYPO” is not registered."


def test_a_chosen_project_may_be_said_by_its_name(line):
    house, who = line
    directory.save_project(house, who, "FIX", Text("报修", "Repairs"))
    shown = previewed(house, who, daily_report("2026-10"), said=of("报修"))
    assert [batch.record.project for batch in shown.batches] == ["FIX"]


PAIRS = {
    "the whole, then a project": (None, "HOTLINE"),
    "a project, then the whole": ("HOTLINE", None),
}


@pytest.mark.parametrize(("first", "second"), PAIRS.values(), ids=PAIRS)
@pytest.mark.parametrize(("role", "n"), [(Role.FACTS, 31_000), (Role.CHECK, 31_000)])
def test_the_same_days_with_and_without_a_project_ask_and_count_once(line, first, second, role, n):
    house, who = line
    bring(house, who, daily_report("2026-10"), "first.csv", of(first))
    shown = previewed(house, who, daily_report("2026-10", within=800), "second.csv", of(second))
    (question,) = shown.decision
    whole, part = "全部业务", "项目 HOTLINE"
    mine, theirs = (part, whole) if second else (whole, part)
    assert question.sentence("zh") == (
        f"“second.csv”（{mine}）与已导入的 “first.csv”（{theirs}）在 2026-10-01 至 2026-10-31 "
        "是整体与部分的关系，都计入汇总会重复计算。"
    )
    with pytest.raises(DecisionNeeded):
        commit(house, who, shown.file.id)
    commit(house, who, shown.file.id, role)
    assert volume(house, who) == n
    within = 24_800 if role is Role.FACTS else 26_350
    assert current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.numerator == within
    assert examine(house, who) == []


def test_a_script_that_does_not_say_is_refused_with_the_question(line, tmp_path):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    file = tmp_path / "again.csv"
    file.write_text(daily_report("2026-10", within=800), encoding="utf-8")
    refused = bring_in(house, who, file, of("HOTLINE"))
    assert refused.refused
    assert [found["code"] for found in refused.as_dict()["decision"]] == ["part_and_whole"]


def test_two_projects_stand_beside_each_other(line):
    house, who = line
    bring(house, who, daily_report("2026-10"), "a.csv", of("HOTLINE"))
    bring(house, who, daily_report("2026-10", within=800), "b.csv", of("BILLING"))
    assert volume(house, who) == 62_000


def test_sites_beside_the_whole_ask_too(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    shown = previewed(house, who, sites("North", "South"), "sites.csv")
    (question,) = shown.decision
    assert "(site NORTH, SOUTH)" in question.sentence("en")
    commit(house, who, shown.file.id, Role.FACTS)
    assert volume(house, who) == 6_200


def test_withdrawing_the_part_gives_the_whole_its_place_back(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    shown = previewed(house, who, daily_report("2026-10", within=500, days=10), "part.csv", of("HOTLINE"))
    done = commit(house, who, shown.file.id, Role.FACTS)
    withdraw(house, who, done.batches[0].id, "发错")
    assert volume(house, who) == 31_000


def test_a_row_without_a_project_among_rows_with_one_is_rejected(line):
    house, who = line
    text = HEAD.replace("Date,", "Date,Project,") + "\n"
    text += "2026-10-01,HOTLINE,100,96,4,85\n2026-10-01,,100,96,4,85\n"
    shown = stage(house, who, "p.csv", text.encode(), Choice("YUNHE"))
    assert [f.code for f in shown.findings if f.severity == "rejects"] == ["project_missing"]
    assert [batch.record.project for batch in shown.batches] == ["HOTLINE"]


# ------------------------------------------------------------------ what a file takes out


def codes(shown) -> list[str]:
    return [finding.code for finding in shown.findings]


def test_two_days_far_apart_take_nothing_out(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    rows = ["2026-01-03,100,96,4,85", "2026-11-21,100,96,4,85"]
    shown = previewed(house, who, "\n".join([HEAD, *rows]) + "\n", "two.csv")
    assert [batch.record.counts["gone"] for batch in shown.batches] == [0, 0]
    commit(house, who, shown.file.id)
    assert volume(house, who) == 31_000


def test_a_few_rows_for_a_chosen_month_say_what_they_take_out(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    chosen = Choice("YUNHE", period=current(house, who, "LINE-2026", "2026-10").period)
    few = daily_report("2026-10", days=2, within=800)
    assert [q.kind for q in previewed(house, who, few, "few.csv", chosen).questions] == [QuestionKind.DAYS]
    anew = replace(chosen, words={SUBJECT: Part.MONTH})
    shown = previewed(house, who, few, "few.csv", anew)
    (finding,) = [f for f in shown.findings if f.code == "more_taken_out"]
    assert finding.sentence("zh") == (
        "本文件只有 2 行，却会使 2026-10-03 至 2026-10-31 已导入的 29 行不再计入汇总。"
    )
    assert "takes out of the sums: 29." in finding.sentence("en")
    assert "more_taken_out" in [f.code for f in shown.file.findings]


def test_a_list_of_people_says_that_it_takes_the_place_of_the_classes(line):
    house, who = line
    classes = "Training date,Course,Trainees required,Trainees attended\n2026-10-09,Refunds,40,38\n"
    bring(house, who, classes, "classes.csv")
    people = (
        "Training date,Course,Agent ID,Attended?\n2026-10-09,Refunds,0012,yes\n2026-10-09,Refunds,0013,no\n"
    )
    shown = previewed(house, who, people, "people.csv")
    assert codes(shown).count("rows_taken_out") == 1


DAYS = [f"2026-10-{n:02d}" for n in range(1, 32)]
SURVEY = "\n".join(["Date,Survey replied,Satisfied", *(f"{day},50,40" for day in DAYS)]) + "\n"


def with_calls(answered: int) -> str:
    """A survey that says of the calls how many were answered."""
    rows = [f"{day},{answered},50,40" for day in DAYS]
    return "\n".join(["Date,Calls answered,Survey replied,Satisfied", *rows]) + "\n"


def test_calls_and_surveys_in_two_files_stand_beside_each_other(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    shown = previewed(house, who, SURVEY, "survey.csv")
    assert not {"rows_taken_out", "figures_taken_out"} & set(codes(shown))
    assert shown.decision == ()
    assert [batch.record.counts["gone"] for batch in shown.batches] == [0]
    commit(house, who, shown.file.id)
    assert volume(house, who) == 31_000
    # Whichever comes in once more is nothing new: neither has replaced the other.
    for name, text in (("survey.csv", SURVEY), ("report.csv", daily_report("2026-10"))):
        assert previewed(house, who, text, name).same_as is not None
    assert examine(house, who) == []


def test_taking_the_surveys_back_leaves_the_calls(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    done = bring(house, who, SURVEY, "survey.csv")
    withdraw(house, who, done.batches[0].id, "发错")
    assert volume(house, who) == 31_000
    assert previewed(house, who, SURVEY, "survey.csv").same_as is None


def test_a_report_that_repeats_some_counts_leaves_the_others(line):
    house, who = line
    first = bring(house, who, daily_report("2026-10"))
    shown = previewed(house, who, with_calls(960), "survey.csv")
    assert not {"rows_taken_out", "figures_taken_out"} & set(codes(shown))
    assert shown.decision == ()
    assert {change.before for batch in shown.batches for change in batch.changes} == {None}
    commit(house, who, shown.file.id)
    assert volume(house, who) == 31_000
    withdraw(house, who, first.batches[0].id, "发错")
    assert volume(house, who) is None
    assert examine(house, who) == []


def test_figures_of_a_row_that_is_contradicted_leave_with_it_and_are_said(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    shown = previewed(house, who, with_calls(950), "survey.csv")
    (finding,) = [f for f in shown.findings if f.code == "figures_taken_out"]
    assert finding.facts["n"] == 31
    lost = {change.measure for batch in shown.batches for change in batch.changes if change.after is None}
    assert lost == {"abandoned", "answered_within_20", "offered"}


def test_a_report_that_would_take_other_figures_out_waits_for_a_person(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    shown = previewed(house, who, with_calls(950), "survey.csv")
    assert codes_of(shown.decision) == ["figures_lost"]
    with pytest.raises(DecisionNeeded):
        commit(house, who, shown.file.id)
    commit(house, who, shown.file.id, Role.CHECK)
    # It only checks: the calls still count.
    assert volume(house, who) == 31_000
    assert examine(house, who) == []


def test_a_corrected_report_with_a_column_less_takes_their_place_once_that_is_said(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    rows = [f"{day},500,490,400" for day in DAYS]
    less = "\n".join(["Date,Calls offered,Calls answered,Answered within 20 s", *rows]) + "\n"
    shown = previewed(house, who, less, "less.csv")
    assert codes_of(shown.decision) == ["figures_lost"]
    commit(house, who, shown.file.id, Role.FACTS)
    # What it does not hold is not reported any more, rather than taken from the report before it.
    assert volume(house, who) is None
    assert examine(house, who) == []


def test_a_report_that_was_replaced_comes_back_only_if_a_person_says_so(line):
    house, who = line
    bring(house, who, daily_report("2026-10"), "first.csv")
    bring(house, who, daily_report("2026-10", within=800), "second.csv")
    shown = previewed(house, who, daily_report("2026-10"), "first.csv")
    assert codes_of(shown.decision) == ["replaced_before"]
    with pytest.raises(DecisionNeeded):
        commit(house, who, shown.file.id)
    commit(house, who, shown.file.id, Role.FACTS)
    again = previewed(house, who, daily_report("2026-10"), "first.csv")
    assert again.same_as is not None and not again.decision


def codes_of(findings):
    return [finding.code for finding in findings]


def test_the_question_calls_sites_by_their_names(line):
    house, who = line
    for code, name in (("NC", Text("南昌职场", "Nanchang")), ("SR", Text("上饶职场", "Shangrao"))):
        directory.save_site(house, who, "YUNHE", code, name)
    bring(house, who, sites("南昌职场", "上饶职场"), "职场.csv")
    shown = previewed(house, who, daily_report("2026-10", within=800), "全部.csv")
    (question,) = [each for each in shown.decision if each.code == "part_and_whole"]
    assert "（职场 南昌职场、上饶职场）" in question.sentence("zh")
    assert "(site Nanchang, Shangrao)" in question.sentence("en")
