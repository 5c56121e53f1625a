"""What is odd about a bank's contract: compliance and risk must weigh clearly more than anything else.

From the draft rules on credit cards of December 2021 (china_practice 3): the bank stays responsible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sla.contract_file.node import Report
from sla.contract_file.shape import Got
from sla.exact import shown_text
from sla.terms.contract import Clause, Contract
from sla.terms.indicator import Indicator

#: Who is a bank says so in the contract's name, or the client's.
_BANK = re.compile(r"银行|信用卡|\bbank(ing|s)?\b|\bcredit[ -]card", re.IGNORECASE)
#: What is about rules kept and harm avoided, whatever its family.
_COMPLIANCE = frozenset(
    {
        *("CRITICAL_ACC", "CRITICAL_RATE", "COMPLIANCE_ACC", "BUSINESS_CRITICAL_ACC", "SECURITY"),
        *("RECORDING_MISSING", "RECORDING_ACCESS", "RECORDING_ACCURACY", "INCIDENT_NOTICE"),
        *("DNC", "CALLING_HOURS", "DISCLOSURE", "RING_COMPLIANCE", "TPV_FAILURE", "MISSELLING"),
    }
)
_OWN_COMPLIANCE = re.compile(r"合规|风险|风控|complian|risk", re.IGNORECASE)


@dataclass(frozen=True)
class BankAdvice:
    """Advice on one contract, where it is a bank's."""

    contract: Contract
    indicators: Mapping[str, Indicator]
    got: Got
    report: Report

    def give(self) -> None:
        """Asked where another family weighs as much as compliance and risk together, or more."""
        weights = self._weights()
        whole = sum(weights.values(), Fraction(0))
        if not whole or not self._is_bank():
            return
        own = weights.pop("", Fraction(0))
        family, most = max(weights.items(), key=lambda each: each[1], default=("", Fraction(0)))
        if own > most:
            return
        shares = {name: shown_text(each * 100 / whole, 2) for name, each in (("own", own), ("most", most))}
        others = [
            clause.name
            for clause in self.contract.clauses
            if clause.weight and self._family(clause) == family
        ]
        self.report.add("contract_bank_compliance", self.got.at("clauses"), others=others, **shares)

    def _is_bank(self) -> bool:
        names = [self.contract.name, *([self.contract.client] if self.contract.client else [])]
        return any(_BANK.search(f"{name.zh} {name.en}") for name in names)

    def _weights(self) -> dict[str, Fraction]:
        """Family → the weight of its clauses; compliance and risk together under the empty name."""
        found: dict[str, Fraction] = {}
        for clause in self.contract.clauses:
            family = self._family(clause)
            found[family] = found.get(family, Fraction(0)) + (clause.weight or 0)
        return found

    def _family(self, clause: Clause) -> str:
        indicator = self.indicators[clause.indicator]
        return "" if _is_compliance(indicator) else indicator.family


def _is_compliance(indicator: Indicator) -> bool:
    """Ours, or one a contract defined itself and called so."""
    own = indicator.family == "own" and _OWN_COMPLIANCE.search(f"{indicator.name.zh} {indicator.name.en}")
    return indicator.code in _COMPLIANCE or bool(own)
