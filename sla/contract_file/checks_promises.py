"""What a contract file says against itself about public promises."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sla.contract_file.node import Report
from sla.contract_file.shape import Got


@dataclass(frozen=True)
class PromiseChecks:
    """Checks of public promises against the clauses of their contract."""

    clauses: Collection[str]
    report: Report

    def file(self, got: Got) -> None:
        """A promise is measured by a clause there is."""
        for promise in got.get("promises", ()):
            clause = promise.get("clause")
            if clause is not None and clause not in self.clauses:
                self.report.add("contract_unknown_clause", promise.at("clause"), clause=clause)
