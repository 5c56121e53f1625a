"""The metadata all tables share, and the columns they have in common; every column has a comment."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Integer, MetaData, String, Text

from store.tables.types import Bilingual, Instant, JsonText

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def column(name: str, kind: Any, comment: str, *, null: bool = False, **options: Any) -> Column[Any]:
    """A column with its comment; NOT NULL unless said otherwise."""
    target = options.pop("to", None)
    references = () if target is None else (ForeignKey(target),)
    return Column(name, kind, *references, nullable=null, comment=comment, **options)


def key() -> Column[Any]:
    """The record's ULID."""
    return Column("id", String(26), primary_key=True, comment="ULID of the record")


def version() -> Column[Any]:
    """Counts edits: an update names the version it saw, and is refused where it is no longer that."""
    return column("version", Integer, "Number of the edit; an update must name the one it saw")


def code(name: str, comment: str, **options: Any) -> Column[Any]:
    """A code of the house ([A-Z0-9_-], at most 32), or the longer code of a contract or clause."""
    return column(name, String(80), comment, **options)


def words(name: str, comment: str, **options: Any) -> Column[Any]:
    """Free text."""
    return column(name, Text, comment, **options)


def names(comment: str = "Name in both languages") -> Column[Any]:
    """{zh, en}."""
    return column("name", Bilingual, comment)


def instant(name: str, comment: str, **options: Any) -> Column[Any]:
    """An instant in UTC."""
    return column(name, Instant, comment, **options)


def day(name: str, comment: str, **options: Any) -> Column[Any]:
    """A business date."""
    return column(name, Date, comment, **options)


def month(name: str, comment: str, **options: Any) -> Column[Any]:
    """A month's label, YYYY-MM."""
    return column(name, String(7), comment, **options)


def number(name: str, comment: str, **options: Any) -> Column[Any]:
    """A whole number."""
    return column(name, BigInteger, comment, **options)


def yes_no(name: str, comment: str, **options: Any) -> Column[Any]:
    """True or false."""
    return column(name, Boolean, comment, **options)


def json(name: str, comment: str, **options: Any) -> Column[Any]:
    """Structured data that is read as a whole, never searched."""
    return column(name, JsonText, comment, **options)


def sha(name: str, comment: str, **options: Any) -> Column[Any]:
    """A SHA-256 in hex."""
    return column(name, String(64), comment, **options)


def person(name: str, comment: str, **options: Any) -> Column[Any]:
    """The name of whoever did it, as it was then."""
    return column(name, String(120), comment, **options)
