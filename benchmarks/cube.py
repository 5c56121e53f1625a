"""Sixty indicators over ten million half hours to 14,400 exact verdicts, beside three yardsticks.

python -m benchmarks.cube FOLDER [--rounds 3] [--no-pandas]

Yardsticks in the same run: the bare cube query in DuckDB; sixty FILTER ratios in the same DuckDB over the
same files; sixty pandas groupbys as one writes them, from the lake as ours and over a frame in memory,
and tuned (in memory, keys as categories, each filter worked out once, beforehand). All 14,400 numerators and
denominators are compared with theirs before anything is timed.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.interval_lake import FILTERS, MONTHS, WHO, open_lake
from benchmarks.side_by_side import alone, head, in_turn, show_ratio, show_times
from core.batch import Source
from core.garbage import search_paused
from services.contracts.asked import Asked, formula_of
from services.contracts.contract_versions import all_governing
from services.house.bootstrap import House
from services.judging.cube_asked import dims_of
from services.judging.judging import judged
from services.judging.sources import Sources
from sla.judging.tally import measure
from sla.judging.verdict import Circumstances, Judgement, judge
from sla.terms.contract import Clause, scope_of
from sla.terms.indicator import Formula
from store.lake.cube import Bit, CubeWish, cube_sql
from store.lake.source import LakeSource

AS_OF = date(2024, 2, 1)
#: (vendor, yyyymm, clause) → numerator, denominator.
Figures = dict[tuple[str, int, str], tuple[int, int]]

OURS = "Plumbline, 14,400 verdicts"
SERVICES = "the same through services"
BARE = "bare cube query"
FILTER = "sixty FILTER ratios"
FROM_LAKE = "sixty pandas groupbys, loaded"
PANDAS = "sixty pandas groupbys"
TUNED = "sixty pandas groupbys, tuned"


class NoPast:
    """No month was judged before."""

    def values(self, contract: str, clause: str, before: str) -> Sequence[None]:
        """Nothing is known of earlier months."""
        return ()


def main() -> None:
    """Build or find the lake, compare, time, print."""
    given = _arguments()
    if given.alone:
        print(json.dumps(_peak(given.folder)))
        return
    if not (given.folder / "complete").exists():
        print(alone("benchmarks.interval_lake", str(given.folder)), end="")
    peak = json.loads(alone("benchmarks.cube", str(given.folder), "--alone"))
    house = open_lake(given.folder)
    asked = asked_for(house)
    wish, files = cube_of(house, asked)
    base = duckdb.connect()
    table = f"read_parquet([{', '.join(repr(f) for f in files)}], union_by_name = true)"
    contenders = {
        OURS: lambda: verdicts(house, asked),
        SERVICES: lambda: through_services(house, asked),
        BARE: lambda: base.execute(cube_sql(wish, table)).fetchall(),
        FILTER: lambda: base.execute(filter_sql(asked, table)).fetchall(),
    }
    ours = figures_of(verdicts(house, asked))
    _must_agree(ours, _filtered(base, asked, table), FILTER)
    if not given.no_pandas:
        frame = loaded(files, wish)
        tuned = frame.astype({"vendor": "category", "channel": "category"})
        masks = {name: _mask(tuned, name) for name in FILTERS}
        _must_agree(ours, with_pandas(tuned, asked, masks), PANDAS)
        contenders[FROM_LAKE] = lambda: with_pandas(loaded(files, wish), asked)
        contenders[PANDAS] = lambda: with_pandas(frame, asked)
        contenders[TUNED] = lambda: with_pandas(tuned, asked, masks)
    head(f"cube: {len(ours):,} verdicts, figures equal in every way of counting them")
    # As app.py does: what is loaded is not looked through again for garbage.
    gc.collect()
    gc.freeze()
    times = in_turn(contenders, given.rounds)
    show_times(times)
    show_ratio(times, OURS, BARE, "≤ 1.6")
    show_ratio(times, SERVICES, BARE)
    show_ratio(times, FILTER, OURS, "≥ 6")
    if not given.no_pandas:
        show_ratio(times, FROM_LAKE, OURS)
        show_ratio(times, PANDAS, OURS, "≥ 30")
        show_ratio(times, TUNED, OURS)
    print(f"  peak memory of a process that does nothing else: {peak['peak_mb']} MB   target < 600 MB")
    house.close()


def asked_for(house: House) -> list[Asked]:
    """Ten contracts in each of 24 months."""
    return [Asked(contract, label) for label in MONTHS for contract in all_governing(house, WHO, label)]


def verdicts(house: House, asked: Sequence[Asked]) -> list[tuple[Asked, Judgement]]:
    """One cube, then measured and judged clause by clause."""
    wish = wish_of(asked)
    with house.database.read() as uow:
        source = LakeSource.prepare(
            uow, house.lake, Source.VENDOR, wish.periods, wish.measures, dims=wish.dims, bits=wish.bits
        )
    inside = {bit.name: source.where(bit.name) for bit in wish.bits}
    plan = _plan(asked[0])
    found = []
    # As services/judging/assess_month.py does.
    with search_paused():
        for each in asked:
            period = each.period
            known = Circumstances(period, AS_OF)
            for clause, form, counts, bit in plan:
                place = inside[bit] if bit else source
                sums = place.tallies(counts, scope_of(each.contract, clause), period, AS_OF)
                found.append((each, judge(clause, form, measure(form, sums, clause.aggregate), known)))
    return found


def through_services(house: House, asked: Sequence[Asked]) -> list[object]:
    """What an assessment does between reading its inputs and keeping its run."""
    with house.database.read() as uow:
        sources = Sources.open(uow, house.lake, asked, AS_OF)
    with search_paused():
        return [line for each in asked for line in judged(each, sources, NoPast())]


def figures_of(found: Sequence[tuple[Asked, Judgement]]) -> Figures:
    """What each verdict rests on."""
    return {
        (a.contract.vendor, int(a.label.replace("-", "")), j.clause): (int(j.numerator), int(j.denominator))
        for a, j in found
        if j.numerator is not None and j.denominator is not None
    }


def cube_of(house: House, asked: Sequence[Asked]) -> tuple[CubeWish, list[str]]:
    """The cube all of it needs, and the files it is made of."""
    with house.database.read(WHO) as uow:
        files = [house.lake.path(file.path).as_posix() for file in uow.lake_files.current()]
    return wish_of(asked), files


def wish_of(asked: Sequence[Asked]) -> CubeWish:
    """Base counts, dimensions, months and bits of the contracts' clauses."""
    clauses = asked[0].contract.clauses
    counts = {n for clause in clauses for n in formula_of(asked[0].contract, clause).base_counts}
    bits = {bit for clause in clauses if (bit := bit_of(clause))}
    dims = {"vendor", *(dim for clause in clauses for dim in dims_of(asked[0].contract, clause))}
    periods = tuple(sorted({each.period for each in asked}))
    return CubeWish(tuple(sorted(counts)), tuple(sorted(dims)), periods, tuple(sorted(bits, key=_name)))


