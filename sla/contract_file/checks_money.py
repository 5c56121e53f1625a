"""What a contract file says against itself about money: fees, tiers, deductions, service credits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.counts import base_count
from sla.contract_file.billing import BillingChecks
from sla.contract_file.checks_points import PointChecks
from sla.contract_file.node import Report
from sla.contract_file.persistent import PersistentChecks
from sla.contract_file.shape import Got
from sla.exact import exact_text
from sla.terms.fee import DeductionBasis, FeeKind


@dataclass(frozen=True)
class MoneyChecks:
    """Checks of a settlement against the clauses of its contract."""

    clauses: Collection[str]
    report: Report

    def settlement(self, got: Got) -> None:
        """Everything in it."""
        self._fee(got.get("fee"))
        self._tiers(got)
        self._tax(got)
        for gate in got.get("gates", []):
            self._known(gate, got, "gates")
        for each in got.get("no_bonus_beyond", []):
            self._known(each.get("clause"), each, "clause")
        for deduction in got.get("deductions", []):
            self._deduction(deduction)
        if credits := got.get("credits"):
            self._credits(credits)
            if persistent := credits.get("persistent"):
                PersistentChecks(self.clauses, self.report).settlement(got, persistent)

    def _fee(self, fee: Got | None) -> None:
        kind: FeeKind | None = fee.get("kind") if fee else None
        billed = kind is not None and kind.needs_volume
        if fee and billed and not (fee.get("volume") and base_count(fee.get("volume"))):
            self.report.add("contract_fee_volume", fee.place)
        if fee:
            BillingChecks(self.report).fee(fee)

    def _tax(self, got: Got) -> None:
        """A rate says nothing while it is open whether the prices hold it."""
        if ("tax_rate" in got.values) != ("prices_include_tax" in got.values):
            self.report.add("contract_tax", got.place)

    def _tiers(self, got: Got) -> None:
        tiers = [total for total, _ in got.get("tiers", [])]
        PointChecks(self.report).open_ends(got, "tiers_open_at", [total for total in tiers if total > 0])
        if tiers != sorted(set(tiers), reverse=True):
            self.report.add("contract_tiers_order", got.at("tiers"))
        elif tiers and tiers[-1] > 0:
            self.report.add("contract_tiers_gap", got.at("tiers"), lowest=exact_text(tiers[-1]))

    def _deduction(self, got: Got) -> None:
        clause, events = got.get("clause"), got.get("basis") is DeductionBasis.EVENTS
        if clause:
            self._known(clause, got, "clause")
        stated = ("share" in got.values) + ("amount" in got.values)
        # An event may name its own yuan; a gap or a value cannot.
        enough = stated <= 1 if events else stated == 1
        if not enough or (not events and not clause) or got.get("unit", 1) == 0:
            self.report.add("contract_deduction", got.place, code=got.get("code", "?"))
        banded = {"dead_band", "dead_band_counts"} & got.values.keys()
        if banded and (got.get("basis") is not DeductionBasis.GAP or "dead_band" not in got.values):
            self.report.add("contract_dead_band", got.place, code=got.get("code", "?"))

    def _credits(self, got: Got) -> None:
        if at_risk := got.get("at_risk"):
            self._pool(at_risk)
        if points := got.get("service_points"):
            self._service_points(points)
        base = got.get("base")
        if base and not base.values:
            self.report.add("contract_charge_base", base.place)
        if "claim_days" not in got.values and {"claim_from", "claim_lapses"} & got.values.keys():
            self.report.add("contract_claim_days", got.place)

    def _pool(self, got: Got) -> None:
        """A pool that is stated must be the sum of what is allocated from it."""
        items: Sequence[Got] = got.get("allocations", [])
        for item in items:
            self._known(item.get("clause"), item, "clause")
        pool, shares = got.get("pool"), sum((_drawn(item) for item in items), Fraction(0))
        if pool is not None and pool != shares:
            facts = {"pool": _percent(pool), "sum": _percent(shares)}
            self.report.add("contract_pool_sum", got.at("pool"), **facts)
        self._categories(got, items)

    def _categories(self, got: Got, items: Sequence[Got]) -> None:
        """No category above its limit, no clause below the least; limits need categories with names."""
        least, limit = got.get("least_allocation"), got.get("category_limit")
        sums: dict[str | None, Fraction] = {}
        for item in items:
            name = item.get("category_name")
            sums[name] = sums.get(name, Fraction(0)) + _drawn(item)
            if least is not None and _drawn(item) < least:
                facts = {"share": _percent(_drawn(item)), "least": _percent(least)}
                self.report.add("contract_least_allocation", item.place, clause=item.get("clause"), **facts)
        if {"category_limit", "category_cap"} & got.values.keys() and None in sums:
            self.report.add("contract_category_unnamed", got.place)
        for name, share in sums.items():
            if name is not None and limit is not None and share > limit:
                facts = {"share": _percent(share), "limit": _percent(limit)}
                self.report.add("contract_category_limit", got.at("category_limit"), category=name, **facts)

    def _service_points(self, got: Got) -> None:
        for item in got.get("clauses", []):
            self._known(item.get("clause"), item, "clause")
            self._bands(item)
        ladder = [points for points, _ in got.get("ladder", [])]
        if ladder != sorted(set(ladder)):
            self.report.add("contract_ladder_order", got.at("ladder"))
        if bool(ladder) == ("amount" in got.values):
            self.report.add("contract_points_price", got.place)

    def _bands(self, got: Got) -> None:
        """Worse values, more points: anything else is a slip, and a value twice says two things."""
        bands = got.get("bands", [])
        values, points = [value for value, _ in bands], [each for _, each in bands]
        falling = values == sorted(set(values), reverse=True) or values == sorted(set(values))
        if not bands or not falling or points != sorted(points):
            self.report.add("contract_bands_order", got.at("bands"), clause=got.get("clause", "?"))

    def _known(self, clause: str | None, got: Got, key: str) -> None:
        if clause is not None and clause not in self.clauses:
            self.report.add("contract_unknown_clause", got.at(key), clause=clause)


def _drawn(item: Got) -> Fraction:
    return item.get("share", Fraction(0)) * item.get("category", Fraction(1))


def _percent(share: Fraction) -> str:
    return exact_text(share * 100)
