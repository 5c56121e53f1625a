"""The one figure behind a clause's day that a person names by its cell or by what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.counts import base_count
from core.errors import NotFoundError, WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.contract_versions import month_of_day
from services.reports.fact_lines import FactLine
from services.results.follow import rows

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Rows of one day that are looked through: half hours of many agents.
_MOST = 20_000
#: Figures that a refusal lists.
_LISTED = 12


@dataclass(frozen=True)
class NamedFigure:
    """A count of one received row."""

    line: FactLine
    #: The base count.
    measure: str

    @property
    def cell(self) -> str:
        """Its cell in the received file, with the sheet where it has one: '话务!E4'."""
        cell = self.line.cells[self.measure]
        return cell if "!" in cell or not self.line.sheet else f"{self.line.sheet}!{cell}"

    @property
    def words(self) -> Text:
        """Where it stands, what it counts, what is there."""
        count, there = base_count(self.measure), self.line.counts[self.measure]
        name = count.text if count else Text(self.measure, self.measure)
        return Text(f"{self.cell} {name.zh} {there}", f"{self.cell} {name.en} {there}")


def figure_named(
    house: House, who: Principal, contract: str, clause: str, day: date, cell: str = "", count: str = ""
) -> NamedFigure:
    """The figure of `day` that stands in `cell` ('E4', '话务!E4') or is this base `count`, or both.

    Refused: nothing of the day is meant by it (not_found), or several figures are (figure_unclear).
    """
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        label = month_of_day(uow, contract, day)[1]
    lines = rows(house, who, contract, label, clause, day, _MOST).lines
    there = [
        NamedFigure(line, name)
        for line in lines
        if not line.is_check
        for name in line.counts
        if name in line.cells
    ]
    meant = [one for one in there if count in ("", one.measure) and _is_at(one, cell)]
    if not meant:
        raise NotFoundError(code=cell or count or day.isoformat())
    if len(meant) > 1:
        listed = [one.words for one in meant[:_LISTED]]
        figures = Text("、".join(each.zh for each in listed), ", ".join(each.en for each in listed))
        raise WrongInputError("figure_unclear", n=len(meant), figures=figures)
    return meant[0]


def _is_at(one: NamedFigure, cell: str) -> bool:
    said = cell.upper()
    return said in ("", one.cell.upper(), one.cell.rpartition("!")[2].upper())
