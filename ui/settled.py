"""What the settlement page reads, kept until the data changes: statements and the ledger of a contract."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.principal import Principal
from services.house.bootstrap import House
from services.money import credit_ledger, statements
from services.money.credit_accounts import EntryView
from services.money.statements import StatementView
from ui import results


def all_statements(contract: str) -> Sequence[StatementView]:
    """The statements of its final months, newest first."""
    return _statements(*results.key(), contract)[::-1]


def entries(contract: str) -> Sequence[EntryView]:
    """Its ledger, newest month first."""
    return _entries(*results.key(), contract)


@st.cache_data(max_entries=32, show_spinner=False)
def _statements(_house: House, _who: Principal, key: str, version: int, contract: str) -> list[StatementView]:
    return statements.statements(_house, _who, contract)


@st.cache_data(max_entries=32, show_spinner=False)
def _entries(_house: House, _who: Principal, key: str, version: int, contract: str) -> list[EntryView]:
    return credit_ledger.ledger(_house, _who, contract)
