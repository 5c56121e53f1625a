"""The contract's table of targets (domain 2.11): clauses inherit the nearest row, their own target wins."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest

from core.month import MonthState
from core.principal import Role
from core.text import Text
from core.verdict import Verdict
from exports.contract_template import template
from exports.contract_template_read import read_template
from services.contracts.contract_beside import beside
from services.contracts.contract_clauses import clause_terms
from services.contracts.contract_differences import differences
from services.contracts.draft_words import target_words
from services.contracts.drafts import draft_from_file
from services.contracts.term_fields.settings import settings
from services.judging.assess_month import assess, current
from services.judging.rebuild import rebuild
from services.known import directory
from services.known.people import add_person
from services.months.month import set_state
from services.results.other_definitions import other_definitions
from services.results.what_if import what_if
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue, contract_to_yaml, load_contracts, read_contracts
from tests.reports_example import HEAD, bring, line_house

CODE = "LINE-2026"
#: Everywhere 80, Hefei 86 and from October on 92; Chengdu lags behind by an amendment until December.
TABLE = """
  target_table:
    - {indicator: SL, target: 80, minimum: 70}
    - {indicator: SL, scope: {site: HF}, target: 86, to: 2026-09}
    - {indicator: SL, scope: {site: HF}, target: 92, from: 2026-10}
    - {indicator: SL, scope: {site: CD}, target: 70, to: 2026-12, amendment: 补充协议一}
"""
CLAUSES = """
  - {code: ALL, indicator: SL, variant: SL-OFFERED}
  - {code: OWN, indicator: SL, variant: SL-OFFERED, target: 60}
  - {code: HF, indicator: SL, variant: SL-OFFERED, scope: {site: HF}}
  - {code: WORST, indicator: SL, variant: SL-OFFERED, aggregate: worst}
  - {code: SHARE, indicator: SL, variant: SL-OFFERED, target: 50, each: {grain: day, target: 75}}
"""
#: 900 of 1,000 calls in time in Hefei, 150 of 200 in Chengdu.
SITES = {"HF": (1000, 900), "CD": (200, 150)}


def contract(table=TABLE, clauses=CLAUSES):
    return f"""
contract:
  code: LINE-2026
  version: '1'
  effective: {{from: 2026-01-01, to: 2026-12-31}}
  vendors: [{{code: YUNHE}}]
{table}
clauses:
{clauses}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house, who = line_house(tmp_path_factory.mktemp("table"), contract=contract())
    directory.save_site(house, who, "YUNHE", "CD", Text("成都", "Chengdu"))
    rows = [f"2026-{m}-01,{site},{n},{n},0,{hit}" for m in ("09", "10") for site, (n, hit) in SITES.items()]
    bring(house, who, "\n".join([HEAD.replace("Date,", "Date,Site,"), *rows]) + "\n")
    yield house, who
    house.close()


@pytest.mark.parametrize(
    ("clause", "month", "value", "target", "minimum", "verdict"),
    [
        ("ALL", "2026-10", Fraction(1050, 12), 80, 70, Verdict.MET),  # the general row, with its minimum
        ("OWN", "2026-10", Fraction(1050, 12), 60, None, Verdict.MET),  # a clause's own target wins
        ("HF", "2026-09", 90, 86, None, Verdict.MET),
        ("HF", "2026-10", 90, 92, None, Verdict.MISSED),  # the later row of the same scope
        # Chengdu is 5 beyond its own row, Hefei 4 beyond (September) and 2 short of its own (October).
        ("WORST", "2026-09", 90, 86, None, Verdict.MET),
        ("WORST", "2026-10", 90, 92, None, Verdict.MISSED),
        # A share of days is another promise: no row of the table is about it.
        ("SHARE", "2026-10", 100, 50, None, Verdict.MET),
    ],
)
def test_a_clause_without_a_target_takes_the_nearest_row_of_its_month(
    house, clause, month, value, target, minimum, verdict
):
    found = current(*house, CODE, month).line(clause).judgement
    assert (found.value, found.target, found.minimum, found.verdict) == (value, target, minimum, verdict)


