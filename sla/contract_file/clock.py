"""The hour a day begins at, in a contract file: 06:00."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sla.contract_file.node import Node, Report, written

_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?")
#: A day begins before noon: later, it would be the day after.
LATEST_START = 12 * 60


@dataclass(frozen=True)
class Clock:
    """A time of day before noon."""

    def read(self, node: Node, report: Report, key: str) -> int | None:
        """Minutes from midnight."""
        found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", node.text or ""))
        minute = int(found[1]) * 60 + int(found[2] or 0) if found else None
        if found is None or minute is None or int(found[2] or 0) > 59 or minute >= LATEST_START:
            report.add("contract_bad_clock", node.place, key=key, value=written(node))
            return None
        return minute

    def schema(self) -> dict[str, Any]:
        """Its text, or a whole hour."""
        return {"type": ["string", "integer"], "pattern": r"^(0?\d|1[01])(:[0-5]\d)?$"}


def clock_text(minute: int | None) -> str | None:
    """06:00; None where nothing is said."""
    return None if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"
