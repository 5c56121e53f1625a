"""What agents hold through a month, summed by stretch, place, day and course: a day is a bit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

from store.lake import engine
from store.lake.held import FOUND

#: Days held, days since the first pass, until when, and whether a pass runs out in the month.
Row = tuple[int, int, date | None, bool]
#: The numbers of an agent and of terms.
Pair = tuple[int, int]


@dataclass(frozen=True)
class Stretches:
    """Stretches of agents, and what each set of terms that is asked of them has to hold."""

    #: (stretch, agent, set, place, days as bits)
    stretches: Iterable[tuple[int, int, int, int, int]]
    #: (set, term, course, whether it is one of compliance)
    owed: Iterable[tuple[int, int, str, bool]]

    @cached_property
    def tables(self) -> dict[str, pl.DataFrame]:
        """Both as tables."""
        return {
            "stretches": pl.DataFrame(list(self.stretches), schema=_STRETCHES, orient="row"),
            "owed": pl.DataFrame(list(self.owed), schema=_OWED, orient="row"),
        }


_STRETCHES = {
    "nr": pl.Int64, "agent": pl.Int32, "asked": pl.Int64, "place": pl.Int64, "days": pl.Int64,
}  # fmt: skip
_OWED = {"asked": pl.Int64, "term": pl.Int32, "course": pl.String, "strict": pl.Boolean}


@dataclass
class HeldTable:
    """What every agent of a month holds on every terms, as `held_month` found it."""

    frame: pl.DataFrame
    _of_agent: dict[int, dict[int, Row]] = field(default_factory=dict, repr=False)

    @property
    def odd(self) -> set[Pair]:
        """The pairs that do not follow from each record alone."""
        return set(self.frame.filter("odd").select("agent", "term").iter_rows())

    def replaced(self, found: Mapping[Pair, Row]) -> HeldTable:
        """With these pairs as found out otherwise."""
        if not found:
            return self
        rows = [(agent, term, *row, True) for (agent, term), row in found.items()]
        again = pl.DataFrame(rows, schema=FOUND, orient="row")
        kept = self.frame.join(again, on=["agent", "term"], how="anti")
        return HeldTable(pl.concat([kept, again]))

    def of(self, agent: int, term: int) -> Row | None:
        """One agent on one set of terms; None: nothing is told."""
        if agent not in self._of_agent:
            rows = self._sorted.slice(*self._places.get(agent, (0, 0))).iter_rows()
            self._of_agent[agent] = {each[1]: each[2:6] for each in rows}
        return self._of_agent[agent].get(term)

    def lacking(self, among: Stretches) -> dict[int, tuple[int, int]]:
        """Stretch → the days on which something owed is not held, and those on which a course of compliance
        has run out that was held once; without stretches of whom nothing is asked."""
        sql = f"SELECT nr, lacking, expired FROM ({_LACKING})"
        found = engine.query(sql, found=self.frame, **among.tables)
        return {nr: (lacking, expired) for nr, lacking, expired in found.iter_rows()}

    def by_day(self, among: Stretches, until: int) -> list[tuple[int, int, int, int, int]]:
        """Of each place and day of the month, 0 the first, up to one: who is live, holds everything, has a
        course of compliance that ran out; of agents of whom something is asked."""
        sql = _BY_DAY.format(lacking=_LACKING, until=until)
        return list(engine.query(sql, found=self.frame, **among.tables).iter_rows())

    def by_course(self, among: Stretches, day: int) -> list[tuple[int, str, int, int]]:
        """Of each place and course who has to hold it on a day, and who does."""
        sql = _BY_COURSE.format(bit=1 << day)
        return list(engine.query(sql, found=self.frame, **among.tables).iter_rows())

    @cached_property
    def _sorted(self) -> pl.DataFrame:
        return self.frame.sort("agent")

    @cached_property
    def _places(self) -> dict[int, tuple[int, int]]:
        counted = self._sorted.group_by("agent", maintain_order=True).len()
        starts = counted["len"].cum_sum() - counted["len"]
        return dict(zip(counted["agent"], zip(starts, counted["len"], strict=True), strict=True))


_LACKING = """
SELECT nr, any_value(place) AS place, any_value(days) AS days,
    any_value(days) & ~bit_and(coalesce(held, 0)) AS lacking,
    any_value(days) & bit_or(CASE WHEN strict THEN coalesce(ever, 0) & ~coalesce(held, 0) ELSE 0 END)
        AS expired
FROM stretches JOIN owed USING (asked) LEFT JOIN found USING (agent, term) GROUP BY nr"""
_BY_DAY = """
WITH summed AS ({lacking})
SELECT place, day, count(*), count(*) FILTER (WHERE lacking >> day & 1 = 0),
    count(*) FILTER (WHERE expired >> day & 1 = 1)
FROM summed CROSS JOIN generate_series(0, {until}) AS every(day)
WHERE days >> day & 1 = 1 GROUP BY place, day ORDER BY place, day"""
_BY_COURSE = """
SELECT place, course, count(*), count(*) FILTER (WHERE coalesce(held, 0) & {bit} <> 0)
FROM stretches JOIN owed USING (asked) LEFT JOIN found USING (agent, term)
WHERE days & {bit} <> 0 GROUP BY place, course ORDER BY place, course"""
