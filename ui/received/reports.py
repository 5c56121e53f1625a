"""Received files as the pages read them, kept until the data changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.batch import Role
from core.errors import NotFoundError
from core.period import business_date
from core.principal import Principal
from core.text import Lang, Text
from services.house.bootstrap import House
from services.judging.moved import MovedMonth
from services.reports import import_again, import_report, mappings, marked_copy, restatement
from services.reports import received as taken
from services.reports.import_again import Choice, MappedColumn, Question
from services.reports.import_report import Staged
from services.reports.mappings import FileSheet, KnownSheet
from services.reports.received import CoverageLine, ReceivedView
from ui import house, session

if TYPE_CHECKING:
    from store.records import BatchRecord, StateChangeRecord

#: Findings that a person answers with a choice, where the file cannot.
ASKING = frozenset(
    {
        "vendor_missing",
        "vendors_several",
        "site_unclear",
        "queue_unclear",
        "shift_unclear",
        "sheets_overlap",
        "most_rows_rejected",
        "period_missing",
        "days_over_two_months",
        "days_unsaid",
        "groups_unclear",
        "layouts_several",
        "header_ambiguous",
        "rate_scale_unclear",
        "call_outcome_unknown",
        "sheet_changed",
    }
)

#: Whoever has not answered for so long will not: it stays among the received files.
_ASKING_DAYS = 31


def files(vendor: str | None = None) -> Sequence[ReceivedView]:
    """The files received, newest first. A reading that was let go is left out where the same file was read
    again after it."""
    found, shown, later = _files(*_key(), vendor), [], set()
    for view in found:
        if view.is_live or view.is_staged or view.file.sha256 not in later:
            shown.append(view)
        later.add(view.file.sha256)
    return shown


def file(file_id: str | None) -> ReceivedView | None:
    """One received file; None where the address names one that is not there."""
    return _file(*_key(), file_id) if file_id else None


def waiting() -> Sequence[ReceivedView]:
    """The files that were read and wait for somebody to say yes, and those of late that ask something."""
    return [view for view in files() if view.is_staged or _asks(view)]


def staged(file_id: str) -> Staged:
    """The preview of a file that waits."""
    return _staged(*_key(), file_id)


def moves(file_id: str, role: Role | None = None) -> Sequence[MovedMonth]:
    """What a file that waits would move in months that have figures."""
    return _moves(*_key(), file_id, role)


def questions(file_id: str) -> Sequence[Question]:
    """What a file that could not come in still asks."""
    return _questions(*_key(), file_id, said(file_id))


def columns(file_id: str) -> Sequence[MappedColumn]:
    """How each column of a file is read."""
    return _columns(*_key(), file_id, said(file_id))


def sheets(file_id: str) -> Sequence[FileSheet]:
    """The sheets of a file with their columns."""
    return _sheets(*_key(), file_id, said(file_id))


def item_names() -> Mapping[str, Text]:
    """Code → words of the items of audit forms whose answers a column may hold."""
    return mappings.item_names(house.house(), house.principal())


def known_sheets() -> Sequence[KnownSheet]:
    """The sheets whose columns are known, the newest first."""
    return _known_sheets(*_key())


def coverage(label: str) -> Sequence[CoverageLine]:
    """Which days of a calendar month are there, by vendor, kind and source."""
    return _coverage(*_key(), label)


def states(batch_id: str) -> Sequence[StateChangeRecord]:
    """What became of a part of a file, oldest first."""
    return _states(*_key(), batch_id)


def said(file_id: str) -> Choice:
    """What this session has said about a file so far; what was chosen when it came in otherwise."""
    told: Mapping[str, Choice] = session.SAID.get()
    return told.get(file_id) or import_again.said(house.house(), house.principal(), file_id)


def remember(file_id: str, choice: Choice) -> None:
    """Keep what was said about a file, for the next question about it."""
    session.SAID.set({**session.SAID.get(), file_id: choice})


def rejects(here: House, who: Principal, file_id: str) -> bytes:
    """The rows kept out, as a workbook; runs without a session, so everything is handed in."""
    return import_report.rejects_file(here, who, file_id, who.lang)[1]


def marked(here: House, who: Principal, file_id: str, lang: Lang) -> bytes:
    """The file with its faults marked, for its vendor; runs without a session."""
    return marked_copy.marked_copy(here, who, file_id, lang).data


def preview(here: House, who: Principal, file_id: str) -> bytes:
    """Every class of rows of a file that waits, as a workbook; runs without a session."""
    return import_report.preview_file(here, who, file_id, who.lang)[1]


def original(here: House, who: Principal, file_id: str) -> bytes:
    """A file as it came; runs without a session, so everything is handed in."""
    return taken.original(here, who, file_id)[1]


def total(batches: Sequence[BatchRecord]) -> dict[str, int]:
    """new, changed, unchanged, rejected and gone rows of several batches together, and claimed figures; what
    the client corrected of them is no doing of the file."""
    names = ("new", "changed", "unchanged", "rejected", "gone", "claimed")
    own = [batch for batch in batches if not batch.is_correction]
    return {name: sum(batch.counts.get(name, 0) for batch in own) for name in names}


def coming_in(batches: Sequence[BatchRecord]) -> int:
    """How many rows a commit takes in."""
    counts = total(batches)
    return counts["new"] + counts["changed"] + counts["unchanged"]


def _asks(view: ReceivedView) -> bool:
    """Whether it waits for an answer that somebody may still give."""
    came = business_date(view.file.received_at, "Asia/Shanghai")
    is_young = (house.house().today() - came).days < _ASKING_DAYS
    asks = any(found.code in ASKING for found in view.file.findings)
    return view.is_refused and not view.let_go and is_young and asks


def _key() -> tuple[House, Principal, str, int]:
    """House and person are not hashed; what they are to the cache is said in the third and fourth part."""
    here, who = house.house(), house.principal()
    sees = "*" if who.vendors is None else ",".join([who.id, *sorted(who.vendors)])
    return here, who, f"{here.folder}|{here.today()}|{who.role}|{sees}", house.data_version()


@st.cache_data(max_entries=16, show_spinner=False)
def _files(_house: House, _who: Principal, key: str, version: int, vendor: str | None) -> list[ReceivedView]:
    return taken.received(_house, _who, vendor)


@st.cache_data(max_entries=64, show_spinner=False)
def _file(_house: House, _who: Principal, key: str, version: int, file_id: str) -> ReceivedView | None:
    try:
        return taken.received_file(_house, _who, file_id)
    except NotFoundError:
        return None


@st.cache_data(max_entries=16, show_spinner=False)
def _staged(_house: House, _who: Principal, key: str, version: int, file_id: str) -> Staged:
    return import_report.staged(_house, _who, file_id)


@st.cache_data(max_entries=16, show_spinner=False)
def _moves(
    _house: House, _who: Principal, key: str, version: int, file_id: str, role: Role | None
) -> tuple[MovedMonth, ...]:
    return restatement.would_move(_house, _who, file_id, role)


@st.cache_data(max_entries=16, show_spinner=False)
def _questions(
    _house: House, _who: Principal, key: str, version: int, file_id: str, _choice: Choice
) -> tuple[Question, ...]:
    return import_again.questions(_house, _who, file_id, _choice)


@st.cache_data(max_entries=16)
def _columns(
    _house: House, _who: Principal, key: str, version: int, file_id: str, _choice: Choice
) -> tuple[MappedColumn, ...]:
    return import_again.columns(_house, _who, file_id, _choice)


@st.cache_data(max_entries=16)
def _sheets(
    _house: House, _who: Principal, key: str, version: int, file_id: str, _choice: Choice
) -> tuple[FileSheet, ...]:
    return mappings.sheets(_house, _who, file_id, _choice)


@st.cache_data(max_entries=16, show_spinner=False)
def _known_sheets(_house: House, _who: Principal, key: str, version: int) -> list[KnownSheet]:
    return mappings.known_sheets(_house, _who)


@st.cache_data(max_entries=32, show_spinner=False)
def _coverage(_house: House, _who: Principal, key: str, version: int, label: str) -> list[CoverageLine]:
    return taken.calendar(_house, _who, label)


@st.cache_data(max_entries=64, show_spinner=False)
def _states(_house: House, _who: Principal, key: str, version: int, batch_id: str) -> list[StateChangeRecord]:
    return taken.states(_house, _who, batch_id)
