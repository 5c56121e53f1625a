"""What staff lists said of agents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, or_, select

from store.records.batches import BatchState
from store.records.staff import StaffSaidRecord
from store.repositories.base import Repository
from store.tables.batches import batches
from store.tables.staff import staff_said


class StaffSaid(Repository[StaffSaidRecord]):
    """What files say of agents, one record for each agent of a file; it is added to and never changed."""

    TABLE = staff_said
    RECORD = StaffSaidRecord
    VENDOR = "vendor"

    def of_files(self, file_ids: Iterable[str]) -> list[StaffSaidRecord]:
        """What the lists of some files say."""
        return self.all(staff_said.c.file_id.in_(sorted(set(file_ids))))

    def standing(self, vendor: str | None = None, before: datetime | None = None) -> list[StaffSaidRecord]:
        """What stands now, or stood at an instant of the past: said by files of which figures of the same
        vendor were in and not taken back. In the order in which the files were committed."""
        b, s = batches.c, staff_said.c
        # What nobody has said anything in is not looked through.
        mine = [b.file_id.in_(select(s.file_id)), *([] if vendor is None else [b.vendor == vendor])]
        stood = [b.state == BatchState.COMMITTED]
        if before is not None:
            stood = [b.committed_at < before, or_(b.withdrawn_at.is_(None), b.withdrawn_at >= before)]
        files = (
            select(b.file_id, b.vendor, func.min(b.commit_order).label("at"))
            .where(*mine, *stood)
            .group_by(b.file_id, b.vendor)
            .subquery()
        )
        query = self._query((s.file_id == files.c.file_id, s.vendor == files.c.vendor), {})
        found = self.desk.connection.execute(query.order_by(files.c.at, s.id))
        return [self._record(row) for row in found]
