"""Parts the rows of a table, once they are named, into one draft per batch key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from string import ascii_uppercase

import polars as pl

from core.batch import BatchKey, Coverage, Dataset, Source
from core.facts import IDENTITY_COLUMNS, KEY_COLUMNS, TEXT_COLUMNS, date_of
from core.finding import Finding
from core.offsets import with_cell
from core.period import Period
from core.privacy import Privacy
from importers.columnar.coded import met
from importers.columnar.in_order import distinct, parted, picked
from importers.containers.celltoken import shown
from importers.containers.extent import column_letters
from importers.dictionary.headers import synonyms
from importers.draft import Asserted, Choice, Directory, Draft, RejectedRow
from importers.rows.asserted import asserted, note_claims
from importers.rows.audit_rows import audits_said
from importers.rows.doubles import find_doubles
from importers.rows.extract import Rows
from importers.rows.missing_days import days_of
from importers.rows.naming import (
    Assembled,
    name_places,
    name_projects,
    name_sites,
    name_vendors,
    refuse_scopeless,
)
from importers.rows.privacy import cell_shown, conceal_agents
from importers.rows.queue_hint import name_queues
from importers.rows.queue_sites import site_by_queue
from importers.rows.site_contradicted import note_contradicted
from importers.spans import Speaks

#: Every column of a fact that is no measure.
FIXED = (*KEY_COLUMNS, "ym", "hour", "weekday", "sheet", "row", "col", "orientation", *IDENTITY_COLUMNS)
_SCOPES = ("site", "queue", "channel", "segment", "language")


def assemble(
    file: str,
    rows: Rows,
    choice: Choice,
    directory: Directory,
    source: Source,
    titles: Sequence[str] = (),
    held_against: Callable[[Rows], None] | None = None,
) -> Assembled:
    """Drafts of one table. An unknown vendor or project blocks; a new site or queue is to be confirmed.

    `titles`: those of the file's other tables, which may name the vendor where this one does not.
    `held_against`: looks at the rows once it is known whose they are, before agents are concealed.
    """
    result, checked = Assembled(), len(rows.warnings)
    if not name_vendors(file, rows, choice, directory, titles, result):
        return result
    if not name_sites(file, rows, choice, directory, result):
        return result
    if not name_queues(file, rows, choice, directory, result):
        return result
    placed = _named(file, rows, choice, directory, result)
    if held_against is not None:
        held_against(rows)
    conceal_agents(rows, directory.privacy)
    frame = _completed(rows)
    frame = picked(frame, ~pl.col("row").is_in(find_doubles(file, rows, frame)))
    claims = asserted(file, rows, frame)
    note_claims(file, rows, claims)
    result.of_rows.append((len(result.findings), lambda: _found(rows, frame, checked)))
    result.rejected = _rejected(file, rows, placed, directory.privacy)
    kept = picked(frame, ~pl.col("row").is_in(list(rows.reasons)))
    result.audits = audits_said(kept, rows.table.grid, rows.answers)
    speaks = _speaks(kept, frame, rows)
    spans = {who: _due(each, rows.said) for who, each in speaks.items()}
    result.days = days_of(rows, frame, spans, _sites(directory, result))
    result.drafts += _drafts(rows, kept, claims, speaks, result.rejected, source)
    return result


def _named(file: str, rows: Rows, choice: Choice, directory: Directory, result: Assembled) -> pl.DataFrame:
    """Projects, sites and queues named; gives each row's vendor and site."""
    name_projects(file, rows, choice, directory, result)
    refuse_scopeless(file, rows)
    for kind in ("sites", "queues"):
        name_places(file, rows, kind, directory, result)
    site_by_queue(file, rows, directory, result)
    note_contradicted(file, rows, directory, result)
    return rows.frame.select("row", "vendor", "site")


def _found(rows: Rows, frame: pl.DataFrame, checked: int) -> list[Finding]:
    """What is said of the rows, each with its vendor: what looked at them beside all else after the first
    `checked` warnings. A row that stays out is told why, not also that it was taken with a doubt."""
    rows.warnings[checked:checked] = rows.looked_at()
    warnings = [f for f in rows.warnings if rows.line(f) not in rows.reasons]
    found = warnings + [f for reasons in rows.reasons.values() for f in reasons]
    vendors = _vendors(frame, [rows.line(finding) for finding in found])
    return [_with_vendor(finding, vendors.get(rows.line(finding))) for finding in found]


def _sites(directory: Directory, result: Assembled) -> dict[tuple[str | None, str], str]:
    """(vendor, code) of a site → its name, those met for the first time included."""
    sites = {(known.vendor, known.code): known.names[0] for known in directory.sites if known.names}
    return sites | {(at.vendor, at.code): at.name for at in result.new_places if at.kind == "site"}


