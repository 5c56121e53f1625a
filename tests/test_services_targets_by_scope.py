"""Targets of one clause by scope (domain 2.11): nearest specific wins, and the trace names the row."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest

from core.text import Text
from core.verdict import Verdict
from exports.contract_template import template
from exports.contract_template_read import read_template
from services.contracts.term_fields.settings import settings
from services.contracts.term_words import value_words
from services.judging.assess_month import current
from services.known import directory
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue, contract_to_yaml, load_contracts, read_contracts
from sla.terms.targets import NEARNESS, TargetRow, nearest
from tests.reports_example import HEAD, bring, line_house

CODE = "LINE-2026"
CONTRACT = """
contract:
  code: LINE-2026
  version: '1'
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE}]
clauses:
"""
#: 900 of 1,000 calls in time in Hefei, 150 of 200 in Chengdu.
SITES = {"HF": (1000, 900), "CD": (200, 150)}


def contract(keys):
    return CONTRACT + f"  - {{code: SL, indicator: SL, variant: SL-OFFERED, target: 80, {keys}}}\n"


def judged(folder, keys):
    house, who = line_house(folder / "data", contract=contract(keys))
    for code, name in {"HF": Text("合肥", "Hefei"), "CD": Text("成都", "Chengdu")}.items():
        # A clause about a site brings it along.
        if f"scope: {{site: {code}}}," not in keys or "aggregate" in keys:
            directory.save_site(house, who, "YUNHE", code, name)
    rows = [f"2026-10-01,{site},{n},{n},0,{hit}" for site, (n, hit) in SITES.items()]
    bring(house, who, "\n".join([HEAD.replace("Date,", "Date,Site,"), *rows]) + "\n")
    found = current(house, who, CODE, "2026-10").line("SL").judgement
    house.close()
    return found


HF, CD = "{scope: {site: HF}, target: 95}", "{scope: {site: CD}, target: 70, minimum: 60}"


@pytest.mark.parametrize(
    ("keys", "site", "value", "target", "verdict"),
    [
        ("aggregate: worst", "CD", 75, 80, Verdict.MISSED),
        # Chengdu keeps its own target; Hefei, better by figure, is five points short of its own.
        (f"aggregate: worst, targets: [{HF}, {CD}]", "HF", 90, 95, Verdict.MISSED),
        (f"aggregate: worst, targets: [{CD}]", "CD", 75, 70, Verdict.MET),  # beyond by 5, Hefei by 10
        # Between its minimum and its target.
        (
            "aggregate: worst, targets: [{scope: {site: CD}, target: 78, minimum: 74}]",
            "CD",
            75,
            78,
            Verdict.BELOW_TARGET,
        ),
        # A clause about one site alone takes the row of that site.
        (f"scope: {{site: CD}}, targets: [{HF}, {CD}]", None, 75, 70, Verdict.MET),
        # Pooled over sites, no row of a site is about the figure.
        (f"targets: [{CD}]", None, Fraction(1050, 12), 80, Verdict.MET),
    ],
)
def test_each_figure_is_held_against_the_nearest_row(tmp_path, keys, site, value, target, verdict):
    found = judged(tmp_path, keys)
    assert (found.scope and found.scope.site, found.value, found.target, found.verdict) == (
        site,
        value,
        target,
        verdict,
    )


def test_the_trace_names_the_row_and_the_other_sites(tmp_path):
    said = judged(tmp_path, f"aggregate: worst, targets: [{HF}, {CD}]").steps
    assert [step.en for step in said] == [
        "Target 95 %: the row for site HF",
        "Site CD: 75 %, its target 70 %",
    ]
    assert said[0].zh == "目标 95%：取自目标行（职场 HF）"


def test_where_no_row_is_nearer_the_clauses_own_target_holds_and_that_is_said(tmp_path):
    found = judged(tmp_path, f"aggregate: worst, targets: [{CD.replace('70', '90')}]")
    assert (found.scope.site, found.target) == ("CD", 90)
    assert [step.en for step in found.steps] == [
        "Target 90 %: the row for site CD",
        "Site HF: 90 %, its target 80 %",
    ]
    again = judged(tmp_path / "2", f"aggregate: worst, targets: [{HF.replace('95', '85')}]")
    assert (again.scope.site, again.target) == ("CD", 80)
    assert again.steps[0].zh == "目标 80%：没有更具体的目标行"


@pytest.mark.parametrize(
    ("scope", "target"),
    [
        ({"segment": "VIP", "queue": "CARE"}, 3),  # both rows hold: the segment is nearer than the queue
        ({"queue": "CARE"}, 2),
        ({"queue": "CARE", "segment": "VIP", "site": "HF"}, 4),  # of two for VIP the one that says more
        ({"channel": "CHAT"}, None),
        ({"project": "LINE"}, 1),
    ],
)
def test_nearest_specific_wins_along_the_chain(scope, target):
    rows = [
        TargetRow({"project": "LINE"}, Fraction(1)),
        TargetRow({"queue": "CARE"}, Fraction(2)),
        TargetRow({"segment": "VIP"}, Fraction(3)),
        TargetRow({"segment": "VIP", "site": "HF"}, Fraction(4)),
    ]
    found = nearest(rows, scope)
    assert (found and found.target) == target
    assert NEARNESS == ("project", "channel", "queue", "language", "site", "segment")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_go_out_and_come_in_again(lang):
    loaded = load_contracts(contract(f"aggregate: worst, targets: [{HF}, {CD}]"))[0]
    assert len(loaded[0].clauses[0].targets) == 2
    assert load_contracts(contract_to_yaml(loaded[0]))[0] == loaded
    book = template(lang, catalogue(), datetime(2026, 1, 1), contract_as_dict(loaded[0]), settings())
    node, findings = read_template(book, "合同.xlsx", catalogue(), settings())
    assert (read_contracts(node)[0], findings) == (loaded, [])
    said = contract_as_dict(loaded[0])["clauses"][0]["targets"]
    assert value_words("targets", said, "percent").zh == "范围职场HF 目标值95；范围职场CD 目标值70 底线值60"
