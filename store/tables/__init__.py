"""All tables, split by subject; a comment on each column."""

from store.tables import (
    asserted,
    audits,
    batches,
    contracts,
    corrections,
    directory,
    events,
    history,
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
    "asserted",
    "audits",
    "batches",
    "contracts",
    "corrections",
    "directory",
    "events",
    "history",
    "jobs",
    "journal",
    "mappings",
    "metadata",
    "misses",
    "people",
    "reporting",
    "runs",
]
