"""Long work done by the worker process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from core.text import Lang, Text
from store.records.base import Editable


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return JOB_STATE_NAMES[self]


JOB_STATE_NAMES: dict[JobState, Text] = {
    JobState.QUEUED: Text("等待中", "waiting"),
    JobState.RUNNING: Text("进行中", "running"),
    JobState.DONE: Text("已完成", "done"),
    JobState.FAILED: Text("失败", "failed"),
    JobState.CANCELLED: Text("已取消", "stopped"),
}

#: A job in one of these will not move again.
ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


@dataclass(frozen=True, kw_only=True)
class JobRecord(Editable):
    """One piece of long work, its progress and its result."""

    kind: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    state: JobState = JobState.QUEUED
    done: int = 0
    total: int = 0
    message: str = ""
    result: Mapping[str, Any] | None = None
    lang: Lang = "zh"
    #: The person it acts for: id and name.
    person_id: str = ""
    person: str = ""
    created_at: datetime
    started_at: datetime | None = None
    heartbeat_at: datetime | None = None
    finished_at: datetime | None = None
    cancel_requested: bool = False
