"""From what a contract file says of judging over months and on small samples to terms."""

from __future__ import annotations

from sla.contract_file.shape import Got
from sla.terms.defaults import TargetRule


def build_target_rule(got: Got | None) -> TargetRule | None:
    """When missing the target alone is a default; None where the file says nothing of it."""
    if got is None:
        return None
    usual = TargetRule()
    return TargetRule(
        int(got.get("times", usual.times)),
        int(got.get("months", usual.months)),
        got.get("counts_minimum", usual.counts_minimum),
    )
