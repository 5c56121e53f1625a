"""Received files, batches, and the list of lake files: what this list does not name does not exist."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, PrimaryKeyConstraint, String, Table, text

from core.batch import Dataset, Grain, Role, Source
from store.records.batches import BatchState, FileState, LakeState
from store.tables.columns import (
    code,
    column,
    day,
    instant,
    json,
    key,
    metadata,
    month,
    number,
    person,
    sha,
    version,
    words,
)
from store.tables.types import Choice, Findings, JsonText, Strings

received_files = Table(
    "received_files",
    metadata,
    key(),
    sha("sha256", "SHA-256 of the bytes; names the file in files/", index=True),
    words("name", "File name as received"),
    number("size", "Bytes"),
    instant("received_at", "When it came in"),
    person("received_by", "Who took it in"),
    code("vendor_choice", "Vendor chosen on receipt", null=True),
    code("project_choice", "Project chosen on receipt", null=True),
    month("period_choice", "Month chosen on receipt", null=True),
    column("state", Choice(FileState), "kept or purged (deletion duty); hash and findings stay"),
    column("findings", Findings, "Findings about the file as a whole"),
    json("sheets", "What each sheet's columns were read as", null=True),
    version(),
)

batches = Table(
    "batches",
    metadata,
    key(),
    column("file_id", String(26), "Received file it was read from", to="received_files.id", index=True),
    code("vendor", "Key: vendor", to="vendors.code"),
    code("project", "Key: project; none where the file is not split", null=True),
    column("dataset", Choice(Dataset), "Key: kind of figures"),
    column("source", Choice(Source), "Key: who says so"),
    column("grain", Choice(Grain), "Key: what one row stands for"),
    day("covers_from", "First day it speaks for"),
    day("covers_to", "First day it no longer speaks for"),
    column("scopes", JsonText, "Lists of site, queue, channel, segment, language; empty: the whole vendor"),
    column("gaps", Strings, "Covered days without a row"),
    column("role", Choice(Role), "Whether its rows feed sums (facts) or only check them"),
    column("state", Choice(BatchState), "staged, committed (live), withdrawn or discarded"),
    words("layout", "Layout profile that read it"),
    words("layout_version", "Version of the layout profile"),
    column("measures", Strings, "Base counts it carries"),
    column("derived", Strings, "Those of them that are an average times its count"),
    json("offsets", "sheet → field → column, to follow a figure home"),
    json("counts", "Rows new, changed, unchanged, rejected, gone"),
    column("findings", Findings, "Findings of its rows"),
    sha("content_hash", "Hash of the parsed rows: equal content is a no-op", index=True),
    column("base", Strings, "Live batches of its key and days when it was staged; else it is stale"),
    column("repairs", String(26), "File whose rows, turned away then, these are put right", null=True),
    instant("staged_at", "When it was staged"),
    person("staged_by", "Who staged it"),
    number("commit_order", "Place in the order of commits", null=True, unique=True),
    instant("committed_at", "When it was committed", null=True),
    person("committed_by", "Who committed it", null=True),
    instant("withdrawn_at", "When it was withdrawn", null=True),
    person("withdrawn_by", "Who withdrew it", null=True),
    words("withdrawn_reason", "Why it was withdrawn", null=True),
    version(),
    instant("returned_at", "When it was sent back for a new report", null=True),
    person("returned_by", "Who sent it back", null=True),
    words("returned_reason", "Why it was sent back", null=True),
    Index("ix_batches_key", "vendor", "dataset", "source", "state"),
)

lake_files = Table(
    "lake_files",
    metadata,
    key(),
    code("vendor", "Vendor", to="vendors.code"),
    column("dataset", Choice(Dataset), "Kind of figures"),
    column("source", Choice(Source), "Who says so"),
    month("month", "Calendar month of its rows' days"),
    column("path", String(300), "Path below the data folder", unique=True),
    sha("sha256", "SHA-256 of the Parquet file"),
    number("rows", "Rows in it"),
    column("measures", Strings, "Base counts it has columns for"),
    json("batches", "Batch id → rows of it that feed sums"),
    column("batch_id", String(26), "Batch whose commit or withdrawal wrote it", to="batches.id"),
    column("state", Choice(LakeState), "current: sums read it; former: kept for rebuilding"),
    column("superseded_by", String(26), "File that took its place", null=True),
    instant("written_at", "When it was written"),
)
Index(
    "uq_lake_files_current",
    lake_files.c.vendor,
    lake_files.c.dataset,
    lake_files.c.source,
    lake_files.c.month,
    unique=True,
    sqlite_where=text("state = 'current'"),
    postgresql_where=text("state = 'current'"),
)

batch_files = Table(
    "batch_files",
    metadata,
    column("batch_id", String(26), "Batch"),
    column("lake_file_id", String(26), "File of its commit, in which its own rows stand complete"),
    PrimaryKeyConstraint("batch_id", "lake_file_id"),
    ForeignKeyConstraint(["batch_id"], ["batches.id"]),
    ForeignKeyConstraint(["lake_file_id"], ["lake_files.id"]),
)
