"""Sheets of the parts of a day, 白班 and 夜班: added up to it; a sheet of the day beside them counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import polars as pl

from core.facts import date_of
from core.finding import Finding
from importers.dictionary.group_names import makes_the_day, part_named
from importers.rows.extract import Rows
from importers.rows.group_sums import flows
from importers.rows.parts_added import PART_WORD, held, keys_of, sums_of

_AT = "~sheet"


def shift_sheets_added(file: str, read: Sequence[Rows], check: Callable[[Rows], None]) -> list[Rows]:
    """The rows of every table; those of sheets that are the parts of one day as the day's.

    Only all parts there are of it are added, and only where the sheets speak of the same days and scopes:
    half hours of two shifts stand beside each other, and an agent may work in one of them only.
    """
    parts = {name: rows for rows in read if (name := _part(rows))}
    if sum(bool(_part(rows)) for rows in read) != len(parts) or not makes_the_day(list(parts)):
        return list(read)
    first, *more = parts.values()
    keys = keys_of(first)
    if any(keys_of(each) != keys or not _meets(first, each, keys) for each in more):
        return list(read)
    names = [name for name in flows(first) if all(name in each.measures for each in more)]
    if not names:
        return list(read)
    others = [rows for rows in read if all(rows is not part for part in parts.values())]
    whole = next((each for each in others if _is_whole(each, first, keys, names)), None)
    if whole is not None:
        whole.warnings.append(
            held(file, whole, replace(first, measures=names), _together(parts, keys, names))
        )
        return others
    for rows in parts.values():
        check(rows)
    return [*_added(file, parts, keys, names), *others]


def _part(rows: Rows) -> str:
    """The part of the day that a plain table's sheet or title names."""
    table = rows.table
    if rows.unread or rows.undated or table.part_of or table.group or table.layout.calls or table.grid.coded:
        return ""
    if rows.frame["slot"].is_not_null().any() or rows.frame["agent"].is_not_null().any():
        return ""
    return part_named(table.grid.sheet) or part_named(table.grid.title)


def _meets(one: Rows, other: Rows, keys: Sequence[str]) -> bool:
    return not one.frame.join(other.frame, on=keys, how="semi", nulls_equal=True).is_empty()


def _is_whole(rows: Rows, part: Rows, keys: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a table gives the same figures of the same days without saying a part."""
    if rows.unread or rows.undated or rows.table.layout.grain is not part.table.layout.grain:
        return False
    shared = set(names) & set(rows.measures)
    return bool(shared) and keys_of(rows) == keys and _meets(rows, part, keys)


def _together(parts: dict[str, Rows], keys: Sequence[str], names: Sequence[str]) -> pl.DataFrame:
    """The rows of all parts, each with its part's name and which sheet it is from."""
    return pl.concat(
        rows.frame.select("row", *keys, *names).with_columns(
            pl.lit(word).alias(PART_WORD), pl.lit(at).alias(_AT)
        )
        for at, (word, rows) in enumerate(parts.items())
    )


def _added(file: str, parts: dict[str, Rows], keys: Sequence[str], names: list[str]) -> list[Rows]:
    """The days on the first sheet's lines; one of which a part is missing or kept out is kept out itself."""
    tables, every = list(parts.values()), _together(parts, keys, names)
    for day in every.partition_by(keys, maintain_order=True):
        _judged(file, list(parts), tables, day)
    out = pl.any_horizontal(
        (pl.col(_AT) == at) & pl.col("row").is_in(list(rows.reasons)) for at, rows in enumerate(tables)
    )
    kept = every.filter(~out)
    of_first = pl.col("row").filter(pl.col(_AT) == 0).first()
    summed = kept.group_by(keys, maintain_order=True).agg(of_first, *sums_of(names))
    first, *more = [
        replace(
            rows,
            frame=every.filter(out & (pl.col(_AT) == at)).select("row", *keys, *names),
            measures=names,
            derived=rows.derived & set(names),
            rates=[],
            checked=True,
        )
        for at, rows in enumerate(tables)
    ]
    place = first.place(file, None, next(iter(names), ""))
    said = Finding("groups_added", place, {"groups": [f"“{word}”" for word in parts]})
    left = [rows for rows in more if not rows.frame.is_empty()]
    quiet = [warning for rows in more if rows.frame.is_empty() for warning in rows.warnings]
    frame = pl.concat([summed.select(first.frame.columns), first.frame]).sort("row")
    warnings = [*first.warnings, *quiet, said]
    lines = _lines(kept, keys, tables)
    return [replace(first, frame=frame, warnings=warnings, added_sheets=lines), *left]


def _judged(file: str, words: Sequence[str], tables: Sequence[Rows], day: pl.DataFrame) -> None:
    """Keeps out all rows of a day, if they are not one of each part, or one of them is kept out."""
    at = [(tables[sheet], line) for sheet, line in day.select(_AT, "row").iter_rows()]
    said = date_of(day["day"][0]).isoformat() if day["day"][0] is not None else ""
    there: list[int] = day[_AT].to_list()
    why = [reason for rows, line in at for reason in rows.reasons.get(line, [])][:1]
    missing = [f"“{word}”" for sheet, word in enumerate(words) if sheet not in there]
    for number, (rows, line) in enumerate(at):
        twice = next((other for k, other in enumerate(at) if k != number and there[k] == there[number]), None)
        place, own = rows.place(file, line), rows.reasons.get(line, [])
        doubled = [Finding("row_doubled", place, {"other": twice[1], "day": said})] if twice else []
        lacks = [Finding("part_of_day_missing", place, {"day": said, "parts": missing})] if missing else []
        if found := own or doubled or why or lacks:
            rows.reasons[line] = found


def _lines(
    kept: pl.DataFrame, keys: Sequence[str], tables: Sequence[Rows]
) -> dict[int, list[tuple[Rows, int]]]:
    """Line of the first sheet → the lines of the others that are added to it."""
    found: dict[int, list[tuple[Rows, int]]] = {}
    for day in kept.partition_by(keys, maintain_order=True):
        first, *more = day.select(_AT, "row").iter_rows()
        found[first[1]] = [(tables[sheet], line) for sheet, line in more]
    return found
