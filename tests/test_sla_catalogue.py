"""The catalogue holds every indicator of the field's list and of China's usual ones, each defined whole."""

from __future__ import annotations

import os
import re
from fractions import Fraction
from pathlib import Path

import pytest

from core.counts import base_count
from sla.catalogue.names import (
    COHORT_NAMES,
    DIRECTION_NAMES,
    FAMILY_NAMES,
    LAYER_NAMES,
    ROLLUP_NAMES,
    UNIT_NAMES,
)
from sla.catalogue.record import record_fields, record_places
from sla.contract_file.indicators import indicator_as_dict
from sla.contract_file.plain import plain
from sla.load import FAMILIES, catalogue, contract_of, contract_schema, contract_to_yaml, load_contracts
from sla.terms.definition import Cohort, Direction, Layer, Rollup, Unit
from sla.terms.indicator import formula, formula_text

REFERENCE = Path(os.environ.get("PLUMBLINE_SHARED", "../shared"))

#: Indicators of the list that are a variant of another, not an entry of their own.
AS_VARIANTS = {39: "FCR-NET", 61: "DEV-LOCKED", 70: "DROP-OFCOM"}
CHINA = [
    "ANS_RATE",
    "SL_T",
    "ABN_RATE",
    "ASA",
    "AHT",
    "OCC",
    "UTIL",
    "ADH",
    "FORECAST",
    "REP_H",
    "FCR_H",
    "CSAT",
    "SURVEY",
    "TRIGGER",
    "QA_PASS",
    "QA_AVG",
    "CRIT",
    "ZERO_FLAW",
    "QA_DEV",
    "DIAL_PASS",
    "DIAL_ACC",
    "T_TIMELY",
    "T_ERR",
    "C_10K",
    "C_TIMELY",
    "L2_48H",
    "OUT_2H",
    "SMS_5M",
    "BOOK_24H",
    "PROMISE",
    "SUSPEND",
    "TRAIN_COV",
    "TRAIN_PASS",
    "TRAIN_CHG",
    "ATTR_M",
    "ATTR_12",
    "SEAT",
    "RPT",
    "RPT_ACC",
    "SEC",
    "CONSIST",
]
#: Codes that contracts already name.
KEPT = {
    "SL": (
        "SL-1",
        "SL-2",
        "SL-2R",
        "SL-3",
        "SL-3W",
        "SL-4",
        "SL-5",
        "SL-6",
        "SL-6R",
        "SL-7",
        "SL-7B",
        "SL-OFFERED",
    ),
    "ASA": ("ASA-1", "ASA-2"),
    "TRANSFER_RATE": ("TRANSFER_RATE",),
    "CALLBACK_24H": ("CALLBACK_24H",),
    "CSAT": ("CSAT",),
    "TICKET_TIMELY": ("TICKET_TIMELY",),
    "TRAIN_COVERAGE": ("TRAIN_COVERAGE",),
    "REPORT_ACCURACY": ("REPORT_ACCURACY",),
    "ATTRITION_12": ("ATTR12-1", "ATTR12-2"),
}


def test_all_133_indicators_of_the_list_are_there():
    own = {number for each in catalogue().values() for number in each.about.numbers}
    variants = {
        number: variant.code
        for each in catalogue().values()
        for variant in each.variants
        for number in variant.numbers
    }
    assert own | set(variants) == set(range(1, 134))
    assert {number: code for number, code in variants.items() if number not in own} == AS_VARIANTS


def test_every_usual_indicator_of_china_is_there_once():
    named = [code for each in catalogue().values() for code in each.about.china]
    assert sorted(named) == sorted(CHINA)


@pytest.mark.reference
@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference folder is not there")
def test_the_reference_names_no_indicator_that_is_missing():
    text = (REFERENCE / "domain/sla_and_contracts.md").read_text(encoding="utf-8")
    numbers = {int(found) for found in re.findall(r"(?m)^\| (\d+) \| ", text.split("### 1.11")[0])}
    assert numbers == set(range(1, 134))
    practice = (REFERENCE / "domain/china_practice.md").read_text(encoding="utf-8")
    table = practice.split("### 4.1")[1].split("### 4.2")[0]
    codes = {
        code for row in re.findall(r"(?m)^\| ([A-Z][A-Z0-9_ /]+) \|", table) for code in row.split(" / ")
    }
    assert codes == set(CHINA)


@pytest.mark.reference
@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference folder is not there")
def test_every_field_of_the_definition_record_is_accounted_for():
    text = (REFERENCE / "domain/sla_and_contracts.md").read_text(encoding="utf-8")
    listed = text.split("APPENDIX B")[1].split("\n", 1)[1].split("##")[0].strip().rstrip(".")
    fields = {re.sub(r"\(.*\)|\[\]", "", field).strip() for field in listed.split(";")}
    fields = fields - {"effective_from/to"} | {"effective_from", "effective_to"}
    assert fields == record_fields()


