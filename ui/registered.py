"""What is set up, kept until it changes: vendors, projects, contracts and the terms of their versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.principal import Principal
from services.contracts import contract_clauses, contract_differences, contracts
from services.contracts.contract_clauses import ClauseTerms
from services.contracts.contract_differences import Difference
from services.contracts.contracts import ContractView, Loaded, Start
from services.house.bootstrap import House
from services.known import directory
from services.known.directory import VendorView
from sla.terms.contract import Contract
from ui import house

if TYPE_CHECKING:
    from store.records import ProjectRecord


def vendors() -> Mapping[str, VendorView]:
    """Code → vendor, of those this person may see; those out of use come last."""
    return _vendors(*_key())


def projects() -> Sequence[ProjectRecord]:
    """Every project, by code."""
    return _projects(*_key())


def known_contracts() -> Mapping[str, ContractView]:
    """Code → contract, of the vendors this person may see."""
    return _contracts(*_key())


def version(code: str, number: str) -> Contract:
    """One version of a contract."""
    return _version(*_key(), code, number)


def differences(code: str, number: str, other: str) -> Sequence[Difference]:
    """What one version of a contract says otherwise than another."""
    return _differences(*_key(), code, number, other)


def terms(contract: Contract) -> Sequence[ClauseTerms]:
    """The clauses of a contract in words."""
    return contract_clauses.clause_terms(contract)


def template(kind: Start, copy_of: str | None = None, number: str | None = None) -> tuple[str, bytes]:
    """The Excel template in the reader's language: file name and bytes."""
    return _template(*_key(), kind, copy_of, number)


def checked(data: bytes, file_name: str) -> Loaded:
    """What a contract file would do, without doing it; an Excel template or YAML."""
    return _checked(*_key(), data, file_name)


def load(data: bytes, file_name: str) -> Loaded:
    """Keep the contracts of a file; refused as a whole where anything blocks."""
    here, who = house.house(), house.principal()
    if is_template(file_name):
        return contracts.load_template(here, who, data, file_name)
    return contracts.load_contract(here, who, data, file_name)


def is_template(file_name: str) -> bool:
    """Whether a contract file is a filled-in Excel template; YAML otherwise."""
    return file_name.lower().endswith(".xlsx")


def _key() -> tuple[House, Principal, str, int]:
    """House and person are not hashed; what they are to the cache is said in the third and fourth part."""
    here, who = house.house(), house.principal()
    sees = "*" if who.vendors is None else ",".join(sorted(who.vendors))
    return here, who, f"{here.folder}|{here.today()}|{who.lang}|{who.role}|{sees}", house.data_version()


@st.cache_data(max_entries=16, show_spinner=False)
def _vendors(_house: House, _who: Principal, key: str, version: int) -> dict[str, VendorView]:
    found = sorted(directory.vendors(_house, _who), key=lambda vendor: not vendor.active)
    return {vendor.code: vendor for vendor in found}


@st.cache_data(max_entries=16, show_spinner=False)
def _projects(_house: House, _who: Principal, key: str, version: int) -> list[ProjectRecord]:
    return directory.projects(_house, _who)


@st.cache_data(max_entries=16, show_spinner=False)
def _contracts(_house: House, _who: Principal, key: str, version: int) -> dict[str, ContractView]:
    return {view.code: view for view in contracts.contracts(_house, _who)}


@st.cache_data(max_entries=64, show_spinner=False)
def _version(_house: House, _who: Principal, key: str, version: int, code: str, number: str) -> Contract:
    return contracts.version_of(_house, _who, code, number)


@st.cache_data(max_entries=16, show_spinner=False)
def _differences(
    _house: House, _who: Principal, key: str, version: int, code: str, number: str, other: str
) -> Sequence[Difference]:
    return contract_differences.between(_house, _who, code, number, other)


@st.cache_data(max_entries=16, show_spinner=False)
def _template(
    _house: House,
    _who: Principal,
    key: str,
    version: int,
    kind: Start,
    copy_of: str | None,
    number: str | None,
) -> tuple[str, bytes]:
    return contracts.template(_house, _who, _who.lang, kind, copy_of, number)


@st.cache_data(max_entries=8, show_spinner=False)
def _checked(_house: House, _who: Principal, key: str, version: int, data: bytes, file_name: str) -> Loaded:
    if is_template(file_name):
        return contracts.check_template(_house, _who, data, file_name)
    return contracts.check_contract(_house, _who, data, file_name)
