"""What a clause says against itself about judging: over months, on small samples, below its floor."""

from __future__ import annotations

from dataclasses import dataclass

from sla.contract_file.node import Report
from sla.contract_file.shape import Got
from sla.exact import exact_text
from sla.terms.defaults import TargetRule


@dataclass(frozen=True)
class JudgingChecks:
    """Checks of one clause's rules of judging."""

    report: Report

    def clause(self, got: Got) -> None:
        """Everything in it."""
        if rule := got.get("target_rule"):
            self._target_rule(got, rule)

    def _target_rule(self, got: Got, rule: Got) -> None:
        """It counts months between the two levels: without a minimum there are none."""
        usual, code = TargetRule(), got.get("code", "?")
        times, months = rule.get("times", usual.times), rule.get("months", usual.months)
        if times > months:
            facts = {"times": exact_text(times), "months": exact_text(months)}
            self.report.add("contract_target_rule_never", rule.place, clause=code, **facts)
        if not _has_minimum(got):
            self.report.add("contract_target_rule_alone", rule.place, clause=code)


def _has_minimum(got: Got) -> bool:
    """Stated, or the lowest end of a curve that also gives the target."""
    score = got.get("score")
    curve = "curve" in got.values or bool(score and score.get("points"))
    return "minimum" in got.values or (curve and "target" not in got.values)
