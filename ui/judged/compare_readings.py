"""What the page of cost and comparison reads, kept until the data changes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.principal import Principal
from core.text import Lang
from services.house.bootstrap import House
from services.results import cost_satisfaction
from services.results import over_service as over
from services.results import ranking as ranks
from services.results import staffing as staff
from services.results.cost_satisfaction import CostBeside
from services.results.over_service import OverServedClause
from services.results.ranking import RankedGroup
from services.results.staffing import Staffing
from services.workbooks import client_book
from ui import house
from ui.judged import results


def over_service(label: str) -> Sequence[OverServedClause]:
    """The clauses that are served far better than was bought."""
    return _over_service(*results.key(), label)


def over_service_of(label: str, contract: str) -> Sequence[OverServedClause]:
    """The same of one contract."""
    return _over_service(*results.key(), label, contract)


def ranking(label: str) -> Sequence[RankedGroup]:
    """The ranked groups; none for whoever sees some vendors only."""
    return _ranking(*results.key(), label) if house.principal().vendors is None else ()


def cost(label: str) -> Sequence[CostBeside]:
    """What each contract costs a contact, beside satisfaction."""
    return _cost(*results.key(), label)


def staffing(label: str) -> Staffing:
    """The sites whose calls, handling time and seats are known by interval."""
    return _staffing(*results.key(), label)


def file_name(label: str, lang: Lang) -> str:
    """What the client's own workbook is called."""
    return client_book.client_book_name(label, lang)


@st.cache_data(max_entries=32, show_spinner=False)
def _over_service(
    _house: House, _who: Principal, key: str, version: int, label: str, contract: str | None = None
) -> list[OverServedClause]:
    return over.over_service(_house, _who, label, contract=contract)


@st.cache_data(max_entries=32, show_spinner=False)
def _ranking(_house: House, _who: Principal, key: str, version: int, label: str) -> list[RankedGroup]:
    return ranks.ranking(_house, _who, label)


@st.cache_data(max_entries=32, show_spinner=False)
def _staffing(_house: House, _who: Principal, key: str, version: int, label: str) -> Staffing:
    return staff.staffing(_house, _who, label)


@st.cache_data(max_entries=32, show_spinner=False)
def _cost(_house: House, _who: Principal, key: str, version: int, label: str) -> list[CostBeside]:
    return cost_satisfaction.cost_beside_satisfaction(_house, _who, label)
