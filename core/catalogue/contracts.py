"""Findings about a contract file or template."""

from __future__ import annotations

from core.catalogue.kind import FindingKind

KINDS: dict[str, FindingKind] = {}
