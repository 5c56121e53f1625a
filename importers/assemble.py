"""Finds doubled rows of a table whose rows are named, and parts them into one draft per batch key."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import polars as pl

from core.batch import BatchKey, Coverage, Dataset, Source
from core.canonical import canonical_json
from core.facts import KEY_COLUMNS, TEXT_COLUMNS, date_of
from core.finding import Finding, Place
from core.period import Period, calendar_month
from importers.cells import masked
from importers.celltoken import shown
from importers.draft import Choice, Directory, Draft, RejectedRow
from importers.extract import Rows
from importers.headers import synonyms
from importers.missing_days import days_of
from importers.naming import Assembled, name_places, name_projects, name_vendors

_FIXED = (*KEY_COLUMNS, "ym", "hour", "weekday", "sheet", "row", "col", "orientation")
_SCOPES = ("site", "queue", "channel", "segment", "language")


def assemble(
    file: str,
    rows: Rows,
    choice: Choice,
    directory: Directory,
    source: Source,
    titles: Sequence[str] = (),
) -> Assembled:
    """Drafts of one table. An unknown vendor or project blocks; a new site or queue is to be confirmed.

    `titles`: those of the file's other tables, which may name the vendor where this one does not.
    """
    result = Assembled()
    if not name_vendors(file, rows, choice, directory, titles, result):
        return result
    name_projects(file, rows, choice, directory, result)
    for kind in ("sites", "queues"):
        name_places(file, rows, kind, directory, result)
    frame = _completed(rows)
    _find_doubles(file, rows, frame)
    vendors = dict(frame.select("row", "vendor").iter_rows())
    # A row that stays out is told why, not also that it was taken with a doubt.
    warnings = [f for f in rows.warnings if f.place.row not in rows.reasons]
    found = warnings + [f for reasons in rows.reasons.values() for f in reasons]
    result.findings += [_with_vendor(finding, vendors) for finding in found]
    kept = frame.filter(~pl.col("row").is_in(list(rows.reasons)))
    rejected = _rejected(file, rows, frame)
    sites = {(known.vendor, known.code): known.names[0] for known in directory.sites if known.names}
    sites |= {(place.vendor, place.code): place.name for place in result.new_places if place.kind == "site"}
    result.days = days_of(rows, frame, _spans(kept, rows, choice), sites)
    for dataset, measures in _datasets(rows).items():
        for (vendor, project), part in kept.group_by(["vendor", "project"], maintain_order=True):
            mine = tuple(r for r in rejected if r.vendor in (vendor, None))
            figures = pl.any_horizontal([pl.col(name).is_not_null() for name in measures])
            filled = part.select(*_FIXED, *measures).filter(figures)
            if filled.is_empty():
                continue
            key = BatchKey(str(vendor), project, dataset, source, rows.table.layout.grain)  # type: ignore[arg-type]
            result.drafts.append(_draft(key, filled, measures, rows, mine, choice))
    return result


def join_drafts(parts: list[Draft]) -> Draft:
    """Drafts of one key from several sheets as one; the rejected rows of all."""
    if len(parts) == 1:
        return parts[0]
    measures = tuple(sorted({name for part in parts for name in part.measures}))
    frame = pl.concat([part.frame for part in parts], how="diagonal").select(*_FIXED, *measures)
    starts, ends = zip(*((p.coverage.period.start, p.coverage.period.end) for p in parts), strict=True)
    whole = any(not part.coverage.scopes for part in parts)
    scopes = frozenset() if whole else frozenset().union(*(part.coverage.scopes for part in parts))
    same = len({part.coverage.period for part in parts}) == 1
    period = parts[0].coverage.period if same else Period(min(starts), max(ends))
    coverage = Coverage(period, scopes)
    return replace(
        parts[0],
        coverage=coverage,
        frame=frame,
        measures=measures,
        offsets={sheet: fields for part in parts for sheet, fields in part.offsets.items()},
        rejected=tuple(row for part in parts for row in part.rejected),
        content_hash=_hash(parts[0].key, coverage, frame, measures),
        derived=frozenset().union(*(part.derived for part in parts)),
    )


def _completed(rows: Rows) -> pl.DataFrame:
    """All fact columns: calendar parts written once, places as in Excel."""
    layout, day = rows.table.layout, pl.col("day")
    first = rows.table.grid.columns[0].letters
    parts = pl.date(day // 10_000, day // 100 % 100, day % 100)
    frame = rows.frame.with_columns(
        pl.lit(layout.grain.value).alias("grain"),
        (day // 100).cast(pl.Int32).alias("ym"),
        (pl.col("slot") // 60).cast(pl.Int32).alias("hour"),
        parts.dt.weekday().cast(pl.Int32).alias("weekday"),
        pl.lit(rows.table.grid.sheet).alias("sheet"),
        pl.lit(first).alias("col"),
        pl.lit("row").alias("orientation"),
    )
    texts = [pl.col(name).cast(pl.String) for name in _FIXED if name in TEXT_COLUMNS]
    return frame.with_columns(texts).select(*_FIXED, *rows.measures)


def _find_doubles(file: str, rows: Rows, frame: pl.DataFrame) -> None:
    """The same key twice: equal figures count once; of different figures none can be trusted."""
    keys = [*KEY_COLUMNS]
    live = frame.filter(~pl.col("row").is_in(list(rows.reasons)))
    twice = live.filter(pl.struct(keys).is_duplicated())
    for group in twice.partition_by(keys, maintain_order=True):
        numbers = group["row"].to_list()
        same = group.select(rows.measures).n_unique() == 1
        for number in numbers[1:] if same else numbers:
            other = next(n for n in numbers if n != number)
            facts = {"other": other, "day": date_of(group["day"][0]).isoformat()}
            code = "row_repeated" if same else "row_doubled"
            rows.reasons[number].append(Finding(code, rows.place(file, number), facts))


def _datasets(rows: Rows) -> dict[Dataset, tuple[str, ...]]:
    """The measures of each dataset the table carries: a monthly sheet may hold traffic, quality and staff."""
    if rows.table.layout.dataset:
        return {rows.table.layout.dataset: tuple(rows.measures)}
    homes = {fld.measure: fld.dataset for fld in synonyms().fields.values() if fld.measure}
    parted: dict[Dataset, list[str]] = {}
    for name in rows.measures:
        parted.setdefault(homes.get(name, Dataset.TRAFFIC), []).append(name)
    return {dataset: tuple(names) for dataset, names in parted.items()}


def _draft(
    key: BatchKey,
    part: pl.DataFrame,
    measures: tuple[str, ...],
    rows: Rows,
    rejected: tuple[RejectedRow, ...],
    choice: Choice,
) -> Draft:
    coverage = Coverage(_covered(part, rows, choice), _scopes(part))
    offsets = {rows.table.grid.sheet: dict(rows.offsets)}
    return Draft(
        key, coverage, part, measures, offsets, rejected,
        _hash(key, coverage, part, measures), frozenset(rows.derived) & frozenset(measures),
    )  # fmt: skip


def _spans(kept: pl.DataFrame, rows: Rows, choice: Choice) -> dict[tuple[str, str | None], Period]:
    """The days each vendor's rows should all be there for: what they cover, inside what the title says."""
    found = {}
    for (vendor, project), part in kept.group_by(["vendor", "project"], maintain_order=True):
        span, said = _covered(part, rows, choice), rows.said
        if said and not choice.period and span.overlaps(said):
            # One stray date does not make the report speak for all the days up to it.
            span = Period(max(span.start, said.start), min(span.end, said.end), said.label)
        found[str(vendor), project] = span
    return found  # type: ignore[return-value]


