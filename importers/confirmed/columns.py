"""How each column of a sheet was read: its header as written, its field in words, its unit, a sample."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from core.counts import CountUnit, base_count
from core.privacy import UNKEYED, Privacy
from core.text import Text
from importers.containers.celltoken import decode, shown
from importers.dictionary.headers import Field, synonyms
from importers.draft import MappedColumn
from importers.layouts.grid import Column
from importers.layouts.recognise import Table
from importers.layouts.signature import column_keys, signature
from importers.rows.privacy import HIDDEN, names_agents

#: Units a header or a layout may name.
_UNITS = {
    "s": Text("秒", "s"),
    "min": Text("分钟", "min"),
    "h": Text("小时", "h"),
    "day": Text("天", "days"),
    "%": Text("%", "%"),
    "1": Text("小数", "fraction of 1"),
    "万": Text("万", "10,000"),
    "千": Text("千", "1,000"),
}
#: What a count is kept in, where the column names no unit of its own.
_KEPT_IN = {CountUnit.SECONDS: _UNITS["s"], CountUnit.CENTS: Text("元", "yuan")}
_LONGEST, _PLACES = 40, 4
_SAMPLES, _LOOKED_AT = 3, 2000


def mapped_columns(tables: Iterable[Table], privacy: Privacy = UNKEYED) -> tuple[MappedColumn, ...]:
    """Every column of every table in the sheet's order, those that are not read included."""
    return tuple(
        _mapped(table, column, key, privacy)
        for table in tables
        for column, key in zip(table.grid.columns, column_keys(table.grid.columns), strict=True)
    )


def _mapped(table: Table, column: Column, key: str, privacy: Privacy) -> MappedColumn:
    field = next((fld for at, fld in table.columns if at.index == column.index), None)
    hidden = privacy.hides_agents and names_agents(table, column)
    samples = (HIDDEN,) if hidden else _samples(table, column)
    return MappedColumn(
        table.grid.sheet,
        table.grid.standing(column.letters),
        column.written,
        field.code if field else "",
        field_name(field, table.layout.renamed) if field else None,
        _unit(field) if field else None,
        samples[0] if samples else "",
        samples,
        signature(column_keys(table.grid.columns)),
        key,
        field.unit if field else "",
        () if field else _near(column),
    )


def _near(column: Column) -> tuple[str, ...]:
    """What a column that is not read may hold: several by its very name, else one by likeness."""
    words = synonyms()
    if question := words.question_of(column.path):
        return tuple(question.choices)
    if words.field_of(column.path):
        return ()
    near = words.suggestion(column.path[-1])
    return (near.code,) if near else ()


def field_name(field: Field, renamed: Mapping[str, str] = MappingProxyType({})) -> Text:
    """The base count it becomes; for an average, a rate or a dimension what the dictionary calls it.

    `renamed`: field code → base count, where a table means something else by it.
    """
    if field.item:
        return field.item.text
    known = base_count(renamed.get(field.code) or field.count or "")
    if known:
        return known.text
    if named := synonyms().names.get(field.code):
        return named
    whole = base_count(field.average_of or field.of or "")
    if whole is None:
        return Text(field.code, field.code)
    if field.average_of:
        return Text(f"平均{whole.text.zh}", f"Average: {whole.text.en}")
    return Text(f"{whole.text.zh.removesuffix('量')}率", f"Rate: {whole.text.en}")


def _unit(field: Field) -> Text | None:
    if field.unit in _UNITS:
        return _UNITS[field.unit]
    known = base_count(field.measure or "")
    return _KEPT_IN.get(known.unit) if known else None


def _samples(table: Table, column: Column) -> tuple[str, ...]:
    """The first different cells that hold anything, as a person reads them."""
    tokens = table.grid.tokens(column, _LOOKED_AT)
    filled = tokens.filter(tokens.is_not_null() & (tokens != ""))
    return tuple(_short(token) for token in filled.unique(maintain_order=True).head(_SAMPLES))


def _short(token: str) -> str:
    said = " ".join(_plain(token).split())
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"


def _plain(token: str) -> str:
    """A number is cut to the places a person reads; anything else as it stands."""
    value = decode(token)
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return f"{round(value, _PLACES).normalize():f}"
    return shown(token)
