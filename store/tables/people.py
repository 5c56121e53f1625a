"""People, settings, and the small counters and tokens the house keeps."""

from __future__ import annotations

from sqlalchemy import String, Table

from core.principal import Role
from store.tables.columns import column, instant, json, key, metadata, number, sha, version, words, yes_no
from store.tables.types import Choice, Strings

people = Table(
    "people",
    metadata,
    key(),
    column("name", String(120), "Name the person acts under", unique=True),
    column("role", Choice(Role), "manager, auditor, approver or viewer"),
    column("lang", String(2), "Preferred language, zh or en"),
    column("vendors", Strings, "Codes of the vendors this person may see; none means all", null=True),
    yes_no("active", "Whether the person still acts here"),
    instant("created_at", "When the person was entered"),
    version(),
)

browsers = Table(
    "browsers",
    metadata,
    key(),
    sha("token", "SHA-256 of what the browser's cookie says", unique=True),
    column(
        "person_id", String(26), "Who acts in it; none before a name is chosen", null=True, to="people.id"
    ),
    column("lang", String(2), "Language it is read in", null=True),
    instant("seen_at", "When a choice was last made in it"),
    version(),
)

settings = Table(
    "settings",
    metadata,
    key(),
    column("name", String(80), "Name of the setting", unique=True),
    json("value", "Its value", null=True),
    version(),
)

counters = Table(
    "counters",
    metadata,
    column("name", String(40), "Name of the counter", primary_key=True),
    number("value", "Its value; data_version goes up with every write that changes figures"),
)

tokens = Table(
    "idempotency_tokens",
    metadata,
    column("token", String(80), "Made by the asker, once for each intended action", primary_key=True),
    column("action", String(40), "What was asked for"),
    words("result", "Key of the record the first attempt made"),
    instant("used_at", "When the first attempt succeeded"),
)
