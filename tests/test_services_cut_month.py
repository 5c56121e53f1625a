"""A month that an amendment cuts: clause by clause another version, or split by day, each part by its own."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest

from core.batch import Source
from core.month import MonthState
from core.principal import Role
from core.tally import Flag
from core.verdict import Verdict
from services.contracts.contract_beside import beside
from services.contracts.contract_differences import differences
from services.contracts.contracts import load_contract
from services.contracts.drafts import draft_from_file
from services.decisions.relief import decide_relief, request_relief
from services.judging.assess_month import current
from services.judging.rebuild import rebuild
from services.judging.relief_terms import Cell, ReliefTerms
from services.known.people import add_person
from services.months.month import set_state
from services.months.month_papers import Paper, enter_paper
from services.records.manual_figures import enter_figure
from services.results import follow
from services.results.draft_preview import preview
from services.results.other_definitions import other_definitions
from services.results.what_if import what_if
from services.workbooks.export_month import export
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_of, contract_to_yaml
from sla.terms.relief import Mechanism
from store.records import PaperKind, ReliefState
from tests.reports_example import bring, choice, line_house

LINE, OCTOBER = "LINE-2026", "2026-10"
HEAD = "Date,Agent requests,Calls answered,Calls abandoned,Answered within 20s,Abandoned within 5s"
FIRST = """
contract:
  code: LINE-2026
  version: '1'
  name: {zh: 热线合同, en: Line contract}
  effective: {from: 2026-01-01}
  vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]
clauses:
  - {code: SL, name: {zh: 服务水平, en: Service level}, indicator: SL, variant: SL-1,
     params: {threshold_s: 20}, target: 90, weight: 60, score: {method: full_or_zero}}
  - {code: ABN, name: {zh: 放弃率, en: Abandonment}, indicator: ABANDON_RATE, target: 5,
     weight: 40, score: {method: full_or_zero}}
