"""Who acts here, and in which browser."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from store.records.people import BrowserRecord, PersonRecord
from store.repositories.base import Repository
from store.tables.people import browsers, people


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


class Browsers(Repository[BrowserRecord]):
    """The browsers in which somebody acts."""

    TABLE = browsers
    RECORD = BrowserRecord

    def remove_before(self, instant: datetime) -> None:
        """Forget those in which nothing was chosen since."""
        self.desk.write(delete(browsers).where(browsers.c.seen_at < instant))
