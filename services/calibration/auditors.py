"""The auditors, for the head of QA: how mild against what others give, N/A, drift, appeals lost, calibration.

Managers and approvers see everybody; anybody else sees themselves beside the mean of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from core.period import Period
from core.principal import Action, Principal, authorize
from qa.auditors.drift import Drift, drift
from qa.auditors.leniency import Cell, Leniency, leniencies
from qa.calibration.marks import Side
from qa.review.appeal_rates import AppealRates
from services.calibration.calibration_view import compared_in
from services.records.sealed_audits import sealed_ids
from services.review.audit_story import auditor_appeal_rates, sees_auditors
from store.repositories.auditor_sums import AuditorSum, auditor_sums
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class Calibrated:
    """One auditor in the opened sessions: calls scored, and how far from the standard or the others."""

    calls: int
    bias: Fraction
    deviation: Fraction


@dataclass(frozen=True)
class AuditorFigures:
    """One auditor over a time."""

    name: str
    audits: int
    mean: Fraction
    leniency: Leniency
    drift: Drift
    #: N/A and all answers given; of this auditor, and of all others together.
    not_applicable: tuple[int, int]
    others_not_applicable: tuple[int, int]
    #: Over all time: an appeal is ruled months after its audit.
    appeals: AppealRates | None
    calibrated: Calibrated | None


def auditors(house: House, who: Principal, period: Period) -> list[AuditorFigures]:
    """Every auditor this person may see, by name, over the audits of calls on these days."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        sums = auditor_sums(uow.audits.desk, period, sealed_ids(uow, who))
        calibrated = _calibrated(uow, period)
    rates = {each.of: each for each in auditor_appeal_rates(house, who)}
    cells = [_cell(each) for each in sums]
    lean = leniencies(cells)
    shown = [name for name in lean if sees_auditors(who) or name == who.name]
    return [_figures(cells, name, lean[name], rates.get(name), calibrated.get(name)) for name in shown]


def _figures(
    cells: Sequence[Cell],
    name: str,
    leniency: Leniency,
    appeals: AppealRates | None,
    calibrated: Calibrated | None,
) -> AuditorFigures:
    mine = [cell for cell in cells if cell.auditor == name]
    n = sum(cell.n for cell in mine)
    mean = sum((cell.total for cell in mine), Fraction(0)) / n
    others = [cell for cell in cells if cell.auditor != name]
    return AuditorFigures(
        name, n, mean, leniency, drift(cells, name), _left_out(mine), _left_out(others), appeals, calibrated
    )


def _left_out(cells: Sequence[Cell]) -> tuple[int, int]:
    return sum(cell.not_applicable for cell in cells), sum(cell.answers for cell in cells)


def _cell(found: AuditorSum) -> Cell:
    mix = (found.vendor, found.form, found.form_version, found.sample_type)
    total, squares = Fraction(found.total, 100), Fraction(found.squares, 10_000)
    return Cell(found.auditor, mix, found.month, found.n, total, squares, found.answers, found.not_applicable)


def _calibrated(uow: UnitOfWork, period: Period) -> dict[str, Calibrated]:
    """Name → calls, bias and deviation over the sessions opened in these days, call by call alike."""
    told: dict[str, list[tuple[int, Fraction, Fraction]]] = {}
    for vendor in uow.directory.all_vendors():
        for session in uow.calibrations.opened_in(period, vendor.code):
            for each in compared_in(uow, session).leanings:
                if each.rater.side is Side.CLIENT and each.bias is not None and each.deviation is not None:
                    told.setdefault(each.rater.name, []).append((each.calls, each.bias, each.deviation))
    return {name: _mean(found) for name, found in told.items()}


def _mean(found: Sequence[tuple[int, Fraction, Fraction]]) -> Calibrated:
    calls = sum(n for n, _bias, _deviation in found)
    bias = sum((n * each for n, each, _deviation in found), Fraction(0)) / calls
    return Calibrated(calls, bias, sum((n * each for n, _bias, each in found), Fraction(0)) / calls)
