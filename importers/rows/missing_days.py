"""Days a daily report should hold and does not: silence is not a zero, and a gap is said by its dates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

import polars as pl

from core.batch import Grain
from core.facts import date_of, day_number
from core.finding import Finding, Place
from core.period import Period
from core.text import Text
from core.workdays import WorkCalendar
from importers.columnar.coded import met, worded
from importers.columnar.in_order import picked
from importers.containers.extent import column_letters
from importers.rows.extract import Rows

#: One row a day or finer, where every day has its rows; lists of calls and registers of classes have none.
_DAILY = (Grain.DAY, Grain.INTERVAL)
_SAID = ("vendor", "project", "site", "day", "sheet", "row")
#: From so many weekend days on, none of them reported means that the line does not run then.
_OFF_FROM = 2
_RANGES = 10
_FRIDAY, _SUNDAY = 5, 7


@dataclass(frozen=True)
class Days:
    """The days of one table: a line per row, kept or not, and the days each vendor's rows speak for."""

    #: vendor, project, site, day (NULL where unreadable), sheet, row.
    frame: pl.DataFrame
    #: (vendor, project) → the days covered.
    spans: Mapping[tuple[str, str | None], tuple[Period, ...]]
    #: Tables of the same kind are laid together: a month may be parted over sheets.
    kind: tuple[str, ...]
    column: str
    #: (vendor, site) → the site's name.
    sites: Mapping[tuple[str | None, str], str]


def days_of(
    rows: Rows,
    frame: pl.DataFrame,
    spans: Mapping[tuple[str, str | None], tuple[Period, ...]],
    sites: Mapping[tuple[str | None, str], str],
) -> Days | None:
    """The days of a table that should have every day; None for a list or a monthly report."""
    layout = rows.table.layout
    if layout.grain not in _DAILY or "day" not in rows.table.codes:
        return None
    kind = (layout.code, *sorted(rows.measures))
    return Days(frame.select(_SAID), spans, kind, rows.offsets.get("day", ""), sites)


def missing_days(file: str, tables: Iterable[Days], today: date) -> list[Finding]:
    """A finding for the days all sites lack, and one for each site that lacks more.

    Days that have not come yet are not missing, nor those on which the line seems not to run, nor those that
    another table of the file gives with all of the same counts: half hours of some days, the rest by the day.
    """
    found: list[Finding] = []
    by_kind: dict[tuple[str, ...], list[Days]] = {}
    for table in tables:
        by_kind.setdefault(table.kind, []).append(table)
    for kind, group in by_kind.items():
        frame = pl.concat([worded(table.frame) for table in group]) if len(group) > 1 else group[0].frame
        for who in dict.fromkeys(who for table in group for who in table.spans):
            spans = [span for table in group for span in table.spans.get(who, ())]
            mine = picked(frame, (pl.col("vendor") == who[0]) & pl.col("project").eq_missing(pl.lit(who[1])))
            lacking = _of_vendor(file, mine, spans, group[0], today)
            held = _held_elsewhere(who, kind, by_kind) if mine["site"].null_count() == mine.height else ()
            found += [left for each in lacking if (left := lacking_still(each, held))]
    return found


def _held_elsewhere(
    who: tuple[str, str | None], kind: tuple[str, ...], by_kind: Mapping[tuple[str, ...], Sequence[Days]]
) -> set[date]:
    """The days that tables of another kind give for all sites together, with every count of this one's."""
    others = [
        each for of, group in by_kind.items() if of != kind and {*kind[1:]} <= {*of[1:]} for each in group
    ]
    found: set[date] = set()
    for table in others:
        mine = (pl.col("vendor") == who[0]) & pl.col("project").eq_missing(pl.lit(who[1]))
        days = table.frame.filter(mine & pl.col("site").is_null())["day"].drop_nulls().unique()
        found |= set(map(date_of, days))
    return found


def ranges(days: Sequence[date]) -> list[Text]:
    """Days in words, neighbours as one range."""
    runs = [
        [day for _, day in run]
        for _, run in groupby(enumerate(days), lambda pair: pair[1].toordinal() - pair[0])
    ]
    said = [_range(run[0], run[-1]) for run in runs[:_RANGES]]
    return [*said, Text("等", "…")] if len(runs) > _RANGES else said


