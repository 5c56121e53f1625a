"""A contract file says how relief is asked for; one that does not stays exactly as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sla.contract_file.plain import contract_as_dict
from sla.load import contract_of, contract_to_yaml, load_contracts
from sla.terms.contract import Contract
from sla.terms.relief import RELIEFS, Counters, Mechanism, ReliefRules
from tests.reports_example import CONTRACT as LINE
from tests.services_example import CONTRACT


def contract(rules: str = "") -> Contract:
    text = CONTRACT.replace("  scope: {project", f"  {rules}\n  scope: {{project") if rules else CONTRACT
    found, _, findings = load_contracts(text, "gov.yaml")
    assert {each.code for each in findings} <= {"contract_relief_no_deadline"}
    return found[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            "relief: {within_working_days: 7, admits: [remove_cells, waive_credit], counters: raw}",
            ReliefRules(7, (Mechanism.REMOVE_CELLS, Mechanism.WAIVE_CREDIT), Counters.RAW),
        ),
        # Left out: no deadline, all six mechanisms, adjusted verdicts count.
        ("relief: {counters: adjusted}", ReliefRules(None, RELIEFS, Counters.ADJUSTED)),
        ("relief: {admits: [deem_met]}", ReliefRules(None, (Mechanism.DEEM_MET,))),
    ],
)
def test_what_a_contract_says_of_relief_is_read_and_read_back_equal(written, meant):
    found = contract(written)
    assert found.relief == meant
    assert contract_of(contract_to_yaml(found)) == found


def test_a_contract_without_it_keeps_its_identity():
    plain = contract()
    assert plain.relief is None
    assert "relief" not in contract_as_dict(plain)["contract"]
    with_rules = replace(plain, relief=ReliefRules())
    assert contract_as_dict(with_rules) != contract_as_dict(plain)


@pytest.mark.parametrize(
    ("rules", "codes"),
    [
        ("relief: {within_working_days: 5}", set()),
        ("relief: {within_working_days: 0}", set()),  # on the last day itself
        ("relief: {within_working_days: 5, counters: raw}", set()),  # no credit could be drawn
        ("relief: {counters: raw}", {"contract_relief_no_deadline"}),
        # Deeming failed is never the vendor's relief.
        ("relief: {within_working_days: 5, admits: [deem_failed]}", {"contract_relief_no_relief"}),
        ("relief: {within_working_days: 5, admits: []}", {"contract_relief_admits_none"}),
    ],
)
def test_what_a_contract_says_of_relief_is_questioned_only_where_it_should_be(rules, codes):
    text = CONTRACT.replace("  scope: {project", f"  {rules}\n  scope: {{project")
    _, _, findings = load_contracts(text, "gov.yaml")
    assert {each.code for each in findings} == codes


CREDITS = """
settlement:
  fee: {kind: monthly, amount: 100000}
  credits: {at_risk: {share: 0.12, allocations: [{clause: SL20, share: 0.5}]}}
"""


@pytest.mark.parametrize(
    ("rules", "warned"),
    [
        ("{within_working_days: 5, counters: raw}", True),
        ("{within_working_days: 5, counters: adjusted}", False),
        # Waived money is waived under raw as well.
        ("{within_working_days: 5, counters: raw, admits: [waive_credit]}", False),
    ],
)
def test_raw_counters_beside_service_credits_are_pointed_out(rules, warned):
    text = LINE.replace("clauses:", f"  relief: {rules}\nclauses:", 1) + CREDITS
    _, _, findings = load_contracts(text, "line.yaml")
    assert ("contract_relief_raw_credits" in {each.code for each in findings}) is warned
