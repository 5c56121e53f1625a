"""What an export page reads and makes: the month's report, kept until the data changes, and the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.principal import Principal
from core.text import Lang
from services.house.bootstrap import House
from services.workbooks import export_all, export_month
from services.workbooks.export_month import ExportMade
from ui import house
from ui.judged.results import key


def report(contract: str, label: str) -> export_month.MonthReport:
    """Everything the workbook of a contract's month says."""
    return _report(*key(), contract, label)


def made(contract: str, label: str) -> Sequence[ExportMade]:
    """The workbooks made of a contract's month so far, the latest first."""
    here, who = house.house(), house.principal()
    return export_month.exports_of(here, who, contract, label)


def contracts(label: str) -> Sequence[str]:
    """The contracts a workbook of this month can be made of."""
    return _contracts(*key(), label)


def file_name(contract: str, label: str, lang: Lang) -> str:
    """What the workbook will be called."""
    return export_month.file_name(report(contract, label), lang)


def workbook(contract: str, label: str, lang: Lang) -> partial[bytes]:
    """Makes the workbook when it is fetched; it runs without a session, so everything is bound here."""
    return partial(_workbook, house.house(), house.principal(), contract, label, lang)


def _workbook(here: House, who: Principal, contract: str, label: str, lang: Lang) -> bytes:
    return export_month.export(here, who, contract, label, lang)[1]


@st.cache_data(max_entries=32, show_spinner=False)
def _contracts(_house: House, _who: Principal, key: str, version: int, label: str) -> list[str]:
    return [month.contract.code for month in export_all.to_export(_house, _who, label)]


@st.cache_data(max_entries=32, show_spinner=False)
def _report(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> export_month.MonthReport:
    return export_month.report(_house, _who, contract, label)
