"""What one more batch does to a month's rows: it replaces its own key inside its coverage, nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import polars as pl

from core.batch import BatchKey, Coverage, Grain, Role
from core.facts import ALL_COLUMNS, COMMIT_COLUMNS, KEY_COLUMNS, TEXT_COLUMNS, day_number
from core.period import Period, partitions, shifted
from importers.columnar.coded import same
from importers.columnar.in_order import distinct, in_order, picked
from importers.preview.other_calls import beside
from importers.preview.superseding import idle, measured, replaced, told_by_agent
from store.lake.lost_beside import completed, uncompleted

SCOPES = ("site", "queue", "channel", "segment", "language")
_ORDER = ("project", "grain", "day", "slot", "sheet", "row", "col", *SCOPES)
_GRAINS = list(Grain)


@dataclass(frozen=True)
class Layer:
    """A batch as the fold sees it: what it speaks for, its role, and its own rows of the month."""

    id: str
    key: BatchKey
    coverage: Coverage
    role: Role
    rows: pl.DataFrame
    #: Whether it only adds rows that were turned away before: it takes out none but the very same.
    repairs: bool = False


def folded(month: pl.DataFrame, layer: Layer) -> pl.DataFrame:
    """The month after the batch: what it does not speak for stays, its own rows come in."""
    rest = _beside(uncompleted(month), layer)
    if layer.role is Role.FACTS and rest.height:
        rest = demoted(rest, rivals(rest, layer.key, layer.coverage, measured(layer.rows)))
    own = layer.rows.with_columns(pl.lit(layer.role.value).alias("role"), pl.lit(layer.id).alias("batch"))
    return tidy(completed(pl.concat([rest, own], how="diagonal")))


def _beside(month: pl.DataFrame, layer: Layer) -> pl.DataFrame:
    """The month without what the batch replaces; of rows it repeats, what it has no column for stays."""
    own, given = _spoken_for(month, layer), measured(layer.rows)
    own &= ~idle(month, layer.rows, given)
    others = [name for name in measured(month) if name not in given]
    rest = month.filter(~own)
    if not own.any():
        return rest
    mine = month.filter(own)
    if layer.role is Role.FACTS and not layer.repairs:
        rest = pl.concat([rest, _agents_told_again(mine, layer.rows, given)])
    if not others:
        return rest
    stay = mine.filter(~replaced(mine, layer.rows, given))
    stay = stay.with_columns(pl.lit(None, pl.Int64).alias(name) for name in given if name in month.columns)
    return pl.concat([rest, stay.filter(pl.any_horizontal(pl.col(*others).is_not_null()))])


def _agents_told_again(mine: pl.DataFrame, new: pl.DataFrame, given: Collection[str]) -> pl.DataFrame:
    """What agents' rows say of the counts that whole days now say to the same sum: kept as check values,
    which tell whose they were. In whichever order the two reports come, the agents are known."""
    if new["agent"].null_count() < new.height or mine["agent"].null_count() == mine.height:
        return mine.clear()
    kept = mine.filter(told_by_agent(mine, new, given) & mine["agent"].is_not_null())
    others = [name for name in measured(mine) if name not in given]
    return demoted(kept, kept["agent"].is_not_null()).with_columns(
        pl.lit(None, pl.Int64).alias(name) for name in others
    )


def _spoken_for(month: pl.DataFrame, layer: Layer) -> pl.Series:
    """Which rows of the month the batch speaks for: of rows put right, only the very same."""
    if layer.repairs:
        keys = [pl.col(name).cast(_type(name)) for name in KEY_COLUMNS]
        same = layer.rows.select(keys).unique().with_columns(own=True)
        found = month.select(KEY_COLUMNS).join(
            same, on=list(KEY_COLUMNS), how="left", nulls_equal=True, maintain_order="left"
        )
        return found["own"].fill_null(False)
    own = is_key(layer.key) & covered(layer.coverage)
    if layer.role is Role.CHECK:
        # What only checks takes nothing out of the sums, not even figures of its own key.
        own &= pl.col("role") == Role.CHECK.value
    mine = month.select(own.fill_null(False).alias("own"))["own"]
    if layer.key.grain is not Grain.CALL or not mine.any():
        return mine
    return mine.clone().scatter(mine.arg_true(), ~beside(month.filter(mine), layer.rows))


def tidy(month: pl.DataFrame) -> pl.DataFrame:
    """Columns in one order and of one type, measures BIGINT and NULL where not reported, rows in order."""
    names = measured(month)
    missing = [pl.lit(None, _type(name)).alias(name) for name in ALL_COLUMNS if name not in month.columns]
    whole = month.with_columns(missing).select(
        [_typed(month.schema.get(name), name) for name in (*ALL_COLUMNS, *names)]
    )
    return in_order(whole, _ORDER)


def alone(rows: pl.DataFrame, batch_id: str) -> pl.DataFrame:
    """A batch's own rows as the month in which there are no others."""
    return tidy(rows.with_columns(same("role", Role.FACTS.value), same("batch", batch_id)))


