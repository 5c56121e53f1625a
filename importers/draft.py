"""What a received file becomes: a reading with drafts, findings and questions; nothing is stored yet."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from core.batch import BatchKey, Coverage, Role, Source
from core.facts import date_of
from core.finding import Finding, Place, Severity
from core.period import Period
from core.privacy import UNKEYED, Privacy
from core.scope import Scope
from core.text import Text
from importers.form_items import AuditSaid, FormItem
from importers.spans import Speaks
from importers.staff import StaffSaid, StaffTold

if TYPE_CHECKING:
    from importers.confirmed.mapping import SheetMapping
    from importers.confirmed.picture import SheetPicture
    from importers.confirmed.sheet_changes import SheetChange


#: Said of figures that are of no single site or queue; never a code, for those are capitals.
WHOLE = "whole"


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it was received: its name is what the person saw, its hash is what it is."""

    name: str
    sha256: str
    size: int
    path: Path


@dataclass(frozen=True)
class Said:
    """What a column holds: a field's code, '' to leave it out; and its unit, '' for what the header says."""

    field: str
    unit: str = ""
    #: What its words stand for, where it holds words of the vendor's own: word → a call's outcome.
    words: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Choice:
    """What the person (or the command line) said about the file; None means the file must say so itself."""

    vendor: str | None = None
    project: str | None = None
    source: Source | None = None
    period: Period | None = None
    layout: str | None = None
    #: Only where a coarser file meets a finer one; the importer hands it through.
    role: Role | None = None
    #: Answers to column questions and corrections: header as shown → field code, '' for "leave it out".
    columns: Mapping[str, str] = field(default_factory=dict)
    #: Answers to questions of scale: header as shown → 1 where 0.95 stands for 95 %, 100 where 95 does.
    scales: Mapping[str, int] = field(default_factory=dict)
    #: Answers about single words: '通话结果 = 客户挂机' → what became of such a call.
    words: Mapping[str, str] = field(default_factory=dict)
    #: Whose figures tables without a column of sites are: what their words name → code or name of a site, or
    #: `WHOLE`; '' for every one of them.
    sites: Mapping[str, str] = field(default_factory=dict)
    #: The same of queues, without `''`.
    queues: Mapping[str, str] = field(default_factory=dict, hash=False)
    #: What whole sheets hold: signature → key of a column (importers/layouts/signature.py) → what it holds.
    sheets: Mapping[str, Mapping[str, Said]] = field(default_factory=dict)
    #: What is registered, folded name → 'site' or 'queue': for names that stand over groups of columns.
    places: Mapping[str, str] = field(default_factory=dict, hash=False)
    #: The items of the audit forms in use: for columns of answers in foreign sheets of audits.
    items: tuple[FormItem, ...] = dataclasses.field(default=(), hash=False)
    #: Whether a sheet that changed since it was confirmed may be read as it is now proposed.
    confirmed: bool = False
    #: Whether somebody is there to confirm what the file only hints at (its vendor, by a name in its title).
    attended: bool = False


@dataclass(frozen=True)
class Known:
    """Something registered: its code, and every name and alias it goes by. Sites and queues have a vendor."""

    code: str
    names: tuple[str, ...] = ()
    vendor: str | None = None


@dataclass(frozen=True)
class QueueStay:
    """That a vendor's queue stands in one of its sites, from one day to another."""

    vendor: str
    queue: str
    site: str
    since: date
    #: The first day it no longer does; None while it does.
    until: date | None = None


@dataclass(frozen=True)
class Directory:
    """Who and what is registered, so that names in a file become codes."""

    vendors: tuple[Known, ...] = ()
    projects: tuple[Known, ...] = ()
    sites: tuple[Known, ...] = ()
    queues: tuple[Known, ...] = ()
    #: Vendor → the words that stand for all its sites, or queues, together, as somebody has answered.
    whole: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    #: What is done with personal numbers and with agents before anything is kept.
    privacy: Privacy = UNKEYED
    #: Where queues stand, for rows that name a queue and no site.
    stays: tuple[QueueStay, ...] = ()
    #: The items of the audit forms in use.
    items: tuple[FormItem, ...] = field(default=(), hash=False)
    #: What the staff lists of earlier files say of agents.
    staff: StaffTold = field(default_factory=dict, hash=False)

    def named(self, kind: str) -> dict[tuple[str | None, str], str]:
        """(vendor, folded name) → code of one kind ('vendors', 'projects', 'sites', 'queues')."""
        known: Iterable[Known] = getattr(self, kind)
        return {(k.vendor, folded(name)): k.code for k in known for name in (*k.names, k.code)}

    def places(self) -> dict[str, str]:
        """Folded name → 'site' or 'queue', of every one that is registered."""
        kinds = (("queue", self.queues), ("site", self.sites))
        return {folded(name): kind for kind, known in kinds for k in known for name in (*k.names, k.code)}


@dataclass(frozen=True)
class NewPlace:
    """A site or queue met for the first time, with the code the draft gives it; registered at commit."""

    kind: str
    vendor: str
    code: str
    name: str


@dataclass(frozen=True)
class MappedColumn:
    """One column of a sheet: its header as written, where it stands, and the field it was read as."""

    sheet: str
    column: str
    header: str
    #: '' where the column is not read.
    field: str
    #: The field in words, and the unit its cells are read in, where there is one.
    name: Text | None = None
    unit: Text | None = None
    #: The first value that stands in it.
    sample: str = ""
    #: Up to three different ones.
    samples: tuple[str, ...] = ()
    #: Its sheet's signature, and what it is known by on it.
    signature: str = ""
    key: str = ""
    #: The unit's code; '' where the header names none.
    unit_code: str = ""
    #: Codes of the fields it may hold, where it is not read: those its header can mean, or the one whose
    #: name is nearest. Only ever shown to a person.
    near: tuple[str, ...] = ()


