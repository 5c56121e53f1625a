"""Received files as the house knows them; their bytes are kept by store/files.py."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from store.records.batches import ReceivedFileRecord
from store.repositories.base import Repository
from store.tables.batches import received_files


class ReceivedFiles(Repository[ReceivedFileRecord]):
    """What came in, by whom, when."""

    TABLE = received_files
    RECORD = ReceivedFileRecord

    def with_hash(self, sha256: str) -> list[ReceivedFileRecord]:
        """Every time these very bytes came in, first one first."""
        return self.all(sha256=sha256, order=received_files.c.received_at)

    def newest(self, limit: int = 200) -> list[ReceivedFileRecord]:
        """The last files received, newest first."""
        return self.all(order=received_files.c.received_at.desc(), limit=limit)

    def received_within(self, start: datetime, end: datetime) -> list[ReceivedFileRecord]:
        """What came in from one instant up to another, first one first."""
        at = received_files.c.received_at
        return self.all(at >= start, at < end, order=at)

    def by_ids(self, ids: Iterable[str]) -> dict[str, ReceivedFileRecord]:
        """Several at once, by key."""
        return {record.id: record for record in self.all(received_files.c.id.in_(sorted(set(ids))))}
