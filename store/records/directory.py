"""The directory: vendors, projects, sites, queues, their other names, memberships, contacts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.privacy import AgentRule
from core.text import Text
from store.records.base import Editable


class DirectoryKind(StrEnum):
    """What an alias is another name of."""

    VENDOR = "vendor"
    PROJECT = "project"
    SITE = "site"
    QUEUE = "queue"


class MembershipKind(StrEnum):
    """What belongs to what, for a while."""

    QUEUE_SITE = "queue_site"
    AGENT_VENDOR = "agent_vendor"


@dataclass(frozen=True, kw_only=True)
class VendorRecord(Editable):
    """An outsourcer."""

    code: str
    name: Text
    note: str = ""
    active: bool = True
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class ProjectRecord(Editable):
    """A project (业务线); several vendors may serve it."""

    code: str
    name: Text
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class SiteRecord(Editable):
    """A vendor's place of work (职场)."""

    vendor: str
    code: str
    name: Text
    active: bool = True
    #: What its reports keep of its agents.
    agents: AgentRule = AgentRule.KEEP


@dataclass(frozen=True, kw_only=True)
class QueueRecord(Editable):
    """A queue or skill; it may move between sites (memberships)."""

    code: str
    name: Text
    project: str | None = None
    channel: str | None = None
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class AliasRecord(Editable):
    """Another name of something, as a vendor's files write it."""

    kind: DirectoryKind
    code: str
    alias: str
    #: Whose files write it so; None means everyone's.
    vendor: str | None = None
    valid_from: date | None = None
    #: The first day it is no longer valid.
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class MembershipRecord(Editable):
    """That a queue stood in a site (owner `VENDOR/SITE`), or an agent worked for a vendor, from one day to
    another."""

    kind: MembershipKind
    member: str
    owner: str
    valid_from: date
    #: The first day it no longer holds; None while it does.
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class ContactRecord(Editable):
    """A person at a vendor."""

    vendor: str
    name: str
    job: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""
