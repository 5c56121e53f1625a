"""A contract's clauses in words: the formula, the band to keep, and how points are earned."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from core.text import LANGS, Text
from exports.scoring_text import scoring_text
from sla.contract_file.plain import contract_as_dict
from sla.judging.inherited import lasting, takes_shared
from sla.load import indicators_of
from sla.terms.bounds import minimum_of, target_of
from sla.terms.contract import Clause, Contract
from sla.terms.indicator import Indicator, Unit, formula, formula_text
from sla.terms.usual_variant import usual_variant

_NOT_SCORED = Text("只判定，不计分", "judged, earns no points")

#: An indicator's unit → how a value of a curve is written.
_SIGNS = {"percent": Text("{v}%", "{v} %"), "s": Text("{v}秒", "{v} s")}


@dataclass(frozen=True)
class ClauseTerms:
    """One clause as a person reads it; figures stay exact, in the indicator's unit."""

    clause: Clause
    indicator: Text
    #: The formula, spoken from the very counts it sums.
    formula: Text
    unit: Unit
    #: As stated, else from the points curve; None where the clause has none.
    target: Fraction | None
    minimum: Fraction | None
    scoring: Text
    #: Whether its target stands in the contract's table; it is None where it changes from month to month.
    shared: bool = False


def clause_terms(contract: Contract) -> list[ClauseTerms]:
    """Every clause of a contract, in its order."""
    known = indicators_of(contract)
    written = {item["code"]: item for item in contract_as_dict(contract)["clauses"]}
    told = [_terms(lasting(contract, each), known, written[each.code]) for each in contract.clauses]
    return [
        replace(said, shared=takes_shared(contract, each))
        for said, each in zip(told, contract.clauses, strict=True)
    ]


def _terms(clause: Clause, known: Mapping[str, Indicator], written: Mapping[str, Any]) -> ClauseTerms:
    indicator = known[clause.indicator]
    return ClauseTerms(
        clause,
        indicator.name,
        formula_text(formula(indicator, usual_variant(indicator, clause), clause.params)),
        indicator.unit,
        target_of(clause),
        minimum_of(clause),
        _scoring(written.get("score"), indicator.unit.value),
    )


def _scoring(score: Mapping[str, Any] | None, unit: str) -> Text:
    if not score:
        return _NOT_SCORED
    said = {lang: scoring_text(score, unit, lang) for lang in LANGS}
    if score["method"] != "linear":
        return Text(said["zh"], said["en"])
    # The template's short form is there to be typed; here the curve is read.
    short, spoken = {lang: _head(said[lang]) for lang in LANGS}, _curve(score["points"], unit)
    return Text(*(spoken.in_(lang) + said[lang].removeprefix(short[lang]) for lang in LANGS))


def _curve(points: Sequence[Sequence[str]], unit: str) -> Text:
    """`15 points at 70 %, 25 at 80 %, in between in proportion`."""
    sign = _SIGNS.get(unit, Text("{v}", "{v}"))
    zh = "，".join(f"{sign.zh.format(v=value)}得{mark}分" for value, mark in points)
    en = ", ".join(f"{mark} points at {sign.en.format(v=value)}" for value, mark in points)
    return Text(f"{zh}，其间按比例", f"{en}, in proportion between")


def _head(said: str) -> str:
    """The curve itself, without what follows it (a cap)."""
    return re.split("[；;]", said)[0]
