"""A band is a band whether or not a clause says "between": what loads must be readable as it is stored."""

from __future__ import annotations

import pytest

from sla.load import load_contracts

HEAD = "contract: {code: R, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]CHRONIC}\n"
BELOW = ", chronic: [{code: RED, clause: AHT, below: 100}]"


@pytest.mark.parametrize("stated", ["", "comparison: between, "], ids=["left out", "stated"])
@pytest.mark.parametrize(
    ("code", "keys", "chronic"),
    [
        (
            "contract_campaign_unfit",
            "target: [150, 300], window: {days: 15, from: 2026-09-01, to: 2026-09-30}",
            "",
        ),
        ("contract_ramp_band", "target: [150, 300], ramp: {targets: [320]}", ""),
        # No target to tell by: handle time is a band by nature.
        ("contract_baseline_unfit", "baseline: {from: 2026-01, to: 2026-03}", ""),
        ("contract_chronic_floor", "target: [150, 300]", BELOW),
    ],
)
def test_what_no_band_may_have_is_refused_of_a_band_nobody_named_one(code, keys, chronic, stated):
    """These loaded where `comparison` was left out, and the stored version, which states it, did not: every
    page of the house failed."""
    text = f"{HEAD.replace('CHRONIC', chronic)}clauses:\n  - {{code: AHT, indicator: AHT, {stated}{keys}}}\n"
    found = load_contracts(text, "c.yaml")[2]
    assert code in [each.code for each in found]


@pytest.mark.parametrize(
    "keys", ["target: 300, comparison: '<='", "each: {grain: day, target: 300}, target: 90"]
)
def test_one_bound_on_what_is_a_band_by_nature_is_no_band(keys):
    text = f"{HEAD.replace('CHRONIC', BELOW)}clauses:\n  - {{code: AHT, indicator: AHT, {keys}}}\n"
    assert load_contracts(text, "c.yaml")[2] == []
