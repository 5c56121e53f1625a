"""Two versions side by side: every term that says something else, in a manager's words, and nothing more."""

from __future__ import annotations

import pytest
from services_example import CONTRACT, house_with_contract

from core.text import LANGS
from services.contracts.contract_changes import Kind
from services.contracts.contract_differences import between, differences
from services.contracts.contracts import load_contract
from services.contracts.term_words import LABELS
from sla.catalogue.ready_made import READY_MADE
from sla.contract_file import layout
from sla.contract_file.layout import CLAUSE
from sla.contract_file.layout_money import FEE, SETTLEMENT
from sla.load import contract_of, load_contracts

NEXT = CONTRACT.replace("version: '1'", "version: '2'").replace(
    "from: 2026-01-01, to: 2026-12-31", "from: 2026-07-01, to: 2026-12-31"
)
HOTLINE = READY_MADE["hotline"].text.replace("weighted: true", "weighted: false")


def _of(text: str):
    return load_contracts(text)[0][0]


def said(before: str, after: str, lang: str = "zh") -> dict[str, list[str]]:
    """Clause → its lines as `label: before → after`."""
    return {
        each.clause or each.name.in_(lang): [
            f"{line.label.in_(lang)}: {line.before.in_(lang)} → {line.after.in_(lang)}" for line in each.lines
        ]
        for each in differences(_of(before), _of(after))
    }


@pytest.mark.parametrize(
    ("old", "new", "where", "zh", "en"),
    [
        ("target: 99.5", "target: 99", "TTIME", "目标值: ≥99.5% → ≥99%", "Target: ≥ 99.5 % → ≥ 99 %"),
        ("target: 2\n", "target: 1.5\n", "TERR", "目标值: ≤2% → ≤1.5%", "Target: ≤ 2 % → ≤ 1.5 %"),
        ("weight: 20", "weight: 25", "ANS", "满分: 20 → 25", "Full points: 20 → 25"),
        (
            "unit: 1, deduct: 1.5",
            "unit: 1, deduct: 2",
            "SL15",
            "计分办法: 每差1个百分点扣1.5分，不足1个百分点按1个百分点计 → "
            "每差1个百分点扣2分，不足1个百分点按1个百分点计",
            "Scoring: 1.5 points off per 1 pp short, begun steps count in full → "
            "2 points off per 1 pp short, begun steps count in full",
        ),
        ("owner: 质检主管", "owner: 张三", "QA", "责任人: 质检主管 → 张三", "Owner: 质检主管 → 张三"),
        (
            "breach_rule: {consecutive: 2}",
            "breach_rule: {consecutive: 3}",
            "ANS",
            "违约规则: 连续2 无判定的月份跳过 → 连续3 无判定的月份跳过",
            "Breach rule: in a row 2 months without a verdict left out → "
            "in a row 3 months without a verdict left out",
        ),
    ],
)
def test_a_changed_term_is_told_on_both_sides(old, new, where, zh, en):
    changed = HOTLINE.replace(old, new, 1)
    assert said(HOTLINE, changed) == {where: [zh]}
    assert said(HOTLINE, changed, "en") == {where: [en]}


def test_another_definition_is_told_as_its_formula():
    changed = HOTLINE.replace("variant: SL-5", "variant: SL-3", 1)
    [line] = said(HOTLINE, changed, "en")["SL15"]
    assert line.startswith("Definition: Service level: ") and "→ Service level: " in line
    assert line.split(" → ")[0] != line.split(" → ")[1]


def test_money_is_told_part_by_part():
    changed = HOTLINE.replace("amount: 0, months: 12", "amount: 1684500, months: 7").replace(
        "[95, 1], [90, 0.98]", "[95, 1.02], [90, 0.98]"
    )
    [lines] = said(HOTLINE, changed, "en").values()
    assert lines == [
        "Amount: 0 → 1684500",
        "Months of payment: 12 → 7",
        "Settlement coefficients: 95:1 90:0.98 85:0.95 80:0.9 0:0.8 → 95:1.02 90:0.98 85:0.95 80:0.9 0:0.8",
    ]


