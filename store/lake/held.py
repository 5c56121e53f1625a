"""Who holds what on which days of a month, of every record of a vendor at once: a day is a bit.

The same as `qa.training.held` says record by record, for what follows from each record alone. Where it does
not (a revocation, attempts used up, a certified trainer, a record found unsupported) the pair of agent and
terms is marked odd, and whoever asks works it out record by record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from core.people_lists import RecordKind
from core.period import Period
from store.lake import engine
from store.lake.lake import Lake
from store.records.training import TrainingEntryRecord

#: What the query reads of a record.
COLUMNS = (
    "mark", "course_said", "course_version", "kind", "day", "attempt", "score", "full", "passed", "absent",
    "expires",
)  # fmt: skip
#: A score of more digits than this, or of more after the point, is left to exact arithmetic.
_DIGITS, _DECIMALS = 12, 6
_FAR = "DATE '9999-12-31'"


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
class ListRows:
    """The rows of one list: where they lie, and which (sheet, row) were taken back."""

    path: str
    taken_back: frozenset[tuple[str, int]] = frozenset()


def held_month(
    lake: Lake,
    lists: Sequence[ListRows],
    entries: pl.DataFrame,
    marks: Mapping[str, str],
    code_of: Callable[[str], str | None],
    terms: Iterable[Terms],
    period: Period,
    odd: Iterable[str] = (),
) -> pl.DataFrame:
    """(mark, term) → `held`: the days of the month as bits, `ever`: those from the first pass on, `until`:
    the last day of what was passed by the month's end, `ends`: whether a pass runs out in it, `odd`.

    `entries`: records by hand, in the columns of rows. `marks`: mark of a record → the mark it counts for.
    `code_of`: the course that a list calls so. `odd`: marks counted for, all of whose pairs are odd anyway.
    """
    wanted = [_row_of(each) for each in terms]
    if not wanted or not marks:
        return pl.DataFrame(schema=_FOUND)
    tables = {
        "terms_asked": pl.DataFrame(wanted, schema=_TERMS, orient="row"),
        "agents": _pairs(marks.items(), "mark", "counts_as"),
        "names": _pairs(_named(lake, lists, entries, code_of), "name", "course"),
        "by_hand": entries.select(COLUMNS),
        "odd_marks": pl.DataFrame({"mark": list(odd)}, schema={"mark": pl.String}),
        "taken_back": pl.DataFrame(_gone(lake, lists), schema=_GONE, orient="row"),
    }  # fmt: skip
    return engine.query(_sql(lake, lists, period), **tables)


_TERMS = {
    "term": pl.Int32, "course": pl.String, "valid_months": pl.Int32, "valid_days": pl.Int32,
    "pass_mark": pl.Int64, "attempts": pl.Int32, "by_exam": pl.Boolean, "by_certificate": pl.Boolean,
    "by_attending": pl.Boolean, "by_reading": pl.Boolean, "min_version": pl.Int32, "not_before": pl.Date,
    "trainer_asked": pl.Boolean,
}  # fmt: skip
_GONE = {"path": pl.String, "sheet": pl.String, "row": pl.Int64}
_FOUND = {
    "mark": pl.String, "term": pl.Int32, "held": pl.Int64, "ever": pl.Int64, "until": pl.Date,
    "ends": pl.Boolean, "odd": pl.Boolean,
}  # fmt: skip


def by_hand(told: Sequence[TrainingEntryRecord]) -> pl.DataFrame:
    """Records that were typed in, in the columns of rows."""
    return pl.DataFrame(
        {
            "mark": [each.mark for each in told],
            "course_said": [each.course for each in told],
            "course_version": [each.course_version for each in told],
            "kind": [each.kind.value for each in told],
            "day": [each.day for each in told],
            # One typed in is an extension: it counts beyond the attempts allowed.
            "attempt": [None for _ in told],
            "score": [None if each.score is None else str(each.score) for each in told],
            "full": [None if each.full_mark is None else str(each.full_mark) for each in told],
            "passed": [each.passed for each in told],
            "absent": [each.absent for each in told],
            "expires": [each.expires for each in told],
        },
        schema={
            "mark": pl.String, "course_said": pl.String, "course_version": pl.Int64, "kind": pl.String,
            "day": pl.Date, "attempt": pl.Int64, "score": pl.String, "full": pl.String,
            "passed": pl.Boolean, "absent": pl.Boolean, "expires": pl.Date,
        },
    )  # fmt: skip


def _pairs(pairs: Iterable[tuple[str, str]], first: str, second: str) -> pl.DataFrame:
    return pl.DataFrame(list(pairs), schema={first: pl.String, second: pl.String}, orient="row")


def _row_of(terms: Terms) -> tuple[object, ...]:
    by = terms.holds_by
    return (
        terms.term, terms.course, terms.valid_months, terms.valid_days, terms.pass_mark, terms.attempts,
        RecordKind.EXAM in by, RecordKind.CERTIFICATE in by, RecordKind.ATTENDED in by,
        RecordKind.ACKNOWLEDGED in by, terms.min_version, terms.not_before, terms.certified_trainer,
    )  # fmt: skip


def _named(
    lake: Lake, lists: Sequence[ListRows], entries: pl.DataFrame, code_of: Callable[[str], str | None]
) -> list[tuple[str, str]]:
    """What the lists call a course, as they write it, with its code: names are folded in one place only."""
    said = set(entries["course_said"])
    if lists:
        sql = (
            f"SELECT DISTINCT course_said FROM read_parquet([{_paths(lake, [each.path for each in lists])}])"
        )
        said |= set(engine.query(sql)["course_said"])
    return [(name, code) for name in sorted(said) if (code := code_of(name)) is not None]


def _gone(lake: Lake, lists: Sequence[ListRows]) -> list[tuple[str, str, int]]:
    return [(lake.path(one.path).as_posix(), sheet, row) for one in lists for sheet, row in one.taken_back]


def _told(lake: Lake, lists: Sequence[ListRows]) -> str:
    """The rows of all lists without those taken back, and what was entered by hand."""
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    by_hand = f"SELECT {columns} FROM by_hand"
    whole = [one.path for one in lists if not one.taken_back]
    parts = [f"SELECT {columns} FROM read_parquet([{_paths(lake, whole)}])"] if whole else []
    if torn := [one.path for one in lists if one.taken_back]:
        rows = f"read_parquet([{_paths(lake, torn)}], filename = 'path')"
        parts.append(
            f"SELECT {columns} FROM {rows} AS torn WHERE NOT EXISTS (SELECT 1 FROM taken_back AS gone"
            " WHERE gone.path = torn.path AND gone.sheet = torn.sheet AND gone.row = torn.row)"
        )
    return " UNION ALL ".join([*parts, by_hand])


def _paths(lake: Lake, paths: Iterable[str]) -> str:
    return ", ".join("'" + lake.path(each).as_posix().replace("'", "''") + "'" for each in paths)


def _inexact(score: str) -> str:
    """Whether a number has more digits than the query reckons with, or an exponent."""
    return (
        f"coalesce(length({score}) > {_DIGITS} OR contains({score}, 'E')"
        f" OR (contains({score}, '.') AND length({score}) - instr({score}, '.') > {_DECIMALS}), FALSE)"
    )


def _sql(lake: Lake, lists: Sequence[ListRows], period: Period) -> str:
    start, days = f"DATE '{period.start}'", period.days
    last_day = f"DATE '{period.last_day}'"
    return f"""
