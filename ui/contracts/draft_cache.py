"""What a contract being written says when read over, and with last month's figures; kept until it changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.principal import Principal
from core.text import Text
from services.contracts import contract_drafts, draft_offers
from services.contracts.contract_loading import Loaded
from services.house.bootstrap import House
from services.results import draft_preview
from services.results.draft_preview import Preview, Trial
from ui.judged import results


def read_over(body: Mapping[str, Any]) -> Loaded:
    """Every finding, and its contracts where nothing blocks."""
    return _read_over(*results.key(), _text(body))


def previewed(body: Mapping[str, Any]) -> Preview | None:
    """The newest month with figures under it."""
    return _previewed(*results.key(), _text(body))


def tried(body: Mapping[str, Any], code: str) -> Trial | None:
    """What an own definition would have said in the newest month with figures."""
    return _tried(*results.key(), _text(body), code)


def offers(body: Mapping[str, Any]) -> dict[str, dict[str, Text]]:
    """What its fields offer to choose from."""
    return _offers(*results.key(), _text(body))


def _text(body: Mapping[str, Any]) -> str:
    """As text, which a cache can hold; the order of its keys is kept."""
    return json.dumps(body, ensure_ascii=False)


@st.cache_data(max_entries=32, show_spinner=False)
def _read_over(_house: House, _who: Principal, key: str, version: int, body: str) -> Loaded:
    return contract_drafts.read_over(_house, _who, json.loads(body))


@st.cache_data(max_entries=32, show_spinner=False)
def _previewed(_house: House, _who: Principal, key: str, version: int, body: str) -> Preview | None:
    return draft_preview.preview(_house, _who, json.loads(body))


@st.cache_data(max_entries=32, show_spinner=False)
def _tried(_house: House, _who: Principal, key: str, version: int, body: str, code: str) -> Trial | None:
    return draft_preview.definition_figure(_house, _who, json.loads(body), code)


@st.cache_data(max_entries=32, show_spinner=False)
def _offers(_house: House, _who: Principal, key: str, version: int, body: str) -> dict[str, dict[str, Text]]:
    return draft_offers.offers(_house, _who, json.loads(body))
