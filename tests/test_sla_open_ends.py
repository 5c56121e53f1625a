"""Tiers that do not have their boundary: 「99 % or less」 beside the usual 「from 99 % on」 (domain 2.9)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from core.language import use_resolver
from exports.scoring_text import read_scoring, scoring_text
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_of, contract_to_yaml
from sla.money.gross import tier_coefficient
from sla.points.item import item_points
from tests.sla_month import judged
from ui.contracts.contract_fee import tier_rows

HEAD = "contract: {code: M, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}\n"
TIERS = "{method: tiers, bands: [[99, 10], [98, 6]], otherwise: 2OPEN}"
LESS = "{method: tiers, bands: [[2, 10], [5, 6]]OPEN}"
GRADES = "{method: grades, grades: [{grade: A, value: 99, points: 10}, {grade: B, value: 98, points: 6}]OPEN}"
MONEY = "settlement:\n  fee: {kind: monthly, amount: 100}\n  tiers: [[95, 1], [90, 0.98], [0, 0.8]]\n"


def contract(score=TIERS, opened="", indicator="ANSWER_RATE", target="99", money=""):
    score = score.replace("OPEN", f", open_at: [{opened}]" if opened else "")
    clause = f"  - {{code: X, indicator: {indicator}, target: {target}, weight: 10, score: {score}}}\n"
    return contract_of(f"{HEAD}clauses:\n{clause}{money}")


def settlement(opened=""):
    found = contract(money=MONEY + (f"  tiers_open_at: [{opened}]\n" if opened else "")).settlement
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("score", "opened", "indicator", "value", "points"),
    [
        (TIERS, "", "ANSWER_RATE", "99", 10),
        # 「equal to or less than 99.00 %」 is the tier below.
        (TIERS, "99", "ANSWER_RATE", "99", 6),
        (TIERS, "99", "ANSWER_RATE", "99.0001", 10),
        # Each boundary by itself: 98 still reaches its own.
        (TIERS, "99", "ANSWER_RATE", "98", 6),
        (TIERS, "99, 98", "ANSWER_RATE", "98", 2),
        # Where less is better a boundary is reached from above.
        (LESS, "2", "ABANDON_RATE", "2", 6),
        (LESS, "2", "ABANDON_RATE", "1.99", 10),
        (GRADES, "99", "ANSWER_RATE", "99", 6),
        (GRADES, "", "ANSWER_RATE", "99", 10),
    ],
)
def test_a_figure_on_a_boundary_goes_where_the_contract_puts_it(score, opened, indicator, value, points):
    terms = contract(score, opened, indicator, "2" if score is LESS else "99")
    found = item_points(terms.clause("X"), judged(terms, {"X": value})["X"])
    assert found.earned == points
    assert any("恰为界值" in step.zh for step in found.trace) is (value in opened.split(", "))


@pytest.mark.parametrize(
    ("opened", "total", "coefficient"), [("", "95", "1"), ("95", "95", "0.98"), ("95", "95.01", "1")]
)
def test_a_total_on_a_boundary_too(opened, total, coefficient):
    assert tier_coefficient(settlement(opened), Decimal(total)) == Fraction(coefficient)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("score", [TIERS, GRADES])
def test_it_is_said_in_the_sentence_and_read_back(score, lang):
    terms = contract(score, "99, 98")
    said = contract_as_dict(terms)["clauses"][0]["score"]
    assert read_scoring(scoring_text(said, "percent", lang)) == {
        key: value for key, value in said.items() if value is not None
    }
    assert contract_of(contract_to_yaml(terms)) == terms


def test_without_it_no_record_of_a_contract_changes():
    assert "open_at" not in contract_to_yaml(contract(money=MONEY))


@pytest.mark.parametrize(
    ("opened", "zh"),
    [
        ("", ["95分及以上", "满90分、不满95分", "不满90分"]),
        ("95", ["超过95分", "90分及以上、不超过95分", "不满90分"]),
        ("95, 90", ["超过95分", "超过90分、不超过95分", "不超过90分"]),
    ],
)
def test_the_contracts_page_says_who_has_the_boundary(opened, zh):
    use_resolver(lambda: "zh")
    assert [said for said, _ in tier_rows(settlement(opened))] == zh
