"""Long work and its progress."""

from __future__ import annotations

from sqlalchemy import String, Table

from store.records.jobs import JobState
from store.tables.columns import column, instant, json, key, metadata, number, person, version, words, yes_no
from store.tables.types import Choice

jobs = Table(
    "jobs",
    metadata,
    key(),
    column("kind", String(40), "What is to be done"),
    json("payload", "What it is to be done with"),
    column("state", Choice(JobState), "queued, running, done, failed or cancelled", index=True),
    number("done", "Steps done"),
    number("total", "Steps in all; 0 while unknown"),
    words("message", "What it is doing now, in the asker's language"),
    json("result", "What came of it", null=True),
    column("lang", String(2), "Language of its messages"),
    column("person_id", String(26), "Who asked"),
    person("person", "Name of who asked"),
    instant("created_at", "When it was asked for"),
    instant("started_at", "When a worker took it", null=True),
    instant("heartbeat_at", "When the worker last gave a sign", null=True),
    instant("finished_at", "When it ended", null=True),
    yes_no("cancel_requested", "Whether somebody asked it to stop"),
    version(),
)
