"""A site starts up while another is steady (domain 2.11): each site by its own months."""

from __future__ import annotations

from datetime import datetime

import pytest

from core.text import Text
from core.verdict import Verdict
from exports.contract_template import template
from exports.contract_template_read import read_template
from services.contracts.term_fields.settings import settings
from services.judging.assess_month import assess
from services.known import directory
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue, contract_to_yaml, load_contracts, read_contracts
from tests.reports_example import HEAD, bring, line_house

CD = "{site: CD, targets: [60, 70], no_credit_months: 2, since: 2026-09-12}"
HF = "{site: HF, targets: [50], since: 2026-09-12}"
WORST = "indicator: SL, variant: SL-OFFERED, target: 80, aggregate: worst"
CONTRACT = f"""
contract:
  code: LINE-2026
  version: '1'
  effective: {{from: 2026-01-01, to: 2026-12-31}}
  vendors: [{{code: YUNHE}}]
clauses:
  - {{code: SL, {WORST}, ramp: {{sites: [{CD}]}}}}
  - {{code: ROW, {WORST}, ramp: {{sites: [{CD}]}}, targets: [{{scope: {{site: HF}}, target: 92}}]}}
  - {{code: CD, indicator: SL, variant: SL-OFFERED, target: 80, scope: {{site: CD}},
     ramp: {{sites: [{CD}]}}}}
  - {{code: HF, indicator: SL, variant: SL-OFFERED, target: 80, scope: {{site: HF}},
     ramp: {{sites: [{CD}, {HF}]}}}}
settlement:
  fee: {{kind: monthly, amount: 100000}}
  credits: {{at_risk: {{share: 0.1, allocations: [{{clause: SL, share: 0.4}}, {{clause: ROW, share: 0.4}}]}}}}
"""
MONTHS = ["2026-09", "2026-10", "2026-11"]
#: Hefei always 900 of 1,000; Chengdu starts in September and has 55, 65 and 75 of 100.
CHENGDU = {"2026-09": 55, "2026-10": 65, "2026-11": 75}


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    house, who = line_house(tmp_path_factory.mktemp("ramp"), contract=CONTRACT)
    for code, name in {"HF": Text("合肥", "Hefei"), "CD": Text("成都", "Chengdu")}.items():
        if not any(site.code == code for site in directory.sites(house, who, "YUNHE")):
            directory.save_site(house, who, "YUNHE", code, name)
    rows = [
        f"{m}-20,{site},{n},{n},0,{hit}"
        for m in MONTHS
        for site, n, hit in (("HF", 1000, 900), ("CD", 100, CHENGDU[m]))
    ]
    bring(house, who, "\n".join([HEAD.replace("Date,", "Date,Site,"), *rows]) + "\n")
    assess(house, who, MONTHS)
    yield {(each.label, line.clause.code): line for each in assess(house, who, MONTHS) for line in each.lines}
    house.close()


@pytest.mark.parametrize(
    ("month", "clause", "site", "value", "target", "verdict"),
    [
        ("2026-09", "SL", "CD", 55, 60, Verdict.MISSED),  # its first month: short of 60
        ("2026-10", "SL", "CD", 65, 70, Verdict.MISSED),
        ("2026-11", "SL", "CD", 75, 80, Verdict.MISSED),  # held in full from the third on
        # Hefei is two short of its own row; Chengdu five short of its first target, which costs nothing
        # and does not stand for Hefei's miss.
        ("2026-09", "ROW", "HF", 90, 92, Verdict.MISSED),
        ("2026-11", "ROW", "CD", 75, 80, Verdict.MISSED),
        # A clause about one site has the ramp-up of that site.
        ("2026-09", "CD", None, 55, 60, Verdict.MISSED),
        ("2026-09", "HF", None, 90, 50, Verdict.MET),
        ("2026-10", "HF", None, 90, 80, Verdict.MET),
    ],
)
def test_each_site_is_held_against_its_own_month(lines, month, clause, site, value, target, verdict):
    found = lines[month, clause].judgement
    assert (found.scope and found.scope.site, found.value, found.target, found.verdict) == (
        site,
        value,
        target,
        verdict,
    )


@pytest.mark.parametrize(
    ("month", "clause", "free"),
    [
        ("2026-09", "SL", True),
        ("2026-10", "SL", True),
        ("2026-11", "SL", False),
        ("2026-09", "ROW", False),  # Hefei's miss
        ("2026-09", "CD", True),
    ],
)
def test_a_starting_sites_first_misses_cost_nothing(lines, month, clause, free):
    assert lines[month, clause].waived is free


def test_the_trace_says_which_site_is_in_which_month(lines):
    said = [step.en for step in lines["2026-10", "SL"].judgement.steps]
    assert said == [
        "Site CD: 65 %, its target 70 % (month 2 of its ramp-up); the worst against its target, it decides",
        "Site HF: 90 %, its target 80 %",
        "Month 2 of the ramp-up: target 70 % (80 % after it)",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_goes_out_and_comes_in_again(lang):
    loaded = load_contracts(CONTRACT)[0]
    assert load_contracts(contract_to_yaml(loaded[0]))[0] == loaded
    book = template(lang, catalogue(), datetime(2026, 1, 1), contract_as_dict(loaded[0]), settings())
    node, findings = read_template(book, "合同.xlsx", catalogue(), settings())
    assert (read_contracts(node)[0], findings) == (loaded, [])
