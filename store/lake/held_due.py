"""Courses that fall due, and how many had passed by then, of all agents at once: rounds that are told, and
passes that run out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from store.lake.held import Judged
from store.lake.held_sums import Pair
from store.lake.held_told import day_of

#: What is counted of each round.
COUNTED = (
    "agents_in_scope", "agents_trained", "agents_trained_grace", "trainees_required", "trainees_attended",
    "exam_taken", "exam_absent", "trainees_passed", "exam_first", "passed_first",
)  # fmt: skip
#: A pass in these days before a certificate runs out renews it; an earlier one replaced it (T5.5).
RENEWS_DAYS = 60


@dataclass(frozen=True)
class Rounds:
    """Who has to have passed what by when: agents who are alike stand in one group."""

    #: (agent, group, place)
    agents: Iterable[tuple[int, int, int]]
    #: (group, term, due day, days of grace, day since which records count, if any)
    told: Iterable[tuple[int, int, date, int, date | None]]
    #: (group, term, first day, end, days of grace, day since which records count): due is the last day of
    #: each pass in [first day, end) that nothing replaced, and a new one counts from the day after that pass.
    renewed: Iterable[tuple[int, int, date, date, int, date | None]]

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """All three as tables."""
        return {
            "agents_asked": pl.DataFrame(list(self.agents), schema=_AGENTS, orient="row"),
            "told_rounds": pl.DataFrame(list(self.told), schema=_TOLD, orient="row"),
            "renewed": pl.DataFrame(list(self.renewed), schema=_RENEWED, orient="row"),
        }


@dataclass(frozen=True)
class DueCounts:
    """What was counted, and the pairs left out because their records do not tell it alone."""

    frame: pl.DataFrame
    odd: set[Pair]

    def rows(self) -> Iterator[tuple[int, date, dict[str, int]]]:
        """Of each place and due day the figures of `COUNTED`."""
        for place, due, *counts in self.frame.sort("place", "due").iter_rows():
            yield place, due, dict(zip(COUNTED, counts, strict=True))


_AGENTS = {"agent": pl.Int32, "grp": pl.Int64, "place": pl.Int64}
_TOLD = {"grp": pl.Int64, "term": pl.Int32, "due": pl.Date, "grace": pl.Int32, "since": pl.Date}
_RENEWED = {
    "grp": pl.Int64, "term": pl.Int32, "first_day": pl.Date, "end_day": pl.Date, "grace": pl.Int32,
    "not_before": pl.Date,
}  # fmt: skip
_ODD = {"agent": pl.Int32, "term": pl.Int32}


def due_counts(judged: Judged, rounds: Rounds, odd: Collection[Pair], until: date, today: date) -> DueCounts:
    """The figures of every round due by `until`, as records up to `today` tell them; without `odd` pairs."""
    left_out = pl.DataFrame(list(odd), schema=_ODD, orient="row")
    found = judged.query(_sql(until, today), odd_pairs=left_out, **rounds.tables)
    unsure = found.filter("unsure").select("agent", "term").unique()
    sure = found.join(unsure, on=["agent", "term"], how="anti")
    summed = sure.group_by("place", "due").agg(pl.col(name).sum().cast(pl.Int64) for name in COUNTED)
    return DueCounts(summed, {*odd, *unsure.iter_rows()})


#: The place of an exam among a day's, in whole numbers that sort: its day, its attempt, and how it went.
_NTH = "(day - DATE '1970-01-01') * 1000 + least(coalesce(attempt, 1), 499) * 2"
_PASSED_FIRST = "(coalesce(attempt, 1) = 1 AND passes)"


def _sql(until: date, today: date) -> str:
    now = day_of(today)
    return f""",
spans AS (
    SELECT agent, term, day, last FROM judged WHERE recent AND passes AND taught AND last >= day
),
ending AS (
    SELECT agent, place, term, grace, not_before, spans.day, spans.last
    FROM agents_asked JOIN renewed USING (grp) JOIN spans USING (agent, term)
    ANTI JOIN odd_pairs USING (agent, term)
    WHERE spans.last >= first_day AND spans.last < end_day AND spans.last <= {day_of(until)}
),
ran_out AS (
    SELECT agent, place, term, last AS due, any_value(grace) AS grace,
        greatest(min(day) + 1, any_value(not_before)) AS since
    FROM ending WHERE NOT EXISTS (
        SELECT 1 FROM spans WHERE spans.agent = ending.agent AND spans.term = ending.term
            AND spans.day > ending.day AND spans.day < ending.last - {RENEWS_DAYS}
            AND spans.last > ending.last)
    GROUP BY agent, place, term, last
),
rounds AS (
    SELECT row_number() OVER () AS nr, * FROM (
        SELECT agent, place, term, due, grace, since, TRUE AS anew FROM ran_out
        UNION ALL
        SELECT agent, place, term, due, grace, since, FALSE FROM agents_asked JOIN told_rounds USING (grp)
        ANTI JOIN odd_pairs USING (agent, term) WHERE due <= {day_of(until)})
),
told_of AS (
    SELECT rounds.*, day, kind, absent, attempt, passes, last,
        recent AND passes AND taught AND last >= greatest(day, due) AND (NOT anew OR day >= since) AS holds,
        day >= coalesce(since, day) AND day <= due AS counts
    FROM rounds LEFT JOIN judged USING (agent, term)
),
summed AS (
    SELECT agent, term, place, due, nr,
        coalesce(bool_or(holds AND day <= least(due, {now})), FALSE) AS trained,
        coalesce(bool_or(holds AND day <= least(due + grace, {now})), FALSE) AS in_grace,
        coalesce(bool_or(counts AND NOT absent), FALSE) AS attended,
        coalesce(bool_or(counts AND kind = 'exam' AND NOT absent), FALSE) AS examined,
        coalesce(bool_or(counts AND kind = 'exam' AND absent), FALSE) AS away,
        min({_NTH} + {_PASSED_FIRST}::INT) FILTER (WHERE counts AND kind = 'exam' AND NOT absent) AS low,
        min({_NTH} + (NOT {_PASSED_FIRST})::INT) FILTER (WHERE counts AND kind = 'exam' AND NOT absent)
            AS high
    FROM told_of GROUP BY ALL
)
SELECT agent, term, place, due, 1 AS agents_in_scope, trained::INT AS agents_trained,
    in_grace::INT AS agents_trained_grace, 1 AS trainees_required, attended::INT AS trainees_attended,
    examined::INT AS exam_taken, (away AND NOT examined)::INT AS exam_absent, trained::INT AS trainees_passed,
    examined::INT AS exam_first, coalesce(low % 2, 0)::INT AS passed_first,
    coalesce(low // 2 = high // 2 AND low % 2 = 0 AND high % 2 = 0, FALSE) AS unsure
FROM summed"""