"""
BY_DAY = "cut_month: by_day"
#: Of each day: requests, answered, abandoned, within 20 s, abandoned within 5 s.
AT_92, AT_94, AT_96 = (100, 98, 2, 92, 1), (100, 98, 2, 94, 1), (100, 98, 2, 96, 1)


def amended(start: str, *changes: tuple[str, str], head: str = BY_DAY, sl: str = "") -> str:
    """Version 2 from a day on: `head` in the contract, `sl` on the clause, and what it says otherwise."""
    text = FIRST.replace("version: '1'", "version: '2'").replace("2026-01-01", start)
    text = text.replace("  vendors:", f"  {head}\n  vendors:") if head else text
    text = text.replace("weight: 60,", f"weight: 60, {sl}," if sl else "weight: 60,")
    for old, new in changes:
        text = text.replace(old, new)
    return text


TO_95 = ("target: 90", "target: 95")
TO_SL_2 = ("variant: SL-1", "variant: SL-2")


def days(first: tuple[int, ...], second: tuple[int, ...], cut: int, last: int = 31) -> str:
    """October, its days alike before day `cut` and from it on."""
    rows = [(date(2026, 10, day), *(first if day < cut else second)) for day in range(1, last + 1)]
    return "\n".join([HEAD, *(",".join(map(str, row)) for row in rows)]) + "\n"


@pytest.fixture
def cut_house(tmp_path):
    """The line's house with an amendment and October's report."""
    opened = []

    def made(second: str, text: str, first: str = FIRST, url: str | None = None):
        house, who = line_house(tmp_path / "data", url, first)
        opened.append(house)
        load_contract(house, who, second, "amended.yaml")
        if text:
            bring(house, who, text)
        return house, who

    yield made
    for house in opened:
        house.close()


def said(line, lang="en"):
    return [step.in_(lang) for step in line.judgement.steps]


def test_90_until_the_15th_and_95_from_the_16th_each_part_against_its_own_target(cut_house):
    """15 days of 92 % against 90, 16 days of 94 % against 95: the second part is missed, so the clause is."""
    house, who = cut_house(amended("2026-10-16", TO_95), days(AT_92, AT_94, 16))
    month = current(house, who, LINE, OCTOBER)
    line = month.line("SL")
    found = line.judgement
    assert (found.numerator, found.denominator, found.value, found.n) == (1504, 1600, 94, 1600)
    assert (found.verdict, found.target) == (Verdict.MISSED, 95)
    assert (found.coverage.have, found.coverage.expected, Flag.PROVISIONAL in found.flags) == (31, 31, False)
    assert (line.days.start, line.days.last_day) == (date(2026, 10, 16), date(2026, 10, 31))
    # Points by version 1's weights: 60 lost, 40 kept.
    assert (month.contract.version, month.score.total) == ("1", 40)
    formula = "Answered within 20 s ÷ (Calls answered + Calls abandoned) × 100%"
    assert said(line) == [
        "Version 2 takes effect on 2026-10-16, within the month: which clauses there are, points, "
        "weights, money and states go by version 1",
        "Split by day: each stretch of days by the version in force on it, held against its own "
        "target; the one furthest short decides; the volume floor is the whole month's",
        f"2026-10-01 to 2026-10-15 (15 days, version 1, as {formula}): "
        "1,380 ÷ 1,500 = 92 %, target ≥ 90 %: met",
        f"2026-10-16 to 2026-10-31 (16 days, version 2, as {formula}): 1,504 ÷ 1,600 = 94 %, target ≥ 95 %: "
        "missed; it decides",
    ]
    formula = "20秒内接通量 ÷ (人工接通量 + 放弃量) × 100%"
    assert said(line, "zh")[2:] == [
        f"2026-10-01 至 2026-10-15（15 天，第 1 版，口径：{formula}）：1,380 ÷ 1,500 = 92%，目标 ≥ 90%：达标",
        f"2026-10-16 至 2026-10-31（16 天，第 2 版，口径：{formula}）："
        "1,504 ÷ 1,600 = 94%，目标 ≥ 95%：未达标；以此段判定",
    ]
    # What the amendment leaves as it was is not split: one figure of the whole month, nothing said.
    assert (month.line("ABN").judgement.denominator, month.line("ABN").judgement.steps) == (3100, ())


@pytest.mark.parametrize(
    ("first", "second", "verdict", "value", "total"),
    [
        (AT_92, AT_96, Verdict.MET, 96, 100),  # both kept: 1 point over 95 lies nearer than 2 over 90
        (AT_94, AT_94, Verdict.MISSED, 94, 40),  # the second alone is missed
        ((100, 98, 2, 85, 1), AT_96, Verdict.MISSED, 85, 40),  # the first alone; the whole month would be met
        ((100, 98, 2, 80, 1), AT_94, Verdict.MISSED, 80, 40),  # both: ten short, one short
    ],
)
def test_the_part_furthest_short_of_its_own_target_decides(cut_house, first, second, verdict, value, total):
    house, who = cut_house(amended("2026-10-16", TO_95), days(first, second, 16))
    month = current(house, who, LINE, OCTOBER)
    found = month.line("SL").judgement
    assert (found.verdict, found.value, month.score.total) == (verdict, value, total)


def test_sl_1_until_the_10th_and_sl_2_from_the_11th_each_part_by_its_own_definition(cut_house):
    """SL-2 leaves one abandoned within 5 s a day out: 94 ÷ 99, and 94 ÷ 100 before it, both against 94.5."""
    second = amended("2026-10-11", TO_SL_2, ("target: 90", "target: 94.5"), ("20}", "20, short_s: 5}"))
    first = FIRST.replace("target: 90", "target: 93")
    house, who = cut_house(second, days(AT_94, AT_94, 11), first)
    line = current(house, who, LINE, OCTOBER).line("SL")
    found = line.judgement
    assert (found.numerator, found.denominator) == (21 * 94, 21 * 99)
    assert (found.verdict, line.formula.variant, line.clause.variant) == (Verdict.MET, "SL-2", "SL-2")
    parts = said(line)[2:]
    assert ": 940 ÷ 1,000 = 94 %, target ≥ 93 %: met" in parts[0]
    assert ": 1,974 ÷ 2,079 = 94.95 %, target ≥ 94.5 %: met; it decides" in parts[1]
    assert "Abandoned within 5 s" in parts[1] and "Abandoned within 5 s" not in parts[0]


@pytest.mark.parametrize(
    ("head", "sl", "target", "verdict", "why"),
    [
        # (of the contract, of the clause): the clause's own word comes before the amendment's.
        (
            "",
            "cut_month: last_day",
            95,
            Verdict.MISSED,
            "by version 2 (agreed: the one in force on the last day)",
        ),
        (
            "",
            "cut_month: most_days",
            95,
            Verdict.MISSED,
            "by version 2 (agreed: the one in force on more days)",
        ),
        (
            "cut_month: last_day",
            "cut_month: first_day",
            90,
            Verdict.MET,
            "by version 1 (agreed: the one in force on the first day)",
        ),
        (BY_DAY, "cut_month: first_day", 90, Verdict.MET, "by version 1"),
        ("cut_month: last_day", BY_DAY, 95, Verdict.MISSED, "Split by day"),
    ],
)
def test_a_clause_says_by_which_version_it_is_judged_and_the_month_stays_its_own(
    cut_house, head, sl, target, verdict, why
):
    """16 days of 31 by version 2, which also turns the weights around: points stay the month's."""
    second = amended(
        "2026-10-16", TO_95, ("weight: 60", "weight: 30"), ("weight: 40", "weight: 70"), head=head, sl=sl
    )
    house, who = cut_house(second, days(AT_94, AT_94, 16))
    month = current(house, who, LINE, OCTOBER)
    line = month.line("SL")
    assert (line.judgement.target, line.judgement.verdict, line.clause.target) == (target, verdict, target)
    assert why in said(line)[1]
    governs = "2" if head == "cut_month: last_day" else "1"
    assert said(line)[0].endswith(f"money and states go by version {governs}")
    kept = {"1": 40, "2": 70}[governs] + (0 if verdict is Verdict.MISSED else {"1": 60, "2": 30}[governs])
    assert (month.contract.version, month.score.total) == (governs, kept)