class QuestionKind(StrEnum):
    """What only a person can say about a file."""

    LAYOUT = "layout"
    VENDOR = "vendor"
    PERIOD = "period"
    COLUMN = "column"
    #: Whether 0.95 or 95 stands for 95 % in a column of rates.
    SCALE = "scale"
    #: What a word in a list of calls says of them.
    WORD = "word"
    #: Which months a column of bare days runs over: 26 … 30, 1 … 25.
    MONTHS = "months"
    #: Whether few days of a month are these alone or the whole month anew.
    DAYS = "days"
    #: What groups of columns over the same figures are: its subject names them.
    GROUPS = "groups"
    #: Which site the figures are of, where only a title or a name speaks of one: its subject.
    SITE = "site"
    #: Which queue, likewise.
    QUEUE = "queue"
    #: Which of several sheets that hold the same counts; its subject names them.
    SHEETS = "sheets"
    #: Whether the few rows of a table that are left count; its subject names the table.
    ROWS = "rows"
    #: A sheet that is known has changed; its subject is the sheet's signature.
    SHEET = "sheet"


@dataclass(frozen=True)
class Question:
    """Something to ask before the file can be read; answered through `Choice`."""

    kind: QuestionKind
    #: The header asked about, for columns; header and word for words.
    subject: str = ""
    #: Code → words. Empty where any registered vendor or month will do; for vendors, those the file seems
    #: to name with the words that say so.
    choices: Mapping[str, Text] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class RejectedRow:
    """A row that is kept out: where it stands, why, and its cells as received (header → text)."""

    place: Place
    reasons: tuple[Finding, ...]
    cells: Mapping[str, str]
    vendor: str | None = None


@dataclass(frozen=True)
class Asserted:
    """A rate or an average that a report claims without the counts it would follow from.

    It can be judged as what it claims, for exactly this scope and these days, and never adds up.
    """

    #: [day, day_end), the days its row or its column speaks for.
    day: date
    day_end: date
    #: Whose figure it is, in codes, as the draft's frame has them; None where not split.
    scope: Scope
    #: The dictionary's field, 'answer_rate'.
    field: str
    #: The catalogue's code, 'SL'; '' for a figure no indicator of ours measures (shown, never judged).
    indicator: str
    #: What the header says of it, written as in a contract: {'threshold_s': '20'}. Empty where it says
    #: nothing: then nobody knows which threshold was meant.
    params: Mapping[str, str]
    #: A fraction of one for rates and for so many in 10,000, seconds for averages, points for scores: times
    #: the indicator's scale it stands in the indicator's unit.
    value: Fraction
    #: The cell.
    place: Place


@dataclass(frozen=True)
class Draft:
    """The clean rows of one batch key, ready to be compared and committed."""

    key: BatchKey
    coverage: Coverage
    #: Every column of core/facts.py but `role` and `batch`, then the measures: text columns as String,
    #: `row`, time and calendar columns as Int32, measures as Int64 (NULL = not reported).
    frame: pl.DataFrame
    measures: tuple[str, ...]
    #: Table → field → offset: with a fact's place, the cell each figure came from (core/offsets.py).
    offsets: Mapping[str, Mapping[str, str]]
    rejected: tuple[RejectedRow, ...]
    #: SHA-256 of the parsed content without its places: equal content is a no-op.
    content_hash: str
    #: Measures that are an average times its count, not a reported sum.
    derived: frozenset[str] = frozenset()
    #: What its sheets speak for.
    speaks: Speaks = field(default_factory=Speaks)
    #: Figures claimed without counts. Where there is nothing else, `measures` is empty, `frame` has no row:
    #: such a draft takes nothing away from what is committed.
    asserted: tuple[Asserted, ...] = ()

    #: The received file whose turned-away rows these are, put right: they take nothing out beside them.
    repairs: str | None = None

    def days(self) -> frozenset[date]:
        """The first day of each of its rows."""
        return frozenset(map(date_of, self.frame["day"].unique()))


@dataclass(frozen=True)
class Reading:
    """Everything one received file says, and everything that is wrong with it."""

    file: ReceivedFile
    #: The layout it was read by, or None where none could be decided.
    layout: str | None = None
    #: Changes whenever the layout or the dictionary of headers changes (part of the no-op key).
    layout_version: str = ""
    drafts: tuple[Draft, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    columns: tuple[MappedColumn, ...] = ()
    new_places: tuple[NewPlace, ...] = ()
    #: Every row that stays out, once; also those of a vendor of whom nothing comes in.
    rejected: tuple[RejectedRow, ...] = ()
    #: What each sheet's columns were read as, and which known sheets are not as they were confirmed.
    mappings: tuple[SheetMapping, ...] = ()
    changed: tuple[SheetChange, ...] = ()
    pictures: tuple[SheetPicture, ...] = ()
    #: What its staff lists say of agents that later files are held against.
    staff: tuple[StaffSaid, ...] = ()
    #: What its sheets of audits say item by item, where their columns are items of a form in use.
    audits: tuple[AuditSaid, ...] = ()
    #: The received file that this one is the marked copy of.
    returned_for: str | None = None
    #: The same, once only its repaired rows are left in the drafts (importers/preview/repaired.py).
    repairs: str | None = None

    @property
    def blocked(self) -> bool:
        """Whether nothing of it may be committed."""
        return not self.drafts or any(f.severity is Severity.BLOCKS for f in self.findings)


def folded(name: str) -> str:
    """A name for comparing: no spaces, case folded."""
    return "".join(name.split()).casefold()
