"""Percent-only reports: kept with their batch, shown, judged as claimed for exactly what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path

import pytest

from core.batch import Source
from core.principal import Principal
from core.tally import Flag
from core.verdict import Verdict
from services.contracts.contracts import load_contract
from services.house import as_json
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.records.manual_figures import enter_figure
from services.reports.claim_lines import claims_on
from services.reports.import_report import commit, staged, withdraw
from services.reports.received import received
from services.results.follow import files_behind
from services.work.doctor import examine, is_well
from services.workbooks.export_month import report as workbook
from tests.reports_example import CONTRACT, bring, choice, daily_report, line_house, previewed

CLAIMED = {Flag.ASSERTED}
MONTHLY = (
    "Month,Agent requests,Calls answered,Calls abandoned,Answered within 20s\n"
    "2026-10,31000,29760,1240,26350\n"
)


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    """The house with the line's contract, over SQLite and over a real PostgreSQL."""
    house, who = line_house(tmp_path / "data", database_url)
    yield house, who
    house.close()


def percents(rate: str, month: str = "2026年10月", header: str = "20秒接通率") -> str:
    return f"月份,{header},放弃率\n{month},{rate},4.2%\n"


def judged(house: House, who: Principal, clause: str = "SL20", label: str = "2026-10"):
    return current(house, who, "LINE-2026", label).line(clause).judgement


def test_a_month_of_percentages_alone_is_judged_as_claimed_and_says_so(line):
    house, who = line
    done = bring(house, who, percents("93.2%"), "月报.csv")
    found = judged(house, who)
    assert (found.verdict, found.value, found.flags) == (Verdict.MET, F("93.2"), CLAIMED)
    assert (found.numerator, found.denominator, found.n) == (None, None, None)
    assert found.origins == (done.batches[0].id,)
    assert judged(house, who, "ABN").verdict is Verdict.MET


@pytest.mark.parametrize(("rate", "verdict"), [("80%", Verdict.MET), ("79.99%", Verdict.MISSED)])
def test_a_claim_is_compared_exactly(line, rate, verdict):
    house, who = line
    bring(house, who, percents(rate), "月报.csv")
    assert judged(house, who).verdict is verdict


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (percents("93%", header="30秒接通率"), "another threshold"),
        (percents("93%", header="服务水平"), "no threshold is named, and none is assumed"),
        ("日期,20秒接通率\n2026-10-01,93%\n", "a day does not answer for a month"),
        (percents("93%", "2026年9月"), "another month"),
        ("月份,职场,20秒接通率\n2026年10月,合肥,93%\n", "one site does not answer for all"),
    ],
)
def test_a_claim_answers_for_nothing_but_itself(line, text, why):
    house, who = line
    bring(house, who, text, "月报.csv")
    assert judged(house, who).verdict is Verdict.NOT_REPORTED, why


def test_thirty_one_days_of_claims_do_not_make_a_month(line):
    house, who = line
    days = "".join(f"2026-10-{day:02d},93%\n" for day in range(1, 32))
    bring(house, who, f"日期,20秒接通率\n{days}", "日报.csv")
    assert judged(house, who).verdict is Verdict.NOT_REPORTED
    assert len(claims_on(house, who, "LINE-2026", "2026-10", "SL20")) == 31


def test_three_months_of_claims_do_not_make_a_rolling_window(tmp_path, database_url):
    rolling = CONTRACT.replace("params: {threshold_s: 20}", "params: {threshold_s: 20}, window: rolling_3")
    house, who = line_house(tmp_path / "data", database_url, rolling)
    for month in (8, 9, 10):
        bring(house, who, percents("93%", f"2026年{month}月"), "月报.csv")
    assert judged(house, who).verdict is Verdict.NOT_REPORTED
    assert judged(house, who, "ABN").flags == CLAIMED
    house.close()


