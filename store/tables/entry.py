"""Choosing a vendor: lists of criteria and scores are never changed (store/append_only.py)."""

from __future__ import annotations

from sqlalchemy import String, Table, UniqueConstraint

from store.tables.columns import (
    code,
    column,
    instant,
    json,
    key,
    metadata,
    names,
    number,
    person,
    sha,
    version,
    words,
)
from store.tables.types import ExactDecimal

entry_lists = Table(
    "entry_lists",
    metadata,
    key(),
    number("number", "Version of the list, 1 first"),
    json("criteria", "Code, name and weight of each criterion"),
    words("why", "Why it was changed"),
    instant("published_at", "When it was published"),
    person("published_by", "Who published it"),
    UniqueConstraint("number"),
)

entry_rounds = Table(
    "entry_rounds",
    metadata,
    key(),
    words("name", "What is chosen for"),
    number("list_number", "Version of the list it goes by"),
    instant("opened_at", "When it was opened"),
    person("opened_by", "Who opened it"),
    column("chosen", String(26), "Candidate chosen", null=True),
    words("why", "Why that one"),
    instant("decided_at", "When it was decided", null=True),
    person("decided_by", "Who decided it", null=True),
    version(),
)

entry_candidates = Table(
    "entry_candidates",
    metadata,
    key(),
    column("round", String(26), "Round", to="entry_rounds.id", index=True),
    names(),
    words("note", "Remark"),
    code("vendor", "Vendor it has become", to="vendors.code", null=True),
    instant("added_at", "When it was entered"),
    person("added_by", "Who entered it"),
    version(),
)

entry_scores = Table(
    "entry_scores",
    metadata,
    key(),
    column("round", String(26), "Round", to="entry_rounds.id", index=True),
    column("candidate", String(26), "Candidate", to="entry_candidates.id"),
    code("criterion", "Criterion of the round's list"),
    column("score", ExactDecimal, "0 to 100, exact"),
    words("why", "What it rests on"),
    sha("evidence_sha256", "Evidence, if any", null=True),
    words("evidence_name", "Its name as received"),
    instant("scored_at", "When it was given"),
    person("scored_by", "Who gave it"),
)
