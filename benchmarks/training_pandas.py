"""What benchmarks/training.py asks, as somebody writes it in pandas who knows this house's rules by heart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.training_house import (
    BY_QUARTER,
    CERTIFIED,
    COMPLIANCE,
    DAYS,
    FOR_GOOD,
    GRACE_DAYS,
    MONTHS,
    PASS_MARK,
    course_code,
    month_of,
)

FAR = pd.Timestamp("2200-01-01")
DAY = pd.Timedelta(days=1)
NONE, RENEWS = pd.Timedelta(0), pd.Timedelta(days=60)


@dataclass(frozen=True)
class Figures:
    """By (site, course) who has to hold it and who does; by (site, day) who is live and certified; by (site,
    due day) in scope, trained, trained within grace, examined, passed at first."""

    cells: dict[tuple[str, str], tuple[int, int]]
    days: dict[tuple[str, date], tuple[int, int]]
    dues: dict[tuple[str, date], tuple[int, ...]]


def by_pandas(roster: Path, lists: Sequence[Path], courses: int, at: int) -> Figures:
    """The figures of month `at`, from the files."""
    start, last = (pd.Timestamp(day) for day in (month_of(at).start, month_of(at).last_day))
    agents = _agents(roster, start, last)
    records = _records(lists, courses)
    spans = records[records.ok].merge(agents[["mark", "site"]], on="mark")
    owed = _owed(agents, courses, last)
    return Figures(
        _cells(owed, spans, last),
        _days(agents, owed, spans, start, last),
        _dues(agents, owed, records, spans, courses, start, last),
    )


def _agents(roster: Path, start: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Who is live on any day of the month, with the first and the last."""
    found = pd.read_parquet(roster, columns=["mark", "site_said", "live", "left"])
    found = found.rename(columns={"site_said": "site"})
    for name in ("live", "left"):
        found[name] = pd.to_datetime(found[name])
    found["first"] = found.live.clip(lower=start)
    found["end"] = found.left.fillna(last).clip(upper=last)
    return found[found["first"] <= found.end]


def _records(lists: Sequence[Path], courses: int) -> pd.DataFrame:
    """Every exam with the last day it holds, and whether it counts."""
    columns = ["mark", "course_said", "kind", "day", "attempt", "score", "trainer"]
    rows = pd.concat([pd.read_parquet(each, columns=columns) for each in lists], ignore_index=True)
    rows["day"] = pd.to_datetime(rows.day)
    rows = rows.rename(columns={"course_said": "course"})
    exams = rows[rows.kind == "exam"].copy()
    exams["passes"] = exams.score.astype(int) >= PASS_MARK
    classes = rows[rows.kind == "attended"][["mark", "day", "trainer"]].sort_values("day")
    taught = exams.course == course_code(courses - 1)
    before = pd.merge_asof(
        exams[taught].drop(columns="trainer").reset_index().sort_values("day"), classes, on="day", by="mark"
    )
    exams["ok"] = exams.passes
    exams.loc[before["index"], "ok"] &= before.trainer.isin(CERTIFIED).to_numpy()
    nr = exams.course.str[1:].astype(int) - 1
    quarterly = (nr >= FOR_GOOD) & (nr < FOR_GOOD + BY_QUARTER)
    yearly = exams.day + pd.DateOffset(months=MONTHS) - DAY
    exams["last"] = np.where(nr < FOR_GOOD, FAR, np.where(quarterly, exams.day + (DAYS - 1) * DAY, yearly))
    return exams


def _owed(agents: pd.DataFrame, courses: int, last: pd.Timestamp) -> pd.DataFrame:
    """Each agent with what has to be held in the month: quarterly courses once the first end of a quarter
    since going live is past."""
    codes = pd.DataFrame({"course": [course_code(at) for at in range(courses)]})
    codes["quarterly"] = [FOR_GOOD <= at < FOR_GOOD + BY_QUARTER for at in range(courses)]
    found = agents.merge(codes, how="cross")
    first_due = found.live + pd.offsets.QuarterEnd(0)
    return found[~found.quarterly | (first_due < last)]


def _cells(
    owed: pd.DataFrame, spans: pd.DataFrame, last: pd.Timestamp
) -> dict[tuple[str, str], tuple[int, int]]:
    of = owed[owed.end == last].groupby(["site", "course"]).size()
    on = spans[(spans.day <= last) & (spans["last"] >= last)].drop_duplicates(["mark", "course"])
    held = owed[owed.end == last][["mark", "course", "site"]].merge(
        on[["mark", "course"]], on=["mark", "course"]
    )
    ok = held.groupby(["site", "course"]).size().reindex(of.index, fill_value=0)
    return {key: (int(n), int(ok[key])) for key, n in of.items()}


