"""Findings about lists of training records: attendance, exams and certificates by agent."""

from __future__ import annotations

from core.catalogue.kind import FindingKind

KINDS: dict[str, FindingKind] = {}
