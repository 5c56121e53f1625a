"""Mystery-call programmes: campaigns, waves, briefs, their calls, what was promised, what vendors guessed."""

from __future__ import annotations

from sqlalchemy import Index, String, Table, UniqueConstraint

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
    version,
    words,
    yes_no,
)
from store.tables.types import Choice

mystery_campaigns = Table(
    "mystery_campaigns",
    metadata,
    key(),
    code("code", "Code of the campaign", unique=True),
    names(),
    column("zone", String(40), "Time zone its days and slots are in"),
    json("rules", "Exposure rules that are switched on, with their numbers"),
    json("parts", "Minutes of peak, night and opening"),
    yes_no("shared_line", "Whether one number leads to several vendors"),
    instant("created_at", "When it was entered"),
    person("created_by", "Who entered it"),
    version(),
)

mystery_waves = Table(
    "mystery_waves",
    metadata,
    key(),
    code("code", "Code of the wave", unique=True),
    code("campaign", "Campaign", to="mystery_campaigns.code", index=True),
    day("since", "First day"),
    day("until", "Last day"),
    number("least_n", "Fewest valid calls to a vendor that count"),
    column("seed", String(40), "What its schedule is drawn from"),
    json("quotas", "Vendor, site, brief, slot and calls planned"),
    json("blackouts", "Stretches without calls"),
    instant("closed_at", "When it was closed", null=True),
    person("closed_by", "Who closed it", null=True),
    instant("created_at", "When it was entered"),
    person("created_by", "Who entered it"),
    version(),
)

mystery_briefs = Table(
    "mystery_briefs",
    metadata,
    key(),
    code("code", "Code of the brief, the same for all versions"),
    number("number", "Version of the brief, 1 first"),
    names(),
    day("since", "First day it may be used"),
    day("until", "Last day it may be used", null=True),
    json("body", "Persona, opening line, questions with model answers, and the rest"),
    instant("approved_at", "When it was approved", null=True),
    person("approved_by", "Who approved it", null=True),
    instant("created_at", "When this version was entered"),
    person("created_by", "Who entered it"),
    version(),
    UniqueConstraint("code", "number"),
)

mystery_shops = Table(
    "mystery_shops",
    metadata,
    key(),
    column("audit", String(26), "Logged call", to="audits.id", unique=True),
    code("vendor", "Vendor", to="vendors.code"),
    code("wave", "Wave it was made in", to="mystery_waves.code"),
    code("brief", "Brief it was made by"),
    number("brief_number", "Version of that brief"),
    code("caller", "Code of the caller, never a name"),
    column("number_mark", String(16), "Keyed mark of the number used: none can be read from it"),
    column("number_shown", String(40), "The number used, masked"),
    number("talk_s", "Seconds talked", null=True),
    instant("checked_at", "When a second person checked it", null=True),
    person("checked_by", "Who checked it", null=True),
    words("ruled_out", "Why it was ruled out; empty: it was not"),
    instant("placed_at", "When it was placed in the wave"),
    person("placed_by", "Who placed it"),
    version(),
    Index("ix_mystery_shops_wave", "wave"),
)

mystery_promises = Table(
    "mystery_promises",
    metadata,
    key(),
    column("audit", String(26), "Logged call", to="audits.id", index=True),
    code("vendor", "Vendor", to="vendors.code"),
    words("what", "What the agent promised"),
    instant("due_at", "By when"),
    instant("done_at", "When it was kept", null=True),
    yes_no("failed", "Whether somebody found that it was not kept"),
    words("note", "How it was found out"),
    instant("noted_at", "When it was noted"),
    person("noted_by", "Who noted it"),
    person("settled_by", "Who found out", null=True),
    version(),
)

mystery_guesses = Table(
    "mystery_guesses",
    metadata,
    key(),
    code("vendor", "Vendor", to="vendors.code"),
    code("wave", "Wave", to="mystery_waves.code"),
    instant("at", "When the call was that it takes for a test"),
    code("agent", "Agent's code, if told"),
    column("state", Choice(EntryState), "live or withdrawn"),
    instant("noted_at", "When it was noted"),
    person("noted_by", "Who noted it"),
    version(),
    Index("ix_mystery_guesses_wave", "wave"),
)
