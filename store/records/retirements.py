"""Retiring a form or a process specification, withdrawing a sample, and taking it into use again: the last
word holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from store.records.base import Record


class Retirable(StrEnum):
    """What can be retired."""

    FORM = "form"
    SPECIFICATION = "specification"
    #: A sample of calls, by its key: withdrawn, and put back.
    SAMPLE = "sample"


@dataclass(frozen=True, kw_only=True)
class RetirementRecord(Record):
    """One word on it; never changed, only followed by another."""

    kind: Retirable
    code: str
    #: None: it is for every vendor.
    vendor: str | None = None
    retired: bool
    why: str
    at: datetime
    by_whom: str
