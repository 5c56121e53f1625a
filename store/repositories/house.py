"""Settings, the data version, and idempotency tokens."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import insert, select, update

from core.errors import ConflictError
from store.records.people import SettingRecord
from store.repositories.base import Desk, Repository
from store.tables.people import counters, settings, tokens

_DATA_VERSION = "data_version"


class Settings(Repository[SettingRecord]):
    """Settings that were changed from their defaults."""

    TABLE = settings
    RECORD = SettingRecord

    def value(self, name: str, default: Any = None) -> Any:
        """The setting's value, or `default` where it was never changed."""
        found = self.find(name=name)
        return default if found is None else found.value

    def put(self, name: str, value: Any) -> SettingRecord:
        """Change a setting."""
        found = self.find(name=name)
        if found is None:
            return self.add(SettingRecord(name=name, value=value))
        return self.update(replace(found, value=value))

    def data_version(self) -> int:
        """Goes up whenever figures change; what was computed at the same number is still right."""
        found = select(counters.c.value).where(counters.c.name == _DATA_VERSION)
        return self.desk.connection.execute(found).scalar() or 0

    def bump_data_version(self) -> None:
        """Raise the data version; the unit of work does so by itself when figures changed."""
        raised = update(counters).where(counters.c.name == _DATA_VERSION)
        if not self.desk.write(raised.values(value=counters.c.value + 1)).rowcount:
            self.desk.write(insert(counters).values(name=_DATA_VERSION, value=1))


class Tokens:
    """Makes pressing a button twice do the thing once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def result_of(self, token: str, action: str) -> str | None:
        """What the first attempt made, None where this is it. A token of another action is refused."""
        row = self._desk.connection.execute(select(tokens).where(tokens.c.token == token)).first()
        if row is None:
            return None
        if row.action != action:
            raise ConflictError("token_reused", token=token, action=row.action)
        return str(row.result)

    def keep(self, token: str, action: str, result: str) -> None:
        """Note what came of it, in the same transaction that made it."""
        now = self._desk.clock.now()
        self._desk.write(insert(tokens).values(token=token, action=action, result=result, used_at=now))
