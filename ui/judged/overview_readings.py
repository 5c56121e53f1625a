"""What the overview reads, kept until the data changes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.principal import Principal
from services.house.bootstrap import House
from services.results import overview
from services.results.overview import ContractTrend, HeatCell, PaceLine, Task
from ui.judged import results


def tasks() -> Sequence[Task]:
    """What needs somebody today, the most pressing first."""
    return _tasks(*results.key())


def pace(label: str) -> Sequence[PaceLine]:
    """For the clauses of a month under way: so far, and what the days to come must bring."""
    return _pace(*results.key(), label)


def heat(label: str) -> Sequence[HeatCell]:
    """Every clause of every vendor in a month."""
    return _heat(*results.key(), label)


def trend(label: str) -> Sequence[ContractTrend]:
    """Every contract's totals in the six months up to `label`."""
    return _trend(*results.key(), label)


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
def _trend(_house: House, _who: Principal, key: str, version: int, label: str) -> list[ContractTrend]:
    return overview.trend(_house, _who, results.labels_up_to(label))
