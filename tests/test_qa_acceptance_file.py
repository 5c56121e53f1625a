"""The scoring cases of acceptance_cases.json, read from the file and answered by the engine: a figure added
there is asked for here."""

import json
import os
from decimal import Decimal
from fractions import Fraction as F
from pathlib import Path

import pytest

from core.rounding import rounded
from core.text import Text
from qa.form.kinds import ErrorClass
from qa.form.policies import Aggregate, Band, FatalTrigger, NaPolicy, WeightMode, band_of
from qa.form.terms import FatalRule
from qa.scoring.aggregate import Pooled, aggregated, pass_points
from qa.scoring.weighing import section_shares
from tests.scored_forms import exact, form, item, scored, section

FILE = Path(os.environ.get("PLUMBLINE_SHARED", "../shared")) / "data" / "acceptance_cases.json"
POLICIES = {
    "exclude": NaPolicy.PROPORTIONAL,
    "exclude_proportional": NaPolicy.PROPORTIONAL,
    "count_full": NaPolicy.FULL,
}
pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not FILE.exists(), reason="the reference folder is not there"),
]


def groups(rows, weights, worth, **options):
    """Sections of items; a row is (weight, answers), an answer what `worth` makes (points, possible) of."""
    sections, points = [], []
    for g, (weight, answers) in enumerate(rows):
        pairs = [worth(answer) for answer in answers]
        items = [
            item(f"G{g}Q{n}", of, () if got is None else (got,), **options)
            for n, (got, of) in enumerate(pairs)
        ]
        sections.append(section(f"G{g}", *items, weight=None if weight is None else exact(weight)))
        points += [got for got, _of in pairs]
    return sections, points, weights


def question_weighted(case):
    items = [
        item(f"Q{n}", of, () if got is None else (got,), weight=exact(w))
        for n, (got, of, w) in enumerate(case["items"])
    ]
    na = POLICIES[case.get("policy", "exclude")]
    found = form(section("A", *items), weights=WeightMode.QUESTION, na=na, mark=case.get("pass_mark", 0))
    receipt = scored(found, *(got for got, _of, _w in case["items"]))
    assert receipt.passed is (case.get("outcome", "PASS") == "PASS")
    return receipt.total


def section_weighted(case):
    fatal = FatalRule(FatalTrigger.BELOW_MAXIMUM) if "fatal" in case else None
    rows = [(weight, answers) for weight, answers in case["sections"]]
    sections, points, _ = groups(rows, None, lambda a: (a, 100), fatal=fatal)
    return scored(form(*sections, weights=WeightMode.SECTION), *points).total


def group_multiplier(case):
    sections, points, _ = groups(case["groups"], None, lambda a: a or (None, 1))
    return scored(form(*sections, weights=WeightMode.MULTIPLIER), *points).total


def effective_share(case):
    sections, _points, _ = groups(case["groups"], None, lambda a: a)
    return list(section_shares(form(*sections, weights=WeightMode.MULTIPLIER)).values())


def points(case):
    base = [item(f"Q{n}", of, (got,)) for n, (got, of) in enumerate(case["base"])]
    extra = [item(f"B{n}", got, bonus=True) for n, got in enumerate(case["bonus"])]
    earned = [*(got for got, _of in case["base"]), *case["bonus"]]
    return scored(form(section("A", *base, *extra)), *earned).total


def na_policy(case):
    rows = [(None, answers) for answers in case["groups"]]
    sections, given, _ = groups(rows, None, tuple)
    return scored(form(*sections, na=POLICIES[case["policy"]]), *given).total


def critical(case):
    items = [
        item(f"C{n}", of, (got,), error_class=ErrorClass.CUSTOMER)
        for n, (got, of) in enumerate(case["points"])
    ]
    return scored(form(section("A", *items), critical_score=True), *(g for g, _ in case["points"])).critical


def weighted_mean(case):
    items = [item(f"Q{n}", 100, (p,), weight=exact(w)) for n, (p, w) in enumerate(case["items"])]
    return scored(
        form(section("A", *items), weights=WeightMode.QUESTION), *(p for p, _w in case["items"])
    ).total


def scale_weighted(case):
    rows = [(None if got is None else exact(got) - low, high - low, w) for got, low, high, w in case["items"]]
    return question_weighted({"items": rows})


def mean(case):
    audits = [Pooled(exact(each), exact(each), F(100)) for each in case["values"]]
    return aggregated(audits, Aggregate.MEAN_OF_SCORES)


def aggregate(case):
    audits = [Pooled(F(a * 100, b), F(a), F(b)) for a, b in case["evals"]]
    hows = {"mean_of_scores": Aggregate.MEAN_OF_SCORES, "pooled": Aggregate.POOLED_POINTS}
    return {name: aggregated(audits, how) for name, how in hows.items()}


def bands(case):
    listed = sorted(case["bands"].items(), key=lambda kv: kv[1][0] or 0)
    found = [Band(name, Text("", ""), F(a or 0), F(b or 100), a is None) for name, (a, b) in listed]
    if "MIDDLE" in case["values"].values():  # the middle band is implied
        found.insert(1, Band("MIDDLE", Text("", ""), found[0].high, found[1].low))
    return {value: band_of(found, exact(value)).code for value in case["values"]}


def pass_mark(case):
    return pass_points(exact(case["rate"]), exact(case["max"]))


KINDS = {
    each.__name__: each
    for each in (
        question_weighted, section_weighted, group_multiplier, effective_share, points, na_policy, critical,
        weighted_mean, scale_weighted, mean, aggregate, bands,
    )
} | {"pass_points": pass_mark}  # fmt: skip


def _cases():
    if not FILE.exists():
        return []
    listed = json.loads(FILE.read_text("utf-8"), parse_float=Decimal)
    return [pytest.param(case, id=case["id"]) for case in listed if case["kind"] in KINDS]


def _printed(value):
    """As the list prints it: four decimals at most."""
    if isinstance(value, F):
        return F(rounded(value, 4))
    if isinstance(value, dict):
        return {name: _printed(each) for name, each in value.items()}
    return [_printed(each) for each in value] if isinstance(value, list) else value


def _expected(case):
    said = case.get("expect", case.get("values"))
    if isinstance(said, dict):
        return {k: exact(v) if isinstance(v, Decimal) else v for k, v in said.items()}
    if isinstance(said, list):
        return [exact(each) for each in said]
    return exact(said) if isinstance(said, Decimal) else said


@pytest.mark.parametrize("case", _cases())
def test_every_scoring_case_of_the_list(case):
    assert _printed(KINDS[case["kind"]](case)) == _expected(case)