def _drafts(
    rows: Rows,
    kept: pl.DataFrame,
    claims: Sequence[tuple[Dataset, Asserted]],
    speaks: Mapping[tuple[str, str | None], Speaks],
    rejected: Sequence[RejectedRow],
    source: Source,
) -> Iterator[Draft]:
    """The kept rows parted by dataset, vendor and project, each with what is claimed beside them."""
    datasets = _datasets(rows)
    for dataset in dict.fromkeys([*datasets, *(dataset for dataset, _ in claims)]):
        measures = datasets.get(dataset, ())
        figures = pl.any_horizontal([pl.lit(False), *(pl.col(name).is_not_null() for name in measures)])
        for (vendor, project), part in parted(kept, ["vendor", "project"]):
            whose = (dataset, vendor, project)
            said = tuple(c for where, c in claims if (where, c.scope.vendor, c.scope.project) == whose)
            filled = picked(part.select(*FIXED, *measures), figures)
            if filled.is_empty() and not said:
                continue
            key = BatchKey(str(vendor), project, dataset, source, rows.table.layout.grain)  # type: ignore[arg-type]
            mine = tuple(r for r in rejected if r.vendor in (vendor, None))
            their = speaks[str(vendor), project]  # type: ignore[index]
            yield _draft(key, part, filled, measures, rows, mine, their, said)


