"""Who holds what on which days of a month, of every record of a vendor at once: a day is a bit.

The same as `qa.training.held` says record by record, for what follows from each record alone and, where a
trainer has to be certified, from the class before it. Where it does not (a revocation, attempts used up, two
classes on one day, a record found unsupported) the pair of agent and terms is marked odd, and whoever asks
works it out record by record.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from core.people_lists import RecordKind
from core.period import Period
from store.lake import engine
from store.lake.held_told import RecordsTold, day_of

#: A score of more digits than this, or of more after the point, is left to exact arithmetic.
_DIGITS, _DECIMALS = 12, 6
FAR = "DATE '9999-12-31'"


@dataclass(frozen=True)
class Terms:
    """A course on the terms of a requirement, as the query needs them."""

    term: int
    course: str
    valid_months: int | None
    valid_days: int | None
    #: In thousandths of a percent of the full mark; None: it is no whole number of these.
    pass_mark: int | None
    attempts: int | None
    holds_by: frozenset[RecordKind]
    min_version: int | None
    not_before: date | None
    certified_trainer: bool


@dataclass(frozen=True)
class TrainerDays:
    """The days on which a trainer is certified for a course; version None: for every one, day None: on."""

    trainer: str
    course: str
    version: int | None
    first_day: date
    last_day: date | None


@dataclass(frozen=True)
class Judged:
    """Every record on every terms of its course; `sql` is the table, over `tables`."""

    told: RecordsTold
    terms: Sequence[Terms]
    trainers: Sequence[TrainerDays]
    #: Under which code a trainer that a record names is certified.
    trainer_key: Callable[[str], str]
    #: Marks counted for, all of whose pairs are odd anyway.
    odd: Collection[str] = ()

    @cached_property
    def tables(self) -> dict[str, pl.DataFrame]:
        """What `sql` names."""
        names = sorted(self.told.said("trainer") - {""}) if self._trainer_asked else []
        courses = self.told.courses
        return {
            **self.told.tables,
            "terms_asked": _frame([_row_of(each, courses) for each in self.terms], _TERMS),
            "odd_agents": _frame([(self.told.agents[mark],) for mark in self.odd], {"agent": pl.Int32}),
            "trainers": _frame([(name, self.trainer_key(name)) for name in names], _TRAINERS),
            "certified": _frame(
                [
                    (e.trainer, courses.get(e.course, -1), e.version, e.first_day, e.last_day)
                    for e in self.trainers
                ],
                _CERTIFIED,
            ),
        }

    @property
    def sql(self) -> str:
        """WITH `judged`: each record with whether it passes, is recent enough and may count, until when it
        holds, and whether its pair is odd (`strange`)."""
        taught = _TAUGHT if self._trainer_asked else _UNTAUGHT
        return f"WITH told AS ({self.told.sql}), {taught}, judged AS ({_JUDGED})"

    @property
    def _trainer_asked(self) -> bool:
        return any(each.certified_trainer for each in self.terms)

    def query(self, sql: str, **tables: pl.DataFrame) -> pl.DataFrame:
        """What a query over `judged` and more tables gives."""
        return engine.query(f"{self.sql} {sql}", **self.tables, **tables)


_TERMS = {
    "term": pl.Int32, "course": pl.Int32, "valid_months": pl.Int32, "valid_days": pl.Int32,
    "pass_mark": pl.Int64, "attempts": pl.Int32, "by_exam": pl.Boolean, "by_certificate": pl.Boolean,
    "by_attending": pl.Boolean, "by_reading": pl.Boolean, "min_version": pl.Int32, "not_before": pl.Date,
    "trainer_asked": pl.Boolean,
}  # fmt: skip
_TRAINERS = {"trainer": pl.String, "key": pl.String}
_CERTIFIED = {
    "key": pl.String, "course": pl.Int32, "version": pl.Int64, "first_day": pl.Date, "last_day": pl.Date,
}  # fmt: skip
FOUND = {
    "agent": pl.Int32, "term": pl.Int32, "held": pl.Int64, "ever": pl.Int64, "until": pl.Date,
    "ends": pl.Boolean, "odd": pl.Boolean,
}  # fmt: skip


def held_month(judged: Judged, period: Period) -> pl.DataFrame:
    """(agent, term) → `held`: the days of the month as bits, `ever`: those from the first pass on, `until`:
    the last day of what was passed by the month's end, `ends`: whether a pass runs out in it, `odd`."""
    if not judged.terms or not judged.told.marks:
        return pl.DataFrame(schema=FOUND)
    return judged.query(_month(period))


def _frame(rows: Sequence[tuple[object, ...]], schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict(schema), orient="row")


def _row_of(terms: Terms, courses: Mapping[str, int]) -> tuple[object, ...]:
    by = terms.holds_by
    return (
        terms.term, courses.get(terms.course, -1), terms.valid_months, terms.valid_days, terms.pass_mark,
        terms.attempts, RecordKind.EXAM in by, RecordKind.CERTIFICATE in by, RecordKind.ATTENDED in by,
        RecordKind.ACKNOWLEDGED in by, terms.min_version, terms.not_before, terms.certified_trainer,
    )  # fmt: skip


def _inexact(score: str) -> str:
    """Whether a number has more digits than the query reckons with, or an exponent."""
    return (
        f"coalesce(length({score}) > {_DIGITS} OR contains({score}, 'E')"
        f" OR (contains({score}, '.') AND length({score}) - instr({score}, '.') > {_DECIMALS}), FALSE)"
    )


