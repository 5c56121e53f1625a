"""What the result pages read, kept until the data changes: every key holds the data version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import streamlit as st

from core.period import shifted
from core.principal import Principal
from core.text import Text
from services.house.bootstrap import House
from services.improvement import chronic_triggers
from services.judging import assess_month
from services.judging.month_result import MonthResult
from services.judging.moved import MovedMonth
from services.known import directory
from services.reports import claim_lines, history
from services.reports import corrections as corrected
from services.reports.claim_lines import ClaimLine
from services.reports.corrections import CorrectionView
from services.reports.report_days import ReportDays
from services.results import clause_notes, editions, follow, year_score
from services.results.follow import DayFigure, FactLines
from services.results.year_score import SpanView
from sla.follow_up.chronic import Trigger
from ui import house

#: How many months a trend goes back.
TREND_MONTHS = 6


def months(contract: str | None = None) -> Sequence[str]:
    """The months there are figures for, newest first, else the present one; of one contract where named, with
    those taken over as they were settled."""
    return _months(*key(), contract)


def running_month() -> str:
    """The calendar month that is not over yet."""
    return f"{house.house().today():%Y-%m}"


def newest(labels: Sequence[str]) -> str:
    """The newest month that is over; where none is, the newest."""
    return next((label for label in labels if label < running_month()), labels[0])


def month(contract: str, label: str) -> MonthResult | None:
    """A contract's month as it stands now; None where no version governs it."""
    return _month(*key(), contract, label)


def past_scores(contract: str, label: str) -> Sequence[MonthResult]:
    """The contract's months up to `label`, oldest first, six at most."""
    return _past(*key(), contract, label)


def days(contract: str, label: str, clause: str) -> Sequence[DayFigure]:
    """A clause's month day by day; empty where nobody reports it by day."""
    return _days(*key(), contract, label, clause)


def rows(contract: str, label: str, clause: str, day: date | None) -> FactLines:
    """The rows a clause's figure is the sum of, with the cells they stand in."""
    return _rows(*key(), contract, label, clause, day)


def reports_behind(contract: str, label: str, clause: str) -> Sequence[ReportDays]:
    """The reports behind a clause's month, and on which days each counts."""
    return _reports_behind(*key(), contract, label, clause)


def claims(contract: str, label: str, clause: str) -> Sequence[ClaimLine]:
    """What is claimed of a clause without counts, with the cells it stands in."""
    return _claims(*key(), contract, label, clause)


def notes(contract: str, label: str, clause: str) -> Sequence[Text]:
    """What stands beside a clause's figure in words."""
    return _notes(*key(), contract, label).get(clause, ())


def chronic(contract: str, label: str | None = None) -> Sequence[Trigger]:
    """The contract's chronic triggers that are reached or near, after a month or after the last one."""
    return _chronic(*key(), contract, label)


def year_scores(contract: str, label: str) -> Sequence[SpanView]:
    """The contract's quarter and year up to a month, where it says how they are scored."""
    return _year_scores(*key(), contract, label)


def against_edition_before(contract: str, label: str) -> MovedMonth | None:
    """What a corrected edition changes of the one before it."""
    return _against(*key(), contract, label)


def corrections(contract: str, label: str) -> Sequence[CorrectionView]:
    """What the client corrected of a month's reports."""
    return _corrections(*key(), contract, label)


def site_names(vendor: str) -> Mapping[str, Text]:
    """Code → name of a vendor's sites."""
    return _site_names(*key(), vendor)


def last_received(result: MonthResult) -> datetime | None:
    """When the last of the files came in that the month rests on; None where it rests on none."""
    return _last_received(*key(), result.origins)


def key() -> tuple[House, Principal, str, int]:
    """What every cached reading is asked with: house and person, which are not hashed, then what they are
    to the cache, and the data version."""
    here, who = house.house(), house.principal()
    sees = "*" if who.vendors is None else ",".join(sorted(who.vendors))
    return here, who, f"{here.folder}|{here.today()}|{who.id}|{who.role}|{sees}", house.data_version()


def labels_up_to(label: str) -> list[str]:
    """Six months, oldest first, `label` the last."""
    return [shifted(label, back) for back in range(1 - TREND_MONTHS, 1)]


@st.cache_data(max_entries=64, show_spinner=False)
def _months(_house: House, _who: Principal, key: str, version: int, contract: str | None) -> list[str]:
    found = set(assess_month.months_with_figures(_house, _who, contract))
    found |= set(history.months_taken(_house, _who, contract)) if contract else set()
    return sorted(found, reverse=True) or [f"{_house.today():%Y-%m}"]


@st.cache_data(max_entries=128, show_spinner=False)
def _month(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> MonthResult | None:
    return assess_month.current(_house, _who, contract, label)


@st.cache_data(max_entries=64, show_spinner=False)
def _past(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> list[MonthResult]:
    return assess_month.history(_house, _who, contract, labels_up_to(label))


@st.cache_data(max_entries=256, show_spinner=False)
def _days(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str, clause: str
) -> list[DayFigure]:
    return follow.days(_house, _who, contract, label, clause)


@st.cache_data(max_entries=128, show_spinner=False)
def _rows(
    _house: House,
    _who: Principal,
    key: str,
    version: int,
    contract: str,
    label: str,
    clause: str,
    day: date | None,
) -> FactLines:
    return follow.rows(_house, _who, contract, label, clause, day)


@st.cache_data(max_entries=128, show_spinner=False)
def _reports_behind(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str, clause: str
) -> tuple[ReportDays, ...]:
    return follow.reports_behind(_house, _who, contract, label, (clause,)).get(clause, ())


@st.cache_data(max_entries=128, show_spinner=False)
def _claims(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str, clause: str
) -> list[ClaimLine]:
    return claim_lines.claims_on(_house, _who, contract, label, clause)


@st.cache_data(max_entries=64, show_spinner=False)
def _chronic(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str | None
) -> list[Trigger]:
    return chronic_triggers.chronic_triggers(_house, _who, contract, label)


@st.cache_data(max_entries=64, show_spinner=False)
def _year_scores(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> tuple[SpanView, ...]:
    return year_score.year_scores(_house, _who, contract, label)


@st.cache_data(max_entries=16, show_spinner=False)
def _against(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> MovedMonth | None:
    return editions.against_edition_before(_house, _who, contract, label)


@st.cache_data(max_entries=64, show_spinner=False)
def _notes(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> dict[str, tuple[Text, ...]]:
    return clause_notes.clause_notes(_house, _who, contract, label)


@st.cache_data(max_entries=64, show_spinner=False)
def _corrections(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> list[CorrectionView]:
    return corrected.corrections(_house, _who, contract, label)


@st.cache_data(max_entries=128, show_spinner=False)
def _last_received(
    _house: House, _who: Principal, key: str, version: int, origins: tuple[str, ...]
) -> datetime | None:
    files = follow.files_behind(_house, _who, origins)
    return files[-1].received_at if files else None


@st.cache_data(max_entries=64, show_spinner=False)
def _site_names(_house: House, _who: Principal, key: str, version: int, vendor: str) -> dict[str, Text]:
    return {site.code: site.name for site in directory.sites(_house, _who, vendor)}