@pytest.mark.parametrize("changed", [", hours: [9, 18]", ", aggregate: worst", ", scope: {site: HF}"])
def test_a_clause_that_asks_for_a_part_is_not_answered_by_a_claim_on_the_whole(
    tmp_path, database_url, changed
):
    narrower = CONTRACT.replace("params: {threshold_s: 20}", f"params: {{threshold_s: 20}}{changed}")
    house, who = line_house(tmp_path / "data", database_url, narrower)
    bring(house, who, percents("93%"), "月报.csv")
    assert judged(house, who).verdict is Verdict.NOT_REPORTED
    house.close()


def test_a_contracts_own_indicator_of_that_name_is_not_what_the_report_claims(tmp_path, database_url):
    own = CONTRACT.replace(
        "clauses:",
        "indicators:\n"
        "  - {code: SL, name: {zh: 自定义, en: Own}, numerator: {answered_within_20: 1},\n"
        "     denominator: {answered: 1}, unit: percent}\nclauses:",
    ).replace("variant: SL-1,\n     params: {threshold_s: 20}, ", "")
    house, who = line_house(tmp_path / "data", database_url, own)
    bring(house, who, percents("93%"), "月报.csv")
    assert judged(house, who).verdict is Verdict.NOT_REPORTED
    house.close()


