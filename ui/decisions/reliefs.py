"""Requests for relief and what they do, kept until something changes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.principal import Principal
from services.decisions import relief_preview, relief_told
from services.decisions.relief_preview import ReliefEffect
from services.decisions.relief_told import ReliefMonth, ReliefView
from services.house.bootstrap import House
from ui.judged import results


def views(contract: str, label: str) -> Sequence[ReliefView]:
    """A month's requests in the order they were made."""
    return _views(*results.key(), contract, label)


def months() -> Sequence[ReliefMonth]:
    """Where relief was asked for, what waits for a decision first."""
    return _months(*results.key())


def effect(record: str) -> ReliefEffect:
    """The month without and with one request; refused where it does not fit the figures."""
    return _effect(*results.key(), record)


@st.cache_data(max_entries=32, show_spinner=False)
def _views(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> list[ReliefView]:
    return relief_told.relief_views(_house, _who, contract, label)


@st.cache_data(max_entries=8, show_spinner=False)
def _months(_house: House, _who: Principal, key: str, version: int) -> list[ReliefMonth]:
    return relief_told.relief_months(_house, _who)


@st.cache_data(max_entries=32, show_spinner=False)
def _effect(_house: House, _who: Principal, key: str, version: int, record: str) -> ReliefEffect:
    return relief_preview.relief_effect(_house, _who, record)
