"""Counts that bound or balance each other: which do is declared by the layout profile."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

import polars as pl

from core.batch import Dataset
from core.counts import base_count
from core.finding import Finding, Severity
from core.text import Text
from importers.claims.formulas import count_name
from importers.columnar.streamed import any_of, few, worked_out
from importers.layouts.profile import Identity, shipped_layouts
from importers.rows.extract import Rows

_DAY_S = 86_400


def identities_of(rows: Rows) -> list[Identity]:
    """The identities of the table's layout that its measures allow to check; families told out."""
    return [one for each in rows.table.layout.identities for one in _members(each, rows.measures)]


def bounds(identities: Sequence[Identity]) -> list[tuple[str, str]]:
    """Pairs of counts of which the first certainly never exceeds the second."""
    return [(one.left[0], one.right[0]) for one in identities if _is_certain(one)]


def row_bounds(layouts: Collection[str], dataset: Dataset, measures: Sequence[str]) -> list[tuple[str, str]]:
    """The same pairs for a row with these counts, from a table of this dataset in any of these layouts."""
    read = [table for layout in shipped_layouts() if layout.code in layouts for table in layout.tables]
    known = [each for table in read if table.dataset in (dataset, None) for each in table.identities]
    held = [one for each in known for one in _members(each, list(measures))]
    return bounds([one for one in held if {*one.left, *one.right} <= set(measures)])


def check_identities(file: str, rows: Rows, identities: Sequence[Identity]) -> None:
    """A row that breaks a bound stays out or is doubted; what should balance and does not is doubted."""
    held = [one for one in identities if set(one.left + one.right) <= set(rows.measures)]
    broken = any_of(rows.frame, [_is_broken(one, rows) for one in held])
    for one in [one for one, some in zip(held, broken, strict=True) if some]:
        if one.per_mille is not None:
            rows.warnings += _unaccounted(file, rows, one)
        elif one.equal:
            rows.warnings += _unbalanced(file, rows, one)
        else:
            _check_bound(file, rows, one)


def check_login(file: str, rows: Rows) -> None:
    """Nobody is logged in for longer than the day has hours; only a row about one agent says so."""
    if "login_s" not in rows.measures or "agent" not in rows.frame.columns:
        return
    days = pl.col("day_end").is_not_null() & pl.col("agent").is_not_null()
    for number, login, first, after in (
        few(rows.frame, days & (pl.col("login_s") > _DAY_S)).select("row", "login_s", *_dates()).iter_rows()
    ):
        allowed = (after - first).days
        if login > _DAY_S * allowed:
            facts = {
                "hours": f"{login // 3600}:{login // 60 % 60:02d}:{login % 60:02d}",
                "allowed": 24 * allowed,
            }
            rows.reasons[number].append(Finding("login_over_day", rows.place(file, number, "login_s"), facts))


def drop_doubts_on_rejected(rows: Rows) -> None:
    """ "Taken as reported" is untrue of a row that stays out; its rejection says enough."""
    rows.warnings[:] = [
        finding
        for finding in rows.warnings
        if finding.code != "counts_doubtful" or rows.line(finding) not in rows.reasons
    ]


def _dates() -> Iterator[pl.Expr]:
    for name in ("day", "day_end"):
        day = pl.col(name)
        yield pl.date(day // 10_000, day // 100 % 100, day % 100).alias(f"_{name}")


def _members(identity: Identity, measures: list[str]) -> list[Identity]:
    """The identity itself, or one for each member of its family that the table carries.

    Of a family that bounds itself (`family` without `right`) each member bounds the next: within 15 seconds
    there are no more than within 20.
    """
    if not identity.family:
        return [identity]
    found = [
        n for n in measures if (c := base_count(n)) and c.threshold_s and n.startswith(f"{identity.family}_")
    ]
    if identity.right:
        return [Identity((name,), identity.right, identity.severity) for name in found]
    found.sort(key=lambda name: base_count(name).threshold_s)  # type: ignore[union-attr, arg-type, return-value]
    return [Identity((less,), (more,), identity.severity) for less, more in pairwise(found)]


def _is_certain(one: Identity) -> bool:
    plain = not one.equal and not one.also and len(one.left) == len(one.right) == 1
    return plain and one.severity is Severity.REJECTS


def _there(one: Identity) -> pl.Expr:
    return pl.all_horizontal([pl.col(name).is_not_null() for name in (*one.left, *one.right)])


def _left(one: Identity, rows: Rows) -> tuple[str, ...]:
    return (*one.left, *(name for name in one.also if name in rows.measures))


def _is_broken(one: Identity, rows: Rows) -> pl.Expr:
    """The rows whose two sides are not as they should be to each other."""
    left, right = pl.sum_horizontal(_left(one, rows)), pl.sum_horizontal(one.right)
    off = left != right if one.equal or one.per_mille is not None else left > right
    return _there(one) & off


def _check_bound(file: str, rows: Rows, one: Identity) -> None:
    names = _left(one, rows)
    left, right = pl.sum_horizontal(names), pl.sum_horizontal(one.right)
    wrong = few(rows.frame, _is_broken(one, rows)).select("row", left.alias("l"), right.alias("r"))
    rejects = one.severity is Severity.REJECTS
    for number, more, less in wrong.iter_rows():
        facts = {"more": _joined(names), "left": more, "less": _joined(one.right), "right": less}
        code = "counts_contradict" if rejects else "counts_doubtful"
        finding = Finding(code, rows.place(file, number, one.left[0]), facts)
        (rows.reasons[number] if rejects else rows.warnings).append(finding)


def _unbalanced(file: str, rows: Rows, one: Identity) -> Iterator[Finding]:
    """Begin + joiners − leavers = end: every row that does not come out."""
    names = _left(one, rows)
    left, right = pl.sum_horizontal(names), pl.sum_horizontal(one.right)
    wrong = few(rows.frame, _is_broken(one, rows)).select("row", left.alias("l"), right.alias("r"))
    for number, said, other in wrong.iter_rows():
        facts = {"left": _joined(names), "l": said, "right": _joined(one.right), "r": other}
        yield Finding("counts_unbalanced", rows.place(file, number, one.right[0]), facts)


def _unaccounted(file: str, rows: Rows, one: Identity) -> Iterator[Finding]:
    """Calls that were neither answered nor abandoned: said once where they are more than a tolerance."""
    names = _left(one, rows)
    gap = (pl.sum_horizontal(one.right) - pl.sum_horizontal(names)).alias("gap")
    whole = pl.sum_horizontal(one.right).alias("whole")
    kept = _there(one) & ~pl.col("row").is_in(list(rows.reasons))
    told = worked_out(rows.frame, *(each.filter(kept).sum() for each in (gap, whole)))
    lacking, total = told.row(0)
    if lacking * 1000 <= total * (one.per_mille or 0):
        return
    lines = rows.frame.filter(kept).select("row", gap, whole)
    worst = lines.sort("gap", descending=True).row(0, named=True)
    facts = {
        "whole": _joined(one.right), "total": total, "parts": _joined(names), "lacking": lacking,
        "n": lines.filter(pl.col("gap") > 0).height, "most": worst["gap"],
    }  # fmt: skip
    yield Finding("calls_unaccounted", rows.place(file, worst["row"], one.right[0]), facts)


def _joined(names: Sequence[str]) -> Text:
    texts = [count_name(name) for name in names]
    return Text(" + ".join(text.zh for text in texts), " + ".join(text.en for text in texts))
