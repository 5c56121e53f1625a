"""Who acts, and the settings of the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.principal import Principal, Role
from core.text import Lang
from store.records.base import Editable


@dataclass(frozen=True, kw_only=True)
class PersonRecord(Editable):
    """A person who acts under this name."""

    name: str
    role: Role
    lang: Lang = "zh"
    #: Codes of the vendors this person may see; None means all.
    vendors: tuple[str, ...] | None = None
    active: bool = True
    created_at: datetime

    def principal(self) -> Principal:
        """The person as the acting principal."""
        seen = None if self.vendors is None else frozenset(self.vendors)
        return Principal(self.id, self.name, self.role, self.lang, seen)


@dataclass(frozen=True, kw_only=True)
class BrowserRecord(Editable):
    """A browser, by the hash of its cookie: who acts in it, in which language."""

    token: str
    person_id: str | None = None
    lang: Lang | None = None
    seen_at: datetime


@dataclass(frozen=True, kw_only=True)
class SettingRecord(Editable):
    """One setting that a person changed from its default."""

    name: str
    value: Any