def _completed(rows: Rows) -> pl.DataFrame:
    """All fact columns: calendar parts written once, places as in Excel."""
    layout, day = rows.table.layout, pl.col("day")
    weekday = pl.date(day // 10_000, day // 100 % 100, day % 100).dt.weekday()
    frame = rows.frame.with_columns(
        rows.same("grain", layout.grain.value),
        (pl.col("slot") // 60).cast(pl.Int32).alias("hour"),
        (day // 100).cast(pl.Int32).alias("ym"),
        _by_number(rows.frame["day"], weekday).alias("weekday"),
        rows.same("sheet", rows.table.grid.sheet),
        rows.same("col", rows.table.grid.columns[0].letters),
        rows.same("orientation", "column" if rows.table.grid.across else "row"),
    )
    texts = [pl.col(name).cast(pl.String) for name in FIXED if name in TEXT_COLUMNS]
    return frame.with_columns([] if rows.table.grid.coded else texts).select(*FIXED, *rows.measures)


def _by_number(numbers: pl.Series, of: pl.Expr) -> pl.Series:
    """What follows from each number, found once for every different one of them."""
    distinct = met(numbers)
    least, most = distinct.min(), distinct.max()
    if not isinstance(least, int) or not isinstance(most, int) or most - least > len(numbers):
        return numbers.to_frame().select(of.cast(pl.Int32))[:, 0]
    found = distinct.to_frame().select(of.cast(pl.Int32))[:, 0]
    table = pl.repeat(None, most - least + 1, dtype=pl.Int32, eager=True)
    return table.scatter(distinct - least, found).gather(numbers - least)


def _placed(frame: pl.DataFrame, rows: Rows, offsets: Mapping[str, str]) -> pl.DataFrame:
    """Facts with the place of their line as Excel has it: the row under which a column stands, if across;
    each figure's own cells, where every row holds but one, or one for each channel, or it is added up."""
    grid, lines = rows.table.grid, frame["row"]
    if grid.across:
        named = {line: column_letters(line) for line in lines.unique()}
        frame = frame.with_columns(
            pl.col("row").replace_strict(named, return_dtype=pl.String).alias("col"),
            pl.lit(int(grid.anchor.lstrip(ascii_uppercase)), pl.Int32).alias("row"),
        )
    return frame.with_columns(_own_cells(lines, frame["col"], rows, offsets)) if _apart(rows) else frame


def _apart(rows: Rows) -> bool:
    """Whether a row's figures do not stand where those of the whole sheet do."""
    added = rows.added_columns or rows.added_lines or rows.added_sheets
    return bool(rows.table.grid.cells or rows.table.group or added)


def _own_cells(lines: pl.Series, cols: pl.Series, rows: Rows, offsets: Mapping[str, str]) -> pl.Series:
    """The `col` of facts with the cells of each of their figures."""
    grid, said = rows.table.grid, []
    for line, col in zip(lines, cols, strict=True):
        for name, letters in offsets.items():
            columns, parts = rows.added_columns.get(name, (letters,)), rows.added_lines.get(line, (line,))
            for at in (grid.place("", part, column) for part in parts for column in columns):
                if not grid.cells or (line, letters) in grid.cells:
                    col = with_cell(col, grid.sheet, f"{at.column}{at.row}", name)
            for other, at_line in rows.added_sheets.get(line, ()):
                at = other.place("", at_line, name)
                col = with_cell(col, other.table.grid.sheet, f"{at.column}{at.row}", name)
        said.append(col)
    return pl.Series("col", said, dtype=pl.String)


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
    filled: pl.DataFrame,
    measures: tuple[str, ...],
    rows: Rows,
    rejected: tuple[RejectedRow, ...],
    speaks: Speaks,
    claims: tuple[Asserted, ...],
) -> Draft:
    grid = rows.table.grid
    if filled.is_empty():
        # Nothing but claims: they speak for the days and scopes of the rows they stand in.
        measures, filled = (), filled.select(*FIXED)
        part = part.filter(pl.col("row").is_in([grid.line_of(claim.place) for claim in claims]))
    else:
        part = filled
    days = part["day"].min(), part["day_end"].max()
    coverage = Coverage(Period(*map(date_of, days)), _scopes(part))  # type: ignore[arg-type]
    of = f"@{rows.table.segment}" if rows.table.segment else ""
    placed = _placed(filled, rows, {name: rows.offsets[name] for name in measures if name in rows.offsets})
    standing = {f"{name}{of}": grid.standing(letters) for name, letters in rows.offsets.items()}
    offsets = {grid.key: standing}
    derived = frozenset(rows.derived) & frozenset(measures)
    return Draft(key, coverage, placed, measures, offsets, rejected, "", derived, speaks, claims)


def _speaks(kept: pl.DataFrame, frame: pl.DataFrame, rows: Rows) -> dict[tuple[str, str | None], Speaks]:
    """Vendor and project → what their rows speak for: the chosen period; else the title's, where all rows
    lie in it; else the days of the rows."""
    found: dict[tuple[str, str | None], Speaks] = {}
    every = distinct(frame, ["vendor", "project", "day", "day_end"])
    inside = every if kept is frame else distinct(kept, ["vendor", "project", "day", "day_end"])
    for whose in dict.fromkeys((vendor, project) for vendor, project, _, _ in inside):
        if rows.chosen:
            found[whose] = Speaks((rows.chosen,))
            continue
        mine = [day for *who, day, _ in inside if tuple(who) == whose and day is not None]
        spans = {
            (first, after)
            for *who, first, after in every
            if mine and tuple(who) == whose and first is not None and min(mine) <= first <= max(mine)
        }
        days = sorted(Period(date_of(first), date_of(after)) for first, after in spans)
        if rows.table.spans:
            found[whose] = Speaks(tuple(days))
            continue
        found[whose] = _without_period(days, rows.said)
    return found


def _without_period(days: Sequence[Period], title: Period | None) -> Speaks:
    """What days speak for under a title that may name a period."""
    if title is None or not any(title.covers(day) for day in days):
        return Speaks(days=tuple(days))
    strays = tuple(day for day in days if not title.covers(day))
    inside = tuple(day for day in days if title.covers(day))
    return Speaks(days=inside, strays=strays) if strays else Speaks((title,), inside)


def _due(speaks: Speaks, title: Period | None) -> tuple[Period, ...]:
    """The days every row should be there for; stray dates beside the period the title names add none."""
    if not speaks.strays or title is None:
        return tuple(speaks.stretches(daily=True))
    return (Period(speaks.days[0].start, speaks.days[-1].end, title.label),)


def _scopes(part: pl.DataFrame) -> frozenset[tuple[str | None, ...]]:
    """The scopes the rows name; none at all where the rows speak for the whole vendor."""
    scopes = frozenset(distinct(part, _SCOPES))
    return frozenset() if scopes == {(None,) * len(_SCOPES)} else scopes


def _rejected(file: str, rows: Rows, placed: pl.DataFrame, privacy: Privacy) -> list[RejectedRow]:
    kept_out = rows.table.grid.lines(rows.reasons, received=True)
    cells = {line["row"]: line for line in kept_out.iter_rows(named=True)}
    theirs = placed.filter(pl.col("row").is_in(list(rows.reasons)))
    places = {number: (vendor, site) for number, vendor, site in theirs.iter_rows()}
    return [
        RejectedRow(
            rows.place(file, number),
            tuple(found),
            _cells_shown(rows, cells[number], privacy, *places[number]),
            places[number][0],
        )
        for number, found in sorted(rows.reasons.items())
        if found
    ]


def _vendors(frame: pl.DataFrame, lines: Sequence[int | None]) -> dict[int | None, str | None]:
    """Line → the vendor its row belongs to."""
    wanted = [line for line in set(lines) if line is not None]
    return dict(frame.filter(pl.col("row").is_in(wanted)).select("row", "vendor").iter_rows())


def _with_vendor(finding: Finding, vendor: str | None) -> Finding:
    """The finding with the vendor its row belongs to, so that each vendor is only told its own."""
    return replace(finding, facts={"vendor": vendor, **finding.facts}) if vendor else finding


def _cells_shown(
    rows: Rows, line: Mapping[str, str | None], privacy: Privacy, vendor: str | None, site: str | None
) -> dict[str, str]:
    """The row as received, header → text, as far as it may be shown."""
    return {
        at.written: cell_shown(rows.table, at, shown(line[at.letters]), privacy, vendor, site)
        for at in rows.table.grid.columns
    }
