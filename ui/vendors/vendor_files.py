"""Vendors' files as the pages read them, kept until the data changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.principal import Principal
from services.house.bootstrap import House
from services.vendors import vendor_file
from services.vendors.vendor_file import VendorFile
from ui.judged import results

if TYPE_CHECKING:
    from store.records import VendorFactRecord


def file_of(vendor: str, months: int) -> VendorFile:
    """The file of a vendor, its derived figures over so many months."""
    return _file_of(*results.key(), vendor, months)


def inhouse() -> Sequence[VendorFactRecord]:
    """The client's own costs."""
    return _inhouse(*results.key())


@st.cache_data(max_entries=32, show_spinner=False)
def _file_of(_house: House, _who: Principal, key: str, version: int, vendor: str, months: int) -> VendorFile:
    return vendor_file.vendor_file(_house, _who, vendor, months)


@st.cache_data(max_entries=16, show_spinner=False)
def _inhouse(_house: House, _who: Principal, key: str, version: int) -> Sequence[VendorFactRecord]:
    return vendor_file.inhouse_costs(_house, _who)
