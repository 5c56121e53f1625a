"""A contract file says how relief is asked for; one that does not stays exactly as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sla.contract_file.plain import contract_as_dict
from sla.load import contract_of, contract_to_yaml, load_contracts
from sla.terms.contract import Contract
from sla.terms.relief import RELIEFS, Counters, Mechanism, ReliefRules
from tests.services_example import CONTRACT


def contract(rules: str = "") -> Contract:
    text = CONTRACT.replace("  scope: {project", f"  {rules}\n  scope: {{project") if rules else CONTRACT
    found, _, findings = load_contracts(text, "gov.yaml")
    assert findings == []
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
        # Deeming failed is never the vendor's relief.
        ("relief: {admits: [deem_failed, deem_met]}", ReliefRules(None, (Mechanism.DEEM_MET,))),
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
