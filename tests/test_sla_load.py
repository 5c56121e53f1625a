"""A contract file is read whole: every problem at once, each with its line, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.finding import Severity
from core.period import Period, calendar_month
from sla.catalogue.reference import indicators_markdown
from sla.contract_file.plain import contract_as_dict
from sla.load import (
    catalogue,
    contract_of,
    contract_schema,
    contract_to_yaml,
    load_contracts,
    plain_node,
    read_contracts,
)
from sla.terms.contract import OPEN_END, governing
from tests.sla_month import DATA, contract_in

UGLY = (DATA / "sla_ugly.yaml").read_text(encoding="utf-8")
PLAIN = """
contract: {code: C, version: VERSION, effective: {from: FROM, to: TO}, vendors: [{code: V}]}
clauses: [{code: SL, indicator: SL, variant: SL-5, target: 95}]
"""


def _plain(version: str, start: str, to: str) -> str:
    return PLAIN.replace("VERSION", version).replace("FROM", start).replace("TO", to)


def _found(text: str, existing=()) -> list[tuple[int | None, str]]:
    _, _, findings = load_contracts(text, "c.yaml", existing)
    return sorted((finding.place.row, finding.code) for finding in findings)


def test_one_ugly_file_names_every_problem_with_its_line():
    assert _found(UGLY) == [
        (1, "contract_weights_refused"),
        (2, "contract_bad_code"),
        (4, "contract_dates_reversed"),
        (7, "contract_code_twice"),
        (8, "contract_unknown_timezone"),
        (10, "contract_unknown_key"),
        (13, "contract_unknown_indicator"),
        (15, "contract_weight_without_score"),
        (18, "contract_unknown_variant"),
        (19, "contract_bad_number"),
        (22, "contract_code_twice"),
        (24, "contract_unknown_param"),
        (27, "contract_curve_order"),
        (30, "contract_source_contradiction"),
        (32, "contract_minimum_beyond_target"),
        (34, "contract_score_incomplete"),
        (35, "contract_breach_rule"),
        (36, "contract_missing_key"),
        (36, "contract_no_target"),
        (37, "contract_bad_choice"),
        (39, "contract_fee_volume"),
        (40, "contract_tiers_order"),
    ]


COMPLIANCE = """
contract: {code: C, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: K, indicator: INDICATOR, target: 95, source: compliance}]
"""


@pytest.mark.parametrize(
    ("indicator", "found"),
    [
        ("TRAIN_COVERAGE", []),
        ("TRAIN_PASS", []),
        ("CERTIFIED_SHARE", []),
        # Records tell a result and a score of one exam, never points of a test to be added up, nor coachings.
        ("TEST_AVG", ["contract_source_contradiction"]),
        ("COACHING", ["contract_source_contradiction"]),
        ("SL", ["contract_source_contradiction"]),
    ],
)
def test_records_of_training_give_what_they_tell_and_nothing_else(indicator: str, found: list[str]) -> None:
    _contracts, _vendors, findings = load_contracts(COMPLIANCE.replace("INDICATOR", indicator), "c.yaml")
    assert [each.code for each in findings if each.code == "contract_source_contradiction"] == found


def test_its_sentences_are_complete_in_both_languages():
    contracts, vendors, findings = load_contracts(UGLY, "c.yaml")
    assert (contracts, vendors) == ([], [])
    for finding in findings:
        for words in (finding.sentence("zh"), finding.sentence("en"), finding.remedy("zh")):
            assert words and "{" not in words.replace("{zh, en}", ""), finding.code
    said = {finding.code: finding.sentence("en") for finding in findings}
    assert said["contract_unknown_key"] == "row 10: unknown key “full_marks”; known here: full_mark."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "contract_not_yaml"),
        ("contract: [", "contract_not_yaml"),
        ("a: &x [1]\nb: [*x, *x]\n", "contract_not_yaml"),
        ("[" * 5000, "contract_not_yaml"),
        ("contract:\n  code: A\n  code: B\n", "contract_key_twice"),
        ("- 1\n- 2\n", "contract_wrong_shape"),
        ("clauses: []\ncontract: {}\n", "contract_no_clause"),
    ],
)
def test_what_is_no_contract_says_so(text, code):
    assert code in {found for _, found in _found(text)}


def test_weights_that_do_not_add_up_warn_or_block():
    e2 = (DATA / "sla_e2.yaml").read_text(encoding="utf-8").replace("weight: 20", "weight: 19")
    assert [code for _, code in _found(e2)] == ["contract_weights_refused"]

    contracts, _, findings = load_contracts(e2.replace("weighted: true", "weighted: false"))
    assert [(f.code, f.severity) for f in findings] == [("contract_weights", Severity.WARNS)]
    assert len(contracts) == 1


def test_versions_must_not_meet():
    first = contract_of(_plain("1", "2026-01-01", "2026-06-30"))
    assert _found(_plain("2", "2026-01-01", "2026-12-31"), [first]) == [(2, "contract_versions_overlap")]
    assert _found(_plain("2", "2025-12-01", "2026-01-31"), [first]) == [(2, "contract_versions_overlap")]
    # It would end before the first does: which of them governs afterwards?
    assert _found(_plain("2", "2026-02-01", "2026-04-30"), [first]) == [(2, "contract_versions_overlap")]
    assert _found(_plain("2", "2026-07-01", "2026-12-31"), [first]) == []
    assert _found(_plain("1", "2026-01-01", "2026-06-30"), [first]) == []  # the same version again


def test_an_amendment_within_the_term_takes_over_and_says_so():
    first = contract_of(_plain("1", "2026-01-01", "2026-06-30"))
    text = _plain("2", "2026-04-01", "2026-06-30")
    contracts, _, [finding] = load_contracts(text, existing=[first])
    assert (finding.code, finding.severity) == ("contract_amends", Severity.WARNS)
    assert "2026-04-01" in finding.sentence("zh") and "2026-06-30" in finding.sentence("en")
    assert governing([first, *contracts], calendar_month(2026, 3)) is first
    assert governing([first, *contracts], calendar_month(2026, 4)) is contracts[0]


def test_a_version_until_further_notice_ends_where_the_next_starts():
    first = replace(
        contract_of(_plain("1", "2026-01-01", "2026-06-30")),
        effective=Period(date(2026, 1, 1), OPEN_END),
    )
    text = _plain("2", "2026-07-01", "2026-12-31")
    assert _found(text, [first]) == []
    second = contract_of(text)
    assert governing([second, first], calendar_month(2026, 6)) is first
    assert governing([second, first], calendar_month(2026, 7)) is second
    assert governing([second], calendar_month(2026, 6)) is None


def test_to_is_the_last_day_in_the_file():
    contract = contract_of(_plain("1", "2026-01-01", "2026-06-30"))
    assert contract.effective == Period(date(2026, 1, 1), date(2026, 7, 1))


def test_several_vendors_make_a_contract_each():
    text = _plain("1", "2026-01-01", "2026-06-30").replace(
        "[{code: V}]", "[{code: A}, {code: B, aliases: [乙]}]"
    )
    contracts, vendors, _ = load_contracts(text)
    assert [contract.code for contract in contracts] == ["C-A", "C-B"]
    assert [(vendor.code, vendor.aliases) for vendor in vendors] == [("A", ()), ("B", ("乙",))]


@pytest.mark.parametrize("name", ["sla_e1.yaml", "sla_e2.yaml", "sla_e4.yaml"])
def test_a_contract_written_out_and_read_again_is_equal(name):
    contract = contract_in(name)
    assert contract_of(contract_to_yaml(contract)) == contract


def test_a_contract_with_everything_survives_the_round_trip():
    text = """
