"""Continuous improvement: the target once a year from the best closed months, never by itself (2.9)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConflictError
from core.month import MonthState
from core.principal import Role
from services.contracts.contract_beside import beside
from services.contracts.draft_edits import clause_of
from services.judging.assess_month import current
from services.known.people import add_person
from services.months.month import set_state
from services.results.target_into_draft import take_into_draft
from services.results.target_proposals import target_proposals
from sla.contract_file.plain import contract_as_dict
from sla.judging.improvement import improved
from sla.load import contract_of, contract_to_yaml
from sla.terms.contract import Comparison
from sla.terms.definition import Unit
from sla.terms.improvement import Improvement
from tests.reports_example import CONTRACT, bring, daily_report, line_house

UP, DOWN = Comparison.AT_LEAST, Comparison.AT_MOST
YEAR = ("82", "79", "81", "78", "84", "79.5", "83", "79", "85", "86", "74.9", "79")  # the months of WE-10


def _months(values):
    return [(f"2026-{at:02}", Fraction(value)) for at, value in enumerate(values, start=1)]


@pytest.mark.parametrize(
    ("rule", "comparison", "target", "values", "new"),
    [
        # Best six of WE-10: 86, 85, 84, 83, 82, 81 → 83.5; the gap of 20 points allows up to 84 at a fifth.
        (Improvement(6, Fraction("0.2")), UP, "80", YEAR, "83.5"),
        (Improvement(6, Fraction("0.1")), UP, "80", YEAR, "82"),  # at most a tenth of the gap
        (Improvement(3, Fraction("0.2")), UP, "80", YEAR, "84"),  # 85, cut to 84
        (Improvement(12, Fraction("0.2")), UP, "82", YEAR, "82"),  # the mean lies below: it stays
        (Improvement(7, Fraction("0.2"), digits=1), UP, "80", YEAR, "82.9"),  # 580.5 ÷ 7 = 82.93, downwards
        (Improvement(6, Fraction("0.2")), UP, "80", YEAR[:11], None),  # eleven closed months are too few
        (Improvement(2, Fraction("0.5"), among=3), DOWN, "5", ("4", "3", "6"), "3.5"),
        (Improvement(2, Fraction("0.1"), among=3), DOWN, "5", ("4", "3", "6"), "4.5"),  # less is better
        (Improvement(1, Fraction("0.5"), among=3), DOWN, "5", ("6", "7", "8"), "5"),
        (Improvement(2, Fraction("0.5"), 3, 0), DOWN, "5", ("4", "3", "6"), "4"),  # 3.5, towards 5
        (Improvement(1, Fraction(1), among=2), UP, "80", ("99", "70", "90"), "90"),  # the last two of three
    ],
)
def test_the_target_follows_the_best_months_up_to_a_part_of_the_gap(rule, comparison, target, values, new):
    found = improved(rule, comparison, Fraction(target), _months(values), Unit.PERCENT)
    assert (found and found.target) == (new and Fraction(new))


def test_every_step_can_be_followed_by_hand():
    told = improved(Improvement(3, Fraction("0.2")), UP, Fraction(80), _months(YEAR), Unit.PERCENT).steps
    assert [step.en for step in told] == [
        "Best 3 of 12 closed months: 2026-05 84 %, 2026-09 85 %, 2026-10 86 %; on average 85 %",
        "At most 80 % + 20 % of the gap to 100 % (4 pp) = 84 %",
        "Proposed target 84 %",
    ]
    assert told[1].zh == "最多提高到 80% + 与 100% 差距的 20%（4 个百分点）= 84%"


@given(
    st.lists(st.fractions(0, 100), min_size=3, max_size=14),
    st.fractions(0, 100), st.fractions(0, 1), st.integers(1, 3), st.sampled_from([None, 0, 1]),
    st.sampled_from([UP, DOWN]),
)  # fmt: skip
def test_never_less_than_now_and_never_beyond_the_part_of_the_gap(values, target, share, best, digits, way):
    rule = Improvement(best, share, 3, digits)
    new = improved(rule, way, target, _months(values), Unit.PERCENT).target
    if way is UP:
        assert target <= new <= target + share * (100 - target)
    else:
        assert target - share * target <= new <= target


BEST = "improvement: {best: 2, among: 3, gap_share: 0.2, digits: 1}"
RULE = CONTRACT.replace("target: 80, weight: 60", f"target: 80, {BEST}, weight: 60")


def test_the_rule_reads_back_and_a_contract_without_it_is_written_as_before():
    contract = contract_of(RULE)
    assert contract_of(contract_to_yaml(contract)) == contract
    assert "improvement" not in contract_as_dict(contract_of(CONTRACT))["clauses"][0]


def test_the_contracts_page_says_it_in_a_sentence_in_both_languages():
    said = beside(contract_of(RULE))[-1]
    assert said.en == (
        "Service level · Continuous improvement: the mean of the best 2 of the last 3 closed months is "
        "proposed as the target, closing at most 20 % of the gap"
    )
    assert said.zh == (
        "20秒服务水平 · 持续改进：按最近 3 个定稿月中最好的 2 个月的平均建议新目标，最多缩小差距的 20%"
    )


@pytest.mark.parametrize(
    ("keys", "target", "said"),
    [
        # July and August only show how far the quarter has come: September alone was judged.
        ("window: quarter_end", 80, "1 months are closed; a proposal follows from 3"),
        ("scope: {site: HF}, targets: [{scope: {site: HF}, target: 82}]", 82, "Proposed target 82.7 %"),
        (
            "aggregate: worst, targets: [{scope: {site: HF}, target: 82}]",
            80,
            "Its sites have targets of their own and the one furthest short decides each month: no single "
            "target follows; a clause for each site would",
        ),
    ],
)
def test_months_that_were_judged_lead_to_the_target_that_holds(tmp_path, keys, target, said):
    text = RULE.replace(f"target: 80, {BEST}", f"target: 80, {keys}, {BEST}")
    house, who = line_house(tmp_path / "data", contract=text)
    boss = add_person(house, "赵总", Role.APPROVER)
    for month, within in (("2026-07", 830), ("2026-08", 825), ("2026-09", 790)):
        head, *rows = daily_report(month, within=within).splitlines()
        sited = [f"{head},Site", *(f"{row},HF" for row in rows)]
        bring(house, who, "\n".join(sited) + "\n", f"{month}.csv")
        current(house, who, "LINE-2026", month)
        set_state(house, boss, "LINE-2026", month, MonthState.FINAL, "核对无误")
    (found,) = target_proposals(house, who, "LINE-2026")
    assert (found.target, found.steps[-1].en) == (target, said)
    house.close()


def test_only_closed_months_count_and_nothing_changes_by_itself(tmp_path, database_url):
    house, who = line_house(tmp_path / "data", database_url, RULE)
    boss = add_person(house, "赵总", Role.APPROVER)
    for month, within in (("2026-07", 830), ("2026-08", 820), ("2026-09", 790), ("2026-10", 950)):
        bring(house, who, daily_report(month, within=within), f"{month}.csv")
        current(house, who, "LINE-2026", month)
        if month != "2026-10":
            (waiting,) = target_proposals(house, who, "LINE-2026")
            assert waiting.proposed is None
            set_state(house, boss, "LINE-2026", month, MonthState.FINAL, "核对无误")
    (found,) = target_proposals(house, who, "LINE-2026")
    assert (found.target, found.proposed) == (80, Fraction("82.5"))
    assert current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.target == 80
    draft = take_into_draft(house, who, "LINE-2026", "SL20")
    assert clause_of(draft.body, "SL20")["target"] == "82.5" and draft.based_on is not None
    again = take_into_draft(house, who, "LINE-2026", "SL20")  # the draft that is open already
    assert again.id == draft.id
    assert target_proposals(house, who, "LINE-2026")[0].target == 80  # nothing is published
    with pytest.raises(ConflictError, match="no_new_target"):
        take_into_draft(house, who, "LINE-2026", "ABN")
    house.close()
