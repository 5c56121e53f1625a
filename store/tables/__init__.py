"""All tables, split by subject; a comment on each column."""

from store.tables import (
    audits,
    batches,
    contracts,
    directory,
    events,
    jobs,
    journal,
    mappings,
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
    "mappings",
    "metadata",
    "misses",
    "people",
    "reporting",
    "runs",
]
