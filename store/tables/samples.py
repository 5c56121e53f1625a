"""Samples drawn from a vendor's list of calls, and the calls in them."""

from __future__ import annotations

from sqlalchemy import Index, String, Table, UniqueConstraint

from store.records.samples import SampleLineState, SamplePurpose
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
from store.tables.types import Choice, ExactFraction, Strings

samples = Table(
    "samples",
    metadata,
    key(),
    code("vendor", "Vendor whose list it was drawn from", to="vendors.code"),
    day("day", "First day of the calls"),
    day("day_end", "First day they are no longer of"),
    column("purpose", Choice(SamplePurpose), "random, or targeted at something"),
    words("reason", "What a targeted sample is after"),
    json("only", "What the calls were narrowed to: dimension → value"),
    words("seed", "Seed of the draw"),
    column("dimensions", Strings, "What the calls were parted by"),
    column("allocation", String(24), "How the calls were shared among the strata"),
    json("strata", "Each stratum with its calls and how many were drawn"),
    number("size", "Calls to listen to"),
    column("likeness", ExactFraction, "How alike one agent's calls are held to be"),
    sha("list_hash", "SHA-256 over the keys of all calls it was drawn from"),
    instant("drawn_at", "When it was drawn"),
    person("drawn_by", "Who drew it"),
    Index("ix_samples_vendor_day", "vendor", "day"),
)

sample_lines = Table(
    "sample_lines",
    metadata,
    key(),
    column("sample", String(26), "The sample it is in", to="samples.id"),
    code("vendor", "Vendor", to="vendors.code"),
    number("stratum", "Which of the sample's strata it is in"),
    number("turn", "Its turn in the draw of its stratum"),
    words("call_key", "Tells the call from every other of its vendor"),
    day("day", "Day of the call"),
    number("minute", "Minutes from midnight", null=True),
    number("second", "Seconds from midnight", null=True),
    code("project", "Project", null=True),
    code("site", "Site", null=True),
    code("queue", "Queue", null=True),
    code("language", "Language", null=True),
    words("agent", "Agent's code as far as it may be kept", null=True),
    words("number", "The call's own number in the vendor's list", null=True),
    number("length", "Talk and hold in seconds", null=True),
    column("state", Choice(SampleLineState), "drawn, reserve or unusable"),
    words("why", "Why the recording could not be used"),
    column("replaces", String(26), "The line it stands in for", to="sample_lines.id", null=True),
    instant("changed_at", "When it was last changed", null=True),
    person("changed_by", "Who changed it", null=True),
    version(),
    UniqueConstraint("sample", "stratum", "turn"),
)
