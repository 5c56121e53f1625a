"""A month of a contract judged from figures written down in a test."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from core.period import Period, calendar_month
from core.scope import Scope
from core.tally import Have, Sums
from sla.judging.tally import Measured, measure
from sla.judging.verdict import Circumstances, Judgement, judge
from sla.load import indicators_of, load_contracts
from sla.terms.contract import Contract
from sla.terms.indicator import Formula, formula

DATA = Path(__file__).parent / "contracts"
MONTH: Period = calendar_month(2026, 3)


def contract_in(name: str, **replaced: str) -> Contract:
    """The contract of a file in tests/contracts, some words of it replaced."""
    text = (DATA / name).read_text(encoding="utf-8")
    for old, new in replaced.items():
        text = text.replace(old, new)
    contracts, _, findings = load_contracts(text, name)
    assert not findings, [finding.sentence("en") for finding in findings]
    return contracts[0]


def formula_of(contract: Contract, clause_code: str) -> Formula:
    """A clause's formula."""
    clause = contract.clause(clause_code)
    assert clause
    return formula(indicators_of(contract)[clause.indicator], clause.variant, clause.params)


def sums(scope: Scope | None = None, **totals: int) -> Sums:
    """Sums of a complete month."""
    rows = dict.fromkeys(totals, 1)
    return Sums(scope or Scope("V"), MONTH, "vendor", totals, rows, Have(31, 31), origins=("F1",))


def measured(contract: Contract, clause_code: str, **totals: int) -> Measured | None:
    """A clause's figure from base counts."""
    return measure(formula_of(contract, clause_code), [sums(**totals)])


def judged(contract: Contract, figures: Mapping[str, Mapping[str, int] | str]) -> dict[str, Judgement]:
    """Every clause judged: from base counts, or (a text) as the value the vendor claims."""
    found = {}
    for code, figure in figures.items():
        clause = contract.clause(code)
        assert clause, code
        if isinstance(figure, str):
            known = Circumstances(asserted=Fraction(figure))
            found[code] = judge(clause, formula_of(contract, code), None, known)
        else:
            found[code] = judge(clause, formula_of(contract, code), measured(contract, code, **figure))
    return found