def test_which_clauses_the_month_has_is_the_governing_version_s_matter(cut_house):
    more = (
        "\n  - {code: ABN,",
        "\n  - {code: ANS, indicator: ANSWER_RATE, target: 99}\n  - {code: NEW,",
    )
    house, who = cut_house(amended("2026-10-16", more), days(AT_94, AT_94, 16))
    month = current(house, who, LINE, OCTOBER)
    assert [line.clause.code for line in month.lines] == ["SL", "ABN"]
    assert said(month.line("ABN"))[1] == (
        "This clause is judged on the whole month by version 1: it is in one of the versions only"
    )
    assert month.line("ABN").judgement.denominator == 3100


@pytest.mark.parametrize(
    ("clause", "why"),
    [
        ("indicator: SL, variant: SL-1, target: 90, window: quarter", "its window is not the single month"),
        (
            "indicator: SL, variant: SL-1, target: 90, ramp: {targets: [85]}",
            "it has a ramp-up, or a target measured",
        ),
        (
            "indicator: SL, variant: SL-1, target: 90, volume_floor: 50, floor_rule: carry_forward",
            "below its floor it is carried into later months",
        ),
        ("indicator: REPORT_TIMELY, source: by_hand, target: 90", "its figures are not told by day"),
        ("indicator: COMPLAINT_COUNT, target: 90", "it is a count, and its target is a whole month's"),
        ("indicator: ATTRITION, target: 90", "its figure is one of the whole month"),
    ],
)
def test_a_clause_that_cannot_be_parted_is_judged_by_the_version_that_governs_the_month(
    cut_house, clause, why
):
    text = FIRST[: FIRST.index("clauses:")] + f"clauses: [{{code: A, {clause}}}]\n"
    second = text.replace("version: '1'", "version: '2'").replace("2026-01-01", "2026-10-16")
    second = second.replace("  vendors:", f"  {BY_DAY}\n  vendors:").replace("target: 90", "target: 95")
    house, who = cut_house(second, days(AT_94, AT_94, 16), text)
    line = current(house, who, LINE, OCTOBER).line("A")
    assert (line.clause.target, line.days) == (90, None)
    assert said(line)[1].startswith(f"This clause is judged on the whole month by version 1: {why}")