#: Who gave what a record is the end of: the trainer it names itself, else the one of the last class before.
_TAUGHT = """
asked_of AS (SELECT DISTINCT course FROM terms_asked WHERE trainer_asked),
classes AS (
    SELECT agent, course, day, any_value(trainer) AS trainer, any_value(course_version) AS version,
        count(DISTINCT (trainer, course_version)) > 1 AS several
    FROM told SEMI JOIN asked_of USING (course)
    WHERE kind = 'attended' AND NOT coalesce(absent, FALSE) AND coalesce(trainer, '') <> ''
    GROUP BY agent, course, day
),
taught AS (
    SELECT told.*,
        CASE WHEN coalesce(told.trainer, '') <> '' THEN told.trainer ELSE classes.trainer END AS giver,
        CASE WHEN coalesce(told.trainer, '') <> '' THEN told.course_version ELSE classes.version END AS given,
        CASE WHEN coalesce(told.trainer, '') <> '' THEN told.day ELSE classes.day END AS given_on,
        coalesce(told.trainer, '') = '' AND coalesce(classes.several OR classes.day = told.day, FALSE)
            AS unsure
    FROM told SEMI JOIN asked_of USING (course)
    ASOF LEFT JOIN classes ON told.agent = classes.agent AND told.course = classes.course
        AND told.day >= classes.day
),
given AS (
    SELECT DISTINCT agent, course, day, coalesce(trainer, '') AS trainer,
        coalesce(course_version, -1) AS version, unsure, EXISTS (
            SELECT 1 FROM trainers JOIN certified USING (key) WHERE trainers.trainer = taught.giver
                AND certified.course = taught.course AND taught.given_on >= certified.first_day
                AND taught.given_on <= coalesce(certified.last_day, taught.given_on)
                AND coalesce(taught.given = certified.version, TRUE)) AS sound
    FROM taught
),
whole AS (
    SELECT told.*, coalesce(given.unsure, FALSE) AS unsure, coalesce(given.sound, FALSE) AS sound
    FROM told LEFT JOIN given ON given.agent = told.agent AND given.course = told.course
        AND given.day = told.day AND given.trainer = coalesce(told.trainer, '')
        AND given.version = coalesce(told.course_version, -1)
)"""
_UNTAUGHT = "whole AS (SELECT told.*, FALSE AS unsure, FALSE AS sound FROM told)"
_JUDGED = f"""
    SELECT whole.agent, term, kind, attempt, attempts, day, coalesce(absent, FALSE) AS absent, not_before,
        least(coalesce(expires, {FAR}),
            coalesce(CAST(day + to_months(valid_months) AS DATE) - 1, {FAR}),
            coalesce(day + valid_days - 1, {FAR})) AS last,
        CASE WHEN min_version IS NOT NULL AND course_version IS NOT NULL
            THEN course_version >= min_version
            ELSE not_before IS NULL OR day >= not_before END AS recent,
        coalesce((CASE kind WHEN 'exam' THEN by_exam WHEN 'certificate' THEN by_certificate
            WHEN 'attended' THEN by_attending WHEN 'acknowledged' THEN by_reading ELSE FALSE END)
            AND NOT coalesce(absent, FALSE)
            AND CASE WHEN passed IS NOT NULL THEN passed
                WHEN score IS NULL THEN kind <> 'exam'
                ELSE TRY_CAST(score AS DECIMAL(18, 6)) * 100000
                    >= pass_mark * coalesce(nullif(TRY_CAST("full" AS DECIMAL(18, 6)), 0), 100) END,
            FALSE) AS passes,
        sound OR NOT trainer_asked AS taught,
        kind = 'revoked' OR (trainer_asked AND unsure) OR {_inexact("score")} OR {_inexact('"full"')}
            OR (pass_mark IS NULL AND score IS NOT NULL) OR odd_agents.agent IS NOT NULL AS strange
    FROM whole JOIN terms_asked USING (course)
    LEFT JOIN odd_agents USING (agent)"""


def _month(period: Period) -> str:
    start, days, last_day = day_of(period.start), period.days, day_of(period.last_day)
    return f""",
spans AS (
    SELECT *, recent AND passes AND taught AND last >= day AND day <= {last_day} AS holds,
        greatest(day - {start}, 0) AS since,
        least(last - {start} + 1, {days}) AS upto
    FROM judged
)
SELECT agent, term,
    CAST(coalesce(bit_or(CASE WHEN holds AND upto > since
        THEN (CAST(1 AS BIGINT) << upto) - (CAST(1 AS BIGINT) << since) ELSE 0 END), 0) AS BIGINT) AS held,
    CAST(coalesce(bit_or(CASE WHEN holds AND since < {days}
        THEN (CAST(1 AS BIGINT) << {days}) - (CAST(1 AS BIGINT) << since) ELSE 0 END), 0) AS BIGINT) AS ever,
    max(last) FILTER (WHERE holds) AS until,
    coalesce(bool_or(holds AND last BETWEEN {start} AND {last_day}), FALSE) AS ends,
    {ODD} AS odd
FROM spans GROUP BY agent, term"""


#: Over the rows of one pair: whether they say together what none says alone.
ODD = (
    "bool_or(strange) OR coalesce(count(*) FILTER (WHERE kind = 'exam') > max(attempts)"
    " OR max(attempt) > max(attempts), FALSE)"
)
