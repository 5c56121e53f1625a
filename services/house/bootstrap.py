"""The only wiring: settings become an open house, with its database, its lake and its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from core.clock import Clock, SystemClock
from core.period import business_date
from services.house.settings import Settings, settings
from store.database import Database, open_database
from store.files import FileStore
from store.lake.lake import Lake

#: Lies in the data folder of the demo and nowhere else: the two never mix.
DEMO_MARK = "demo"


@dataclass(frozen=True)
class House:
    """One data folder, opened: what every service works on."""

    folder: Path
    database: Database
    lake: Lake
    files: FileStore
    clock: Clock
    settings: Settings

    def today(self, zone: str = "Asia/Shanghai") -> date:
        """The business date now, in a contract's time zone."""
        return business_date(self.clock.now(), zone)

    def data_version(self) -> int:
        """Grows with every change of figures; part of the key of whatever is cached."""
        with self.database.read() as uow:
            return uow.settings.data_version()

    @cached_property
    def is_demo(self) -> bool:
        """Whether this is the folder of sample data."""
        return (self.folder / DEMO_MARK).exists()

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()


def open_house(folder: Path, database_url: str | None = None, clock: Clock | None = None) -> House:
    """The house in `folder`: made and migrated where it is empty."""
    watch = clock or SystemClock()
    folder = folder.resolve()
    for part in ("lake", "files", "evidence", "tmp", "logs"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    database = open_database(folder, database_url, watch)
    return House(folder, database, Lake(folder), FileStore(folder), watch, settings())
