"""Who acts here."""

from __future__ import annotations

from store.records.people import PersonRecord
from store.repositories.base import Repository
from store.tables.people import people


class People(Repository[PersonRecord]):
    """The people who act under their own names."""

    TABLE = people
    RECORD = PersonRecord

    def active(self) -> list[PersonRecord]:
        """Those who act here now, by name."""
        return self.all(people.c.active, order=people.c.name)

    def named(self, name: str) -> PersonRecord | None:
        """The person who acts under that name."""
        return self.find(name=name)
