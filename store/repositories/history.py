"""Earlier months taken over as they were settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from store.records.history import HistoryImportRecord, HistoryRecord
from store.repositories.base import Desk, Shelf
from store.tables.history import history_imports, history_months


class History:
    """Imports of earlier months, and what each month came to."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.imports = Shelf(desk, history_imports, HistoryImportRecord, figures=True)
        self.months = Shelf(desk, history_months, HistoryRecord, vendor="vendor", figures=True)

    def holding(self, contracts: Iterable[str]) -> list[tuple[HistoryRecord, HistoryImportRecord]]:
        """What is held of these contracts' earlier months, by month and clause; of two imports that speak of
        the same the later one."""
        imports = {record.id: record for record in self.imports.all(history_imports.c.withdrawn_at.is_(None))}
        c = history_months.c
        wanted = (c.contract.in_(sorted(set(contracts))), c.import_id.in_(sorted(imports)))
        found: dict[tuple[str, str, str], HistoryRecord] = {}
        for record in self.months.all(*wanted, order=c.import_id) if imports else []:
            found[record.contract, record.period, record.clause] = record
        return [(found[key], imports[found[key].import_id]) for key in sorted(found)]

    def of_import(self, import_id: str) -> list[HistoryRecord]:
        """What one file said."""
        return self.months.all(import_id=import_id)

    def keep(self, record: HistoryImportRecord, months: Sequence[HistoryRecord]) -> None:
        """Keep a file's months together."""
        self.imports.add(record)
        self.months.add_all(months)

    def withdraw(self, id: str, reason: str) -> HistoryImportRecord:
        """Take an import back; what another said of the same months holds again."""
        by = self.desk.principal.name if self.desk.principal else ""
        changed = replace(
            self.imports.get(id),
            withdrawn_at=self.desk.clock.now(),
            withdrawn_by=by,
            withdrawn_reason=reason,
        )
        return self.imports.update(changed)