def _of_vendor(
    file: str, frame: pl.DataFrame, spans: Sequence[Period], table: Days, today: date
) -> Iterator[Finding]:
    lacking, span = _lacking(frame["day"], spans, today), _joined(spans)
    if lacking:
        yield _finding(file, frame, span, table.column, lacking, Text("", ""))
    sites = met(frame["site"])
    for site in sites if len(sites) > 1 else ():
        theirs = pl.col("site") == site
        days = frame.select("site", "day").filter(theirs)["day"]
        if more := [day for day in _lacking(days, spans, today) if day not in lacking]:
            mine = frame.filter(theirs)
            name = table.sites.get((mine["vendor"][0], site), site)
            of_site = Text(f"（职场“{name}”）", f" of the site “{name}”")
            yield _finding(file, mine, span, table.column, more, of_site)


def _lacking(days: pl.Series, spans: Sequence[Period], today: date) -> list[date]:
    """The days that none of `days` is. Unreadable ones may be those: they are asked for already."""
    there = {date_of(day) for day in met(days)}
    due = {day for span in spans for day in _due(span, there, today)}
    missing = sorted(due - there)
    off = _days_off(missing, [day for day in there if any(day in span for span in spans)])
    missing = [day for day in missing if day not in off]
    return missing if len(missing) > days.null_count() else []


def _due(span: Period, there: set[date], today: date) -> list[date]:
    """The days of a span that should be there; of one that is not over, those up to the last reported."""
    inside = [day for day in there if day in span]
    if not inside:
        return []
    last = span.last_day if span.last_day < today else max(inside)
    return [day for day in span.each_day() if day <= last]


def _days_off(missing: Sequence[date], reported: Sequence[date]) -> set[date]:
    """The missing days on which the line seems not to run.

    Saturdays or Sundays none of which is reported, and with Sundays the holidays. A report too short to
    hold a weekend is believed where nothing but a weekend is missing.
    """
    if all(day.isoweekday() > _FRIDAY for day in missing):
        within = {day for day in missing if min(reported) < day < max(reported)}
        return set(missing) if not within else _weekend_off(missing, reported)
    off = _weekend_off(missing, reported)
    if any(day.isoweekday() == _SUNDAY for day in off):
        calendar = WorkCalendar()
        if all(calendar.is_working_day(day) for day in reported if day.isoweekday() <= _FRIDAY):
            off |= {day for day in missing if not calendar.is_working_day(day)}
    return off


def _weekend_off(missing: Sequence[date], reported: Sequence[date]) -> set[date]:
    off: set[date] = set()
    for weekday in (_SUNDAY - 1, _SUNDAY):
        mine = [day for day in missing if day.isoweekday() == weekday]
        seen = [day for day in mine if min(reported) < day < max(reported)]
        if seen and all(day.isoweekday() != weekday for day in reported):
            off |= set(mine)
    return off if len(off) >= _OFF_FROM else set()


def _finding(
    file: str, frame: pl.DataFrame, span: Period, column: str, lacking: Sequence[date], of_site: Text
) -> Finding:
    """Its place is the row before which the first missing day belongs, else the last row."""
    dated = frame.drop_nulls("day").sort("day", "row")
    after = dated.filter(pl.col("day") > day_number(lacking[0]))
    line = (after.head(1) if after.height else dated.tail(1)).row(0, named=True)
    facts = {
        "vendor": line["vendor"],
        "period": span.label or _range(span.start, span.last_day),
        "n": len(lacking),
        "days": ranges(lacking),
        "dates": [day.isoformat() for day in lacking],
        "whose": of_site,
    }
    return Finding("days_missing", _cell(file, line["sheet"], line["row"], column), facts)


def lacking_still(missing: Finding, held: Collection[date]) -> Finding | None:
    """What is missing where other reports hold some of these days; None where they hold them all."""
    dates: list[str] = missing.facts["dates"]  # type: ignore[assignment]
    left = [day for day in map(date.fromisoformat, dates) if day not in held]
    if len(left) == len(dates):
        return missing
    facts = {"n": len(left), "days": ranges(left), "dates": [day.isoformat() for day in left]}
    return replace(missing, facts={**missing.facts, **facts}) if left else None


def _cell(file: str, sheet: str, line: int, offset: str) -> Place:
    """The day's cell, whose offset is a column, or a row where days stand across."""
    if offset.isdigit():
        return Place(file, sheet, int(offset), column_letters(line))
    return Place(file, sheet, line, offset)


def _joined(spans: Sequence[Period]) -> Period:
    if len(set(spans)) == 1:
        return spans[0]
    return Period(min(span.start for span in spans), max(span.end for span in spans))


def _range(first: date, last: date) -> Text:
    return Text(f"{first}", f"{first}") if first == last else Text(f"{first} 至 {last}", f"{first} to {last}")
