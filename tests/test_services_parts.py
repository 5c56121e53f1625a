"""A clause about everybody judged part by part: each segment against its own row, the worst decides."""

from __future__ import annotations

from datetime import datetime

import pytest

from core.verdict import Verdict
from exports.contract_template import template
from exports.contract_template_read import read_template
from qa.tallies import CountSource
from services.contracts.term_fields.settings import settings
from services.judging.assess_month import assess, current
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue, contract_to_yaml, load_contracts, read_contracts
from tests.reports_example import HEAD, bring, line_house

CODE = "LINE-2026"
HEADING = """
contract:
  code: LINE-2026
  version: '1'
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE}]
clauses:
"""
BASE = "indicator: SL, variant: SL-OFFERED, aggregate: worst, parts: segment"
VIP = "targets: [{scope: {segment: VIP}, target: 95}]"
CLAUSES = f"""
  - {{code: ALONE, target: 80, {BASE}}}
  - {{code: VIP, target: 80, {BASE}, {VIP}}}
  - {{code: EASY, target: 92, {BASE}, targets: [{{scope: {{segment: VIP}}, target: 90}}]}}
  - {{code: DAYS, target: 80, {BASE}, {VIP}, day_start: "06:00"}}
  - {{code: SITE, target: 80, {BASE}, {VIP}, weekdays: [1, 2, 3, 4, 5, 6, 7]}}
"""
#: VIP 180 of 200 in time, staff 91 of 100; a report from before there were segments has 900 of 1,000.
ROWS = [("VIP", 200, 180), ("STAFF", 100, 91)]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house, who = line_house(tmp_path_factory.mktemp("parts"), contract=HEADING + CLAUSES)
    bring(house, who, "日期,人工请求量,接通量,放弃量,20秒内接通量\n2026-10-02,1000,1000,0,900\n")
    rows = [f"2026-10-01,{segment},{n},{n},0,{hit}" for segment, n, hit in ROWS]
    bring(house, who, "\n".join([HEAD.replace("Date,", "Date,Segment,"), *rows]) + "\n")
    yield house, who
    house.close()


@pytest.mark.parametrize(
    ("clause", "part", "value", "target", "verdict"),
    [
        # VIP and the others both at 90; the first stands for them.
        ("ALONE", "VIP", 90, 80, Verdict.MET),
        ("VIP", "VIP", 90, 95, Verdict.MISSED),  # five points short of its own row
        # VIP keeps its row; those without a segment are two short of the clause's own target, staff one.
        ("EASY", None, 90, 92, Verdict.MISSED),
        ("DAYS", "VIP", 90, 95, Verdict.MISSED),
        ("SITE", "VIP", 90, 95, Verdict.MISSED),
    ],
)
def test_each_part_is_held_against_its_own_row_and_the_furthest_short_decides(
    house, clause, part, value, target, verdict
):
    found = current(*house, CODE, "2026-10").line(clause).judgement
    assert (found.scope.segment, found.value, found.target, found.verdict) == (part, value, target, verdict)
    assert (found.numerator, found.denominator) == ((180, 200) if part else (900, 1000))


def test_the_trace_names_the_part_that_decides_and_the_others(house):
    found = current(*house, CODE, "2026-10").line("EASY").judgement.steps
    assert [step.en for step in found] == [
        "Target 92 %: the clause's own, no row is nearer",
        "What names no segment: 90 %, its target 92 %; the worst against its target, it decides",
        "Segment STAFF: 91 %, its target 92 %",
        "Segment VIP: 90 %, its target 90 %",
    ]
    assert found[1].zh == "未注明客群的部分：90%，其目标 92%；与目标相比最差，以此判定"


def test_what_was_kept_names_the_same_part(house):
    first, again = (
        {line.clause.code: line.judgement for line in assess(*house, ["2026-10"])[0].lines} for _ in range(2)
    )
    assert {code: each.scope for code, each in first.items()} == {
        code: each.scope for code, each in again.items()
    }
    assert again["EASY"].scope.segment is None


def test_samples_are_parted_the_same_way():
    assert CountSource("audits", ()).unnamed("queue").rows == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_parts_go_out_and_come_in_again(lang):
    loaded = load_contracts(HEADING + CLAUSES)[0]
    assert load_contracts(contract_to_yaml(loaded[0]))[0] == loaded
    book = template(lang, catalogue(), datetime(2026, 1, 1), contract_as_dict(loaded[0]), settings())
    node, findings = read_template(book, "合同.xlsx", catalogue(), settings())
    assert (read_contracts(node)[0], findings) == (loaded, [])
