"""What every record has: a key of its own, and a version where it can be edited."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.ulid import new_ulid


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row as a plain value."""

    #: ULID; made here, so that a record has its key before it is stored.
    id: str = field(default_factory=new_ulid)


@dataclass(frozen=True, kw_only=True)
class Editable(Record):
    """A record that people change: an update names the version it saw."""

    version: int = 1
