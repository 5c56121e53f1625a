"""Small samples from report to workbook: kept with the run, read back unchanged, said in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from core.batch import Source
from core.text import Text
from core.verdict import Verdict
from services.house import as_json
from services.judging.assess_month import assess, current
from services.judging.misses import misses
from services.results.clause_notes import judged_words
from services.workbooks.export_month import report as report_of
from tests.reports_example import CONTRACT, bring, choice, line_house, report

CODE = "LINE-2026"


@pytest.fixture
def opened(tmp_path, database_url):
    """Opens a house whose service-level clause has these further keys, with months of (within, offered)."""
    houses = []

    def open_with(keys, **months):
        house, who = line_house(tmp_path / "data", database_url, CONTRACT.replace("target: 80,", keys))
        houses.append(house)
        for month, (within, offered) in months.items():
            day = date(2026, int(month[1:]), 1)
            bring(house, who, report([(day, offered, offered, 0, within)]), f"{month}.csv")
        assess(house, who, [f"2026-{int(month[1:]):02}" for month in months])
        return house, who

    yield open_with
    for house in houses:
        house.close()


def line_of(house, who, label):
    return current(house, who, CODE, label).line("SL20")


def test_a_miss_that_is_not_confirmed_is_kept_as_below_target_with_its_reason(opened):
    keys = "target: 90, sample: {method: wilson, confirmed_only: true},"
    house, who = opened(keys, m9=(26, 30), m10=(22, 30))
    doubtful, confirmed = (line_of(house, who, label).judgement for label in ("2026-09", "2026-10"))
    assert [doubtful.verdict, confirmed.verdict] == [Verdict.BELOW_TARGET, Verdict.MISSED]
    assert [view.record.first_period for view in misses(house, who)] == ["2026-10"]
    note = report_of(house, who, CODE, "2026-09").line("SL20").note
    for words in ("a miss must be confirmed", "Sample 26 of 30, 95 % interval 70.32–94.69 %", "large enough"):
        assert words in note.en
    for words in ("须经样本证实", "样本 26/30，95% 置信区间 70.32–94.69%", "样本量足够"):
        assert words in note.zh


def test_the_command_line_prints_verdict_state_and_adequacy_apart(opened):
    house, who = opened("target: 90, sample: {method: exact, adequate: 50},", m10=(24, 30))
    lines = as_json.clause_lines(current(house, who, CODE, "2026-10"))
    said, other = (next(line for line in lines if line["clause"] == code) for code in ("SL20", "ABN"))
    assert (said["verdict"], said["sample"]["state"], said["sample"]["adequate"]) == (
        "missed", "inconclusive", False
    )  # fmt: skip
    assert not {"sample", "steps"} & other.keys()


def test_months_below_the_floor_are_carried_into_the_month_that_reaches_it(opened):
    keys = "target: 80, volume_floor: 30, floor_rule: carry_forward,"
    house, who = opened(keys, m6=(9, 10), m7=(11, 15), m8=(7, 10), m9=(20, 25), m10=(30, 40))
    found = [line_of(house, who, f"2026-{month:02}").judgement for month in (6, 7, 8, 9, 10)]
    few = Verdict.INSUFFICIENT_SAMPLE
    assert [each.verdict for each in found] == [few, few, Verdict.MISSED, few, Verdict.MISSED]
    assert found[2].value == Fraction(2700, 35)  # 27 of 35, June to August
    assert (found[4].numerator, found[4].denominator) == (50, 65)
    assert found[2].steps == (
        Text(
            "此前未满起评量 30，以下各月合并计算：2026-06、2026-07、2026-08，共 35。",
            "Below the volume floor of 30 so far, counted together: 2026-06, 2026-07, 2026-08, n = 35.",
        ),
    )
    assert "still below it: carried on" in found[1].steps[0].en


def test_a_corrected_month_before_is_another_run_of_the_month_it_was_carried_into(opened):
    house, who = opened("target: 80, volume_floor: 30, floor_rule: carry_forward,", m9=(10, 20), m10=(9, 10))
    assert line_of(house, who, "2026-10").judgement.value == Fraction(1900, 30)
    bring(house, who, report([(date(2026, 9, 1), 20, 20, 0, 20)]), "again.csv")
    assert line_of(house, who, "2026-10").judgement.value == Fraction(2900, 30)


def test_one_failure_below_the_floor_costs_no_points(opened):
    house, who = opened("target: 95, volume_floor: 20, floor_rule: one_miss,", m10=(18, 19))
    line = line_of(house, who, "2026-10")
    assert (line.judgement.verdict, line.item.earned) == (Verdict.MET, 60)


def test_gt_15_the_vendors_own_checks_stand_beside_ours_with_what_chance_would_bring(tmp_path):
    text = CONTRACT + "  - {code: QA, indicator: QA_PASS, source: client, target: 90}\n"
    house, who = line_house(tmp_path / "data", None, text)
    for source, passed, checked in ((Source.VENDOR, 485, 500), (Source.CLIENT, 51, 60)):
        file = f"日期,质检量,质检合格量\n2026-10-01,{checked},{passed}\n"
        bring(house, who, file, f"{source}.csv", choice(source=source))
    line = current(house, who, CODE, "2026-10").line("QA")
    assert (line.judgement.value, line.judgement.verdict) == (85, Verdict.MISSED)
    said = "外包商上报 485/500，本条款依据 51/60：两比例检验 z = 4.34，差异超出抽样误差。"
    assert [words.zh for words in judged_words(line)] == [said]
    assert report_of(house, who, CODE, "2026-10").line("QA").note.zh.endswith(said)
    house.close()