def _covered(part: pl.DataFrame, rows: Rows, choice: Choice) -> Period:
    """The chosen period; else the title's month where all rows lie in it; else from first to last day."""
    if choice.period:
        return choice.period
    start, end = date_of(part["day"].min()), date_of(part["day_end"].max())  # type: ignore[arg-type]
    if rows.said and rows.said.covers(Period(start, end)):
        return rows.said
    last = end - timedelta(days=1)
    whole = calendar_month(start.year, start.month)
    return whole if (whole.start, whole.last_day) == (start, last) else Period(start, end)


def _scopes(part: pl.DataFrame) -> frozenset[tuple[str | None, ...]]:
    """The scopes the rows name; none at all where the rows speak for the whole vendor."""
    scopes = frozenset(part.select(_SCOPES).unique().iter_rows())
    return frozenset() if scopes == {(None,) * len(_SCOPES)} else scopes


def _hash(key: BatchKey, coverage: Coverage, part: pl.DataFrame, measures: tuple[str, ...]) -> str:
    content = part.select(*KEY_COLUMNS, *measures).sort(list(KEY_COLUMNS), nulls_last=False)
    head = canonical_json({"key": key, "coverage": {"period": coverage.period, "scopes": coverage.scopes}})
    return hashlib.sha256((head + content.write_csv()).encode()).hexdigest()


def _rejected(file: str, rows: Rows, frame: pl.DataFrame) -> list[RejectedRow]:
    kept_out = rows.table.grid.body.filter(pl.col("row").is_in(list(rows.reasons)))
    cells = {line["row"]: line for line in kept_out.iter_rows(named=True)}
    vendors = dict(frame.select("row", "vendor").iter_rows())
    return [
        RejectedRow(
            Place(file, rows.table.grid.sheet, number),
            tuple(found),
            _cells_shown(rows, cells[number]),
            vendors.get(number),
        )
        for number, found in sorted(rows.reasons.items())
        if found
    ]


def _with_vendor(finding: Finding, vendors: Mapping[int, str | None]) -> Finding:
    """The finding with the vendor its row belongs to, so that each vendor is only told its own."""
    vendor = vendors.get(finding.place.row) if finding.place.row else None
    return replace(finding, facts={"vendor": vendor, **finding.facts}) if vendor else finding


def _cells_shown(rows: Rows, line: Mapping[str, str | None]) -> dict[str, str]:
    """The row as received, header → text, telephone numbers masked."""
    return {at.written: masked(shown(line[at.letters])) for at in rows.table.grid.columns}
