"""Rows of the parts of a day, 早班 and 晚班, added up to it; where the day stands beside them, it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import polars as pl

from core.facts import date_of
from core.finding import Finding
from importers.containers.celltoken import shown
from importers.dictionary.group_names import makes_the_day
from importers.rows.extract import Rows
from importers.rows.group_sums import flows

#: The column of a part's name.
PART_WORD = "~part"


def parts_added(file: str, read: Sequence[Rows], check: Callable[[Rows], None]) -> Iterator[Rows]:
    """The rows of every table; of one by parts of a day those of the day, each part checked by itself."""
    for _, rows in groupby(read, key=lambda each: (each.table.grid.sheet, each.table.grid.anchor)):
        tables = list(rows)
        parts = next((each for each in tables if each.table.part_of), None)
        if parts is None or any(each.undated or each.unread for each in tables):
            yield from tables
            continue
        whole = next((each for each in tables if each is not parts), None)
        if whole is not None:
            whole.warnings.append(held(file, whole, parts, _with_words(parts)))
            yield from (each for each in tables if each is not parts)
        else:
            check(parts)
            yield _added(file, parts)


def held(file: str, whole: Rows, parts: Rows, frame: pl.DataFrame) -> Finding:
    """What is said of parts that stand beside their day; `frame`: their rows, each with its part's name."""
    keys = keys_of(parts)
    every = list(dict.fromkeys(frame[PART_WORD]))
    names = [name for name in flows(parts) if name in whole.measures and name not in whole.derived]
    facts: Mapping[str, object] = {"groups": [f"“{word}”" for word in every]}
    place = parts.place(file, None, next(iter(names), ""))
    if not makes_the_day(every):
        return Finding("parts_beside_day", place, facts)
    sums = frame.group_by(keys).agg(*sums_of(names))
    both = whole.frame.join(sums, on=keys, suffix="+", nulls_equal=True, maintain_order="left")
    wrong = [(row, name) for name in names for row in both.filter(pl.col(name) != pl.col(f"{name}+"))["row"]]
    if not wrong:
        return Finding("groups_check", place, facts)
    row, name = wrong[0]
    return Finding(
        "groups_differ", whole.place(file, row, name), {**facts, "n": len({at for at, _ in wrong})}
    )


def keys_of(rows: Rows) -> list[str]:
    """What the rows of one day have alike."""
    return [name for name in rows.frame.columns if name not in {*rows.measures, "row"}]


def sums_of(names: Sequence[str]) -> list[pl.Expr]:
    """Added up; nothing where one of the parts says nothing."""
    return [pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum()).alias(name) for name in names]


def _added(file: str, rows: Rows) -> Rows:
    """The parts as their days. A day of which a part is missing, doubled or kept out is kept out itself."""
    frame, names = _with_words(rows), flows(rows)
    keys = keys_of(rows)
    every = list(dict.fromkeys(frame[PART_WORD]))
    for part in frame.partition_by(keys, maintain_order=True):
        _judged(file, rows, part, every)
    clean = frame.filter(~pl.col("row").is_in(list(rows.reasons)))
    summed = clean.group_by(keys, maintain_order=True).agg(pl.col("row").first(), *sums_of(names))
    out = frame.filter(pl.col("row").is_in(list(rows.reasons)))
    order = ["row", *keys, *names]
    first = rows.place(file, None, next(iter(names), ""))
    added = Finding("groups_added", first, {"groups": [f"“{word}”" for word in every]})
    return replace(
        rows,
        frame=pl.concat([summed.select(order), out.select(order)]).sort("row"),
        measures=names,
        derived=rows.derived & set(names),
        rates=[],
        checked=True,
        warnings=[*rows.warnings, added],
    )


def _judged(file: str, rows: Rows, day: pl.DataFrame, every: Sequence[str]) -> None:
    """Keeps out all rows of a day, if they are not one of each part, or one of them is kept out."""
    numbers: list[int] = day["row"].to_list()
    words: list[str] = day[PART_WORD].to_list()
    said = date_of(day["day"][0]).isoformat() if day["day"][0] is not None else ""
    for number, word in zip(numbers, words, strict=True):
        other = next((n for n, w in zip(numbers, words, strict=True) if w == word and n != number), None)
        if other is not None:
            facts = {"other": other, "day": said}
            rows.reasons[number].append(Finding("row_doubled", rows.place(file, number), facts))
    why = [reason for number in numbers for reason in rows.reasons.get(number, [])][:1]
    missing = [f"“{each}”" for each in every if each not in words]
    for number in numbers:
        lacks = Finding("part_of_day_missing", rows.place(file, number), {"day": said, "parts": missing})
        if found := rows.reasons.get(number) or why or ([lacks] if missing else []):
            rows.reasons[number] = found


def _with_words(rows: Rows) -> pl.DataFrame:
    column = rows.table.part_of
    assert column is not None
    tokens = rows.table.grid.tokens(column)
    return rows.frame.with_columns(pl.Series(PART_WORD, [shown(token or "").strip() for token in tokens]))
