"""Supplementary agreements and what they do, kept until something changes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.principal import Principal
from services.decisions import supplement_effect, supplement_told
from services.decisions.relief_preview import ReliefEffect
from services.decisions.supplement_told import SupplementView
from services.house.bootstrap import House
from ui.judged import results


def views(contract: str) -> Sequence[SupplementView]:
    """A contract's agreements in the order they were recorded."""
    return _views(*results.key(), contract)


def in_month(contract: str, label: str) -> list[SupplementView]:
    """Those in force in one month."""
    return [view for view in views(contract) if view.is_in_force and label in view.record.periods]


def effect(record: str) -> list[ReliefEffect]:
    """Each of its months without and with it; refused where its days do not fit the figures."""
    return _effect(*results.key(), record)


@st.cache_data(max_entries=32, show_spinner=False)
def _views(_house: House, _who: Principal, key: str, version: int, contract: str) -> list[SupplementView]:
    return supplement_told.supplement_views(_house, _who, contract)


@st.cache_data(max_entries=32, show_spinner=False)
def _effect(_house: House, _who: Principal, key: str, version: int, record: str) -> list[ReliefEffect]:
    return supplement_effect.supplement_effect(_house, _who, record)
