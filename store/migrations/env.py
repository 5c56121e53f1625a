"""Runs migrations on the connection that store/database.py opened and committed by it."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy.types import TypeDecorator

from store.tables import metadata


def _written_plainly(kind: str, item: Any, autogen: Any) -> Any:
    """Our exact types by what they are stored as: a migration must not change when our classes do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        length = getattr(item.impl, "length", None)
        return f"sa.String(length={length})" if length else "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=_written_plainly,
    render_as_batch=False,
    transactional_ddl=False,
)
context.run_migrations()