WITH told AS (
    SELECT agents.counts_as AS mark, names.course AS course, told.* EXCLUDE (mark, course_said)
    FROM ({_told(lake, lists)}) AS told
    JOIN agents ON agents.mark = told.mark
    JOIN names ON names.name = told.course_said
),
judged AS (
    SELECT told.mark, term, kind, attempt, attempts, day,
        least(coalesce(expires, {_FAR}),
            coalesce(CAST(day + to_months(valid_months) AS DATE) - 1, {_FAR}),
            coalesce(day + valid_days - 1, {_FAR})) AS last,
        CASE WHEN min_version IS NOT NULL AND course_version IS NOT NULL
            THEN course_version >= min_version
            ELSE not_before IS NULL OR day >= not_before END AS recent,
        (CASE kind WHEN 'exam' THEN by_exam WHEN 'certificate' THEN by_certificate
            WHEN 'attended' THEN by_attending WHEN 'acknowledged' THEN by_reading ELSE FALSE END)
            AND NOT coalesce(absent, FALSE)
            AND CASE WHEN passed IS NOT NULL THEN passed
                WHEN score IS NULL THEN kind <> 'exam'
                ELSE TRY_CAST(score AS DECIMAL(18, 6)) * 100000
                    >= pass_mark * coalesce(nullif(TRY_CAST("full" AS DECIMAL(18, 6)), 0), 100) END AS passes,
        kind = 'revoked' OR trainer_asked OR {_inexact("score")} OR {_inexact('"full"')}
            OR (pass_mark IS NULL AND score IS NOT NULL) OR odd_marks.mark IS NOT NULL AS strange
    FROM told JOIN terms_asked USING (course)
    LEFT JOIN odd_marks ON odd_marks.mark = told.mark
),
spans AS (
    SELECT *, coalesce(recent AND passes AND last >= day AND day <= {last_day}, FALSE) AS holds,
        greatest(day - {start}, 0) AS since,
        least(last - {start} + 1, {days}) AS upto
    FROM judged
)
SELECT mark, term,
    CAST(coalesce(bit_or(CASE WHEN holds AND upto > since
        THEN (CAST(1 AS BIGINT) << upto) - (CAST(1 AS BIGINT) << since) ELSE 0 END), 0) AS BIGINT) AS held,
    CAST(coalesce(bit_or(CASE WHEN holds AND since < {days}
        THEN (CAST(1 AS BIGINT) << {days}) - (CAST(1 AS BIGINT) << since) ELSE 0 END), 0) AS BIGINT) AS ever,
    max(last) FILTER (WHERE holds) AS until,
    coalesce(bool_or(holds AND last BETWEEN {start} AND {last_day}), FALSE) AS ends,
    bool_or(strange) OR coalesce(count(*) FILTER (WHERE kind = 'exam') > max(attempts)
        OR max(attempt) > max(attempts), FALSE) AS odd
FROM spans GROUP BY mark, term"""
