"""Contracts and their versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.text import Text
from store.records.base import Editable, Record


@dataclass(frozen=True, kw_only=True)
class ContractRecord(Editable):
    """A contract with one vendor; what it promises stands in its versions."""

    code: str
    vendor: str
    project: str | None = None
    name: Text
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class ContractVersionRecord(Record):
    """One version as loaded; never edited, only followed by another."""

    contract: str
    vendor: str
    #: The version's own name, '1' or '2025-A'.
    number: str
    yaml: str
    #: The contract as data (canonical JSON), from which it is rebuilt without the file.
    body: Any
    hash: str
    effective_from: date
    #: The first day it no longer governs; None while open-ended.
    effective_to: date | None = None
    loaded_at: datetime
    loaded_by: str
    #: The file it came in, by its hash and its name; None for what was loaded before files were kept.
    file: str | None = None
    file_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class ContractDraftRecord(Editable):
    """A contract being written; once published it is a version, and the draft is over."""

    contract: str
    vendor: str
    based_on: str | None = None
    #: The contract file as data; it need not be right yet.
    body: Any
    changed_at: datetime
    changed_by: str
    ended_at: datetime | None = None
    published: str | None = None
