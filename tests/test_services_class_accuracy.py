"""Accuracy by class of error: of the contacts it applies to, and of all where a report does not say."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from core.batch import Source
from qa.form.load import shipped_forms
from qa.scoring.answers import Answer
from services.audits.spot_check import CallDraft, log_call
from services.contracts.asked import formula_of
from services.contracts.contracts import load_contract
from services.forms.form_drafts import publish, start_shipped
from services.judging.class_told import OF_ALL
from sla.load import load_contracts
from sla.rules import PRESENT, RULES
from tests.reports_example import bring, choice, line_house
from tests.rules_house import under

FORM = next(form for form in shipped_forms() if form.code == "F1")
FULL = {item.code: Answer("full") for _, item in FORM.items()}
CONTRACT = """
contract:
  code: HEARD
  version: '1'
  name: {zh: 抽检合同, en: Contract on audits}
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]
clauses:
  - {code: OURS, indicator: COMPLIANCE_ACC, source: audits, target: 95}
  - {code: OURS-ALL, indicator: COMPLIANCE_ACC, variant: COM-2, source: audits, target: 95}
  - {code: THEIRS, indicator: COMPLIANCE_ACC, source: vendor, target: 95}
  - {code: THEIRS-CLASS, indicator: COMPLIANCE_ACC, variant: COM-1, source: vendor, target: 95}
  - {code: CUSTOMER, indicator: CUSTOMER_CRITICAL_ACC, source: audits, target: 95}
"""
LIST = "Date,Audits,Audits with a compliance-critical error\n2026-09-02,30,3\n2026-09-03,20,2\n"


def hear(house, who, number, month=9, **answers):
    at = datetime(2026, month, 1 + number, 2, tzinfo=UTC)
    draft = CallDraft(
        vendor="YUNHE", form="F1", at=at, kind=FORM.kind, answers=FULL | answers, recording=f"R{number}",
        token=f"{month}-{number}",
    )  # fmt: skip
    return log_call(house, who, draft)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """September: 10 audits, the identity check applies to 4 and fails in one of them; October: a list of our
    own; November: both."""
    house, who = line_house(tmp_path_factory.mktemp("classes") / "data")
    load_contract(house, who, CONTRACT, "heard.yaml")
    draft = start_shipped(house, who, "F1")
    publish(house, who, draft.id, draft.version)
    not_asked = Answer(not_applicable=True)
    for number in range(10):
        identity = Answer("none") if number == 3 else Answer("full") if number < 3 else not_asked
        hear(house, who, number, IDENTITY=identity)
    bring(house, who, LIST.replace("-09-", "-10-"), "own10.csv", choice("2026-10", Source.CLIENT))
    bring(house, who, LIST, "theirs09.csv", choice("2026-09"))
    bring(house, who, LIST.replace("-09-", "-11-"), "own11.csv", choice("2026-11", Source.CLIENT))
    hear(house, who, 4, month=11, IDENTITY=Answer("none"))
    hear(house, who, 5, month=11, IDENTITY=not_asked)
    yield house, who
    house.close()


def told(house, label, rules=PRESENT):
    lines, _, _ = under(*house, rules, label, "HEARD")
    return {line.clause.code: line for line in lines}


@pytest.mark.parametrize(
    ("clause", "value", "n", "variant"),
    [
        ("OURS", 75, 4, "COM-1"),
        ("OURS-ALL", 90, 10, "COM-2"),
        # A report of the vendor's tells audits and those with an error: of all of them, as it always was.
        ("THEIRS", 90, 50, "COM-2"),
        ("THEIRS-CLASS", None, None, "COM-1"),
        ("CUSTOMER", 100, 10, "CUS-1"),
    ],
)
def test_our_own_audits_are_divided_by_the_contacts_the_class_applies_to(house, clause, value, n, variant):
    line = told(house, "2026-09")[clause]
    assert (line.judgement.value, line.judgement.n, line.formula.variant) == (value, n, variant)


def test_a_list_of_our_own_that_does_not_say_counts_all_its_audits_and_the_trace_says_so(house):
    line = told(house, "2026-10")["OURS"]
    assert (line.judgement.value, line.judgement.n) == (90, 50)
    assert OF_ALL in line.judgement.steps
    both = told(house, "2026-11")["OURS"]
    assert (both.judgement.value, both.judgement.n) == (Fraction(4500, 51), 51)
    assert OF_ALL in both.judgement.steps
    assert OF_ALL not in told(house, "2026-09")["OURS"].judgement.steps


def test_under_version_4_it_was_of_all_audits_and_the_formula_shown_says_so(house):
    line = told(house, "2026-09", RULES["4"])["OURS"]
    assert (line.judgement.value, line.formula.variant) == (90, "COM-2")


def test_a_call_kept_before_classes_were_told_is_reckoned_again(house):
    with house[0].database.write(house[1]) as uow:
        for record in uow.audits.all(vendor="YUNHE"):
            before = {k: n for k, n in record.counts.items() if not ("applicable" in k or "customer" in k)}
            uow.audits.update(replace(record, counts=before))
    lines = told(house, "2026-09")
    assert (lines["OURS"].judgement.value, lines["CUSTOMER"].judgement.value) == (75, 100)


def test_a_contract_of_the_time_before_names_the_indicator_and_means_what_it_meant():
    """Its own code was that of the only variant there was: it stays readable, and names none."""
    named = CONTRACT.replace(
        "indicator: COMPLIANCE_ACC, source", "indicator: COMPLIANCE_ACC, variant: COMPLIANCE_ACC, source"
    )
    contracts, _, findings = load_contracts(named)
    assert findings == []
    by_code = {clause.code: clause for clause in contracts[0].clauses}
    for code in ("OURS", "THEIRS"):
        clause = by_code[code]
        assert (clause.variant, clause.named_variant) == ("COMPLIANCE_ACC", None)
    for rules, ours in ((RULES["4"], "COM-2"), (PRESENT, "COM-1")):
        assert formula_of(contracts[0], by_code["OURS"], rules).variant == ours
        assert formula_of(contracts[0], by_code["THEIRS"], rules).variant == "COM-2"
