"""Gives rows their vendor and places, finds doubled rows, and parts them into one draft per batch key."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import polars as pl

from core.batch import BatchKey, Coverage, Dataset, Source
from core.canonical import canonical_json
from core.facts import KEY_COLUMNS, TEXT_COLUMNS, date_of
from core.finding import Finding, Place
from core.period import Period, calendar_month
from core.scope import is_code
from importers.cells import masked
from importers.celltoken import shown
from importers.draft import Choice, Directory, Draft, NewPlace, Question, QuestionKind, RejectedRow, folded
from importers.extract import Rows
from importers.headers import synonyms
from importers.missing_days import Days, days_of

_FIXED = (*KEY_COLUMNS, "ym", "hour", "weekday", "sheet", "row", "col", "orientation")
_SCOPES = ("site", "queue", "channel", "segment", "language")


@dataclass
class Assembled:
    """What one table gave."""

    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    new_places: list[NewPlace] = field(default_factory=list)
    #: Its days, where every day should be there.
    days: Days | None = None


def assemble(file: str, rows: Rows, choice: Choice, directory: Directory, source: Source) -> Assembled:
    """Drafts of one table. An unknown vendor or project blocks; a new site or queue is to be confirmed."""
    result = Assembled()
    if not _name_vendors(file, rows, choice, directory, result):
        return result
    _name_projects(file, rows, choice, directory, result)
    for kind in ("sites", "queues"):
        _name_places(file, rows, kind, directory, result)
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


def _name_vendors(file: str, rows: Rows, choice: Choice, directory: Directory, result: Assembled) -> bool:
    """Fill `vendor` from the column or the choice; False where one is unknown or nobody said which."""
    known = directory.named("vendors")
    if rows.frame["vendor_said"].null_count() == rows.frame.height:
        if choice.vendor is None:
            result.findings.append(Finding("vendor_missing", Place(file, rows.table.grid.sheet)))
            result.questions.append(Question(QuestionKind.VENDOR))
            return False
        if (None, folded(choice.vendor)) not in known:
            result.findings.append(Finding("vendor_unknown", Place(file), {"vendor": choice.vendor}))
            return False
        rows.frame = rows.frame.with_columns(pl.lit(choice.vendor, pl.String).alias("vendor"))
        return True
    codes: dict[str, str | None] = {}
    said = rows.frame.drop_nulls("vendor_said").unique("vendor_said", keep="first", maintain_order=True)
    for name, number in said.select("vendor_said", "row").iter_rows():
        codes[name] = known.get((None, folded(name)))
        if codes[name] is None:
            place = rows.place(file, number, "vendor")
            result.findings.append(Finding("vendor_unknown", place, {"vendor": name}))
    rows.frame = rows.frame.with_columns(
        pl.col("vendor_said").replace_strict(codes, default=None, return_dtype=pl.String).alias("vendor")
    )
    other = pl.col("vendor") != choice.vendor if choice.vendor else pl.lit(False)
    wrong = rows.frame.filter(pl.col("vendor_said").is_null() | other)
    for number, vendor in wrong.select("row", "vendor").iter_rows():
        code = "vendor_cell_empty" if vendor is None else "vendor_other"
        facts = {"vendor": vendor or "", "chosen": choice.vendor or ""}
        rows.reasons[number].append(Finding(code, rows.place(file, number, "vendor"), facts))
    return not result.findings


def _name_projects(file: str, rows: Rows, choice: Choice, directory: Directory, result: Assembled) -> None:
    known = directory.named("projects")
    names = [name for name in rows.frame["project"].unique(maintain_order=True) if name]
    codes = {name: known.get((None, folded(name))) for name in names}
    for name in (n for n, code in codes.items() if code is None):
        result.findings.append(
            Finding("project_unknown", rows.place(file, None, "project"), {"project": name})
        )
    column = pl.col("project").replace_strict(codes, default=choice.project, return_dtype=pl.String)
    rows.frame = rows.frame.with_columns(column.alias("project"))


def _name_places(file: str, rows: Rows, kind: str, directory: Directory, result: Assembled) -> None:
    """Codes for site or queue names; a name met for the first time gets a code and a finding."""
    role, known = kind[:-1], directory.named(kind)
    codes: dict[tuple[str, str], str] = {}
    pairs = rows.frame.filter(pl.col(role).is_not_null() & pl.col("vendor").is_not_null())
    for vendor, name in pairs.select("vendor", role).unique(maintain_order=True).iter_rows():
        code = known.get((vendor, folded(name))) or known.get((None, folded(name)))
        if code is None:
            code = _fresh_code(role, name)
            result.new_places.append(NewPlace(role, vendor, code, name))
            place = rows.place(file, None, role)
            result.findings.append(
                Finding(f"{role}_new", place, {"name": name, "vendor": vendor, "code": code})
            )
        codes[(vendor, name)] = code
    if codes:
        named = [(vendor, name, code) for (vendor, name), code in codes.items()]
        names = pl.DataFrame(named, schema=["vendor", role, "code"], orient="row")
        joined = rows.frame.join(names, on=["vendor", role], how="left", maintain_order="left")
        rows.frame = joined.with_columns(pl.col("code").alias(role)).drop("code")


def _fresh_code(role: str, name: str) -> str:
    """A code for a new name: the name itself where it can be one, else a short mark of it."""
    plain = "-".join(name.upper().split())
    if is_code(plain):
        return plain
    return f"{role[0].upper()}-{hashlib.sha256(name.encode()).hexdigest()[:8].upper()}"


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
    parts = kept.group_by(["vendor", "project"], maintain_order=True)
    return {(str(vendor), project): _covered(part, rows, choice) for (vendor, project), part in parts}  # type: ignore[misc]


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
    cells: Mapping[int, list[str | None]] = dict(rows.table.grid.rows)
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


def _cells_shown(rows: Rows, tokens: list[str | None]) -> dict[str, str]:
    """The row as received, header → text, telephone numbers masked."""
    columns = [column for column in rows.table.grid.columns if column.index < len(tokens)]
    return {column.written: masked(shown(tokens[column.index])) for column in columns}
