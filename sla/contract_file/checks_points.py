"""What a contract file says against itself about tiers and grades of points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sla.contract_file.node import Report
from sla.contract_file.shape import Got
from sla.exact import exact_text
from sla.terms.year import Combine


@dataclass(frozen=True)
class PointChecks:
    """Checks of what turns figures and totals into points and grades."""

    report: Report

    def bands(self, clause: Got, score: Got) -> None:
        """A clause's tiers or grades: best value first, none twice, points falling, the best one full."""
        grades: Sequence[Got] = score.get("grades", ())
        bands = [*score.get("bands", ()), *((g.get("value"), g.get("points")) for g in grades)]
        if not bands:
            return
        key = "grades" if grades else "bands"
        self.open_ends(score, "open_at", [value for value, _ in bands])
        values, points = [value for value, _ in bands], [each for _, each in bands]
        if None in points or not _one_way(values) or points != sorted(points, reverse=True):
            self.report.add("contract_score_bands", score.at(key), clause=clause.get("code", "?"))
        elif "weight" in clause.values and points[0] != clause.get("weight"):
            facts = {"most": exact_text(points[0]), "weight": exact_text(clause.get("weight"))}
            self.report.add("contract_curve_weight", score.at(key), clause=clause.get("code", "?"), **facts)

    def open_ends(self, got: Got, key: str, ends: Sequence[Fraction]) -> None:
        """What is said not to reach its own tier is the beginning of one, and not of the lowest total."""
        for value in got.get(key, ()):
            if value not in ends:
                facts = {"value": exact_text(value), "known": [exact_text(end) for end in ends] or ["—"]}
                self.report.add("contract_open_end", got.at(key), **facts)

    def grades(self, file: Got) -> None:
        """The total's grades fall, and a veto names one of them."""
        head: Got | None = file.get("contract")
        items: Sequence[Got] = head.get("grades", ()) if head else ()
        self._falling(head, items)
        if year := head.get("year") if head else None:
            self._falling(year, year.get("grades", ()))
            self._weighed(year, file.get("settlement"))
        names = [item.get("grade") for item in items]
        for veto in file.get("vetoes", ()):
            grade = veto.get("grade")
            if grade is not None and grade not in names:
                facts = {"grade": grade, "known": names or ["—"]}
                self.report.add("contract_veto_grade", veto.at("grade"), **facts)

    def _weighed(self, year: Got, settlement: Got | None) -> None:
        fee = settlement.get("fee") if settlement else None
        if year.get("combine") is Combine.VOLUME and not (fee and fee.get("volume")):
            self.report.add("contract_year_volume", year.at("combine"))

    def _falling(self, of: Got | None, items: Sequence[Got]) -> None:
        values = [item.get("value") for item in items if item.get("value") is not None]
        names = [item.get("grade") for item in items]
        if of and (values != sorted(set(values), reverse=True) or len(set(names)) != len(names)):
            self.report.add("contract_grades_order", of.at("grades"))


def _one_way(values: Sequence[Fraction]) -> bool:
    return list(values) in (sorted(set(values)), sorted(set(values), reverse=True))
