"""What cannot be right in a line of training records, and what looks odd in all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import polars as pl

from core.finding import Finding, Place
from core.people_lists import RecordKind
from core.text import Text
from importers.people.record_asked import Asked
from importers.people.record_line import Line
from importers.staff import agent_key, agent_mark

_HUNDRED = Decimal(100)
_PASSED, _FAILED = Text("合格", "passed"), Text("不合格", "failed")
#: No list speaks of days before this one: it is an empty cell that Excel shows as a day.
_FIRST_DAY = date(2000, 1, 1)


def checked(
    line: Line, agent: str, shown: str, rows: Sequence[Mapping[str, object]], asked: Asked
) -> Iterator[Finding]:
    """Why a line is kept out; nothing where it can be right. `shown`: the agent's code for people."""
    if not agent:
        yield Finding("record_agent_missing", line.place())
    mark = agent_mark(asked.privacy, asked.vendor, agent_key(agent))
    joined = asked.joined.get(mark) if asked.joined else None
    for row in rows:
        day = row["day"]
        if not isinstance(day, date) or day < _FIRST_DAY:
            yield Finding("record_day_missing", line.place(), {"agent": shown})
        elif day > asked.today:
            yield Finding("exam_in_future", line.place(), {"day": day, "today": asked.today})
        elif joined and day < joined:
            what = RecordKind(str(row["kind"])).words
            facts = {"agent": shown, "what": what, "day": day, "joined": joined}
            yield Finding("exam_before_hire", line.place(), facts)
        yield from _scored(line, row)
        yield from _expiring(line, row)


def odd(file: str, frame: pl.DataFrame, asked: Asked) -> Iterator[Finding]:
    """What is said of rows that stay: courses and agents nobody knows, rows that stand twice."""
    known = {name.casefold() for name in asked.courses}
    courses = frame["course_said"].value_counts(sort=True).iter_rows() if frame.height else ()
    for course, n in courses:
        if course.casefold() not in known:
            yield Finding("course_unknown", Place(file), {"said": course, "n": n})
    for agent, n in _of_no_roster(frame, asked):
        yield Finding("exam_agent_unknown", Place(file), {"agent": agent, "n": n})
    first = pl.struct(pl.exclude("sheet", "row")).is_first_distinct()
    for twice in frame.filter(~first).iter_rows(named=True):
        place = Place(file, twice["sheet"], twice["row"])
        yield Finding("record_twice", place, {"agent": twice["agent"], "course": twice["course_said"]})


def _of_no_roster(frame: pl.DataFrame, asked: Asked) -> Iterator[tuple[str, int]]:
    """Agents on no roster that is known, as far as they are kept, with how many rows each."""
    if asked.joined is None or not frame.height:
        return
    strangers = frame.filter(~pl.col("mark").is_in(list(asked.joined)))
    yield from strangers["agent"].value_counts().sort("agent").iter_rows()


def _scored(line: Line, row: Mapping[str, object]) -> Iterator[Finding]:
    score, full = row.get("score"), row.get("full")
    if not isinstance(score, Decimal):
        return
    most = full if isinstance(full, Decimal) else _HUNDRED
    if score > most:
        yield Finding("score_over_maximum", line.place("score"), {"score": score, "full": most})
    mark, passed = row.get("pass"), row.get("passed")
    wrong = passed is not None and isinstance(mark, Decimal) and passed is not (score >= mark)
    # Of two attempts the first is one that was not passed, whatever its score.
    if wrong and score <= most and not (passed is False and line.mark("makeup_score")):
        word = _PASSED if passed else _FAILED
        yield Finding("pass_contradicts", line.place("passed"), {"said": word, "score": score, "mark": mark})


def _expiring(line: Line, row: Mapping[str, object]) -> Iterator[Finding]:
    day, ends = row.get("day"), row.get("expires")
    if (
        row["kind"] is RecordKind.CERTIFICATE
        and isinstance(day, date)
        and isinstance(ends, date)
        and ends < day
    ):
        yield Finding("expiry_before_issue", line.place("expires"), {"expires": ends, "issued": day})
