"""Changes that ask for training, what stood on their due day, and evidence audits."""

from __future__ import annotations

from store.records.training_changes import (
    CourseDeliveryRecord,
    DueSnapshotRecord,
    EvidenceAuditLineRecord,
    EvidenceAuditRecord,
    TrainingChangeRecord,
)
from store.repositories.base import Desk, ForAllOrOwn, Repository, Shelf
from store.tables import training_changes as tables


class TrainingChanges:
    """Changes, courses handed over for them, and what stood on due days."""

    def __init__(self, desk: Desk) -> None:
        self.changes = ForAllOrOwn(
            desk, tables.training_changes, TrainingChangeRecord, vendor="vendor", figures=True
        )
        self.deliveries = ForAllOrOwn(
            desk, tables.course_deliveries, CourseDeliveryRecord, vendor="vendor", figures=True
        )
        self.snapshots = Shelf(desk, tables.due_snapshots, DueSnapshotRecord, vendor="vendor")


class EvidenceAudits(Repository[EvidenceAuditRecord]):
    """Samples of records that are looked at, and the records in them."""

    TABLE = tables.evidence_audits
    RECORD = EvidenceAuditRecord
    VENDOR = "vendor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lines = Shelf(
            desk, tables.evidence_audit_lines, EvidenceAuditLineRecord, vendor="vendor", figures=True
        )
