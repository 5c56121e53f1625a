"""Audit forms and audits (one audit is one scored call)."""

from __future__ import annotations

from sqlalchemy import Index, String, Table, UniqueConstraint, text

from store.records.audits import EntryState
from store.tables.columns import (
    code,
    column,
    day,
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
    yes_no,
)
from store.tables.types import Choice, ExactDecimal, Strings

audit_forms = Table(
    "audit_forms",
    metadata,
    key(),
    code("code", "Code of the form"),
    code("number", "Version of the form"),
    names(),
    json("body", "Sections, items, points, fatal items"),
    instant("created_at", "When this version was entered"),
    person("created_by", "Who entered it"),
    UniqueConstraint("code", "number"),
)

form_drafts = Table(
    "form_drafts",
    metadata,
    key(),
    code("code", "Code of the form it will be, or is a new version of"),
    words("body", "The form's file as far as it is written"),
    words("based_on", "Code and version it started from; empty for none"),
    instant("changed_at", "When it was last changed"),
    person("changed_by", "Who changed it last"),
    instant("ended_at", "When it was published or thrown away", null=True),
    code("published", "Number of the version it became; none where it was thrown away", null=True),
    version(),
)

half_filled_calls = Table(
    "half_filled_calls",
    metadata,
    key(),
    code("vendor", "Vendor it is about", to="vendors.code"),
    column("person", String(26), "Key of the person who is filling it in"),
    json("body", "What is filled in so far, the number masked"),
    instant("saved_at", "When something was last filled in"),
    Index("ix_half_filled_calls_person", "person"),
)

audits = Table(
    "audits",
    metadata,
    key(),
    code("form", "Form it was scored on"),
    code("form_version", "Version of that form"),
    code("contract", "Contract it counts for, if one", null=True),
    code("vendor", "Vendor", to="vendors.code"),
    code("project", "Project", null=True),
    code("site", "Site", null=True),
    code("queue", "Queue", null=True),
    code("channel", "Channel", null=True),
    code("agent", "Agent's code", null=True),
    column("kind", String(24), "mystery, recording or live"),
    instant("at", "When the call was made"),
    day("business_date", "Day it counts for in the contract's time zone"),
    column("dialled", String(40), "Number dialled, masked"),
    yes_no("connected", "Whether the call was connected"),
    column("outcome", String(40), "What became of the call"),
    number("wait_s", "Seconds waited", null=True),
    json("answers", "item → answer"),
    column("fatal", Strings, "Fatal items found"),
    column("points", ExactDecimal, "Score", null=True),
    yes_no("passed", "Whether it passed; none where it is not judged", null=True),
    yes_no("critical", "Whether a fatal item was found"),
    words("remark", "Remark"),
    words("recording", "Where the recording is"),
    instant("logged_at", "When it was logged"),
    person("logged_by", "Who logged it"),
    column("sample_type", String(24), "How it came to be audited; none where nobody said", null=True),
    column("sample", String(26), "Line of the drawn sample it answers", null=True),
    code("wave", "Wave of the mystery-call programme", null=True),
    code("brief", "Brief it was made by", null=True),
    number("brief_version", "Version of that brief", null=True),
    json("outcome_facts", "Times and holds of the call, what the outcome rests on", null=True),
    json("moments", "Worst point, ending and forbidden behaviours, where the auditor noted any", null=True),
    json("counts", "Base counts it makes; none of calls logged before they were kept", null=True),
    sha("receipt", "SHA-256 of its receipt, to hold a later reckoning against", null=True),
    column("state", Choice(EntryState), "live or withdrawn"),
    version(),
    Index("ix_audits_vendor_day", "vendor", "business_date"),
    Index("ix_audits_dialled_day", "dialled", "business_date"),
    Index("ix_audits_logged_at", "logged_at"),
    Index("ix_audits_sample", "sample"),
)
#: The few that were withdrawn; an index of all states would be taken for any question that names one.
Index(
    "ix_audits_withdrawn",
    audits.c.id,
    sqlite_where=text("state = 'withdrawn'"),
    postgresql_where=text("state = 'withdrawn'"),
)
