"""Journal and changes of state. Triggers refuse to update or delete either (store/append_only.py)."""

from __future__ import annotations

from sqlalchemy import Index, String, Table

from store.tables.columns import code, column, instant, json, key, metadata, person, words

journal = Table(
    "journal",
    metadata,
    key(),
    instant("at", "When"),
    column("who_id", String(26), "Who: key of the person"),
    person("who", "Who: name as it was then"),
    column("action", String(60), "What was done"),
    column("entity", String(40), "To what kind of thing"),
    column("entity_id", String(80), "To which"),
    code("vendor", "Vendor it concerns, if one", null=True),
    json("before", "What it was", null=True),
    json("after", "What it became", null=True),
    words("why", "Reason given"),
    Index("ix_journal_entity", "entity", "entity_id"),
)

state_changes = Table(
    "state_changes",
    metadata,
    key(),
    instant("at", "When"),
    column("who_id", String(26), "Who: key of the person"),
    person("who", "Who: name as it was then"),
    column("entity", String(40), "Kind of thing"),
    column("entity_id", String(80), "Which"),
    column("what", String(40), "Which of its states"),
    column("from_state", String(24), "From; none at its beginning", null=True),
    column("to_state", String(24), "To"),
    words("why", "Reason given"),
    Index("ix_state_changes_entity", "entity", "entity_id"),
)

#: Tables that can only be added to.
APPEND_ONLY = (journal.name, state_changes.name)