def test_the_record_sends_a_reader_only_to_keys_there_are():
    def keys(schema):
        for name, below in schema.get("properties", {}).items():
            yield from (name, *keys(below), *keys(below.get("items", {})))

    params = {"threshold_s", "inclusive", "short_s"}
    assert record_places() - set(keys(contract_schema())) == params


@pytest.mark.parametrize(("code", "variants"), KEPT.items())
def test_codes_that_contracts_name_keep_their_meaning(code, variants):
    assert tuple(variant.code for variant in catalogue()[code].variants)[: len(variants)] == variants


@pytest.mark.parametrize("indicator", catalogue().values(), ids=lambda each: each.code)
def test_a_definition_is_whole(indicator):
    """Its formula in both languages, its family, its cohort and its layer."""
    assert indicator.family in FAMILIES and indicator.reference
    assert indicator.about.layer and indicator.about.cohort
    for variant in indicator.variants:
        text = formula_text(formula(indicator, variant.code))
        assert text.zh and text.en and "{" not in text.zh + text.en
        assert variant.name.zh != variant.name.en or len(indicator.variants) == 1


def test_a_percentage_divides_and_a_count_does_not():
    for indicator in catalogue().values():
        for variant in indicator.variants:
            assert bool(variant.denominator) is (indicator.unit is not Unit.COUNT) or indicator.rollup in (
                Rollup.QUANTILE,
                Rollup.WORST,
                Rollup.END,
            ), variant.code


def test_counts_of_one_sum_share_their_unit():
    """Heads and thousandths of heads in one sum would add up to nothing."""
    for indicator in catalogue().values():
        for variant in indicator.variants:
            for weights in (variant.numerator, variant.denominator):
                names = [name.format(**indicator.params) for name in weights]
                assert len({base_count(name).unit for name in names}) <= 1, variant.code


def test_every_kind_has_its_words():
    tables = [(Unit, UNIT_NAMES), (Direction, DIRECTION_NAMES), (Rollup, ROLLUP_NAMES), (Layer, LAYER_NAMES)]
    for kinds, names in [*tables, (Cohort, COHORT_NAMES)]:
        assert set(names) == set(kinds)
    assert set(FAMILY_NAMES) == set(FAMILIES) == {each.family for each in catalogue().values()}


OWN = """
contract: {code: C, version: '1', effective: {from: 2026-01-01}, vendors: [{code: V}]}
indicators:
  - code: OWN_NET
    name: {zh: 净转化率, en: Net conversion}
    unit: percent
    rollup: R
    maturity_days: 15
    layer: SLA
    cohort: sold
    floor: 50
    clock_start: {zh: 签约, en: Signing}
    typical: {zh: 不低于8%, en: 8 % or more}
    variants:
      - {code: NET, numerator: {sales: 1, sales_cancelled: -1}, denominator: {right_party: 1}}
      - {code: GROSS, numerator: {sales: 1}, denominator: {right_party: 1}, maturity_days: 0}
      - {code: YEAR, numerator: {sales_cancelled: 1}, denominator: {sales: 1}, compounded: 12}
clauses:
  - {code: A, indicator: OWN_NET, target: 8}
  - {code: B, indicator: SL, target: 85, each: {grain: interval, target: 80, volume_floor: 50}}
  - {code: D, indicator: ABANDON_RATE, target: 90, each: {grain: day, target: 5}}
  - {code: E, indicator: AHT, target: 90, each: {grain: day, target: [180, 300]}}
"""


def test_a_contract_may_define_an_indicator_with_all_that_is_usual_for_it():
    [contract], _, findings = load_contracts(OWN)
    assert not findings and contract_of(contract_to_yaml(contract)) == contract
    own = contract.indicators[0]
    assert (own.maturity_days, own.about.cohort, own.about.floor) == (15, Cohort.SOLD, 50)
    days = [formula(own, code).maturity_days for code in ("NET", "GROSS", "YEAR")]
    assert days == [15, 0, 15] and formula(own, "YEAR").compounded == 12


def test_a_share_of_intervals_is_the_better_the_greater_whichever_way_its_indicator_goes():
    [contract], _, _ = load_contracts(OWN)
    _, intervals, days, band = contract.clauses
    assert [clause.comparison.value for clause in (intervals, days, band)] == [">=", ">=", ">="]
    assert (intervals.each.target, intervals.each.volume_floor) == (80, 50)
    assert (band.each.target, band.each.target_high) == (180, Fraction(300))


def test_every_definition_can_be_written_out_and_read_back_as_a_contracts_own():
    head = "contract: {code: C, version: '1', effective: {from: 2026-01-01}, vendors: [{code: V}]}"
    own = ", ".join(_flow(plain(indicator_as_dict(each))) for each in catalogue().values())
    one = next(iter(catalogue().values()))
    clause = f"clauses: [{{code: A, indicator: {one.code}, target: 1}}]"
    [contract], _, findings = load_contracts(f"{head}\nindicators: [{own}]\n{clause}")
    assert not findings and contract.indicators == tuple(catalogue().values())


def _flow(value):
    """A record as YAML in one line, every text in quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {_flow(item)}' for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
