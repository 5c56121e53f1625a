"""Audits by others as the page shows them, kept until the data changes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.principal import Principal
from services.audits import foreign_audits
from services.audits.foreign_audits import ForeignAudits
from services.house.bootstrap import House
from ui import house
from ui.sampling import sample_readings


def months() -> Sequence[str]:
    """The calendar months up to now, newest first."""
    return sample_readings.months()


def audits(vendor: str, label: str) -> tuple[ForeignAudits, ...]:
    """Each source's audits of a vendor's month."""
    here, who = house.house(), house.principal()
    sees = "*" if who.vendors is None else ",".join(sorted(who.vendors))
    key = f"{here.folder}|{who.role}|{sees}"
    return _audits(here, who, key, house.data_version(), vendor, label)


@st.cache_data(max_entries=16, show_spinner=False)
def _audits(
    _house: House, _who: Principal, key: str, version: int, vendor: str, label: str
) -> tuple[ForeignAudits, ...]:
    return foreign_audits.foreign_audits(_house, _who, vendor, sample_readings.period(label))
