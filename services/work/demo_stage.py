"""What every part of the demo's story is told with: who acts, a step on its day, and the script's files."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from core.clock import FixedClock
from core.principal import Principal
from services.house.bootstrap import House
from services.house.settings import ROOT

SAMPLE = ROOT / "sample_data"
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Cast:
    """The house, its clock, and who acts in the story."""

    house: House
    clock: FixedClock
    manager: Principal
    auditor: Principal
    #: Scores again and checks what the first one did.
    second_auditor: Principal
    approver: Principal


@dataclass(frozen=True)
class Step:
    """Something that happened at an instant."""

    at: datetime
    act: Callable[[Cast], object]


def table(name: str) -> list[dict[str, str]]:
    """A CSV of the script, by column."""
    with (SAMPLE / "demo" / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def listed(name: str) -> list[dict[str, Any]]:
    """A JSON list of the script."""
    return list(json.loads((SAMPLE / "demo" / name).read_text("utf-8")))


def day_of(label: str, day: int) -> date:
    """A day of a month, such as of '2026-09'."""
    return date.fromisoformat(f"{label}-{day:02d}")


def at(day: date, hour: int) -> datetime:
    """An hour of a day where the story plays."""
    return datetime.combine(day, time(hour), ZONE)
