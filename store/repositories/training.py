"""Training records by hand, rows taken back, papers."""

from __future__ import annotations

from store.records.training import RecordRetractionRecord, TrainingEntryRecord, TrainingEvidenceRecord
from store.repositories.base import Desk, Shelf
from store.tables import training as tables


class Training:
    """A shelf for each kind."""

    def __init__(self, desk: Desk) -> None:
        self.entries = Shelf(
            desk, tables.training_entries, TrainingEntryRecord, vendor="vendor", figures=True
        )
        self.retractions = Shelf(
            desk, tables.record_retractions, RecordRetractionRecord, vendor="vendor", figures=True
        )
        self.evidence = Shelf(desk, tables.training_evidence, TrainingEvidenceRecord, vendor="vendor")
