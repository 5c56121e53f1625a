"""Contracts, their versions, and drafts of new ones. Triggers refuse to change or delete a version
(store/append_only.py)."""

from __future__ import annotations

from sqlalchemy import Table, UniqueConstraint

from store.tables.columns import (
    code,
    day,
    instant,
    json,
    key,
    metadata,
    names,
    person,
    sha,
    version,
    words,
    yes_no,
)

contracts = Table(
    "contracts",
    metadata,
    key(),
    code("code", "Code of the contract; never changes", unique=True),
    code("vendor", "The vendor it binds", to="vendors.code", index=True),
    code("project", "The project it is about, if one", null=True),
    names(),
    yes_no("active", "Whether it is shown among the running ones"),
    version(),
)

contract_versions = Table(
    "contract_versions",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "The vendor it binds", to="vendors.code"),
    code("number", "The version's own name"),
    words("yaml", "Text as loaded, comments included"),
    json("body", "The contract as data, from which it is rebuilt"),
    sha("hash", "Hash of the canonical body"),
    day("effective_from", "First day it governs"),
    day("effective_to", "First day it no longer governs; none while open-ended", null=True),
    instant("loaded_at", "When it was loaded"),
    person("loaded_by", "Who loaded it"),
    sha("file", "SHA-256 of the file it came in; names it in files/", null=True),
    words("file_name", "Name of that file as received", null=True),
    UniqueConstraint("contract", "number"),
)

contract_drafts = Table(
    "contract_drafts",
    metadata,
    key(),
    code("contract", "Code of the contract it will be, or is a new version of", index=True),
    code("vendor", "The vendor it would bind; may not be registered yet"),
    code("based_on", "The version it started from, if one", null=True),
    json("body", "The contract file as data, as far as it is written"),
    instant("changed_at", "When it was last changed"),
    person("changed_by", "Who changed it last"),
    instant("ended_at", "When it was published or thrown away", null=True),
    code("published", "Number of the version it became; none where it was thrown away", null=True),
    version(),
)
