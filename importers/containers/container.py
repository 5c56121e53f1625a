"""The kinds of packing a received file may have."""

from __future__ import annotations

from enum import StrEnum


class Container(StrEnum):
    """How the values are packed. xlsm is packed as xlsx, a WPS et file as xls."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    TEXT = "text"
