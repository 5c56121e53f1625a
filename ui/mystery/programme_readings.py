"""Mystery-call programmes, kept until the data changes or a minute is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.principal import Principal
from core.text import Text
from qa.form.terms import ClauseRef
from qa.programme.matching import Match
from qa.specification.affected import Affected
from services.house.bootstrap import House
from services.known import directory
from services.mystery import mystery_board, mystery_briefs, mystery_calls, mystery_promises, mystery_waves
from services.mystery.mystery_board import WaveView
from services.mystery.mystery_promises import PromiseView
from services.specifications import specification_reviews, specifications
from services.specifications.specifications import SpecificationView
from ui import house
from ui.judged import results

if TYPE_CHECKING:
    from store.records import AuditRecord, MysteryBriefRecord, MysteryCampaignRecord, MysteryWaveRecord


def waves() -> Sequence[MysteryWaveRecord]:
    """The waves, the newest first."""
    return _waves(*results.key())


def campaigns() -> Sequence[MysteryCampaignRecord]:
    """The programmes."""
    return _campaigns(*results.key())


def briefs() -> Sequence[MysteryBriefRecord]:
    """Every version of every brief, by code, the newest first."""
    return _briefs(*results.key())


def brief_names() -> Mapping[str, Text]:
    """Code of a brief → the name of its newest version."""
    return {record.code: record.name for record in reversed(briefs())}


def wave(code: str) -> WaveView:
    """A wave as it stands this minute."""
    return _wave(*results.key(), code, minute())


def matches(code: str) -> Sequence[Match]:
    """A wave's calls beside the vendors' lists."""
    return _matches(*results.key(), code)


def promises(audits: Sequence[str]) -> Sequence[PromiseView]:
    """What was promised on some calls."""
    return _promises(*results.key(), tuple(audits), minute())


def unplaced() -> Sequence[AuditRecord]:
    """The mystery calls in no wave."""
    return _unplaced(*results.key())


def sites(vendor: str) -> Mapping[str, Text]:
    """Code → name of a vendor's sites."""
    return {each.code: each.name for each in directory.sites(house.house(), house.principal(), vendor)}


def answers() -> Mapping[tuple[str, str, str], Affected]:
    """Brief, its version and the number of the question → the clause its model answer rests on."""
    return _answers(*results.key(), minute()[:10])


def clauses() -> Sequence[ClauseRef]:
    """Every clause of the specifications in force, for an answer to rest on."""
    return [
        ClauseRef(view.code, view.shown.version.number, clause.code)
        for view in _specifications(*results.key(), minute()[:10])
        if view.retired is None
        for clause in view.shown.version.specification.clauses
    ]


def minute() -> str:
    """What is due, and what to dial next, changes by the minute."""
    return f"{house.house().clock.now():%Y-%m-%dT%H:%M}"


@st.cache_data(max_entries=8, show_spinner=False)
def _waves(_house: House, _who: Principal, key: str, version: int) -> Sequence[MysteryWaveRecord]:
    return mystery_waves.waves(_house, _who)


@st.cache_data(max_entries=8, show_spinner=False)
def _campaigns(_house: House, _who: Principal, key: str, version: int) -> Sequence[MysteryCampaignRecord]:
    return mystery_waves.campaigns(_house, _who)


@st.cache_data(max_entries=8, show_spinner=False)
def _briefs(_house: House, _who: Principal, key: str, version: int) -> Sequence[MysteryBriefRecord]:
    return mystery_briefs.briefs(_house, _who)


@st.cache_data(max_entries=16, show_spinner=False)
def _wave(_house: House, _who: Principal, key: str, version: int, code: str, minute: str) -> WaveView:
    return mystery_board.wave_view(_house, _who, code)


@st.cache_data(max_entries=8, show_spinner=False)
def _matches(_house: House, _who: Principal, key: str, version: int, code: str) -> Sequence[Match]:
    return mystery_board.wave_matches(_house, _who, code)


@st.cache_data(max_entries=8, show_spinner=False)
def _promises(
    _house: House, _who: Principal, key: str, version: int, audits: tuple[str, ...], minute: str
) -> Sequence[PromiseView]:
    return mystery_promises.promises(_house, _who, list(audits))


@st.cache_data(max_entries=8, show_spinner=False)
def _answers(
    _house: House, _who: Principal, key: str, version: int, day: str
) -> Mapping[tuple[str, str, str], Affected]:
    found = specification_reviews.answers_that_rest(_house, _who)
    return {
        (each.reference.source, each.reference.source_version, each.reference.item): each for each in found
    }


@st.cache_data(max_entries=8, show_spinner=False)
def _specifications(
    _house: House, _who: Principal, key: str, version: int, day: str
) -> Sequence[SpecificationView]:
    return specifications.specifications(_house, _who)


@st.cache_data(max_entries=8, show_spinner=False)
def _unplaced(_house: House, _who: Principal, key: str, version: int) -> Sequence[AuditRecord]:
    return mystery_calls.unplaced(_house, _who)
