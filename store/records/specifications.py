"""Process specifications 流程规范: versions, drafts, and what was confirmed as unaffected by a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.text import Text
from store.records.base import Editable, Record


@dataclass(frozen=True, kw_only=True)
class SpecificationVersionRecord(Record):
    """One version as published; never edited, only followed by another."""

    code: str
    number: int
    #: None: it binds every vendor's agents.
    vendor: str | None = None
    name: Text
    owner: str
    #: {head: {…}, clauses: [{…}]}, texts under their keys.
    body: Mapping[str, Any]
    hash: str
    effective_from: date
    review_by: date | None = None
    why: str
    published_at: datetime
    published_by: str


@dataclass(frozen=True, kw_only=True)
class SpecificationDraftRecord(Editable):
    """A version being written; it need not be right yet. Once published or thrown away it is over."""

    code: str
    vendor: str | None = None
    based_on: int | None = None
    body: Mapping[str, Any]
    #: The file it came in, by its hash and its name; None for what is written in the app.
    file: str | None = None
    file_name: str = ""
    changed_at: datetime
    changed_by: str
    ended_at: datetime | None = None
    published: int | None = None


@dataclass(frozen=True, kw_only=True)
class SpecificationReviewRecord(Record):
    """What one named person confirmed as unaffected by a version: an item of a form, an answer key, a
    course."""

    code: str
    number: int
    vendor: str | None = None
    #: Of qa.specification.affected.ReferenceKind.
    kind: str
    source: str
    source_version: str = ""
    item: str = ""
    clause: str = ""
    why: str
    confirmed_at: datetime
    confirmed_by: str