def bit_of(clause: Clause) -> Bit | None:
    """A clause's hours and weekdays as a filter bit."""
    if clause.hours is None:
        return None
    return Bit(f"h{clause.hours[0]}", hours=clause.hours, weekdays=clause.weekdays)


def filter_sql(asked: Sequence[Asked], table: str, rates: bool = True) -> str:
    """Each indicator filtering for itself: what one writes without a cube."""
    columns = [_filtered_column(asked[0], clause, rates) for clause in asked[0].contract.clauses]
    return f"SELECT vendor, ym, {', '.join(columns)} FROM {table} WHERE role = 'facts' GROUP BY vendor, ym"


def loaded(files: Sequence[str], wish: CubeWish) -> pd.DataFrame:
    """All rows in memory, as pandas reads them."""
    columns = ["vendor", "channel", "ym", "hour", "weekday", *wish.measures]
    return pd.concat([pd.read_parquet(file, columns=columns) for file in files], ignore_index=True)


def with_pandas(
    frame: pd.DataFrame, asked: Sequence[Asked], masks: Mapping[str, pd.Series | None] | None = None
) -> Figures:
    """One groupby for each indicator, its rows picked out for each (or by masks made beforehand)."""
    found: Figures = {}
    for clause in asked[0].contract.clauses:
        form = formula_of(asked[0].contract, clause)
        name = clause.code.rpartition("_")[2]
        mask = masks[name] if masks else _mask(frame, name)
        columns = ["vendor", "ym", *form.base_counts]
        rows = frame[columns] if mask is None else frame.loc[mask, columns]
        sums = rows.groupby(["vendor", "ym"], observed=True).sum()
        top = sum(sums[name] * weight for name, weight in form.numerator.items())
        below = sum(sums[name] * weight for name, weight in form.denominator.items())
        pairs = zip(sums.index, top, below, strict=True)
        found |= {(v, month, clause.code): (int(t), int(b)) for (v, month), t, b in pairs}
    return found


