"""What every entry of the catalogue says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.text import Text


class Severity(StrEnum):
    """How much of the file a finding keeps out, worst first."""

    BLOCKS = "blocks"
    REJECTS = "rejects"
    WARNS = "warns"


@dataclass(frozen=True)
class FindingKind:
    """A kind of finding: its severity, its sentence and its remedy in both languages."""

    severity: Severity
    sentence: Text
    remedy: Text


def kind(severity: Severity, zh: str, en: str, remedy_zh: str, remedy_en: str) -> FindingKind:
    """One line of the catalogue."""
    return FindingKind(severity, Text(zh, en), Text(remedy_zh, remedy_en))