def test_the_trace_says_which_row_held_of_which_months_and_by_which_amendment(house):
    result = current(*house, CODE, "2026-10")
    said = {line.clause.code: line.judgement.steps for line in result.lines}
    assert said["ALL"][0].en == "Target 80 %: the contract's table, the row for all of it"
    assert said["HF"][0].zh == "目标 92%：取自合同目标表（职场 HF；2026-10 起）"
    assert [step.en for step in said["WORST"]] == [
        "Target 92 %: the contract's table, the row for site HF, from 2026-10 on",
        "Site CD: 75 %, its target 70 %",
    ]
    assert said["OWN"] == said["SHARE"] == ()
    row = load_contracts(contract())[0][0].target_table[3]
    assert (row.until, row.amendment) == ("2026-12", "补充协议一")


def test_what_was_kept_is_read_back_with_the_same_targets(house):
    home, who = house
    assess(home, who, ["2026-10"])
    again = {line.clause.code: line for line in assess(home, who, ["2026-10"])[0].lines}
    assert (again["HF"].clause.target, again["WORST"].clause.target) == (92, 92)
    assert again["ALL"].judgement.steps[0].zh == "目标 80%：取自合同目标表（不分范围）"
    # What the other definitions would say is held against the row as well.
    assert {each.verdict for each in other_definitions(home, who, CODE, "2026-10", "HF")} <= {
        Verdict.MISSED,
        None,
    }


def test_the_page_names_the_rows_and_shows_a_target_that_never_changes():
    (loaded,) = load_contracts(contract())[0]
    said = [line.en for line in beside(loaded)]
    assert "Table of targets: Service level, all of it: 80 %, minimum 70 %" in said
    assert "Table of targets: Service level, site CD, to 2026-12, 补充协议一: 70 %" in said
    shown = {term.clause.code: (term.shared, term.target) for term in clause_terms(loaded)}
    assert shown["ALL"] == (True, None) and shown["OWN"] == (False, 60)  # rows of the table change in time
    (steady,) = load_contracts(contract("  target_table: [{indicator: SL, target: 80}]", CLAUSES))[0]
    assert {term.clause.code: term.target for term in clause_terms(steady)}["ALL"] == 80


def test_a_draft_says_which_targets_stand_in_the_table():
    said = contract_as_dict(load_contracts(contract())[0][0])
    table = said["contract"]["target_table"]
    words = {each["code"]: target_words(each, table).zh for each in said["clauses"]}
    assert words == {"ALL": "见目标表", "OWN": "≥60%", "HF": "见目标表", "WORST": "见目标表", "SHARE": "≥50%"}


def test_a_changed_row_is_a_difference_of_the_rules():
    was, becomes = (
        load_contracts(contract(f"  target_table: [{{indicator: SL, target: {each}}}]"))[0][0]
        for each in (80, 85)
    )
    (found,) = differences(was, becomes)
    assert [(line.label.en, line.before.en, line.after.en) for line in found.lines] == [
        ("Table of targets", "Indicator SL, Target 80", "Indicator SL, Target 85")
    ]


def test_none_of_it_is_the_promise_unless_the_table_says_otherwise():
    """An indicator of what must not happen is held against 0, a row of the table aside."""
    clauses = "  - {code: LEAK, indicator: COMPLAINT_COUNT}"
    plain = load_contracts(contract("", clauses))[0][0]
    table = load_contracts(contract("  target_table: [{indicator: COMPLAINT_COUNT, target: 2}]", clauses))
    assert plain.clauses[0].target == 0 and table[0][0].clauses[0].target is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_goes_out_and_comes_in_again(lang):
    loaded = load_contracts(contract())[0]
    assert load_contracts(contract_to_yaml(loaded[0]))[0] == loaded
    book = template(lang, catalogue(), datetime(2026, 1, 1), contract_as_dict(loaded[0]), settings())
    node, findings = read_template(book, "合同.xlsx", catalogue(), settings())
    assert (read_contracts(node)[0], findings) == (loaded, [])


def test_what_if_holds_the_months_against_the_drafts_rows(house):
    draft = draft_from_file(
        *house, CODE, contract().replace("target: 92", "target: 85").encode(), "draft.yaml"
    )
    (month,) = what_if(*house, CODE, draft, ["2026-10"]).months
    moved = {each.clause: (each.before.verdict, each.after.verdict) for each in month.clauses}
    assert moved["HF"] == (Verdict.MISSED, Verdict.MET)


def test_a_closed_month_rebuilds_under_the_same_rows(house):
    home, who = house
    approver = add_person(home, "赵审批", Role.APPROVER)
    assess(home, who, ["2026-09"])
    set_state(home, approver, CODE, "2026-09", MonthState.FINAL)
    found = rebuild(home, who, CODE, "2026-09")
    assert found.is_same and found.differing == ()
