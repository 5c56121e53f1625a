"""Our rules are values: a closed month is judged for ever by those it was closed under."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from fractions import Fraction

import pytest
from sqlalchemy import select

from core.month import MonthState
from core.principal import Role
from core.verdict import Verdict
from services.contracts.asked import Asked
from services.contracts.contract_versions import must_govern
from services.house.program_version import program_version
from services.judging.assess_month import assess_asked, current
from services.judging.rebuild import rebuild
from services.known.people import add_person
from services.months.figures_hash import TOLD
from services.months.month import set_state
from services.results.clause_notes import judged_words
from services.results.follow import days
from services.results.other_definitions import other_definitions
from sla.rules import PRESENT, RULES, Rules
from store.tables.runs import scores
from tests.reports_example import bring, choice
from tests.rules_house import BESIDE, CODE, FOLDER, MONTHS, golden_of, report, rules_house, under

SEPTEMBER, OCTOBER = MONTHS
CHANGED = (
    "a figure changed under rules {version}: months closed under them would no longer come out the same. "
    "That needs a new rules version with a switch (sla/rules.py), and its golden "
    "(python -m tests.rules_house {version_after})"
)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house, who = rules_house(tmp_path_factory.mktemp("rules") / "data")
    yield house, who
    house.close()


def test_every_version_has_its_figures_and_the_last_one_judges():
    """Written once; version 2 was also had from the program as it was before version 3 (commit 55670db^)."""
    assert {path.stem for path in FOLDER.glob("*.json")} == set(RULES)
    assert list(RULES.values())[-1] is PRESENT
    assert [each.version for each in RULES.values()] == list(RULES)


@pytest.mark.parametrize("rules", RULES.values(), ids=lambda each: f"rules {each.version}")
def test_figures_judged_under_a_version_never_change(house, rules):
    then = json.loads((FOLDER / f"{rules.version}.json").read_text(encoding="utf-8"))
    after = int(PRESENT.version) + 1
    assert golden_of(*house, rules) == then, CHANGED.format(version=rules.version, version_after=after)


#: Switch → the clauses whose figure it changes in September, and whether the total and the amount do.
EFFECTS = {
    "worst_by_gap": ({"AHT": "HZ", "RUSH": None}, False, False),
    "met_is_free": ({}, False, True),
    "errors_by_day": ({"PLAN": None}, True, True),
    # The hash alone: of how many days the volume is, is kept; the receipt says it.
    "billed_days": ({}, False, False),
    "no_sums": ({"NEAR": None}, True, True),
    "class_applies": ({"COM": None}, True, True),
    "strata_weighed": ({"COM": None, "BUS": None, "AVG": None}, True, False),
    "forms_aggregate": ({"AVG": None}, False, False),
    "coverage_told": ({"COV": None}, False, False),
    # Two of three with a score passed, where two of four did; and two of four, where two of five did.
    "unscored_out": ({"PASS": None, "ALL": None}, True, True),
    "scores_told": ({"SCORE": None, "FORM": None}, False, False),
}
#: The switches that a contract beside the first one is about.
BESIDE_IT = {
    "no_sums": BESIDE["4"],
    **dict.fromkeys(("class_applies", "strata_weighed", "forms_aggregate", "coverage_told"), BESIDE["5"]),
    **dict.fromkeys(("unscored_out", "scores_told"), BESIDE["6"]),
}


@pytest.mark.parametrize("switch", [each.name for each in fields(Rules) if each.name != "version"])
def test_no_switch_is_dead(house, switch):
    """Each alone turned off changes figures of the month, and exactly those it is about."""
    code = BESIDE_IT.get(switch, CODE)
    lines, points, hashed = under(*house, PRESENT, SEPTEMBER, code)
    before, without, other = under(*house, replace(PRESENT, **{switch: False}), SEPTEMBER, code)
    assert hashed != other
    differing = {
        then.clause.code: then.judgement.scope.site if then.judgement.scope else None
        for now, then in zip(lines, before, strict=True)
        if now.judgement.value != then.judgement.value
    }
    total = points.score.total != without.score.total
    amount = points.payable.payable != without.payable.payable
    assert (differing, total, amount) == EFFECTS[switch]


def test_days_billed_are_said_under_the_rules_that_say_them(house):
    said = {
        version: any("28 days" in step.en for step in under(*house, rules, SEPTEMBER)[1].payable.receipt)
        for version, rules in RULES.items()
    }
    assert said == {"2": False, "3": True, "4": True, "5": True, "6": True}


@pytest.mark.parametrize(
    ("clause", "label", "value", "n", "silent"),
    [
        # Of five calls one reached nobody, and to one nothing applied: neither 0 nor 100, in no rate.
        ("PASS", SEPTEMBER, Fraction(200, 3), 3, 1),
        ("ALL", SEPTEMBER, 50, 4, 1),
        # 100, 100 and 40: each call alike.
        ("SCORE", SEPTEMBER, 80, 3, 1),
        # It reached an agent all the same.
        ("REACHED", SEPTEMBER, 80, 5, 0),
        ("PASS", OCTOBER, None, 0, 1),
        ("REACHED", OCTOBER, 100, 1, 0),
    ],
)
def test_a_call_to_which_nothing_applied_is_in_no_rate_and_the_steps_say_so(
    house, clause, label, value, n, silent
):
    """AT-15: everything N/A has no score."""
    lines, _, _ = under(*house, PRESENT, label, BESIDE["6"])
    said = next(line.judgement for line in lines if line.clause.code == clause)
    assert (said.value, said.n) == (value, n)
    assert (said.verdict is Verdict.NO_VOLUME) is (value is None)
    assert sum("各项均不适用" in step.zh for step in said.steps) == silent


def test_a_mean_of_our_own_audits_tells_its_interval_and_where_it_was_drawn_its_worth(house):
    lines, _, _ = under(*house, PRESENT, SEPTEMBER, BESIDE["6"])
    said = {line.clause.code: " ".join(step.en for step in judged_words(line)) for line in lines}
    # 80 ± t(2) · 34.64 ÷ √3 reaches beyond both ends, which no score of these can.
    assert "n = 3, standard deviation of single calls 34.64" in said["SCORE"]
    assert "Student's t, 2 degrees of freedom) 0.00–100.00 %" in said["SCORE"]
    assert "worth 7.27 independent ones" in said["FORM"] and "6 degrees of freedom" in said["FORM"]
    # A share keeps Wilson's, once.
    assert said["PASS"].count("95 % interval") == 1


@pytest.fixture
def closed(data_folder, database_url):
    """September closed under rules 2; October, open, is judged by those of today."""
    house, who = rules_house(data_folder, database_url)
    boss = add_person(house, "赵总", Role.APPROVER)
    with house.database.read(who) as uow:
        asked = Asked(must_govern(uow, CODE, SEPTEMBER), SEPTEMBER, RULES["2"])
    (month,) = assess_asked(house, who, [asked], house.today())
    set_state(house, boss, CODE, SEPTEMBER, MonthState.FINAL, run_id=month.run_id)
    yield house, who, month
    house.close()


def test_a_month_closed_under_earlier_rules_rebuilds_to_the_hash_it_was_closed_with(closed):
    house, who, _ = closed
    late = report(SEPTEMBER, seconds=(250, 250), days=30, replies=30)
    bring(house, who, late, "late.csv", choice(SEPTEMBER))
    found = rebuild(house, who, CODE, SEPTEMBER)
    assert (found.closed, found.kept) == (found.again, found.again)
    assert found.is_same and found.hindered == () and found.differing == ()
    assert (found.rules, found.program) == ("2", program_version())
    assert current(house, who, CODE, OCTOBER).rules_version == PRESENT.version


def test_what_it_was_told_is_what_its_own_rules_reckon_again(closed):
    """Read as it was told; reckoned anew by rules 2; read of a run that kept figures only: all the same."""
    house, who, first = closed
    told = current(house, who, CODE, SEPTEMBER)
    _, points, _ = under(house, who, RULES["2"], SEPTEMBER)
    assert told.rules_version == "2"
    assert (told.score, told.settled) == (points.score, points.payable) == (first.score, first.settled)
    with house.database.write(who) as uow:
        for id, detail in uow.connection.execute(select(scores.c.id, scores.c.detail)).all():
            bare = {key: value for key, value in detail.items() if key != TOLD}
            uow.connection.execute(scores.update().where(scores.c.id == id).values(detail=bare))
        uow.commit()
    bare = current(house, who, CODE, SEPTEMBER)
    assert (bare.score, bare.settled) == (told.score, told.settled)


def test_views_beside_the_scorecard_follow_the_rules_of_the_month(closed):
    """Rules 2 took the site with the higher figure, Hangzhou: its days and figure stand behind the clause."""
    house, who, _ = closed
    line = current(house, who, CODE, SEPTEMBER).line("AHT")
    own = next(each for each in other_definitions(house, who, CODE, SEPTEMBER, "AHT") if each.is_own)
    assert line.judgement.scope.site == "HZ" and own.value == line.judgement.value
    (first, *_) = days(house, who, CODE, SEPTEMBER, "AHT")
    assert first.value == 290


def test_a_month_opened_again_is_judged_by_the_rules_of_today(closed):
    house, who, _ = closed
    boss = add_person(house, "孙总", Role.APPROVER)
    set_state(house, boss, CODE, SEPTEMBER, MonthState.CORRECTED, "补报")
    assert current(house, who, CODE, SEPTEMBER).line("AHT").judgement.scope.site == "NJ"
