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
    month_papers,
    people,
    relief,
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
    "month_papers",
    "people",
    "relief",
    "reporting",
    "runs",
]
