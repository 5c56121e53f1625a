"""Triggers that refuse to change or delete what was written to the journal, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

_SENTENCE = "{table} is append-only"


def trigger_statements(dialect: str, tables: tuple[str, ...]) -> Iterator[str]:
    """The statements that make `tables` append-only."""
    for table in tables:
        yield from _sqlite(table) if dialect == "sqlite" else _postgresql(table)


def _sqlite(table: str) -> Iterator[str]:
    for action in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE.format(table=table)}'); END"
        )


def _postgresql(table: str) -> Iterator[str]:
    yield (
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SENTENCE.format(table=table)}'; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )
