"""Vendors, projects, sites, queues, their other names, memberships, contacts."""

from __future__ import annotations

from sqlalchemy import String, Table, UniqueConstraint

from core.privacy import AgentRule
from store.records.directory import DirectoryKind, MembershipKind
from store.tables.columns import code, column, day, instant, key, metadata, names, version, words, yes_no
from store.tables.types import Choice

vendors = Table(
    "vendors",
    metadata,
    key(),
    code("code", "Code of the vendor; never changes", unique=True),
    names(),
    words("note", "Remark"),
    yes_no("active", "Whether we work with this vendor"),
    instant("created_at", "When the vendor was entered"),
    version(),
)

projects = Table(
    "projects",
    metadata,
    key(),
    code("code", "Code of the project; never changes", unique=True),
    names(),
    yes_no("active", "Whether the project runs"),
    version(),
)

sites = Table(
    "sites",
    metadata,
    key(),
    code("vendor", "Vendor whose place of work it is", to="vendors.code"),
    code("code", "Code of the site, unique within the vendor"),
    names(),
    yes_no("active", "Whether people work there"),
    column(
        "agents",
        Choice(AgentRule),
        "What is kept of agents: keep, code, hash or drop",
        server_default=AgentRule.KEEP.value,
    ),
    version(),
    UniqueConstraint("vendor", "code"),
)

queues = Table(
    "queues",
    metadata,
    key(),
    code("code", "Code of the queue; never changes", unique=True),
    names(),
    code("project", "Project it serves", null=True),
    code("channel", "Channel it serves", null=True),
    yes_no("active", "Whether it runs"),
    version(),
)

aliases = Table(
    "aliases",
    metadata,
    key(),
    column("kind", Choice(DirectoryKind), "Of what it is another name"),
    code("code", "Code it stands for"),
    column("alias", String(200), "The other name, as files write it", index=True),
    code("vendor", "Vendor whose files write it so; none means everyone's", null=True),
    day("valid_from", "First day it holds; none means always", null=True),
    day("valid_to", "First day it no longer holds", null=True),
    version(),
)

memberships = Table(
    "memberships",
    metadata,
    key(),
    column("kind", Choice(MembershipKind), "queue_site or agent_vendor"),
    code("member", "Queue or agent", index=True),
    code("owner", "Site or vendor"),
    day("valid_from", "First day it holds"),
    day("valid_to", "First day it no longer holds", null=True),
    version(),
)

contacts = Table(
    "contacts",
    metadata,
    key(),
    code("vendor", "Vendor the person works for", to="vendors.code", index=True),
    column("name", String(120), "Name"),
    words("job", "Job title"),
    words("phone", "Telephone"),
    words("email", "Mail address"),
    words("note", "Remark"),
    version(),
)
