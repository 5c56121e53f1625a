"""How a contract says it judges: every key comes back as written, and is not there where it was not."""

from __future__ import annotations

import json

import pytest

from sla.contract_file.plain import contract_as_dict
from sla.load import load_contracts

HEAD = "contract: {code: C, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}\nclauses:\n"


def contract_of(clause: str):
    contracts, _, findings = load_contracts(
        f"{HEAD}  - {{code: SL, indicator: SL, target: 80, {clause}}}\n", "c.yaml"
    )
    assert not findings, [finding.sentence("en") for finding in findings]
    return contracts[0]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("layer: spec", {"layer": "spec"}),
        (
            "minimum: 75, target_rule: {times: 3}",
            {"target_rule": {"times": "3", "months": "12", "counts_minimum": "false"}},
        ),
        (
            "sample: {method: exact, confirmed_only: true}",
            {"sample": {"method": "exact", "confidence": "0.95", "adequate": "30", "confirmed_only": "true"}},
        ),
        ("volume_floor: 20, floor_rule: one_miss", {"floor_rule": "one_miss"}),
    ],
)
def test_what_is_written_comes_back(written, kept):
    contract = contract_of(written)
    record = contract_as_dict(contract)
    assert kept.items() <= record["clauses"][0].items()
    again, _, findings = load_contracts(json.dumps(record), "again.json")
    assert (again, findings) == ([contract], [])


def test_triggers_come_back_as_they_were_written():
    chronic = """chronic: [{code: RUN, clause: SL, rule: {consecutive: 3, of: [5, 12]}},
      {code: RED, clause: SL, below: 60.5, level: serious},
      {code: ANY, any_critical: true, rule: {of: [2, 6]}}]}
    """
    text = HEAD.replace("]}\nclauses", f"], {chronic}\nclauses")
    text += "  - {code: SL, indicator: SL, target: 80, layer: critical}\n"
    [contract], _, findings = load_contracts(text, "c.yaml")
    assert not findings and [each.code for each in contract.chronic] == ["RUN", "RED", "ANY"]
    again, _, findings = load_contracts(json.dumps(contract_as_dict(contract)), "again.json")
    assert (again, findings) == ([contract], [])


def test_what_is_not_written_is_not_there():
    record = contract_as_dict(contract_of("minimum: 75"))
    [clause] = record["clauses"]
    assert "chronic" not in record["contract"]
    assert not {"layer", "target_rule", "sample", "floor_rule"} & clause.keys()
