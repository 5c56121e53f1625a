"""What the columns of a vendor's sheets were confirmed to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.records.base import Editable


@dataclass(frozen=True, kw_only=True)
class SheetMappingRecord(Editable):
    """The columns of one sheet as they were read when a file's figures were committed."""

    #: None for a sheet that holds several vendors.
    vendor: str | None
    signature: str
    sheet: str
    #: The kind of table it was read as.
    table: str
    #: One a column: key, header, field, unit, shape, typical.
    columns: Sequence[Mapping[str, Any]]
    #: The file whose commit confirmed it.
    file_id: str
    confirmed_at: datetime
    confirmed_by: str
    #: From when on it holds no more: forgotten, or its file withdrawn.
    ended_at: datetime | None = None
    ended_by: str | None = None