def test_a_clause_that_comes_and_one_that_goes_are_told_whole():
    start = HOTLINE.index("  - code: CMPL")
    end = HOTLINE.index("adjustments:")
    without = HOTLINE[:start] + HOTLINE[end:]
    [gone] = differences(_of(HOTLINE), _of(without))
    [added] = differences(_of(without), _of(HOTLINE))
    assert (gone.kind, added.kind) == (Kind.GONE, Kind.ADDED)
    assert {line.before.zh for line in added.lines} == {line.after.zh for line in gone.lines} == {"—"}
    assert [line.key for line in added.lines] == [
        "definition",
        "target",
        "weight",
        "score",
        "source",
        "owner",
    ]


def test_a_new_name_and_new_days_are_told_and_a_named_variant_is_none():
    renamed = HOTLINE.replace("zh: 人工接通率", "zh: 接通率").replace("to: 2026-12-31", "to: 2027-06-30")
    assert said(HOTLINE, renamed) == {
        "合同本身": ["生效期: 自2026-01-01 至2026-12-31 → 自2026-01-01 至2027-06-30"],
        "ANS": ["名称: 人工接通率 → 接通率"],
    }
    assert said(HOTLINE, HOTLINE.replace("    variant: CSAT\n", "")) == {}


@pytest.mark.parametrize("name", list(READY_MADE))
def test_every_contract_is_the_same_as_itself_and_can_be_told_from_any_other(name):
    other = READY_MADE["bank" if name != "bank" else "shop"].text
    assert said(READY_MADE[name].text, READY_MADE[name].text) == {}
    for lang in LANGS:
        for lines in said(READY_MADE[name].text, other, lang).values():
            assert lines and all("None" not in line and "{" not in line for line in lines)


def test_the_versions_of_a_kept_contract_are_compared(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    load_contract(cast.house, cast.manager, NEXT.replace("target: 90", "target: 92"))
    found = between(cast.house, cast.viewer, "GOV12345", "1", "2")
    assert [(each.clause, [line.key for line in each.lines]) for each in found] == [
        ("", ["effective"]),
        ("SL", ["target"]),
    ]
    back = between(cast.house, cast.viewer, "GOV12345", "2", "1")
    assert back[1].lines[0].after == found[1].lines[0].before
    cast.house.close()


#: What is told otherwise than by its key: as the definition, with the target, as the scoring, or apart.
APART = {"code", "version", "vendors", "variant", "params", "comparison", "curve"}


@pytest.mark.parametrize("record", [CLAUSE, layout.CONTRACT, SETTLEMENT, FEE])
def test_every_term_a_contract_may_have_is_called_by_a_word(record):
    assert [key for key in record.keys if key not in LABELS and key not in APART] == []


def test_weights_of_sites_triggers_and_cut_months_are_told_in_words():
    clause = "clauses: [{code: SL, indicator: SL, target: 80KEYS}]\n"
    money = (
        "settlement: {fee: {kind: monthly, amount: 100}, "
        "credits: {at_risk: {share: 0.1, allocations: [{clause: SL, share: 0.5}]}}}\n"
    )
    head = "contract: {code: C, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]HEAD}\n"
    weights = ", window: quarter_end, aggregate: weighted, site_weights: {NJ: 60, HZ: 40}"
    chronic = ", cut_month: last_day, chronic: [{code: CAP, at_cap: true, rule: {of: [3, 12]}}]"
    before = contract_of(head.replace("HEAD", "") + clause.replace("KEYS", "") + money)
    after = contract_of(head.replace("HEAD", chronic) + clause.replace("KEYS", weights) + money)
    said = {line.key: line.after.zh for each in differences(before, after) for line in each.lines}
    assert said["site_weights"] == "NJ 60、HZ 40"
    assert (said["window"], said["cut_month"]) == ("季度（季末月考核）", "按末日生效的版本")
    assert said["chronic"] == "CAP，抵扣封顶的月份 是，几个月内几次 3/12，无判定的月份 跳过"
