"""What every repository does alike: find, add, update the version that was seen, list what may be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import Connection, Select, Table, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from core.clock import Clock
from core.errors import ConflictError, NotFoundError
from core.principal import Principal
from store.records.base import Editable, Record

R = TypeVar("R", bound=Record)


@dataclass
class Desk:
    """What the repositories of one unit of work share."""

    connection: Connection
    clock: Clock
    principal: Principal | None
    writes: bool
    #: Set by any write that changes figures; the commit then raises the data version.
    figures_changed: bool = False

    def write(self, statement: Any, values: Any = None) -> Any:
        """Run a statement that changes something; a reading unit of work has no business here."""
        if not self.writes:
            raise RuntimeError("a reading unit of work cannot write; use Database.write()")
        return self.connection.execute(statement, values)


class Shelf(Generic[R]):
    """The rows of one table as records of one class."""

    def __init__(
        self, desk: Desk, table: Table, record: type[R], *, vendor: str | None = None, figures: bool = False
    ) -> None:
        """`vendor`: the column that says whose row it is; `figures`: a change raises the data version."""
        self.desk, self.table, self.record = desk, table, record
        self._vendor, self._figures = vendor, figures
        self._names = [field.name for field in fields(record)]

    def find(self, *conditions: ColumnElement[bool], **equal: Any) -> R | None:
        """The one record that fits, or None."""
        row = self.desk.connection.execute(self._query(conditions, equal).limit(1)).first()
        return None if row is None else self._record(row)

    def get(self, id: str) -> R:
        """The record with that key; refused where there is none (or none this person may see)."""
        return self.one(id=id)

    def one(self, *conditions: ColumnElement[bool], **equal: Any) -> R:
        """The one record that fits; refused where there is none."""
        found = self.find(*conditions, **equal)
        if found is None:
            asked = ", ".join(str(value) for value in equal.values())
            raise NotFoundError(entity=self.table.name, code=asked)
        return found

    def all(
        self, *conditions: ColumnElement[bool], order: Any = None, limit: int | None = None, **equal: Any
    ) -> list[R]:
        """Every record that fits and may be seen, in the order they were made unless said otherwise."""
        by = (order,) if order is not None and not isinstance(order, tuple) else (order or ())
        query = self._query(conditions, equal).order_by(*by, self.table.c.id)
        return [self._record(row) for row in self.desk.connection.execute(query.limit(limit))]

    def add(self, record: R) -> R:
        """Keep a new record."""
        self.add_all([record])
        return record

    def add_all(self, records: Iterable[R]) -> None:
        """Keep new records in one statement."""
        rows = [self._row(record) for record in records]
        if rows:
            self.desk.write(insert(self.table), rows)
            self.desk.figures_changed |= self._figures

    def update(self, record: R) -> R:
        """Keep an edited record, if it still is at the version that was seen; else ConflictError."""
        assert isinstance(record, Editable)
        edited = replace(record, version=record.version + 1)
        c = self.table.c
        statement = update(self.table).where(c.id == record.id, c.version == record.version)
        if self.desk.write(statement.values(self._row(edited))).rowcount != 1:
            now = self.get(record.id)
            raise ConflictError(
                entity=self.table.name, id=record.id, seen=record.version, now=getattr(now, "version", None)
            )
        self.desk.figures_changed |= self._figures
        return edited

    def visible(self) -> list[ColumnElement[bool]]:
        """The condition that hides other people's vendors."""
        principal = self.desk.principal
        if self._vendor is None or principal is None or principal.vendors is None:
            return []
        return [self.table.c[self._vendor].in_(sorted(principal.vendors))]

    def _query(self, conditions: tuple[ColumnElement[bool], ...], equal: dict[str, Any]) -> Select[Any]:
        wanted = [self.table.c[name] for name in self._names]
        same = [self.table.c[name] == value for name, value in equal.items()]
        return select(*wanted).where(*conditions, *same, *self.visible())

    def _record(self, row: Any) -> R:
        return self.record(**row._mapping)

    def _row(self, record: R) -> dict[str, Any]:
        return {name: getattr(record, name) for name in self._names}


class ForAllOrOwn(Shelf[R]):
    """Rows of no vendor are for everybody; those of one only for whoever may see it."""

    def visible(self) -> list[ColumnElement[bool]]:
        """The condition that hides other people's vendors, and leaves what names none."""
        own = super().visible()
        return [or_(self.table.c["vendor"].is_(None), *own)] if own else []


class Repository(Shelf[R]):
    """A shelf that knows its table; subjects add their own questions."""

    TABLE: ClassVar[Table]
    RECORD: ClassVar[type[Any]]
    VENDOR: ClassVar[str | None] = None
    FIGURES: ClassVar[bool] = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.TABLE, self.RECORD, vendor=self.VENDOR, figures=self.FIGURES)
