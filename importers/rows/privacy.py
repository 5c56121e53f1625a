"""What is kept of agents, by the rule of the site they work at."""

from __future__ import annotations

import polars as pl

from core.batch import Grain
from core.privacy import AgentRule, Privacy
from importers.columnar.coded import worded
from importers.columnar.in_order import distinct
from importers.dictionary.headers import synonyms
from importers.layouts.grid import Column
from importers.layouts.recognise import Table
from importers.rows.extract import Rows

#: Columns that name a person; they are never kept, but stand in the cells of a rejected row.
_NAMES = frozenset({"agent_name", "agent_login", "staff_name"})
HIDDEN = "***"


def conceal_agents(rows: Rows, privacy: Privacy) -> None:
    """`agent` as the site's rule leaves it. Where nothing may stay, a row is told apart by its own place."""
    if not privacy.agents:
        return
    said = distinct(rows.frame, ["vendor", "site", "agent"])
    kept = [(*line, privacy.agent(line[2], line[0], line[1])) for line in said if line[2] is not None]
    if not kept:
        return
    schema = {"vendor": pl.String, "site": pl.String, "agent": pl.String, "kept": pl.String}
    named = worded(rows.frame).join(
        pl.DataFrame(kept, schema=schema, orient="row"),
        on=["vendor", "site", "agent"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    gone = pl.col("agent").is_not_null() & pl.col("kept").is_null() & pl.col("item").is_null()
    place = pl.lit(f"{rows.table.grid.sheet}#") + pl.col("row").cast(pl.String)
    own = pl.when(gone).then(place).otherwise(pl.col("item"))
    alone = rows.table.layout.grain is Grain.CALL
    rows.frame = named.with_columns(
        (pl.col("item") if alone else own).alias("item"), pl.col("kept").alias("agent")
    ).drop("kept")


def cell_shown(
    table: Table, column: Column, text: str, privacy: Privacy, vendor: str | None, site: str | None
) -> str:
    """A cell of a row that is shown to people: who worked there only as far as the site's rule lets it."""
    kept_whole = privacy.rule(vendor, site) is AgentRule.KEEP
    if not text or kept_whole or not names_agents(table, column):
        return text
    is_code = any(at.index == column.index for at, _field in table.columns)
    return (privacy.agent(text, vendor, site) if is_code else None) or HIDDEN


def names_agents(table: Table, column: Column) -> bool:
    """Whether a column says who an agent is, by code or by a name, which is never kept."""
    read_as = next((field for at, field in table.columns if at.index == column.index), None)
    field = read_as or synonyms().field_of(column.path)
    return field is not None and (field.role == "agent" or (read_as is None and field.code in _NAMES))
