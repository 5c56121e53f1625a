"""Who did what, and every change of state. Both are only ever added to; triggers refuse the rest."""

from __future__ import annotations

from typing import Any

from store.records.journal import JournalRecord, StateChangeRecord
from store.repositories.base import Desk, Repository, Shelf
from store.tables.journal import journal, state_changes

#: Who acts when nobody does: the worker's sweeps, migrations.
SYSTEM = ("", "system")


class Journal(Repository[JournalRecord]):
    """The journal; `changes` is the shelf of changes of state."""

    TABLE = journal
    RECORD = JournalRecord

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.changes = Shelf(desk, state_changes, StateChangeRecord)

    def note(
        self,
        action: str,
        entity: str,
        entity_id: str,
        *,
        before: Any = None,
        after: Any = None,
        why: str = "",
        vendor: str | None = None,
    ) -> JournalRecord:
        """Note that the acting person did something: what, to what, from what to what, why."""
        who_id, who = self._who()
        record = JournalRecord(
            at=self.desk.clock.now(),
            who_id=who_id,
            who=who,
            action=action,
            entity=entity,
            entity_id=entity_id,
            vendor=vendor,
            before=before,
            after=after,
            why=why,
        )
        return self.add(record)

    def moved(
        self,
        entity: str,
        entity_id: str,
        from_state: str | None,
        to_state: str,
        why: str = "",
        *,
        what: str = "state",
    ) -> StateChangeRecord:
        """Note a change of state by the acting person."""
        who_id, who = self._who()
        change = StateChangeRecord(
            at=self.desk.clock.now(),
            who_id=who_id,
            who=who,
            entity=entity,
            entity_id=entity_id,
            what=what,
            from_state=None if from_state is None else str(from_state),
            to_state=str(to_state),
            why=why,
        )
        return self.changes.add(change)

    def of(self, entity: str, entity_id: str) -> list[JournalRecord]:
        """What was done to one thing, in order."""
        return self.all(entity=entity, entity_id=entity_id)

    def states_of(self, entity: str, entity_id: str) -> list[StateChangeRecord]:
        """The changes of state of one thing, in order."""
        return self.changes.all(entity=entity, entity_id=entity_id)

    def newest(self, limit: int = 200) -> list[JournalRecord]:
        """The last things done, newest first; other people's vendors are left out."""
        principal = self.desk.principal
        if principal is None or principal.vendors is None:
            return self.all(order=journal.c.id.desc(), limit=limit)
        seen = journal.c.vendor.is_(None) | journal.c.vendor.in_(sorted(principal.vendors))
        return self.all(seen, order=journal.c.id.desc(), limit=limit)

    def _who(self) -> tuple[str, str]:
        principal = self.desk.principal
        return SYSTEM if principal is None else (principal.id, principal.name)
