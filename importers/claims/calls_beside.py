"""The vendor's figures of a day against the calls it lists one by one: the same calls, told twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import polars as pl

from core.counts import CAME_AT, SECOND, WAIT, CountUnit, base_count, follows_from_waits
from core.facts import date_of
from core.finding import Finding, Place
from core.offsets import cell_of
from importers.claims.formulas import count_name
from importers.claims.grains import side_by_side
from importers.columnar.several import several
from importers.draft import Draft

#: A call may be laid to the day it came in or the one it ended on.
_AT_EDGES = 3
#: Seconds are rounded call by call in one of them, and in sum in the other: so many in a thousand.
_PER_MILLE = 5
#: Days named in a finding.
_LISTED = 31
#: Calls one by one, or added up by day and place.
ListedCalls = pl.DataFrame
#: The days and the place of a figure.
_Line = tuple[object, ...]
_PLACES = ("project", "site", "queue", "channel", "segment", "language")
_OF_CALLS_ONLY = frozenset({WAIT, CAME_AT, SECOND})
#: What a list of answered calls alone cannot tell.
_OF_ALL = ("offered", "calls_total", "unanswered", "wait_all_s", "abandoned", "flow_out", "ivr_calls")


def calls_differ(
    file: str, draft: Draft, figures: pl.DataFrame, calls: pl.DataFrame, names: Sequence[str]
) -> Iterator[Finding]:
    """A finding for each count that the list adds up to another figure of: every such day, with both.

    `draft`: the figures or the list, whichever this file brings. `calls`: by day and place (`by_day`).
    """
    lines = list(side_by_side(_told_apart(_whole_days(figures, names), calls, names), calls, names))
    offered = {_line(line): _gap(line) for line in lines if line["name"] == "offered"}
    for name in names:
        mine = [line for line in lines if line["name"] == name]
        if off := _off(mine, offered):
            yield _finding(file, draft, off, len(mine))


def by_day(calls: pl.DataFrame, names: Collection[str]) -> pl.DataFrame:
    """Listed calls added up by day and place; counts within so many seconds follow from their waits."""
    told = calls.filter(pl.col("day").is_not_null())
    added = [(_plain(name) if name in calls.columns else _within(name)).alias(name) for name in names]
    return told.group_by("day", "day_end", *_PLACES).agg(added).with_columns(agent=None, item=None)


def added_up(rows: Iterable[Mapping[str, object]], names: Iterable[str]) -> pl.DataFrame | None:
    """Calls that are in, added up by day and place already; None where there are none."""
    texts = dict.fromkeys(_PLACES, pl.String)
    schema = {"day": pl.Int32, "day_end": pl.Int32, **texts, **dict.fromkeys(names, pl.Int64)}
    found = pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)
    empty = [name for name in names if not found[name].count()]
    return None if found.is_empty() else found.drop(empty)


def compared(figures: Collection[str], of_calls: pl.DataFrame) -> list[str]:
    """The counts that both can tell; a list without a lost call tells of answered ones alone."""
    held = set(of_calls.columns)
    both = [
        name
        for name in figures
        if name not in _OF_CALLS_ONLY and (name in held or (follows_from_waits(name) and WAIT in held))
    ]
    if "answered" in held and not ("offered" in held and _has_lost(of_calls)):
        return [name for name in both if not name.startswith(_OF_ALL)]
    return both


def _has_lost(calls: pl.DataFrame) -> bool:
    return bool((calls["offered"].sum() or 0) > (calls["answered"].sum() or 0))


def _plain(name: str) -> pl.Expr:
    return pl.when(pl.col(name).null_count() == 0).then(several(name))


def _within(name: str) -> pl.Expr:
    count = base_count(name)
    bound = (count.threshold_s or 0) * 1000 if count else 0
    wait, outcome = pl.col(WAIT), pl.col("abandoned" if name.startswith("abandoned") else "answered")
    inside = wait < bound if "_under_" in name else wait > bound if "_after_" in name else wait <= bound
    known = (outcome == 0) | wait.is_not_null()
    return pl.when(known.all()).then(((outcome == 1) & inside.fill_null(False)).sum().cast(pl.Int64))


def _whole_days(figures: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Half hours as their day, at the place of the first; days and months as they stand."""
    if not figures["slot"].count():
        return figures
    added = [pl.when(pl.col(n).null_count() == 0).then(several(n)).alias(n) for n in names]
    places = [pl.col(name).first() for name in ("sheet", "row", "col")]
    return figures.group_by("day", "day_end", *_PLACES, "agent", maintain_order=True).agg(*added, *places)