def test_counts_win_over_a_claim_whichever_came_first(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    bring(house, who, percents("99%"), "月报.csv")
    found = judged(house, who)
    assert (found.value, found.flags) == (F(85), frozenset())
    assert judged(house, who, label="2026-09").verdict is Verdict.NOT_REPORTED
    bring(house, who, percents("99%", "2026年9月"), "九月.csv")
    bring(house, who, daily_report("2026-09"))
    assert judged(house, who, label="2026-09").value == F(85)


def test_a_figure_typed_by_hand_wins_over_a_claim(line):
    house, who = line
    bring(house, who, percents("99%"), "月报.csv")
    enter_figure(house, who, "LINE-2026", "2026-10", "SL20", 7, 10, "甲方系统")
    assert (judged(house, who).value, judged(house, who).flags) == (F(70), {Flag.BY_HAND})


def test_a_report_of_claims_alone_takes_no_committed_row_away(line):
    house, who = line
    bring(house, who, MONTHLY, "月报.csv")
    shown = previewed(house, who, percents("99%"), "比率.csv")
    assert dict(shown.batches[0].record.counts) == {
        "new": 0, "changed": 0, "unchanged": 0, "rejected": 0, "gone": 0, "claimed": 2,
    }  # fmt: skip
    done = commit(house, who, shown.file.id)
    assert (judged(house, who).numerator, judged(house, who).denominator) == (26_350, 31_000)
    withdraw(house, who, done.batches[0].id, "发错了")
    assert judged(house, who).numerator == 26_350
    assert is_well(examine(house, who))
    (counted,) = [view for view in received(house, who) if view.is_live]
    assert not counted.replaced


def test_taking_counts_back_leaves_the_claims_of_the_same_key(line):
    house, who = line
    counted = bring(house, who, MONTHLY, "月报.csv")
    assert judged(house, who).numerator == 26_350
    bring(house, who, percents("99%"), "比率.csv")
    withdraw(house, who, counted.batches[0].id, "发错了")
    assert (judged(house, who).value, judged(house, who).flags) == (F(99), CLAIMED)


def test_a_withdrawn_claim_no_longer_counts_and_the_one_before_it_does_again(line):
    house, who = line
    bring(house, who, percents("91%"), "月报.csv")
    second = bring(house, who, percents("92%"), "月报更正.csv")
    assert judged(house, who).value == F(92)
    withdraw(house, who, second.batches[0].id, "发错了")
    assert judged(house, who).value == F(91)


def test_the_preview_shows_each_claim_with_its_cell_its_clause_and_what_was_claimed_before(line):
    house, who = line
    bring(house, who, percents("91%"), "月报.csv")
    shown = previewed(house, who, percents("92%"), "月报更正.csv")
    first, second = shown.batches[0].claims
    assert (first.value, first.before, first.cell, first.unit) == (F(92), F(91), "B2", "percent")
    assert [name.zh for name in first.clauses] == ["20秒服务水平"] and first.is_changed
    assert (second.value, second.is_changed) == (F("4.2"), False)
    assert staged(house, who, shown.file.id).batches[0].claims == (first, second)


def test_what_a_report_no_longer_claims_is_shown(line):
    house, who = line
    bring(house, who, percents("91%"), "月报.csv")
    narrower = "月份,20秒接通率\n2026年10月,92%\n"
    shown = previewed(house, who, narrower, "月报更正.csv", replace(choice(), confirmed=True))
    gone = shown.batches[0].claims[-1]
    assert (gone.what.zh, gone.value, gone.before) == ("放弃率", None, F("4.2"))


def test_the_same_percentages_again_are_nothing_new(line):
    house, who = line
    bring(house, who, percents("91%"), "月报.csv")
    assert previewed(house, who, percents("91%") + "\n", "副本.csv").same_as


def test_a_claim_of_another_source_does_not_answer_for_the_vendors(line):
    house, who = line
    bring(house, who, percents("93%"), "月报.csv", choice(source=Source.CLIENT))
    assert judged(house, who).verdict is Verdict.NOT_REPORTED


def test_a_claim_leads_home_to_its_cell_and_its_file(line):
    house, who = line
    bring(house, who, percents("93.2%"), "月报.csv")
    (home,) = claims_on(house, who, "LINE-2026", "2026-10", "SL20")
    assert (home.file_name, home.cell, home.value) == ("月报.csv", "B2", F("93.2"))
    assert home.clauses and home.period.label == ""
    assert [f.name for f in files_behind(house, who, judged(house, who).origins)] == ["月报.csv"]


def test_the_machine_readable_answer_has_no_counts_and_says_asserted(line):
    house, who = line
    bring(house, who, percents("93.2%"), "月报.csv")
    (said, *_) = as_json.clause_lines(current(house, who, "LINE-2026", "2026-10"))
    assert (said["value"], said["flags"], said["n"]) == ("93.2000000000", ["asserted"], None)
    assert (said["numerator"], said["denominator"]) == (None, None)


def test_the_workbook_marks_it_and_names_the_file_it_rests_on(line):
    house, who = line
    bring(house, who, percents("93.2%"), "月报.csv")
    made = workbook(house, who, "LINE-2026", "2026-10")
    assert made.lines[0].flags == CLAIMED and made.lines[0].ratio is None
    assert made.lines[0].note.zh == "按所报数值，未经计数核对"
    assert [file.name for file in made.about.files] == ["月报.csv"]


def test_a_claim_answers_for_a_window_only_where_it_speaks_for_all_of_it(tmp_path, database_url):
    quarterly = CONTRACT.replace("params: {threshold_s: 20}", "params: {threshold_s: 20}, window: quarter")
    house, who = line_house(tmp_path / "data", database_url, quarterly)
    for month in (7, 8):
        bring(house, who, percents("93%", f"2026年{month}月"), f"{month}月.csv")
    # The window runs from the quarter's first month to the month that is judged.
    assert judged(house, who, label="2026-07").flags == CLAIMED
    assert judged(house, who, label="2026-08").verdict is Verdict.NOT_REPORTED
    house.close()


def test_loading_an_amended_contract_judges_the_claim_by_it(line):
    house, who = line
    bring(house, who, percents("83%"), "月报.csv")
    assert judged(house, who).verdict is Verdict.MET
    load_contract(
        house,
        who,
        CONTRACT.replace("version: '1'", "version: '2'").replace("target: 80", "target: 85")
        .replace("{from: 2026-01-01", "{from: 2026-10-01"),
        "line2.yaml",
    )  # fmt: skip
    assert judged(house, who).verdict is Verdict.MISSED