contract:
  {code: ALL, version: "2", name: {zh: 全, en: All}, effective: {from: 2026-01-01}, scope: {project: P1},
   vendors: [{code: V, name: 甲}], bonus_cap: 3, timezone: Europe/London, calendar: GB, currency: GBP,
   period: {kind: settlement, first_day: 26}, unscored: full, unreported: redistribute,
   total_rule: {below: 80, rule: {consecutive: 2, gaps: reset}},
   review: {days: 3, silence: not_accepted},
   year: {combine: worst, grades: [{grade: A, value: 90}, {grade: B, value: 0}]}}
clauses:
  - code: AHT
    indicator: AHT
    comparison: between
    target: [200, 300]
    minimum: [180, 330]
    scope: {site: S1, queue: Q1}
    hours: [8, 20]
    weekdays: [1, 2, 3]
    rounding: {stage: compare, digits: 1, mode: half_even}
    volume_floor: 100
    window: quarter
    aggregate: worst
    over_service: {by: 5, months: 3}
    breach_level: major
    breach_rule: {of: [3, 6]}
  - code: THIRD
    indicator: FCR
    params: {}
    target: 33.333
    weight: 100
    score: {method: per_event, deduct: 0.1}
vetoes: [{code: LEAK}]
settlement: {fee: {kind: monthly, amount: 1}, tiers: [[0, 1]], tier_rounding: {digits: 1}, floor_share: 0.5}
"""
    contract = contract_of(text)
    assert contract_of(contract_to_yaml(contract)) == contract
    assert read_contracts(plain_node(contract_as_dict(contract)))[0] == [contract]


def test_numbers_are_read_as_written():
    contract = contract_of(
        _plain("1", "2026-01-01", "2026-06-30").replace("target: 95", "target: ９４.９６ %")
    )
    assert str(contract.clauses[0].target) == "2374/25"


def test_the_schema_knows_every_key_of_the_examples():
    keys = contract_schema()["properties"]["clauses"]["items"]["properties"]
    written = {key for clause in contract_as_dict(contract_in("sla_e1.yaml"))["clauses"] for key in clause}
    assert written <= set(keys)


def test_the_catalogue_page_is_current():
    page = Path(__file__).parent.parent / "docs" / "indicators.md"
    assert page.read_text(encoding="utf-8") == indicators_markdown(catalogue())


def test_every_indicator_speaks_both_languages():
    for indicator in catalogue().values():
        assert indicator.name.zh and indicator.name.en and indicator.definition.zh and indicator.definition.en
        assert indicator.name.zh != indicator.name.en


FIRST = _plain("1", "2026-01-01", "2026-06-30")
E2 = (DATA / "sla_e2.yaml").read_text(encoding="utf-8").replace("weight: 20", "weight: 19")
#: A fault, how bad it is, and everything that is said of it in both languages.
FAULTS = [
    (
        _plain("2", "2026-01-01", "2026-12-31"),
        "contract_versions_overlap",
        Severity.BLOCKS,
        "第2行：合同“C”的版本 2 与版本 1（2026-01-01 至 2026-06-30）的生效期重叠。",
        "row 2: version 2 of “C” overlaps version 1 (2026-01-01 to 2026-06-30).",
        "后一版须晚于前一版生效，且不早于前一版到期。",
        "Let the later version start after the earlier one, and end no earlier.",
    ),
    (
        _plain("2", "2026-04-01", "2026-06-30"),
        "contract_amends",
        Severity.WARNS,
        "第2行：版本 2 自 2026-04-01 起取代版本 1（原定至 2026-06-30）。",
        "row 2: from 2026-04-01 on, version 2 takes the place of version 1 (due to run to 2026-06-30).",
        "确认生效日期；合同总价按月均分的，金额和支付月数填剩余部分。",
        "Check the day. Where a contract total is paid in monthly parts, state what is left of it, "
        "and the months left.",
    ),
    (
        FIRST.replace("indicator: SL, variant: SL-5", "indicator: SERVICE_LEVL"),
        "contract_unknown_indicator",
        Severity.BLOCKS,
        "第3行：没有指标“SERVICE_LEVL”；相近的有：SL、CHAT_SL、DAYS_SL。",
        "row 3: there is no indicator “SERVICE_LEVL”; similar ones: SL, CHAT_SL, DAYS_SL.",
        "从指标列表中选用；自己的算法先写成自定义指标（YAML：indicators）。",
        "Choose one from the list; one of your own is defined first (in YAML: `indicators`).",
    ),
    (
        E2,
        "contract_weights_refused",
        Severity.BLOCKS,
        "第9行：合同规定按权重计分，而各条款权重合计 99，与满分 100 不符。",
        "row 9: weighted, yet the weights add up to 99, not to the full mark 100.",
        "改正权重或满分。",
        "Correct the weights or the full mark.",
    ),
    (
        E2.replace("weighted: true", "weighted: false"),
        "contract_weights",
        Severity.WARNS,
        "第9行：各条款权重合计 99，与满分 100 不符。",
        "row 9: the weights add up to 99, the full mark is 100.",
        "确认是否漏了条款。",
        "Check whether a clause is missing.",
    ),
    (
        _plain("1", "2026-06-30", "2026-01-01"),
        "contract_dates_reversed",
        Severity.BLOCKS,
        "第2行：合同止期 2026-01-01 早于起期 2026-06-30。",
        "row 2: the contract ends on 2026-01-01, before it starts on 2026-06-30.",
        "改正起止日期；截止日期含当日。",
        "Correct the dates; the last day belongs to it.",
    ),
    (
        FIRST.replace("target: 95", "target: 95, minimum: 97"),
        "contract_minimum_beyond_target",
        Severity.BLOCKS,
        "第3行：条款“SL”的底线值 97 比目标值 95 更严。",
        "row 3: the minimum 97 of clause “SL” is stricter than its target 95.",
        "对调或改正两者。",
        "Swap or correct them.",
    ),
]


@pytest.mark.parametrize(
    ("text", "code", "severity", "zh", "en", "remedy_zh", "remedy_en"), FAULTS, ids=[f[1] for f in FAULTS]
)
def test_a_contract_fault_is_said_whole_in_both_languages(text, code, severity, zh, en, remedy_zh, remedy_en):
    """With its line and its figures; a fault that blocks leaves no contract, a warning leaves it whole."""
    known = [contract_of(FIRST)] if code in ("contract_versions_overlap", "contract_amends") else []
    contracts, _, [finding] = load_contracts(text, "c.yaml", known)
    assert (finding.code, finding.severity) == (code, severity)
    assert (finding.sentence("zh"), finding.sentence("en")) == (zh, en)
    assert (finding.remedy("zh"), finding.remedy("en")) == (remedy_zh, remedy_en)
    assert bool(contracts) is (severity is Severity.WARNS)
