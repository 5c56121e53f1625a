"""The list of criteria and the rounds, kept until the data changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.principal import Principal
from services.house.bootstrap import House
from services.vendors import entry_lists, entry_rounds
from services.vendors.entry_rounds import RoundView
from ui.judged import results

if TYPE_CHECKING:
    from store.records import EntryListRecord


def listed() -> EntryListRecord | None:
    """The list in force."""
    return _listed(*results.key())


def rounds() -> Sequence[RoundView]:
    """Every round, the newest first."""
    return _rounds(*results.key())


@st.cache_data(max_entries=8, show_spinner=False)
def _listed(_house: House, _who: Principal, key: str, version: int) -> EntryListRecord | None:
    return entry_lists.newest_list(_house, _who)


@st.cache_data(max_entries=8, show_spinner=False)
def _rounds(_house: House, _who: Principal, key: str, version: int) -> Sequence[RoundView]:
    return entry_rounds.rounds(_house, _who)
