"""How received figures are kept apart: dataset, source, grain, and what a file says it covers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.period import Period
from core.text import Text


class Dataset(StrEnum):
    """What kind of figures a file holds."""

    TRAFFIC = "traffic"
    CHAT = "chat"
    TICKETS = "tickets"
    QA = "qa"
    TRAINING = "training"
    ROSTER = "roster"
    CASES = "cases"
    CALLS = "calls"


class Source(StrEnum):
    """Who says so. Sources stand beside each other; they are never added up."""

    VENDOR = "vendor"
    CLIENT = "client"
    THIRD_PARTY = "third_party"
    BY_HAND = "by_hand"


class Grain(StrEnum):
    """What one row stands for, coarse to fine."""

    MONTH = "month"
    DAY = "day"
    INTERVAL = "interval"
    CALL = "call"


class Role(StrEnum):
    """Whether rows feed sums, or only check them (FOUNDATION: only the finest grain feeds sums)."""

    FACTS = "facts"
    CHECK = "check"


@dataclass(frozen=True)
class BatchKey:
    """Only the same key supersedes; another source for the same days stands beside it."""

    vendor: str
    project: str | None
    dataset: Dataset
    source: Source
    grain: Grain


@dataclass(frozen=True)
class Coverage:
    """The days a batch speaks for, and the scopes beside vendor and project it names."""

    period: Period
    #: (site, queue, channel, segment, language) tuples; an empty set speaks for the whole vendor.
    scopes: frozenset[tuple[str | None, ...]] = frozenset()


DATASET_NAMES: dict[Dataset, Text] = {
    Dataset.TRAFFIC: Text("话务", "Traffic"),
    Dataset.CHAT: Text("在线会话", "Chat"),
    Dataset.TICKETS: Text("工单与投诉", "Tickets and complaints"),
    Dataset.QA: Text("质检与拨测", "Quality audits"),
    Dataset.TRAINING: Text("培训", "Training"),
    Dataset.ROSTER: Text("人员与排班", "Staffing"),
    Dataset.CASES: Text("个案", "Cases"),
    Dataset.CALLS: Text("通话明细", "Call records"),
}
SOURCE_NAMES: dict[Source, Text] = {
    Source.VENDOR: Text("外包商上报", "Vendor's report"),
    Source.CLIENT: Text("甲方系统", "Client's system"),
    Source.THIRD_PARTY: Text("第三方", "Third party"),
    Source.BY_HAND: Text("手工录入", "Typed by hand"),
}
GRAIN_NAMES: dict[Grain, Text] = {
    Grain.MONTH: Text("按月", "By month"),
    Grain.DAY: Text("按日", "By day"),
    Grain.INTERVAL: Text("按时段", "By interval"),
    Grain.CALL: Text("逐通", "By call"),
}
#: The same before the word figures, in a sentence.
GRAIN_KINDS: dict[Grain, Text] = {
    Grain.MONTH: Text("按月", "monthly"),
    Grain.DAY: Text("按日", "daily"),
    Grain.INTERVAL: Text("按时段", "interval"),
    Grain.CALL: Text("逐通", "call-by-call"),
}