def _mask(frame: pd.DataFrame, name: str) -> pd.Series | None:
    """The rows inside one of the four filters; None for all of them."""
    if name == "ALL":
        return None
    if name == "VOICE":
        return frame["channel"] == "VOICE"
    first, after = {"OPEN": (9, 18), "PEAK": (10, 12)}[name]
    return (frame["weekday"] <= 5) & (frame["hour"] >= first) & (frame["hour"] < after)


def _plan(asked: Asked) -> list[tuple[Clause, Formula, tuple[str, ...], str | None]]:
    """The clauses are the same in every contract and month."""
    found = []
    for clause in asked.contract.clauses:
        form, bit = formula_of(asked.contract, clause), bit_of(clause)
        found.append((clause, form, form.base_counts, bit.name if bit else None))
    return found


def _filtered(base: duckdb.DuckDBPyConnection, asked: Sequence[Asked], table: str) -> Figures:
    found: Figures = {}
    for vendor, month, *pairs in base.execute(filter_sql(asked, table, rates=False)).fetchall():
        for clause, top, below in zip(asked[0].contract.clauses, pairs[::2], pairs[1::2], strict=True):
            found[vendor, month, clause.code] = (int(top), int(below))
    return found


def _filtered_column(asked: Asked, clause: Clause, rates: bool) -> str:
    form = formula_of(asked.contract, clause)
    inside = _condition(clause)
    top, below = (_sum(weights, inside) for weights in (form.numerator, form.denominator))
    return f"{top} / {below}" if rates else f"{top}, {below}"


def _sum(weights: Mapping[str, int], inside: str) -> str:
    terms = " + ".join(name if weight == 1 else f"{weight} * {name}" for name, weight in weights.items())
    return f"SUM({terms}){inside}"


def _condition(clause: Clause) -> str:
    conditions = [f"{name} = '{value}'" for name, value in clause.scope.items()]
    if clause.hours:
        conditions += [f"hour >= {clause.hours[0]}", f"hour < {clause.hours[1]}"]
        conditions.append(f"weekday IN ({', '.join(map(str, clause.weekdays))})")
    return f" FILTER (WHERE {' AND '.join(conditions)})" if conditions else ""


def _must_agree(ours: Figures, theirs: Figures, name: str) -> None:
    if ours != theirs:
        differing = [key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)]
        raise SystemExit(f"{name}: {len(differing)} figures differ, such as {differing[:3]}")


def _peak(folder: Path) -> dict[str, int]:
    house = open_lake(folder)
    done = verdicts(house, asked_for(house))
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"verdicts": len(done), "peak_mb": kilobytes // 1024}


def _name(bit: Bit) -> str:
    return bit.name


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="a scratch folder; the lake in it is used again")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-pandas", action="store_true", help="leave out the groupbys (4 GB of memory)")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
