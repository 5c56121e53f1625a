"""From what a contract file says of judging over months and on small samples to terms."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sla.contract_file.shape import Got
from sla.terms.defaults import TargetRule
from sla.terms.over_service import USUAL, OverService
from sla.terms.ramp import Ramp, SiteRamp
from sla.terms.sample import SampleRule


def build_sample(got: Got | None) -> SampleRule | None:
    """What is said of the sample; None where the clause is not taken as one."""
    if got is None:
        return None
    usual = SampleRule()
    return SampleRule(
        got.get("method"),
        got.get("confidence", usual.confidence),
        int(got.get("adequate", usual.adequate)),
        got.get("confirmed_only", usual.confirmed_only),
    )


def build_ramp(got: Got | None) -> Ramp | None:
    """Easier targets and no credits in the first months; None where the file says nothing of it."""
    if got is None:
        return None
    targets, free, since = _starting(got)
    sites = tuple(SiteRamp(each.get("site"), *_starting(each)) for each in got.get("sites", ()))
    return Ramp(targets, free, since, sites or None)


def _starting(got: Got) -> tuple[tuple[Fraction, ...], int, date | None]:
    return tuple(got.get("targets", ())), int(got.get("no_credit_months", 0)), got.get("since")


def build_over_service(got: Got | None) -> OverService | None:
    """When it is served better than was bought; None where the file says nothing of it.

    Either half of the second reading brings the usual other half with it.
    """
    if got is None:
        return None
    fast = {"within", "share"} & got.values.keys()
    return OverService(
        got.get("by", USUAL.by),
        int(got.get("months", USUAL.months)),
        got.get("within", USUAL.within) if fast else None,
        got.get("share", USUAL.share) if fast else None,
    )


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