def test_the_volume_floor_is_the_month_s_by_the_governing_version(cut_house):
    """31 calls a day reach version 1's floor of 960; version 2's of 2,000 is not the month's."""
    few, none = (31, 31, 0, 29, 0), (0, 0, 0, 0, 0)
    first = FIRST.replace("weight: 60", "weight: 60, volume_floor: 960")
    second = amended("2026-10-16", TO_95, ("weight: 60", "weight: 60, volume_floor: 2000"))
    house, who = cut_house(second, days(few, few, 16), first)
    line = current(house, who, LINE, OCTOBER).line("SL")
    assert "Volume floor 960 (version 1) held against the month's n of 961: reached" in said(line)
    assert (line.judgement.n, line.judgement.verdict) == (16 * 31, Verdict.MISSED)
    bring(house, who, days(few, none, 16), "again.csv")
    line = current(house, who, LINE, OCTOBER).line("SL")
    assert line.judgement.verdict is Verdict.INSUFFICIENT_SAMPLE
    assert said(line)[1].endswith("by version 1: the month's n of 465 is below the volume floor of 960")


def test_a_part_of_the_month_without_calls_does_not_count(cut_house):
    house, who = cut_house(amended("2026-10-16", TO_95), days(AT_92, (0, 0, 0, 0, 0), 16))
    line = current(house, who, LINE, OCTOBER).line("SL")
    assert (line.judgement.verdict, line.judgement.target) == (Verdict.MET, 90)
    assert said(line)[3].endswith("no volume, left out of the judgement")


def closed(house, who):
    approver = add_person(house, "赵总", Role.APPROVER)
    for state in (MonthState.COMMENT, MonthState.APPEAL, MonthState.FINAL):
        set_state(house, approver if state is MonthState.FINAL else who, LINE, OCTOBER, state)


def test_a_closed_cut_month_names_both_versions_and_is_rebuilt_to_the_same_hash(cut_house, database_url):
    second = amended("2026-10-16", TO_95, TO_SL_2, ("20}", "20, short_s: 5}"))
    house, who = cut_house(second, days(AT_92, AT_94, 16), FIRST, database_url)
    before = current(house, who, LINE, OCTOBER)
    closed(house, who)
    with house.database.read(who) as uow:
        run = uow.runs.get(before.run_id)
    assert (run.contract_version, sorted(run.inputs["versions"])) == ("1", ["1", "2"])
    assert run.inputs["contract"] == run.inputs["versions"]["1"] != run.inputs["versions"]["2"]
    found = rebuild(house, who, LINE, OCTOBER)
    assert (found.is_same, found.again, found.hindered, found.differing) == (True, found.closed, (), ())
    # A later amendment changes nothing of it.
    third = amended("2026-11-01", ("target: 90", "target: 50")).replace("version: '2'", "version: '3'")
    load_contract(house, who, third, "third.yaml")
    again = current(house, who, LINE, OCTOBER)
    assert again.line("SL") == before.line("SL") and rebuild(house, who, LINE, OCTOBER).is_same


def test_a_contract_that_says_nothing_of_days_or_clauses_keeps_its_inputs(cut_house):
    house, who = cut_house(amended("2026-10-16", TO_95, head=""), days(AT_92, AT_94, 16))
    month = current(house, who, LINE, OCTOBER)
    assert (month.line("SL").judgement.steps, month.contract.cut) == ((), None)
    with house.database.read(who) as uow:
        assert "versions" not in uow.runs.get(month.run_id).inputs


