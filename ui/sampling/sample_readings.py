"""What sampling shows, kept until it changes: what a list of calls holds, the samples drawn from it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.period import Period, calendar_month, parse_label, shifted
from core.principal import Principal
from qa.sampling.strata import Dimension
from services.desk import sample_audits
from services.desk.sample_audits import SampleResult
from services.house.bootstrap import House
from services.records import call_lists
from services.records.call_lists import CallVolume
from services.sampling import sample_lines, sample_withdrawing
from ui import house

if TYPE_CHECKING:
    from store.records import SampleRecord

#: How many months back calls may be drawn from.
_MONTHS_BACK = 13


def months() -> Sequence[str]:
    """The calendar months up to now, newest first."""
    today = house.house().today()
    return [shifted(f"{today:%Y-%m}", -back) for back in range(_MONTHS_BACK)]


def listed(vendor: str) -> Sequence[str]:
    """The months of which a list of the vendor's calls is in, newest first."""
    return _listed(*_key(), vendor)


def period(label: str) -> Period:
    """The days of a calendar month."""
    return calendar_month(*parse_label(label))


def volume(vendor: str, label: str, dimensions: Sequence[Dimension] = ()) -> CallVolume:
    """What the vendor's list of a month holds."""
    return _volume(*_key(), vendor, label, tuple(dimensions))


def samples(vendor: str, label: str) -> Sequence[SampleRecord]:
    """The samples drawn from a month's calls, newest first."""
    return [each for each in _samples(*_key(), vendor) if each.day in period(label)]


def newest() -> Sequence[SampleRecord]:
    """The samples of every vendor that stand, newest first."""
    over = withdrawn()
    return [each for each in _samples(*_key(), None) if each.id not in over]


def withdrawn() -> Collection[str]:
    """The samples that are withdrawn."""
    return _withdrawn(*_key())


def sample(id: str) -> SampleResult:
    """One sample with what was heard of it."""
    return _sample(*_key(), id)


def _key() -> tuple[House, Principal, str, int]:
    """House and person are not hashed; what they are to the cache is said in the third and fourth part."""
    here, who = house.house(), house.principal()
    sees = "*" if who.vendors is None else ",".join(sorted(who.vendors))
    return here, who, f"{here.folder}|{who.id}|{who.role}|{sees}", house.data_version()


@st.cache_data(max_entries=16, show_spinner=False)
def _listed(_house: House, _who: Principal, key: str, version: int, vendor: str) -> list[str]:
    return call_lists.months_listed(_house, _who, vendor)


@st.cache_data(max_entries=16, show_spinner=False)
def _volume(
    _house: House,
    _who: Principal,
    key: str,
    version: int,
    vendor: str,
    label: str,
    dimensions: tuple[Dimension, ...],
) -> CallVolume:
    return call_lists.call_volume(_house, _who, vendor, period(label), dimensions)


@st.cache_data(max_entries=16, show_spinner=False)
def _samples(
    _house: House, _who: Principal, key: str, version: int, vendor: str | None
) -> list[SampleRecord]:
    return sample_lines.samples(_house, _who, vendor)


@st.cache_data(max_entries=16, show_spinner=False)
def _withdrawn(_house: House, _who: Principal, key: str, version: int) -> frozenset[str]:
    return frozenset(sample_withdrawing.withdrawn_samples(_house, _who))


@st.cache_data(max_entries=16, show_spinner=False)
def _sample(_house: House, _who: Principal, key: str, version: int, id: str) -> SampleResult:
    return sample_audits.sample_result(_house, _who, id)
