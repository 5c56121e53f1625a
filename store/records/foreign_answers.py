"""What foreign sheets of audits answer, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.records.base import Record


@dataclass(frozen=True, kw_only=True)
class ForeignAnswersRecord(Record):
    """The answers on one sheet of one file, of one vendor; they hold as long as its rows' figures do."""

    file_id: str
    vendor: str
    sheet: str
    #: {"items": [form/item, …], "rows": {row: [answer, …]}}, the answers in the items' order, '' for none.
    answers: Mapping[str, Any]

    def by_row(self) -> dict[int, dict[str, str]]:
        """Row of the sheet → form/item → answer."""
        items, rows = self.answers["items"], self.answers["rows"]
        return {
            int(row): {item: answer for item, answer in zip(items, given, strict=True) if answer}
            for row, given in rows.items()
        }
