"""Findings about a received file as a whole."""

from __future__ import annotations

from core.catalogue.kind import FindingKind

KINDS: dict[str, FindingKind] = {}