def _told_apart(figures: pl.DataFrame, calls: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Figures of sites or queues added up, where the list tells none apart; those of all beside them stay."""
    merged = [n for n in _PLACES[1:] if calls[n].null_count() == calls.height and figures[n].count()]
    for name in merged:
        whole = figures.filter(pl.col(name).is_null())
        figures = figures.with_columns(pl.lit(None, pl.String).alias(name)) if whole.is_empty() else whole
    if not merged:
        return figures
    added = [pl.when(pl.col(n).null_count() == 0).then(several(n)).alias(n) for n in names]
    places = [pl.col(name).first() for name in ("sheet", "row", "col")]
    return figures.group_by("day", "day_end", *_PLACES, "agent", maintain_order=True).agg(*added, *places)


def _off(lines: Sequence[Mapping[str, object]], offered: Mapping[_Line, int]) -> list[Mapping[str, object]]:
    """The days that differ by more than calls at midnight can make; by however few, where these add up.

    `offered`: how far the calls offered of each line are apart, where they can be compared.
    """
    gaps = [(line, _gap(line)) for line in lines]
    total = sum(gap for _, gap in gaps)
    moved = {} if total == 0 else offered
    own = [line for line, gap in gaps if abs(gap) > _allowed(line, gap, moved.get(_line(line)))]
    if abs(total) <= max((_most(line) for line in lines), default=0):
        return own
    apart = [line for line, gap in gaps if abs(gap) > _rounding(line)]
    return apart or [line for line, gap in gaps if gap * total > 0]


def _most(line: Mapping[str, object]) -> int:
    return max(_AT_EDGES, _rounding(line))


def _allowed(line: Mapping[str, object], gap: int, offered: int | None) -> int:
    """What calls at midnight can make of a day: one, or five in a thousand, up to three; and these are calls
    offered on the other day too."""
    count = base_count(str(line["name"]))
    if count is not None and count.unit is CountUnit.SECONDS:
        return _most(line)
    few = min(_AT_EDGES, max(1, int(str(line["added"])) * _PER_MILLE // 1000))
    if offered is None:
        return few
    return min(few, abs(offered)) if gap * offered > 0 else 0


def _line(line: Mapping[str, object]) -> _Line:
    return tuple(line[name] for name in ("day", "day_end", *_PLACES[1:]))


def _rounding(line: Mapping[str, object]) -> int:
    """What rounding can make of seconds; a number of calls is not rounded."""
    count = base_count(str(line["name"]))
    if count is None or count.unit is not CountUnit.SECONDS:
        return 0
    return int(str(line["added"])) * _PER_MILLE // 1000


def _gap(line: Mapping[str, object]) -> int:
    return int(str(line["said"])) - int(str(line["added"]))


def _finding(file: str, draft: Draft, off: Sequence[Mapping[str, object]], of: int) -> Finding:
    days = [f"{_span(line)} {line['said']}/{line['added']}" for line in off[:_LISTED]]
    days += ["…"] if len(off) > _LISTED else []
    facts = {
        "vendor": draft.key.vendor,
        "count": count_name(str(off[0]["name"])),
        "n": len(off),
        "of": of,
        "days": days,
    }
    return Finding("calls_differ", _place(file, draft, off[0]), facts)


def _span(line: Mapping[str, object]) -> str:
    """The day, or the month where it is one's figure, and whose it is where not the whole vendor's."""
    day, after = (date_of(int(str(line[name]))) for name in ("day", "day_end"))
    whose = [str(line[name]) for name in _PLACES[1:] if line[name] is not None]
    return "·".join([f"{day:%m-%d}" if (after - day).days == 1 else f"{day:%Y-%m}", *whose])


def _place(file: str, draft: Draft, line: Mapping[str, object]) -> Place:
    """The cell of the first figure that differs; none of a list's, whose rows each hold a part."""
    if WAIT in draft.measures:
        return Place(file)
    at = line["sheet"], line["row"], line["col"]
    sheet, cell = cell_of(draft.offsets, *at, str(line["name"]), line["segment"])  # type: ignore[arg-type]
    letters = cell.rstrip("0123456789")
    return Place(file, sheet or str(line["sheet"]), int(cell[len(letters) :]) if cell else None, letters)