def test_a_relief_is_of_the_whole_month_and_takes_the_clause_back_to_one_version(cut_house):
    rules = f"{BY_DAY}\n  relief: {{within_working_days: 40, admits: [remove_cells]}}"
    first = FIRST.replace("  vendors:", rules.replace(BY_DAY, "").strip("\n") + "\n  vendors:")
    house, who = cut_house(amended("2026-10-16", TO_95, head=rules), days(AT_92, AT_94, 16), first)
    assert current(house, who, LINE, OCTOBER).line("SL").judgement.verdict is Verdict.MISSED
    cells = ReliefTerms(cells=(Cell(date(2026, 10, 20), date(2026, 10, 20)),))
    asked = request_relief(house, who, LINE, OCTOBER, ("SL",), Mechanism.REMOVE_CELLS, cells, "甲方系统中断")
    approver = add_person(house, "赵总", Role.APPROVER)
    decide_relief(house, approver, asked.id, ReliefState.GRANTED, "情况属实")
    line = current(house, who, LINE, OCTOBER).line("SL")
    assert (line.raw.numerator, line.raw.denominator) == (15 * 92 + 16 * 94, 3100)
    assert (line.judgement.numerator, line.judgement.target) == (15 * 92 + 15 * 94, 90)
    assert line.relief[:2] == line.raw.steps[:2]
    assert line.relief[1].en == (
        "This clause is judged on the whole month by version 1: a relief, a supplementary agreement or "
        "volume beyond the forecast bears on it, which are of the whole month"
    )


def test_while_it_is_contested_it_is_of_the_whole_month_beside_what_the_split_says(cut_house):
    """By the client 2,901 of 3,100 against 90; without the objection the second part misses its 95."""
    rules = f"{BY_DAY}\n  review: {{days: 5}}\n  disputes: {{scored_on: client}}"
    first = FIRST.replace("  vendors:", rules.replace(BY_DAY, "").strip("\n") + "\n  vendors:")
    house, who = cut_house(amended("2026-10-16", TO_95, head=rules), days(AT_92, AT_94, 16), first)
    theirs = days((100, 98, 2, 91, 1), AT_96, 16)
    bring(house, who, theirs, "client.csv", choice(OCTOBER, Source.CLIENT))
    current(house, who, LINE, OCTOBER)
    for state in (MonthState.COMMENT, MonthState.APPEAL):
        set_state(house, who, LINE, OCTOBER, state)
    paper = Paper(PaperKind.OBJECTION, date(2026, 11, 20), "云禾 周经理", "与甲方不符", ("SL",))
    enter_paper(house, who, LINE, OCTOBER, paper)
    line = current(house, who, LINE, OCTOBER).line("SL")
    found = line.judgement
    assert (found.numerator, found.denominator, found.target, line.days) == (2901, 3100, 90, None)
    assert (found.verdict, Flag.DISPUTED in found.flags) == (Verdict.MET, True)
    assert "Without the objection 1,504 ÷ 1,600 = 94 %: missed" in said(line)
    assert "不计争议时 1,504 ÷ 1,600 = 94%：未达标" in said(line, "zh")


def test_typed_month_figures_have_no_parts(cut_house):
    house, who = cut_house(amended("2026-10-16", TO_95), "")
    enter_figure(house, who, LINE, OCTOBER, "SL", Decimal(94), Decimal(100), "月报")
    line = current(house, who, LINE, OCTOBER).line("SL")
    assert (line.judgement.target, line.judgement.value) == (90, Fraction(94))
    assert said(line)[1].endswith("by version 1: there are no counts by day (a claimed rate, or typed in)")