def empty_month() -> pl.DataFrame:
    """A month nobody has reported yet."""
    return pl.DataFrame(schema={name: _type(name) for name in ALL_COLUMNS})


def months_of(rows: pl.DataFrame) -> frozenset[str]:
    """The calendar months of the rows' days."""
    return frozenset(f"{day // 10_000:04d}-{day // 100 % 100:02d}" for (day,) in distinct(rows, ["day"]))


def in_month(rows: pl.DataFrame, month: str) -> pl.DataFrame:
    """The rows whose day lies in a calendar month."""
    first = int(month.replace("-", "")) * 100
    if rows["day"].is_sorted():
        start, end = rows["day"].search_sorted(pl.Series([first, first + 100], dtype=pl.Int32))
        return rows[start:end]
    return picked(rows, pl.col("day") // 100 * 100 == first)


def months_touched(coverage: Coverage) -> list[str]:
    """The months a batch can change: those it covers, and the one before, whose rows may reach into it."""
    covered_months = partitions(coverage.period)
    return [shifted(covered_months[0], -1), *covered_months]


def is_key(key: BatchKey) -> pl.Expr:
    """Rows of the same batch key (the file already fixes vendor, dataset and source)."""
    project = pl.col("project").eq_missing(pl.lit(key.project, pl.String))
    return project & (pl.col("grain") == key.grain.value)


def covered(coverage: Coverage) -> pl.Expr:
    """Rows a coverage speaks for: inside its days, of exactly one of its scopes (any if it has none)."""
    start, end = _numbers(coverage.period)
    inside = (pl.col("day") >= start) & (pl.col("day") < end)
    if not coverage.scopes:
        return inside
    spelled = pl.concat_str([pl.col(name).fill_null("\x00") for name in SCOPES], separator="\x1f")
    return inside & spelled.is_in(["\x1f".join(v or "\x00" for v in scope) for scope in coverage.scopes])


def rivals(month: pl.DataFrame, key: BatchKey, coverage: Coverage, measures: Iterable[str]) -> pl.Series:
    """Which rows feed sums on the same days with the same measures, and would be counted twice beside these:
    rows of another grain, of the whole where these are a part of it, or of a part where these are the whole.

    Rows without a project speak for the whole vendor, those with one for a part of it; likewise with sites,
    queues and the rest. Rows these supersede are none.
    """
    start, end = _numbers(coverage.period)
    shared = [name for name in measures if name in month.columns]
    carries = pl.any_horizontal([pl.col(name).is_not_null() for name in shared]) if shared else pl.lit(False)
    meets = (
        ~(is_key(key) & covered(coverage))
        & _project_meets(key)
        & (pl.col("role") == Role.FACTS.value)
        & (pl.col("day") < end)
        & (pl.col("day_end") > start)
        & carries
    )
    found = month.select(meets.fill_null(False).alias("meets"))["meets"]
    return found & _scopes_meet(month, found, coverage) if coverage.scopes else found


def demoted(month: pl.DataFrame, losing: pl.Series) -> pl.DataFrame:
    """The month with the losing rows kept as check values that no longer feed sums."""
    role = pl.when(losing).then(pl.lit(Role.CHECK.value)).otherwise(pl.col("role"))
    return month.with_columns(role.alias("role"))


def is_finer(grain: Grain, than: Grain) -> bool:
    """Whether rows of `grain` stand for less."""
    return _GRAINS.index(grain) > _GRAINS.index(than)


def projects_meet(one: str | None, other: str | None) -> bool:
    """Whether two projects are the same, or one is the whole vendor."""
    return one is None or other is None or one == other


def _project_meets(key: BatchKey) -> pl.Expr:
    if key.project is None:
        return pl.lit(True)
    return pl.col("project").is_null() | (pl.col("project") == key.project)


def _scopes_meet(month: pl.DataFrame, found: pl.Series, coverage: Coverage) -> pl.Series:
    """A scope that leaves a dimension open meets every value of it."""
    if not found.any():
        return found
    tuples = month.filter(found).select(SCOPES).unique().rows()
    meeting = [t for t in tuples if any(_meet(t, scope) for scope in coverage.scopes)]
    wanted = pl.DataFrame(meeting, schema=dict.fromkeys(SCOPES, pl.String), orient="row")
    marked = month.select(SCOPES).join(
        wanted.with_columns(pl.lit(True).alias("meets")),
        on=SCOPES,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return marked["meets"].fill_null(False)


def _meet(one: tuple[str | None, ...], other: tuple[str | None, ...]) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def _numbers(period: Period) -> tuple[int, int]:
    return day_number(period.start), day_number(period.end)


def _typed(dtype: pl.DataType | None, name: str) -> pl.Expr:
    """A column in its type; texts kept as codes stay so."""
    return pl.col(name) if isinstance(dtype, pl.Enum) else pl.col(name).cast(_type(name))


def _type(name: str) -> pl.DataType | type[pl.DataType]:
    if name in TEXT_COLUMNS or name in COMMIT_COLUMNS:
        return pl.String
    return pl.Int32 if name in ALL_COLUMNS else pl.Int64
