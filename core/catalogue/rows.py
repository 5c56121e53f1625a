"""Findings about the rows and cells of a received file."""

from __future__ import annotations

from core.catalogue.kind import FindingKind

KINDS: dict[str, FindingKind] = {}
