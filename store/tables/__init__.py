"""All tables, split by subject; a comment on each column."""

from store.tables import (
    audits,
    batches,
    contracts,
    directory,
    events,
    jobs,
    journal,
    misses,
    people,
    reporting,
    runs,
)
from store.tables.columns import metadata

__all__ = [
    "audits",
    "batches",
    "contracts",
    "directory",
    "events",
    "jobs",
    "journal",
    "metadata",
    "misses",
    "people",
    "reporting",
    "runs",
]
