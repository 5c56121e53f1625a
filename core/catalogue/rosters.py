"""Findings about rosters: what they say of agents, and what call lists say beside them."""

from __future__ import annotations

from core.catalogue.kind import FindingKind

KINDS: dict[str, FindingKind] = {}
