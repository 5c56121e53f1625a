"""Findings about who was trained: what the matrix asks for and the records do not hold."""

from __future__ import annotations

from core.catalogue.kind import FindingKind

KINDS: dict[str, FindingKind] = {}
