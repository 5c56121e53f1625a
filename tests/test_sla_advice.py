"""What an experienced reader would ask about a contract before it is signed, and what is no cause to ask."""

from __future__ import annotations

import pytest

from core.catalogue.contract_advice import KINDS
from core.finding import blocking
from sla.contract_file.advice_rules import _units
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue, contract_of, contract_to_yaml, load_contracts

HEAD = """
contract: {code: C, version: '1', effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses:
"""
QA = "  - {code: QA, indicator: QA_PASS, target: 95, owner: 质检主管}\n"


def advised(text: str) -> list[str]:
    contracts, _, findings = load_contracts(text, "c.yaml", advise=True)
    assert contracts, [finding.sentence("en") for finding in findings]
    return [finding.code for finding in findings if finding.code in KINDS]


def clause(measured: str, **more: str) -> str:
    named = {"variant": "SL-1"} if measured == "SL" else {}
    said = {"code": measured, "indicator": measured, "owner": "运营经理", **named, **more}
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in said.items()) + "}\n"


#: The traps of the real 10086 text (china_practice 4.5): clauses as they would be typed, what is asked.
TRAPS = [
    (
        "two rules for the mean talk time, 80–90 s to 0 and 75–85 s to 10 points",
        clause("ATT", variant="ATT-1", comparison="'<='", weight="15", curve="[[80, 15], [90, 0]]")
        + clause(
            "ATT2", indicator="ATT", variant="ATT-1", comparison="'<='", weight="15",
            curve="[[75, 15], [85, 10]]",
        ),
        ["contract_figure_twice"],
    ),
    (
        "a base score of 37 for an item of about 10",
        clause("INFO_ACC", weight="10", curve="[[92, 37], [96, 10]]"),
        ["contract_points_backwards"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("trap", "clauses", "codes"), TRAPS, ids=[trap for trap, _, _ in TRAPS])
def test_the_traps_of_the_real_telecom_contract_are_asked_about(trap, clauses, codes):
    assert advised(HEAD + QA + clauses) == codes


def test_both_rules_written_for_one_clause_are_refused():
    two = "curve: [[80, 15], [90, 0]], score: {method: linear, points: [[75, 15], [85, 10]]}"
    _, _, findings = load_contracts(HEAD + "  - {code: ATT, indicator: ATT, weight: 15, " + two + "}\n")
    assert [finding.code for finding in blocking(findings)] == ["contract_score_twice"]


@pytest.mark.parametrize(
    ("numerator", "codes"),
    [
        ("{answered: 1, busy_s: -1, wrap_s: -1}", ["contract_units_mixed"]),  # (1 − 示忙 − 整理) / 排班
        ("{scheduled_s: 1, busy_s: -1, wrap_s: -1}", []),
        ("{answered_within_{threshold_s}: 1, abandoned_within_{threshold_s}: 1}", []),
    ],
)
def test_seconds_are_not_taken_from_a_number_of_anything(numerator, codes):
    own = "indicators:\n  - {code: EFF, name: 效率, params: {threshold_s: 20},\n     numerator: "
    own += numerator.replace("answered_within_{threshold_s}", "'answered_within_{threshold_s}'").replace(
        "abandoned_within_{threshold_s}", "'abandoned_within_{threshold_s}'"
    )
    assert advised(own + "}\n" + HEAD + QA + clause("EFF", target="90")) == codes


def test_no_definition_of_ours_mixes_units():
    assert [each.code for each in catalogue().values() if any(len(units) > 1 for units in _units(each))] == []


#: Clauses that are no cause to ask.
QUIET = [
    ("one figure by site and over all", clause("SL", target="80") + clause("SL", code="SLN", target="80",
     scope="{site: NJ}")),
    ("one figure by another definition", clause("SL", target="80", variant="SL-5") + clause("SL", code="SL3",
     target="80", variant="SL-3")),
    ("a figure within other seconds", clause("SL", target="80") + clause("SL", code="SL30", target="90",
     params="{threshold_s: 30}")),
    ("a month and a quarter of it", clause("SL", target="80") + clause("SL", code="SLQ", target="85",
     window="rolling_3")),
    ("the vendor's own beside the client's", clause("SL", target="80") + clause("SL", code="SLC", target="80",
     source="client")),
    ("a band whose points rise and fall", clause("AHT", target="[180, 220]", weight="10",
     curve="[[150, 0], [200, 10], [250, 0]]")),
    ("a falling curve where less is better", clause("ASA", weight="10", curve="[[20, 10], [40, 0]]")),
    ("complaints where customers are asked too", clause("COMPLAINT_10K", variant="C10K-3", target="1")
     + clause("CSAT", target="95")),
    ("how fast complaints are handled", clause("COMPLAINT_TIMELY", target="95")),
    ("a target part of the way up its curve", clause("CSAT", target="95", weight="10",
     curve="[[90, 0], [95, 6], [98, 10]]")),
]  # fmt: skip


@pytest.mark.parametrize(("what", "clauses"), QUIET, ids=[what for what, _ in QUIET])
def test_what_contracts_really_say_is_not_asked_about(what, clauses):
    assert advised(HEAD + QA + clauses) == []


@pytest.mark.parametrize(
    ("bonus", "tier", "asked"),
    [
        ("", "105", True),  # no bonus: 100 is the most
        ("adjustments: [{code: P, points: 1, cap: 5}]", "105", False),
        ("adjustments: [{code: P, points: 1, cap: 4}]", "105", True),
        ("adjustments: [{code: P, points: 1}]", "105", False),  # without a cap there is no most
        ("adjustments: [{code: P, points: -1}]", "101", True),
    ],
)
def test_a_tier_nobody_can_reach_is_asked_about(bonus, tier, asked):
    fee = f"settlement: {{fee: {{kind: monthly, amount: 1}}, tiers: [[{tier}, 1.1], [0, 0.9]]}}\n"
    scored = clause("QA_PASS", target="95", weight="100", score="{method: full_or_zero}")
    assert advised(HEAD + scored + fee + bonus) == (["contract_tier_unreachable"] if asked else [])


@pytest.mark.parametrize(
    ("name", "compliance", "speed", "asked"),
    [
        ("某银行客服合同", 40, 60, True),
        ("信用卡中心外包", 50, 50, True),  # as much is not clearly more
        ("Bank service", 60, 40, False),
        ("Banknote printing hotline", 40, 60, False),
        ("某电商客服合同", 0, 100, False),
    ],
)
def test_in_a_banks_contract_compliance_weighs_more_than_anything_else(name, compliance, speed, asked):
    head = HEAD.replace("version:", f"name: {name}, version:")
    full = ", score: {method: full_or_zero}"
    clauses = clause("SL", target="80", weight=f"{speed}{full}")
    clauses += clause("CRITICAL_RATE", target="1", weight=f"{compliance}{full}")
    found = advised(head + clauses)
    assert ("contract_bank_compliance" in found) is asked


def test_owner_and_promises_are_kept_and_a_contract_without_them_stays_as_it_was():
    with_them = HEAD + QA + "promises: [{code: P, name: 15秒内接听, clause: QA, fund: 20000.5}]"
    [contract], _, findings = load_contracts(with_them, advise=True)
    assert not findings and contract_of(contract_to_yaml(contract)) == contract
    [without], _, _ = load_contracts(HEAD + QA.replace(", owner: 质检主管", ""))
    said = contract_as_dict(without)
    assert "promises" not in said and "owner" not in said["clauses"][0]


def test_a_promise_names_a_clause_of_its_contract():
    _, _, findings = load_contracts(HEAD + QA + "promises: [{code: P, clause: NONE, fund: 1}]")
    assert [finding.code for finding in blocking(findings)] == ["contract_unknown_clause"]


def test_nothing_is_asked_where_nobody_wants_advice():
    assert load_contracts(HEAD + clause("SL", target="80").replace(", owner: 运营经理", ""))[2] == []


_STEP = "{method: step, unit: 1, deduct: 1, min_score: LEAST}"
_RISING = "{method: tiers, bands: [[95, 10], [90, 5]], otherwise: 7}"
#: Terms that are open, or cannot be meant: what is typed, what is asked.
OPEN = [
    ("a service level without its formula", "  - {code: SL, indicator: SL, target: 80, owner: A}\n",
     ["contract_formula_unsaid"]),
    ("a chat's, too", clause("CHAT_SL", target="80"), ["contract_formula_unsaid"]),
    ("80 % written 0.8", clause("SL", target="0.8"), ["contract_target_scale"]),
    ("more than all of them", clause("SL", target="800"), ["contract_target_scale"]),
    ("80 % written 0.8 on the line of points",
     clause("SL", weight="10", curve="[[0.7, 0], [0.8, 10]]"), ["contract_target_scale"]),
    ("half a per cent where less is better", clause("CRITICAL_RATE", target="0.5"), []),
    ("0.8 complaints in ten thousand",
     clause("COMPLAINT_10K", target="0.8") + clause("CSAT", target="95"), []),
    ("more than planned is not more than all", clause("CONFORMANCE", target="[95, 105]"), []),
    ("a band with a minimum on one side only", clause("AHT", target="[150, 300]", minimum="140"),
     ["contract_band_minimum"]),
    ("a band with a narrower minimum", clause("AHT", target="[150, 300]", minimum="[200, 250]"),
     ["contract_band_minimum"]),
    ("a band with a wider minimum", clause("AHT", target="[150, 300]", minimum="[140, 320]"), []),
    ("the 37 of an item of about 10, as its least points",
     clause("REPEAT_RATE", target="14", weight="10", score=_STEP.replace("LEAST", "37")),
     ["contract_least_points"]),
    ("seven of ten points at least",
     clause("REPEAT_RATE", target="14", weight="10", score=_STEP.replace("LEAST", "7")), []),
    ("more points beyond the last tier than in it",
     clause("CSAT", target="95", weight="10", score=_RISING),
     ["contract_points_backwards"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "clauses", "codes"), OPEN, ids=[what for what, _, _ in OPEN])
def test_open_terms_and_slips_of_scale_are_asked_about(what, clauses, codes):
    assert advised(HEAD + QA + clauses) == codes


@pytest.mark.parametrize(
    ("limit", "codes"),
    [("", ["contract_deductions_uncapped"]), ("cap_share: 0.2", []), ("floor_share: 0.8", [])],
)
def test_deductions_without_a_cap_are_asked_about(limit, codes):
    off = "  deductions: [{code: D, basis: events, amount: 500}]\n"
    fee = f"settlement:\n  fee: {{kind: monthly, amount: 100}}\n{off}  {limit}\n"
    assert advised(HEAD + QA + fee) == codes


@pytest.mark.parametrize("key", ["tiers: [[90, 1], [0, 0.9]]", "performance_share: 0.3"])
def test_a_fee_by_total_where_nothing_earns_points_is_asked_about(key):
    fee = f"settlement: {{fee: {{kind: monthly, amount: 100}}, {key}}}\n"
    assert advised(HEAD + QA + fee) == ["contract_total_without_points"]
