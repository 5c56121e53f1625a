"""What the settlement page reads, kept until the data changes: statements and the ledger of a contract."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.principal import Principal
from services.house.bootstrap import House
from services.money import credit_ledger, statement_editions, statements
from services.money.credit_accounts import EntryView
from services.money.statements import StatementView
from ui.judged import results


def all_statements(contract: str) -> Sequence[StatementView]:
    """The statements of its final months, newest first."""
    return _statements(*results.key(), contract)[::-1]


def issued(contract: str) -> Sequence[StatementView]:
    """Every statement issued of it, by month and edition."""
    return _issued(*results.key(), contract)


def by_month(contract: str) -> dict[str, StatementView]:
    """Month → its statement, newest first; of a month that is being corrected the one issued before."""
    final = {each.label: each for each in all_statements(contract)}
    before = {each.label: each for each in issued(contract) if each.label not in final}
    return dict(sorted({**before, **final}.items(), reverse=True))


def entries(contract: str) -> Sequence[EntryView]:
    """Its ledger, newest month first."""
    return _entries(*results.key(), contract)


@st.cache_data(max_entries=32, show_spinner=False)
def _statements(_house: House, _who: Principal, key: str, version: int, contract: str) -> list[StatementView]:
    return statements.statements(_house, _who, contract)


@st.cache_data(max_entries=32, show_spinner=False)
def _issued(_house: House, _who: Principal, key: str, version: int, contract: str) -> list[StatementView]:
    return statement_editions.issued_statements(_house, _who, contract)


@st.cache_data(max_entries=32, show_spinner=False)
def _entries(_house: House, _who: Principal, key: str, version: int, contract: str) -> list[EntryView]:
    return credit_ledger.ledger(_house, _who, contract)
