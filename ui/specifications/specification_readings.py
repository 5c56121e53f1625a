"""Process specifications and what rests on them, kept until the data changes; drafts as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.principal import Principal
from qa.specification.affected import Affected
from services.house.bootstrap import House
from services.results import specification_effect
from services.results.specification_effect import IndicatorEffect
from services.specifications import specification_drafts, specification_reviews, specifications
from services.specifications.specifications import SpecificationView
from ui import house
from ui.judged import results

if TYPE_CHECKING:
    from store.records import SpecificationDraftRecord, SpecificationReviewRecord


def listed() -> Sequence[SpecificationView]:
    """Every specification this person may see, by code."""
    return _listed(*results.key())


def drafts() -> Sequence[SpecificationDraftRecord]:
    """What this person may write on, the last changed first; as it is at this moment."""
    return specification_drafts.specification_drafts(house.house(), house.principal())


def touched(code: str, number: int) -> Sequence[Affected]:
    """What points at a specification, held against one of its versions."""
    return _touched(*results.key(), code, number)


def confirmations(code: str) -> Sequence[SpecificationReviewRecord]:
    """What was confirmed, in the order it was."""
    return _confirmations(*results.key(), code)


def improvement(code: str, number: int) -> Sequence[IndicatorEffect]:
    """The indicators a version names, before and after."""
    return _improvement(*results.key(), code, number)


@st.cache_data(max_entries=8, show_spinner=False)
def _listed(_house: House, _who: Principal, key: str, version: int) -> Sequence[SpecificationView]:
    return specifications.specifications(_house, _who)


@st.cache_data(max_entries=16, show_spinner=False)
def _touched(
    _house: House, _who: Principal, key: str, version: int, code: str, number: int
) -> Sequence[Affected]:
    return specification_reviews.what_it_touches(_house, _who, code, number)


@st.cache_data(max_entries=16, show_spinner=False)
def _confirmations(
    _house: House, _who: Principal, key: str, version: int, code: str
) -> Sequence[SpecificationReviewRecord]:
    return specification_reviews.confirmations(_house, _who, code)


@st.cache_data(max_entries=16, show_spinner=False)
def _improvement(
    _house: House, _who: Principal, key: str, version: int, code: str, number: int
) -> Sequence[IndicatorEffect]:
    return specification_effect.improvement(_house, _who, code, number)
