"""Groups of columns that come to a whole: parts of a day are added up, sites and queues held against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import polars as pl

from core.batch import Dataset
from core.counts import adds_over_days
from core.finding import Finding
from importers.dictionary.fields import GroupKind
from importers.dictionary.headers import synonyms
from importers.rows.extract import Rows


def settled(file: str, read: Sequence[Rows], check: Callable[[Rows], None]) -> Iterator[Rows]:
    """The rows of every table, where groups of its columns stand beside their whole or are parts of a day.

    All parts of a day, each checked by itself, are its figures, added up; where the day stands beside them,
    it counts and they check it. Sites and queues that come to the whole count, and it checks them; where they
    do not, it counts: it may hold more than they do.
    """
    for _, rows in groupby(read, key=lambda each: (each.table.grid.sheet, each.table.grid.anchor)):
        tables = list(rows)
        groups = [each for each in tables if each.table.group and each.table.group.kind in _SUMMED]
        if not groups or any(each.unread for each in tables):
            yield from tables
            continue
        others = [each for each in tables if each not in groups]
        yield from _settled(file, others, groups, check)


_SUMMED = frozenset({GroupKind.PART, GroupKind.SITE, GroupKind.QUEUE})


def _settled(
    file: str, others: list[Rows], groups: list[Rows], check: Callable[[Rows], None]
) -> Iterator[Rows]:
    names = [name for name in flows(groups[0]) if all(name in each.measures for each in groups)]
    sums = _added(groups, names)
    whole = next((each for each in others if set(names) & set(each.measures)), None)
    is_day = _kind(groups) is GroupKind.PART
    if whole is None:
        for part in groups if is_day else ():
            check(part)
        yield from others
        yield from [_day_of(file, groups, sums, names)] if is_day else groups
        return
    derived = set().union(*(each.derived for each in (whole, *groups)))
    shared = [name for name in names if name in whole.measures and name not in derived]
    wrong = _unlike(whole, sums, shared, blanks=not is_day)
    if is_day or wrong:
        whole.warnings += _beside(file, whole, groups, wrong, shared)
        yield from others
        more = [name for name in names if name not in whole.measures]
        if is_day and more:
            # 人工请求量 | 上午人工请求量 | 下午人工请求量 | 上午人工接通量 | 下午人工接通量.
            yield _day_of(file, groups, sums, more)
        return
    whole.warnings.append(Finding("groups_add_up", whole.place(file, None, _first(shared)), _facts(groups)))
    yield from (each if each is not whole else _without(whole, groups) for each in others)
    yield from groups


def _kind(groups: Sequence[Rows]) -> GroupKind:
    group = groups[0].table.group
    assert group is not None
    return group.kind


def flows(rows: Rows) -> list[str]:
    """The counts that add up over parts of a time: people on duty do not, for one may work in two."""
    homes = {fld.measure: fld.dataset for fld in synonyms().fields.values() if fld.measure}
    kept = [name for name in rows.measures if homes.get(name) is not Dataset.ROSTER]
    return [name for name in kept if adds_over_days(name)]


def _added(groups: Sequence[Rows], names: Sequence[str]) -> pl.DataFrame:
    """Row by row, what the groups come to; nothing where one of them says nothing."""
    sums = {name: sum((each.frame[name] for each in groups[1:]), groups[0].frame[name]) for name in names}
    return pl.DataFrame({"row": groups[0].frame["row"], **sums})


def _unlike(whole: Rows, sums: pl.DataFrame, names: Sequence[str], *, blanks: bool) -> list[tuple[int, str]]:
    """(row, count) of the whole that its groups do not come to; `blanks`: also where one of them is blank."""
    both = whole.frame.select("row", *names).join(sums.select("row", *names), on="row", suffix="+")
    other = {name: (pl.col(name) != pl.col(f"{name}+")).fill_null(blanks) for name in names}
    said = {name: other[name] & pl.col(name).is_not_null() for name in names}
    return [(row, name) for name in names for row in both.filter(said[name])["row"]]


def _beside(
    file: str, whole: Rows, groups: Sequence[Rows], wrong: Sequence[tuple[int, str]], shared: Sequence[str]
) -> list[Finding]:
    """What is said of groups that are left out beside their whole."""
    facts = _facts(groups)
    if not wrong:
        return [Finding("groups_check", groups[0].place(file, None, _first(shared)), facts)]
    row, name = wrong[0]
    rows = len({each for each, _ in wrong})
    return [Finding("groups_differ", whole.place(file, row, name), {**facts, "n": rows})]


def _day_of(file: str, groups: Sequence[Rows], sums: pl.DataFrame, names: Sequence[str]) -> Rows:
    """The parts of a day as the day: its counts added up, what is wrong with any of them."""
    first = groups[0]
    reasons = _gathered(groups)
    day = replace(
        first,
        table=replace(first.table, group=None),
        frame=first.frame.drop(first.measures).with_columns(sums[name] for name in names),
        measures=list(names),
        derived=set().union(*(each.derived for each in groups)) & set(names),
        added_columns={name: _letters(groups, name) for name in names},
        rates=[],
        checked=True,
        reasons=reasons,
        warnings=[warning for each in groups for warning in each.warnings],
        questions=list(dict.fromkeys(q for each in groups for q in each.questions)),
    )
    day.warnings.append(Finding("groups_added", first.place(file, None, _first(names)), _facts(groups)))
    day.warnings += _alone(file, groups)
    return day


def _alone(file: str, groups: Sequence[Rows]) -> list[Finding]:
    """What is said of figures that only some parts of the day have: those come to no day."""
    known = [set(each.measures) for each in groups]
    alone = [
        (each, name) for each in groups for name in flows(each) if not set.intersection(*known) >= {name}
    ]
    if not alone:
        return []
    letters = [each.offsets[name] for each, name in alone]
    columns = [at for each in groups for at, _ in each.table.columns if at.letters in letters]
    facts = {"columns": [f"{at.letters} {at.written}" for at in dict.fromkeys(columns)]}
    return [Finding("part_alone", groups[0].table.grid.place(file, None, letters[0]), facts)]


def _letters(groups: Sequence[Rows], name: str) -> list[str]:
    return [letters for each in groups if (letters := each.offsets.get(name))]


def _gathered(groups: Sequence[Rows]) -> dict[int, list[Finding]]:
    found = groups[0].reasons
    for each in groups[1:]:
        for row, reasons in each.reasons.items():
            found[row] += [reason for reason in reasons if reason not in found[row]]
    return found


def _without(whole: Rows, groups: Sequence[Rows]) -> Rows:
    """The whole with the figures its groups do not have."""
    theirs = {fld.code for each in groups for _, fld in each.table.columns if fld.tells}
    columns = tuple(pair for pair in whole.table.columns if pair[1].code not in theirs)
    gone = {name for each in groups for name in each.measures}
    measures = [name for name in whole.measures if name not in gone]
    return replace(
        whole,
        table=replace(whole.table, columns=columns),
        frame=whole.frame.drop(gone & set(whole.measures)),
        measures=measures,
        rates=[rate for rate in whole.rates if rate[0].code not in theirs],
    )


def _facts(groups: Sequence[Rows]) -> Mapping[str, object]:
    names = [each.table.group.name for each in groups if each.table.group]
    return {"groups": [f"“{name}”" for name in names]}


def _first(names: Sequence[str]) -> str:
    return names[0] if names else ""
