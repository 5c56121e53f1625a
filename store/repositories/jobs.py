"""Long work: asked for here, done by the worker process, watched from any page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import update

from core.errors import CancelledError, IllegalTransitionError
from store.records.jobs import ENDED, JobRecord, JobState
from store.repositories.base import Repository
from store.tables.jobs import jobs


class Jobs(Repository[JobRecord]):
    """The queue of jobs."""

    TABLE = jobs
    RECORD = JobRecord

    def claim(self) -> JobRecord | None:
        """Take the oldest queued job to run it; None where nothing waits. Two workers never get the same."""
        found = self.all(state=JobState.QUEUED, limit=1)
        if not found:
            return None
        now = self.desk.clock.now()
        return self.update(replace(found[0], state=JobState.RUNNING, started_at=now, heartbeat_at=now))

    def progress(self, id: str, done: int, total: int, message: str = "") -> None:
        """Note how far a running job is, as a sign of life. CancelledError where it should stop."""
        job = self.get(id)
        if job.cancel_requested or job.state is not JobState.RUNNING:
            raise CancelledError(job=id)
        change = {"done": done, "total": total, "message": message, "heartbeat_at": self.desk.clock.now()}
        self.desk.write(update(jobs).where(jobs.c.id == id).values(change))

    def finish(self, id: str, result: Mapping[str, Any]) -> JobRecord:
        """A running job is done, and this came of it."""
        return self._end(id, JobState.DONE, result)

    def fail(self, id: str, result: Mapping[str, Any]) -> JobRecord:
        """A job failed; `result` says why (reason code and facts, or findings)."""
        return self._end(id, JobState.FAILED, result)

    def stopped(self, id: str) -> JobRecord:
        """A job has stopped because it was asked to."""
        return self._end(id, JobState.CANCELLED, None)

    def cancel(self, id: str) -> JobRecord:
        """Ask a job to stop: a queued one stops now, a running one at its next sign of life."""
        job = self.get(id)
        if job.state is JobState.QUEUED:
            return self._end(id, JobState.CANCELLED, None)
        return self.update(replace(job, cancel_requested=True)) if job.state not in ENDED else job

    def sweep_stale(self, silent_since: datetime) -> list[JobRecord]:
        """Mark running jobs without a sign of life since then as failed; says which."""
        silent = self.all(jobs.c.state == JobState.RUNNING, jobs.c.heartbeat_at < silent_since)
        return [self._end(job.id, JobState.FAILED, {"reason": "job_stale"}) for job in silent]

    def newest(self, limit: int = 50, person_id: str | None = None) -> list[JobRecord]:
        """The last jobs asked for, newest first."""
        equal = {} if person_id is None else {"person_id": person_id}
        return self.all(order=jobs.c.id.desc(), limit=limit, **equal)

    def _end(self, id: str, state: JobState, result: Mapping[str, Any] | None) -> JobRecord:
        job = self.get(id)
        if job.state in ENDED:
            raise IllegalTransitionError(entity="job", state=job.state, to=state)
        now = self.desk.clock.now()
        return self.update(replace(job, state=state, result=result, finished_at=now))
