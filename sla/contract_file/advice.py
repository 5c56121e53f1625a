"""What is odd about a contract as a whole: who answers for it, what it measures, what it promised the public.

Nothing here keeps a contract out: it is what an experienced reader would ask before signing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sla.contract_file.advice_bank import BankAdvice
from sla.contract_file.advice_rules import RuleAdvice
from sla.contract_file.advice_terms import TermAdvice
from sla.contract_file.node import Report
from sla.contract_file.shape import Got
from sla.terms.contract import Contract
from sla.terms.indicator import Indicator

#: How many and how fast: families that say nothing of how well.
_VOLUME_FAMILIES = frozenset({"access", "efficiency", "people", "nhs"})
_VOLUME = frozenset(
    {
        *("CHAT_SL", "CHAT_FRT", "CHAT_RT", "CHAT_ABANDON", "CHAT_CONCURRENCY", "TURNAROUND"),
        *("TURNAROUND_MEDIAN", "BACKLOG", "BACKLOG_DAYS", "OUTBOUND_CONNECT", "RPC", "LIST_PENETRATION"),
        *("CONVERSION", "SPH", "CHAT_CONVERSION"),
    }
)
#: Counts of those who complained, and figures for which customers were asked.
_COMPLAINED = frozenset(
    {"COMPLAINT_10K", "COMPLAINT_COUNT", "EXTERNAL_ESCALATION", "EXTERNAL_COUNT", "MISSELLING"}
)
_ASKED = frozenset(
    {
        *("CSAT", "DSAT", "CSAT_SCORE", "NPS", "CES", "CES_AGREE"),
        *("RECOVERY_CSAT", "REVISIT_SOLUTION", "REVISIT_SATISFACTION"),
    }
)
_OWN_ASKED = re.compile(r"满意|推荐值|satisf|promoter", re.IGNORECASE)
_SEVERAL = re.compile(r"[、,，;；/]")


@dataclass(frozen=True)
class Advice:
    """Advice on one contract: what its clauses refer to, where each stands, and where findings go."""

    contract: Contract
    indicators: Mapping[str, Indicator]
    got: Got
    report: Report

    def give(self) -> None:
        """Everything worth a question."""
        self._owners()
        self._measures()
        self._promises()
        BankAdvice(self.contract, self.indicators, self.got, self.report).give()
        RuleAdvice(self.contract, self.indicators, self.got, self.report).give()
        TermAdvice(self.contract, self.indicators, self.got, self.report).give()

    def _owners(self) -> None:
        """Every indicator has one accountable owner (china_practice S4-08)."""
        without = [clause.name for clause in self.contract.clauses if clause.owner is None]
        if without:
            self.report.add("contract_no_owner", self.got.at("clauses"), clauses=without)
        for clause, got in zip(self.contract.clauses, self.got.get("clauses"), strict=True):
            if clause.owner and _SEVERAL.search(clause.owner):
                facts = {"clause": clause.name, "owner": clause.owner}
                self.report.add("contract_owner_several", got.at("owner"), **facts)

    def _measures(self) -> None:
        """Volumes alone do not suffice (S2-17), and few complaints are not satisfaction (S1-02)."""
        used = [self.indicators[clause.indicator] for clause in self.contract.clauses]
        place = self.got.at("clauses")
        if all(_is_volume(indicator) for indicator in used):
            self.report.add("contract_only_volume", place)
        complained = [indicator.name for indicator in used if indicator.code in _COMPLAINED]
        if complained and not any(_is_asked(indicator) for indicator in used):
            self.report.add("contract_complaints_alone", place, indicators=complained)

    def _promises(self) -> None:
        """A promise that nothing measures or pays for cannot be honoured (S0-26)."""
        for promise, got in zip(self.contract.promises, self.got.get("promises", ()), strict=True):
            if promise.clause is None:
                self.report.add("contract_promise_unmeasured", got.place, promise=promise.name)
            if not promise.fund:
                self.report.add("contract_promise_unfunded", got.place, promise=promise.name)


def _is_volume(indicator: Indicator) -> bool:
    return indicator.family in _VOLUME_FAMILIES or indicator.code in _VOLUME


def _is_asked(indicator: Indicator) -> bool:
    """Ours, or one a contract defined itself and called satisfaction."""
    own = indicator.family == "own" and _OWN_ASKED.search(f"{indicator.name.zh} {indicator.name.en}")
    return indicator.code in _ASKED or bool(own)
