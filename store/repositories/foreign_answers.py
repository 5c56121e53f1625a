"""What foreign sheets of audits answer."""

from __future__ import annotations

from collections.abc import Iterable

from store.records.foreign_answers import ForeignAnswersRecord
from store.repositories.base import Repository
from store.tables.foreign_answers import foreign_answers


class ForeignAnswers(Repository[ForeignAnswersRecord]):
    """The answers of files' sheets, a record a sheet and vendor; added to and never changed.

    Whether a row's answers count is told by its figures: they stand in the lake as long as it does.
    """

    TABLE = foreign_answers
    RECORD = ForeignAnswersRecord
    VENDOR = "vendor"

    def of_files(self, file_ids: Iterable[str]) -> list[ForeignAnswersRecord]:
        """The answers of some files."""
        wanted = sorted(set(file_ids))
        return self.all(foreign_answers.c.file_id.in_(wanted)) if wanted else []