def test_figures_of_the_whole_month_have_no_parts(cut_house):
    text = "\n".join([HEAD, "2026-10,3100,3038,62,2914,31", ""])
    house, who = cut_house(amended("2026-10-16", TO_95), text)
    line = current(house, who, LINE, OCTOBER).line("SL")
    assert (line.judgement.target, line.judgement.value) == (90, 94)
    assert said(line)[1].endswith("some figures are of the whole month: its parts do not add up to it")


def test_a_draft_that_cuts_the_month_is_tried_as_it_would_judge_it(cut_house):
    """Version 2 splits the month at 95; the draft of it asks 93, which both parts keep."""
    house, who = cut_house(amended("2026-10-16", TO_95), days(AT_92, AT_94, 16))
    text = amended("2026-10-16", ("target: 90", "target: 93"))
    found = what_if(house, who, LINE, draft_from_file(house, who, LINE, text.encode(), "d.yaml"), [OCTOBER])
    (month,) = found.months
    (clause,) = [each for each in month.clauses if each.clause == "SL"]
    assert (clause.before.verdict, clause.after.verdict) == (Verdict.MISSED, Verdict.MET)
    assert (clause.before.target, clause.after.target) == (95, 93)
    tried = preview(house, who, contract_as_dict(contract_of(text)))
    assert (tried.before.lines["SL"].judgement.target, tried.after.lines["SL"].judgement.target) == (95, 93)
    assert tried.after.lines["SL"].days.start == date(2026, 10, 16)


def test_a_draft_by_day_cuts_a_month_that_was_whole(cut_house):
    house, who = cut_house(amended("2026-12-01"), days(AT_92, AT_94, 16))
    text = amended("2026-10-16", TO_95).replace("version: '2'", "version: '3'")
    found = what_if(house, who, LINE, draft_from_file(house, who, LINE, text.encode(), "d.yaml"), [OCTOBER])
    (clause,) = [each for each in found.months[0].clauses if each.clause == "SL"]
    assert (clause.before.verdict, clause.before.target) == (Verdict.MET, 90)
    assert (clause.after.verdict, clause.after.target) == (Verdict.MISSED, 95)


def test_what_is_shown_day_by_day_is_the_part_that_decided(cut_house):
    """As the clause page shows it: sixteen days of 94, whose rows add up to 1,504 of 1,600."""
    house, who = cut_house(amended("2026-10-16", TO_95), days(AT_92, AT_94, 16))
    found = follow.days(house, who, LINE, OCTOBER, "SL")
    assert [each.day.day for each in found] == list(range(16, 32))
    assert (sum(each.numerator for each in found), sum(each.denominator for each in found)) == (1504, 1600)
    assert {each.verdict for each in found} == {Verdict.MISSED}
    assert follow.rows(house, who, LINE, OCTOBER, "SL").total == 16


def test_what_other_definitions_would_say_is_split_as_the_clause_is(cut_house):
    house, who = cut_house(amended("2026-10-16", TO_95), days(AT_92, AT_94, 16))
    line = current(house, who, LINE, OCTOBER).line("SL")
    found = {each.variant: each for each in other_definitions(house, who, LINE, OCTOBER, "SL")}
    own = found["SL-1"]
    assert (own.is_own, own.value, own.verdict) == (True, line.judgement.value, line.judgement.verdict)
    # Of the answered alone 94 ÷ 98 = 95.92, beyond the 95 of its part; 92 ÷ 98 is further beyond 90.
    assert (found["SL-5"].value, found["SL-5"].verdict) == (Fraction(9400, 98), Verdict.MET)


def test_hours_that_change_on_a_day_hold_for_their_part_alone(cut_house):
    """Open on weekdays only from the 16th on: 11 of its 16 days."""
    second = amended("2026-10-16", TO_95, ("20}", "20}, weekdays: [1, 2, 3, 4, 5]"))
    house, who = cut_house(second, days(AT_92, AT_94, 16))
    found = current(house, who, LINE, OCTOBER).line("SL").judgement
    assert (found.numerator, found.denominator, found.verdict) == (11 * 94, 11 * 100, Verdict.MISSED)


