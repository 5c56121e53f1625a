"""What the columns of a vendor's sheets were confirmed to be."""

from __future__ import annotations

from dataclasses import replace

from store.records.mappings import SheetMappingRecord
from store.repositories.base import Repository
from store.tables.mappings import sheet_mappings


class SheetMappings(Repository[SheetMappingRecord]):
    """A sheet confirmed anew stands beside what was confirmed before; the newest that holds counts."""

    TABLE = sheet_mappings
    RECORD = SheetMappingRecord
    VENDOR = "vendor"

    def known(self) -> list[SheetMappingRecord]:
        """What holds, the newest first; one a vendor and signature."""
        c = sheet_mappings.c
        found: dict[tuple[str | None, str], SheetMappingRecord] = {}
        for record in self.all(c.ended_at.is_(None), order=c.id.desc()):
            found.setdefault((record.vendor, record.signature), record)
        return list(found.values())

    def same(self, vendor: str | None, signature: str) -> list[SheetMappingRecord]:
        """Everything that holds of one sheet, the newest first."""
        c = sheet_mappings.c
        return self.all(
            c.ended_at.is_(None),
            c.vendor.is_not_distinct_from(vendor),
            c.signature == signature,
            order=c.id.desc(),
        )

    def of_file(self, file_id: str) -> list[SheetMappingRecord]:
        """What this file confirmed and still holds."""
        return self.all(sheet_mappings.c.ended_at.is_(None), file_id=file_id)

    def end(self, record: SheetMappingRecord) -> SheetMappingRecord:
        """It holds no more; what was confirmed before it holds again."""
        by = self.desk.principal.name if self.desk.principal else None
        return self.update(replace(record, ended_at=self.desk.clock.now(), ended_by=by))
