"""What is known of a list of training records before it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.people_lists import ListKind
from core.privacy import UNKEYED, Privacy
from importers.containers.celltoken import Cell


@dataclass(frozen=True)
class Asked:
    """What a person said of it, and what the house knows of courses and people."""

    vendor: str
    today: date
    #: None: as its columns tell.
    kind: ListKind | None = None
    #: The vendor's zone, and whether a person said that times of the list are in it.
    zone: str = "Asia/Shanghai"
    zone_said: bool = False
    #: Where the list itself says none: exam lists have neither (china 6.1).
    course: str = ""
    day: date | None = None
    #: Of retakes without a day of their own.
    retake_day: date | None = None
    #: Names that courses are known by.
    courses: frozenset[str] = frozenset()
    #: Agents of the vendor's rosters by mark, with the day each joined; None: no roster is known.
    joined: Mapping[str, date | None] | None = None
    #: Names of the vendor's sites, folded → code; and the site where a roster last had each agent, by mark:
    #: a list of exams says no site, and the rule of the agent's own one holds.
    sites: Mapping[str, str] = field(default_factory=dict)
    at_site: Mapping[str, str] = field(default_factory=dict)
    privacy: Privacy = UNKEYED
    #: The cell of an id number → keyed hash of the person; None for one that cannot be trusted.
    person: Callable[[Cell], str | None] = field(default=lambda cell: None)