def _days(
    agents: pd.DataFrame, owed: pd.DataFrame, spans: pd.DataFrame, start: pd.Timestamp, last: pd.Timestamp
) -> dict[tuple[str, date], tuple[int, int]]:
    asked = owed.groupby("mark").size()
    mine = spans.merge(owed[["mark", "course"]], on=["mark", "course"])
    mine = mine[(mine["last"] >= start) & (mine.day <= last)]
    found: dict[tuple[str, date], tuple[int, int]] = {}
    for day in pd.date_range(start, last):
        live = agents[(agents["first"] <= day) & (agents.end >= day)]
        on = mine[(mine.day <= day) & (mine["last"] >= day)].drop_duplicates(["mark", "course"])
        held = on.groupby("mark").size().reindex(live.mark, fill_value=0)
        sound = live.assign(sound=(held.to_numpy() == asked.reindex(live.mark).to_numpy()))
        for site, rows in sound.groupby("site").sound:
            found[site, day.date()] = (len(rows), int(rows.sum()))
    return found


def _dues(
    agents: pd.DataFrame, owed: pd.DataFrame, records: pd.DataFrame, spans: pd.DataFrame, courses: int,
    start: pd.Timestamp, last: pd.Timestamp,
) -> dict[tuple[str, date], tuple[int, ...]]:  # fmt: skip
    rounds = pd.concat(list(_rounds(agents, owed, spans, courses, start, last)), ignore_index=True)
    rounds["round"] = rounds.index
    told = rounds.merge(records, on=["mark", "course"], how="left", suffixes=("", "_told"))
    counts = told.day >= told.since
    holds = told.ok.eq(True) & counts & (told["last"] >= told.due)
    told["trained"] = holds & (told.day <= told.due)
    told["grace_ok"] = holds & (told.day <= told.due + told.grace)
    told["examined"] = counts & (told.day <= told.due)
    first = told[told.examined].sort_values(["day", "attempt"]).drop_duplicates("round")
    passed = first[(first.attempt == 1) & first.passes.eq(True)]["round"]
    of = told.groupby("round")[["trained", "grace_ok", "examined"]].any()
    of["passed_first"] = of.index.isin(passed)
    of[["site", "due"]] = rounds[["site", "due"]]
    summed = of.groupby(["site", "due"]).agg(["sum", "size"])
    return {
        (site, due.date()): (
            int(row["trained"]["size"]),
            *(int(row[name]["sum"]) for name in ("trained", "grace_ok", "examined", "passed_first")),
        )
        for (site, due), row in summed.iterrows()
    }


def _rounds(
    agents: pd.DataFrame, owed: pd.DataFrame, spans: pd.DataFrame, courses: int, start: pd.Timestamp,
    last: pd.Timestamp,
) -> Iterable[pd.DataFrame]:  # fmt: skip
    """Going live, the end of a quarter, and passes of yearly courses that run out."""
    columns = ["mark", "site", "course", "due", "grace", "since"]
    always = pd.Timestamp("1900-01-01")
    new = owed[(owed.live >= start) & (owed["first"] == owed.live) & ~owed.quarterly]
    yield new.assign(due=new.live, grace=NONE, since=always)[columns]
    if last == last + pd.offsets.QuarterEnd(0):
        codes = [course_code(at) for at in range(FOR_GOOD, FOR_GOOD + BY_QUARTER)]
        there = agents[agents.end == last].merge(pd.DataFrame({"course": codes}), how="cross")
        # A course of compliance has no grace.
        strict = there.course.isin([course_code(at) for at in range(COMPLIANCE)])
        grace = np.where(strict, NONE, pd.Timedelta(days=GRACE_DAYS))
        yield there.assign(due=last, grace=pd.to_timedelta(grace), since=always)[columns]
    yearly = owed[~owed.quarterly][["mark", "course", "first", "end"]]
    mine = spans.merge(yearly, on=["mark", "course"])
    ending = mine[(mine["last"] >= mine["first"]) & (mine["last"] <= mine.end)]
    later = ending.merge(
        spans[["mark", "course", "day", "last"]], on=["mark", "course"], suffixes=("", "_other")
    )
    replaced = (
        (later.day_other > later.day) & (later.day_other < later["last"] - RENEWS)
        & (later.last_other > later["last"])
    )  # fmt: skip
    gone = later[replaced][["mark", "course", "day"]].drop_duplicates()
    left = ending.merge(gone, on=["mark", "course", "day"], how="left", indicator=True)
    left = left[left._merge == "left_only"].sort_values("day").drop_duplicates(["mark", "course", "last"])
    yield left.assign(due=left["last"], grace=NONE, since=left.day + DAY)[columns]
