"""People lists as they were taken in (rows lie in the lake), links between codes, who was cleared out."""

from __future__ import annotations

from sqlalchemy import Index, String, Table

from core.batch import Source
from core.people_lists import ListKind, ListState
from store.tables.columns import (
    code,
    column,
    day,
    instant,
    json,
    key,
    metadata,
    number,
    person,
    sha,
    version,
    words,
)
from store.tables.types import Choice, Findings

people_lists = Table(
    "people_lists",
    metadata,
    key(),
    code("vendor", "Vendor whose people it is of", to="vendors.code"),
    code("project", "Project it is of; none: all the vendor's", null=True),
    column("kind", Choice(ListKind), "Roster, changes, attendance, exams or certificates"),
    column("source", Choice(Source), "Who says so: the vendor, the client or a third party"),
    words("name", "Name of the file as received"),
    sha("sha256", "SHA-256 of the file as received; names it in files/"),
    day("day", "First day it is of"),
    day("day_end", "First day it is no longer of"),
    json("said", "What a person said of it: time zone, course, day, columns"),
    column("findings", Findings, "What was found in it"),
    number("rows", "How many rows were taken"),
    number("rejected", "How many rows were turned away"),
    words("rows_file", "Parquet file of its rows below the data folder; none: none is kept", null=True),
    sha("rows_sha256", "SHA-256 of that file", null=True),
    column("state", Choice(ListState), "staged, committed, withdrawn or discarded"),
    instant("received_at", "When it was received"),
    person("received_by", "Who received it"),
    instant("committed_at", "When it was taken in: known from then on", null=True),
    person("committed_by", "Who took it in", null=True),
    instant("withdrawn_at", "When it was withdrawn: no longer known from then on", null=True),
    person("withdrawn_by", "Who withdrew it", null=True),
    words("why", "Why it was withdrawn"),
    version(),
    Index("ix_people_lists_days", "vendor", "kind", "day"),
)

agent_links = Table(
    "agent_links",
    metadata,
    key(),
    code("vendor", "Vendor the agent works for", to="vendors.code", index=True),
    column("mark", String(16), "Keyed mark of one code of the agent"),
    column("same_as", String(16), "Keyed mark of the code that is counted as the agent"),
    day("first_day", "First day on which both are one person"),
    day("last_day", "Last such day; none: without an end", null=True),
    words("why", "Why they are one person"),
    instant("linked_at", "When it was entered"),
    person("linked_by", "Who entered it"),
    instant("withdrawn_at", "When it was taken back", null=True),
    version(),
)

# Names no vendor: who was cleared out at one is known at every other, and where it was stays untold.
cleared_out = Table(
    "cleared_out",
    metadata,
    key(),
    column("person", String(16), "Keyed hash of the id number", index=True),
    day("day", "First day on which the person may no longer work on our programmes"),
    words("why", "Why; never shown to a vendor"),
    sha("evidence_sha256", "The paper it rests on, if any", null=True),
    words("evidence_name", "Its name as received"),
    instant("recorded_at", "When it was entered"),
    person("recorded_by", "Who entered it"),
    instant("lifted_at", "When it was lifted", null=True),
    person("lifted_by", "Who lifted it", null=True),
    words("lifted_why", "Why it was lifted"),
    version(),
)
