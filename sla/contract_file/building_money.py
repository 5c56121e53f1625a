"""From what a contract file says of money to terms."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from core.rounding import Rounding, RoundingMode, RoundingStage
from core.text import Text
from sla.contract_file.billing import build_minimum_billing, build_part_month
from sla.contract_file.building_points import open_at_of
from sla.contract_file.earn_back import build_earn_back
from sla.contract_file.persistent import build_persistent
from sla.contract_file.shape import Got
from sla.terms.credits import (
    Allocation,
    AtRisk,
    Band,
    ChargeBase,
    Credits,
    PointBands,
    RootCause,
    Rung,
    ServicePoints,
)
from sla.terms.fee import Deduction, Fee, NoBonus, Settlement, Tier
from sla.terms.scoring import Partial


def build_settlement(got: Got | None) -> Settlement | None:
    """How the month's fee comes about; None where the file says nothing of money."""
    if got is None:
        return None
    beyond = got.get("no_bonus_beyond", ())
    return Settlement(
        fee=_fee(got.get("fee")),
        performance_share=got.get("performance_share"),
        tiers=tuple(Tier(total, coefficient) for total, coefficient in got.get("tiers", ())),
        tiers_open_at=open_at_of(got, "tiers_open_at"),
        tier_rounding=build_rounding(got.get("tier_rounding")),
        gates=tuple(got.get("gates", ())),
        no_bonus_beyond=tuple(NoBonus(item.get("clause"), item.get("by")) for item in beyond) or None,
        deductions=tuple(_deduction(item) for item in got.get("deductions", ())),
        credits=_credits(got.get("credits")),
        cap_share=got.get("cap_share"),
        floor_share=got.get("floor_share", Fraction(0)),
        retention_share=got.get("retention_share"),
        tax_rate=got.get("tax_rate"),
        prices_include_tax=got.get("prices_include_tax"),
        contract_total=got.get("contract_total"),
    )


def _fee(got: Got) -> Fee:
    days = got.get("days")
    return Fee(
        got.get("kind"),
        got.get("amount"),
        got.get("volume"),
        int(got.get("months", 1)),
        int(days) if days else None,
        build_part_month(got.get("part_month")),
        build_minimum_billing(got.get("minimum_billing")),
    )


def _deduction(got: Got) -> Deduction:
    return Deduction(
        got.get("code"),
        got.get("name", Text(got.get("code"), got.get("code"))),
        got.get("basis"),
        got.get("clause"),
        got.get("unit", Fraction(1)),
        got.get("partial", Partial.CEIL),
        got.get("share"),
        got.get("amount"),
        got.get("dead_band"),
        got.get("dead_band_counts") or None,
    )


def build_rounding(got: Got | None) -> Rounding | None:
    """A rounding; None where the file states none."""
    if got is None:
        return None
    return Rounding(
        got.get("stage", RoundingStage.DISPLAY),
        int(got.get("digits", 2)),
        got.get("mode", RoundingMode.HALF_UP),
    )


def _credits(got: Got | None) -> Credits | None:
    if got is None:
        return None
    days = got.get("claim_days")
    return Credits(
        _at_risk(got.get("at_risk")),
        _service_points(got.get("service_points")),
        build_earn_back(got.get("earn_back")),
        int(days) if days else None,
        got.get("claim_from"),
        got.get("claim_lapses"),
        build_persistent(got.get("persistent")),
        _base(got.get("base")),
    )


def _base(got: Got | None) -> ChargeBase | None:
    if got is None:
        return None
    return ChargeBase(
        got.get("pass_through_share"), got.get("pass_through_amount"), got.get("without_tax") or None
    )


def _at_risk(got: Got | None) -> AtRisk | None:
    if got is None:
        return None
    return AtRisk(
        got.get("share"),
        tuple(_allocation(item) for item in got.get("allocations")),
        got.get("pool"),
        _multipliers(got),
        got.get("root_cause", RootCause.ALL),
        got.get("category_limit"),
        got.get("least_allocation"),
        got.get("category_cap"),
    )


def _allocation(got: Got) -> Allocation:
    return Allocation(
        got.get("clause"), got.get("share"), got.get("category", Fraction(1)), got.get("category_name")
    )


def _service_points(got: Got | None) -> ServicePoints | None:
    if got is None:
        return None
    return ServicePoints(
        tuple(PointBands(item.get("clause"), _bands(item.get("bands"))) for item in got.get("clauses")),
        _multipliers(got),
        tuple(Rung(points, share) for points, share in got.get("ladder", ())),
        got.get("amount"),
        got.get("base"),
    )


def _bands(pairs: Sequence[tuple[Fraction, Fraction]]) -> tuple[Band, ...]:
    return tuple(Band(value, points) for value, points in pairs)


def _multipliers(got: Got) -> tuple[Fraction, ...]:
    return tuple(got.get("multipliers", ())) or (Fraction(1),)