def test_the_worst_site_is_told_apart_in_each_part(cut_house):
    """Site B is the worst in both parts: 88 against 90 in the first, 94 against 95 in the second."""
    first = FIRST.replace("weight: 60", "weight: 60, aggregate: worst")
    second = amended("2026-10-16", TO_95, ("weight: 60", "weight: 60, aggregate: worst"))
    rows = ["Date,Site,Agent requests,Calls answered,Calls abandoned,Answered within 20s"]
    for day in range(1, 32):
        within = (92, 88) if day < 16 else (97, 94)
        rows += [f"2026-10-{day:02},{site},100,98,2,{n}" for site, n in zip("AB", within, strict=True)]
    house, who = cut_house(second, "\n".join(rows) + "\n", first)
    found = current(house, who, LINE, OCTOBER).line("SL").judgement
    assert (found.scope.site, found.value, found.target, found.n) == ("B", 88, 90, 1500)


def test_the_contract_page_says_what_holds_where_an_amendment_cuts_a_month():
    contract = contract_of(amended("2026-10-16", TO_95, sl="cut_month: last_day"))
    said = [line.zh for line in beside(contract)]
    assert "月中修订时：按天拆分，各段按当时的版本" in said
    assert "服务水平 · 月中修订时：按末日生效的版本" in said
    assert contract_of(contract_to_yaml(contract)) == contract
    (change,) = [
        each for each in differences(contract_of(amended("2026-10-16", TO_95)), contract) if each.lines
    ]
    assert [(line.key, line.after.en) for line in change.lines] == [
        ("cut_month", "by the version of its last day")
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_tells_the_parts_as_the_page_does(cut_house, lang):
    """Both parts in full, and the definition of the one that decided."""
    second = amended("2026-10-16", TO_95, TO_SL_2, ("20}", "20, short_s: 5}"))
    house, who = cut_house(second, days(AT_92, AT_94, 16))
    line = current(house, who, LINE, OCTOBER).line("SL")
    _, data = export(house, who, LINE, OCTOBER, lang)
    cells = [
        str(cell)
        for sheet in openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    for words in said(line, lang):
        assert any(words in cell for cell in cells), words
    formula = {
        "zh": "人工接通量 + 放弃量 − 5秒内放弃量",
        "en": "Calls answered + Calls abandoned − Abandoned within 5 s",
    }
    assert any(cell.startswith(("20秒内", "Answered")) and formula[lang] in cell for cell in cells)


def test_days_before_the_contract_starts_stay_with_the_version_that_governs_the_month(cut_house):
    """In force from the 10th, amended on the 20th: nineteen days by version 1, twelve by version 2."""
    first = FIRST.replace("2026-01-01", "2026-10-10")
    house, who = cut_house(amended("2026-10-20", TO_95), days(AT_92, AT_94, 20), first)
    line = current(house, who, LINE, OCTOBER).line("SL")
    assert "2026-10-01 to 2026-10-19 (19 days, version 1," in said(line)[2]
    assert (line.judgement.denominator, line.judgement.target) == (1200, 95)


def test_two_amendments_cut_a_month_into_three_parts(cut_house):
    third = amended("2026-10-21", ("target: 90", "target: 97"), head="").replace(
        "version: '2'", "version: '3'"
    )
    house, who = cut_house(amended("2026-10-11", TO_95), days(AT_96, AT_94, 21))
    load_contract(house, who, third.replace("  vendors:", f"  {BY_DAY}\n  vendors:"), "third.yaml")
    line = current(house, who, LINE, OCTOBER).line("SL")
    ends = [words.rsplit("target ", 1)[1] for words in said(line)[2:]]
    assert ends == ["≥ 90 %: met", "≥ 95 %: met", "≥ 97 %: missed; it decides"]
    assert (line.judgement.numerator, line.judgement.denominator) == (11 * 94, 1100)
