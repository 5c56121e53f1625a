"""The table of pages: where each lies, what it is called, who may open it, and when the menu shows it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import streamlit as st

from core.language import N_, _
from core.principal import Action, Principal
from ui import house, urls

PAGES = Path(__file__).resolve().parent.parent / "pages"


class Feature(StrEnum):
    """What the house must hold before a page is worth a line in the menu."""

    VENDORS = "vendors"
    CONTRACTS = "contracts"
    FACTS = "facts"
    TRAINING = "training"
    EVENTS = "events"
    MANUAL = "manual"
    RELIEF = "relief"
    SUPPLEMENTS = "supplements"
    SETTLEMENT = "settlement"
    AUDITS = "audits"
    PROGRAMME = "programme"
    ENTRY = "entry"
    COMPARE = "compare"
    CALL_LISTS = "call_lists"
    VISITS = "visits"
    FOREIGN_AUDITS = "foreign_audits"
    ROSTER = "roster"


@dataclass(frozen=True)
class PageEntry:
    """One page. Its file is pages/<section>/<name>.py; it is listed only once that file exists."""

    section: str
    name: str
    url: str
    title: str
    icon: str
    help: str
    action: Action = Action.VIEW
    #: Shown in the menu once one of these is there (empty: always); reachable by its address anyway. Forms
    #: and specifications are always shown: a house writes them before it has a vendor.
    shown_with: frozenset[Feature] = frozenset()

    @property
    def file(self) -> Path:
        """Where the page lies."""
        return PAGES / self.section / f"{self.name}.py"


SECTIONS: dict[str, str] = {
    "results": N_("Results"),
    "reports": N_("Reports received"),
    "audits": N_("Spot checks"),
    "training": N_("Training"),
    "records": N_("Our own records"),
    "actions": N_("Improvement"),
    "setup": N_("Set-up"),
}

_CONTRACT = frozenset({Feature.CONTRACTS})

TABLE: tuple[PageEntry, ...] = (
    PageEntry(
        "results", "overview", "overview", N_("Overview"), "space_dashboard",
        N_("What needs you today, and which vendor keeps which promise."),
    ),
    PageEntry(
        "results", "scorecard", "scorecard", N_("Scorecard"), "fact_check",
        N_("Each clause of a contract's month, down to the cell it came from."), shown_with=_CONTRACT,
    ),
    PageEntry(
        "results", "what_if", "what-if", N_("What if"), "balance",
        N_("Judge past months again under a draft of the contract; nothing is kept."), shown_with=_CONTRACT,
    ),
    PageEntry(
        "results", "settlement", "settlement", N_("Settlement"), "payments",
        N_("What each final month costs, what is taken off and in dispute, and the statement to pay from."),
        shown_with=frozenset({Feature.SETTLEMENT}),
    ),
    PageEntry(
        "results", "compare", "compare", N_("Cost and comparison"), "compare_arrows",
        N_("Who is served better than was bought, and what the vendors cost beside each other."),
        shown_with=frozenset({Feature.COMPARE}),
    ),
    PageEntry(
        "results", "export", "export", N_("Export"), "table_view",
        N_("The workbook for a vendor: scorecard, days, plans, findings."), Action.EXPORT, _CONTRACT,
    ),
    PageEntry(
        "reports", "import_report", "import", N_("Import"), "upload_file",
        N_("Drop a vendor's file in, look at what it changes, then commit."), Action.IMPORT,
    ),
    PageEntry(
        "reports", "received", "received", N_("Received files"), "folder_open",
        N_("Every file that came in, what it changed, and taking one back."),
        shown_with=frozenset({Feature.FACTS}),
    ),
    PageEntry(
        "reports", "reporting_plan", "reporting-plan", N_("Reporting plan"), "event_upcoming",
        N_("Which report is due when, what has arrived, and whom to remind."), shown_with=_CONTRACT,
    ),
    PageEntry(
        "reports", "columns", "columns", N_("Columns of the sheets"), "view_column",
        N_("What the columns of each vendor's sheets hold."), Action.IMPORT,
        frozenset({Feature.FACTS}),
    ),
    PageEntry(
        "audits", "spot_check", "spot-check", N_("Spot-check call"), "phone_in_talk",
        N_("Log a test call in under a minute."), Action.AUDIT,
        frozenset({Feature.VENDORS, Feature.AUDITS}),
    ),
    PageEntry(
        "audits", "programme", "mystery-programme", N_("Mystery programme"), "record_voice_over",
        N_("Test calls planned in waves: what to dial next, by which brief, and what counts."),
        shown_with=frozenset({Feature.AUDITS, Feature.PROGRAMME}),
    ),
    PageEntry(
        "audits", "desk", "desk", N_("Scoring desk"), "headset_mic",
        N_("Time and score a whole call by keyboard; every answer is kept at once."), Action.AUDIT,
        frozenset({Feature.VENDORS, Feature.AUDITS}),
    ),
    PageEntry(
        "audits", "sampling", "sampling", N_("Sampling"), "casino",
        N_("Which recordings to listen to: how many, drawn at random from the vendor's own list."),
        shown_with=frozenset({Feature.CALL_LISTS}),
    ),
    PageEntry(
        "audits", "foreign_audits", "foreign-audits", N_("Audits by others"), "compare",
        N_("The vendor's own audits and an agency's beside ours: believable, picked, milder?"),
        shown_with=frozenset({Feature.FOREIGN_AUDITS}),
    ),
    PageEntry(
        "audits", "specifications", "specifications", N_("Process specifications"), "rule",
        N_("What agents have to do, clause by clause: versions, what a change touches, what it brought."),
    ),
    PageEntry(
        "audits", "reviews", "reviews", N_("Reviews and appeals"), "rate_review",
        N_("Second scores, releases, appeals entered for the vendor, rulings, and notices of fatal faults."),
        shown_with=frozenset({Feature.AUDITS}),
    ),
    PageEntry(
        "audits", "calibrations", "calibration", N_("Calibration"), "groups",
        N_("The same calls scored unseen by several people, ours and the vendor's, then compared."),
        shown_with=frozenset({Feature.AUDITS}),
    ),
    PageEntry(
        "audits", "moments", "call-experience", N_("Call experience"), "sentiment_satisfied",
        N_("Where calls were worst, how they ended, how customers were spoken to; speed beside errors."),
        shown_with=frozenset({Feature.AUDITS}),
    ),
    PageEntry(
        "audits", "visits", "site-visits", N_("Site visits"), "home_work",
        N_("Visits to a vendor's site: checklist, findings, photographs, and the vendor's signature."),
        shown_with=frozenset({Feature.CONTRACTS, Feature.VISITS}),
    ),
    PageEntry(
        "audits", "auditors", "auditors", N_("Auditors"), "supervisor_account",
        N_("How mild each auditor scores, N/A, drift, appeals lost; an auditor sees only their own."),
        shown_with=frozenset({Feature.AUDITS}),
    ),
    PageEntry(
        "training", "board", "training-board", N_("Training compliance"), "verified",
        N_("Who is trained and who is not, by site and course; contacts by agents who were not."),
        shown_with=frozenset({Feature.ROSTER}),
    ),
    PageEntry(
        "training", "changes", "change-training", N_("Change training"), "published_with_changes",
        N_("Whether every change is trained and passed before it is due, day by day."),
        shown_with=frozenset({Feature.ROSTER}),
    ),
    PageEntry(
        "training", "gaps", "training-gaps", N_("Training gaps"), "rule",
        N_("Whom to train in what by when, as a list to send."), shown_with=frozenset({Feature.ROSTER}),
    ),
    PageEntry(
        "training", "expiries", "certificate-calendar", N_("Certificate expiries"), "event_repeat",
        N_("What runs out in 60, 30 and 7 days, what has run out, and next month's by site and course."),
        shown_with=frozenset({Feature.ROSTER}),
    ),
    PageEntry(
        "training", "causes", "failure-causes", N_("Why calls failed"), "account_tree",
        N_("Each failed item: not trained, not applied, or unclear; who acts; what courses changed."),
        shown_with=frozenset({Feature.AUDITS}),
    ),
    PageEntry(
        "training", "rosters", "rosters", N_("Rosters"), "badge",
        N_("Who worked where from when to when, as it was known when."),
        shown_with=frozenset({Feature.VENDORS}),
    ),
    PageEntry(
        "training", "records", "training-records", N_("Training records"), "assignment_turned_in",
        N_("Attendance, exams and certificates by agent: taken in, typed in, taken back."),
        shown_with=frozenset({Feature.VENDORS}),
    ),
    PageEntry(
        "training", "agents", "agent-file", N_("Agent file"), "person_search",
        N_("One agent: where they worked when, what they have to hold and why, what they passed."),
        shown_with=frozenset({Feature.CONTRACTS, Feature.ROSTER}),
    ),
    PageEntry(
        "training", "matrix", "training-matrix", N_("Training matrix"), "grid_on",
        N_("Which courses whom, until when, how well; and why, for an agent and a day."),
        shown_with=frozenset({Feature.CONTRACTS, Feature.ROSTER}),
    ),
    PageEntry(
        "training", "evidence", "evidence-audits", N_("Evidence audits"), "fact_check",
        N_("Whether training records are backed: a random sample each month, record by record."),
        shown_with=frozenset({Feature.ROSTER}),
    ),
    PageEntry(
        "records", "training", "training", N_("Training as reported"), "school",
        N_("Who should attend, who attended, who passed."), shown_with=frozenset({Feature.TRAINING}),
    ),
    PageEntry(
        "records", "events", "events", N_("Daily events"), "edit_note",
        N_("Bonus and penalty points, day by day, with evidence."), shown_with=_CONTRACT,
    ),
    PageEntry(
        "records", "figures", "figures", N_("Manual figures"), "edit_square",
        N_("Figures typed by hand, with source and attachment."), shown_with=frozenset({Feature.MANUAL}),
    ),
    PageEntry(
        "records", "history", "history", N_("Earlier months"), "history",
        N_("Months settled before, taken over as they were: for the trend, and for streaks where ticked."),
        Action.RECORD, _CONTRACT,
    ),
    PageEntry(
        "actions", "misses", "misses", N_("Misses and plans"), "assignment_late",
        N_("What was missed, how often, and what is being done about it."), shown_with=_CONTRACT,
    ),
    PageEntry(
        "actions", "relief", "relief", N_("Exclusions and relief"), "event_busy",
        N_("What the vendor asks to have left out, what it does, and what was decided."),
        shown_with=frozenset({Feature.RELIEF}),
    ),
    PageEntry(
        "actions", "supplements", "supplements", N_("Agreements"), "handshake",
        N_("What both sides agreed on once, by mail or on paper, and what it does to its months."),
        shown_with=frozenset({Feature.SUPPLEMENTS}),
    ),
    PageEntry(
        "setup", "vendors", "vendors", N_("Vendors and projects"), "domain",
        N_("Vendors, projects, sites and contacts."),
    ),
    PageEntry(
        "setup", "entry", "choosing", N_("Choosing a vendor"), "how_to_vote",
        N_("Candidates scored by named people on weighted criteria, ranked, and decided by an approver."),
        shown_with=frozenset({Feature.ENTRY}),
    ),
    PageEntry(
        "setup", "contracts", "contracts", N_("Contracts"), "contract",
        N_("Clauses, targets and points, version by version."),
    ),
    PageEntry(
        "setup", "forms", "forms", N_("Forms"), "checklist",
        N_("What an audit asks, what each answer is worth, and what is fatal."),
    ),
)  # fmt: skip


def entry(name: str) -> PageEntry:
    """The entry of pages/…/<name>.py."""
    return next(item for item in TABLE if item.name == name)


def exists(name: str) -> bool:
    """Whether that page is there to be linked to."""
    return entry(name).file.exists()


def menu(principal: Principal, features: Collection[str]) -> dict[str, list[st.Page]]:
    """Section title → pages, for this person and what the house holds. The first page is the default."""
    listed: dict[str, list[st.Page]] = {}
    for item in TABLE:
        if item.file.exists() and principal.may(item.action):
            listed.setdefault(_(SECTIONS[item.section]), []).append(_page(item, features, default=not listed))
    return listed


def addresses(title: str) -> list[st.Page]:
    """Every page under one title, for a run in which none of them is run: their addresses are known."""
    return [
        st.Page(item.file, title=title, url_path=item.url, default=item is TABLE[0])
        for item in TABLE
        if item.file.exists()
    ]


def link(
    name: str, label: str, icon: str | None = None, *, who: Principal | None = None, **query: str | None
) -> None:
    """A link to another page, carrying codes; nothing where this person's menu has no such page.

    A list of many links says `who` follows them: to ask for each takes longer than to draw it.
    """
    if exists(name) and (who or house.principal()).may(entry(name).action):
        st.page_link(entry(name).file, label=label, icon=icon, query_params=urls.params(**query))


def go(name: str, **query: str | None) -> None:
    """Open another page, carrying codes."""
    st.switch_page(entry(name).file, query_params=urls.params(**query))


def _page(item: PageEntry, features: Collection[str], default: bool) -> st.Page:
    shown = not item.shown_with or any(feature in features for feature in item.shown_with)
    return st.Page(
        item.file,
        title=_(item.title),
        icon=f":material/{item.icon}:",
        url_path=item.url,
        default=default,
        visibility="visible" if shown else "hidden",
        help=_(item.help),
    )
