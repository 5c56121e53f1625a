"""What the result pages read, kept until the data changes: every key holds the data version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from core.period import shifted
from core.principal import Principal
from core.text import Text
from services import assess_month, contracts, follow, overview
from services.bootstrap import House
from services.contracts import ContractView
from services.follow import DayFigure, FactLine
from services.month_result import MonthResult
from services.overview import HeatCell, PaceLine, Task, TrendPoint
from ui import house

#: How many months a trend goes back.
TREND_MONTHS = 6


def known_contracts() -> Mapping[str, ContractView]:
    """Code → contract, of the vendors this person may see."""
    return {view.code: view for view in _contracts(*_key())}


def months(contract: str | None = None) -> Sequence[str]:
    """The months there are figures for, newest first, and the present one; of one contract where named."""
    return _months(*_key(), contract)


def month(contract: str, label: str) -> MonthResult | None:
    """A contract's month as it stands now; None where no version governs it."""
    return _month(*_key(), contract, label)


def past_scores(contract: str, label: str) -> Sequence[MonthResult]:
    """The contract's months up to `label`, oldest first, six at most."""
    return _past(*_key(), contract, label)


def days(contract: str, label: str, clause: str) -> Sequence[DayFigure]:
    """A clause's month day by day; empty where nobody reports it by day."""
    return _days(*_key(), contract, label, clause)


def rows(contract: str, label: str, clause: str, day: date | None) -> Sequence[FactLine]:
    """The rows a clause's figure is the sum of, with the cells they stand in."""
    return _rows(*_key(), contract, label, clause, day)


def tasks() -> Sequence[Task]:
    """What needs this person today, most urgent first."""
    return _tasks(*_key())


def pace(label: str) -> Sequence[PaceLine]:
    """For the clauses of a month that is not over: so far, to come, and the rate the rest must reach."""
    return _pace(*_key(), label)


def heat(label: str) -> Sequence[HeatCell]:
    """Every clause of every contract in a month."""
    return _heat(*_key(), label)


def trend(label: str) -> Sequence[TrendPoint]:
    """Every contract's score in the six months up to `label`."""
    return _trend(*_key(), label)


def vendor_names() -> Mapping[str, Text]:
    """Vendor code → name."""
    return {view.vendor: view.vendor_name for view in known_contracts().values()}


def _key() -> tuple[House, Principal, str, int]:
    """House and person are not hashed; what they are to the cache is said in the third and fourth part."""
    here, who = house.house(), house.principal()
    sees = "*" if who.vendors is None else ",".join(sorted(who.vendors))
    return here, who, f"{here.folder}|{here.today()}|{who.id}|{who.role}|{sees}", house.data_version()


def _labels(label: str) -> list[str]:
    return [shifted(label, back) for back in range(1 - TREND_MONTHS, 1)]


@st.cache_data(max_entries=32, show_spinner=False)
def _contracts(_house: House, _who: Principal, key: str, version: int) -> list[ContractView]:
    return contracts.contracts(_house, _who)


@st.cache_data(max_entries=64, show_spinner=False)
def _months(_house: House, _who: Principal, key: str, version: int, contract: str | None) -> list[str]:
    found = assess_month.months_with_figures(_house, _who, contract)
    return found or [f"{_house.today():%Y-%m}"]


@st.cache_data(max_entries=128, show_spinner=False)
def _month(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> MonthResult | None:
    return assess_month.current(_house, _who, contract, label)


@st.cache_data(max_entries=64, show_spinner=False)
def _past(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> list[MonthResult]:
    return assess_month.history(_house, _who, contract, _labels(label))


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
) -> list[FactLine]:
    return follow.rows(_house, _who, contract, label, clause, day)


@st.cache_data(max_entries=32, show_spinner=False)
def _tasks(_house: House, _who: Principal, key: str, version: int) -> list[Task]:
    return overview.needs_me(_house, _who)


@st.cache_data(max_entries=32, show_spinner=False)
def _pace(_house: House, _who: Principal, key: str, version: int, label: str) -> list[PaceLine]:
    return overview.pace(_house, _who, label)


@st.cache_data(max_entries=32, show_spinner=False)
def _heat(_house: House, _who: Principal, key: str, version: int, label: str) -> list[HeatCell]:
    return overview.heat(_house, _who, label)


@st.cache_data(max_entries=32, show_spinner=False)
def _trend(_house: House, _who: Principal, key: str, version: int, label: str) -> list[Any]:
    return overview.trend(_house, _who, _labels(label))
