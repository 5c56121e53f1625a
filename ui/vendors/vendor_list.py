"""The vendors and the projects as lists: a table on a desk, cards on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from services.known.directory import VendorView
from ui import house, layout, navigation
from ui.messages import escaped


def table(vendors: Sequence[VendorView]) -> str | None:
    """The vendors; gives the code of the one that was clicked."""
    frame = pd.DataFrame([_row(vendor) for vendor in vendors]).set_index("code", drop=False)
    columns = {
        "name": st.column_config.TextColumn(_("Vendor"), width="medium"),
        "code": st.column_config.TextColumn(_("Code"), width="small"),
        "aliases": st.column_config.TextColumn(_("Other names in files")),
        "sites": st.column_config.TextColumn(_("Sites")),
        "projects": st.column_config.TextColumn(_("Projects")),
        "contracts": st.column_config.NumberColumn(_("Contracts"), width="small"),
    }
    return layout.records(
        frame,
        "vendors",
        columns=columns,
        card=_card,
        alt=_("Vendors with code, other names, sites, projects and contracts"),
        on_select=True,
        version=house.data_version(),
    )


def none_yet(may_change: bool) -> None:
    """What will be here, and the ways to a first vendor."""

    def ways() -> None:
        if may_change:
            words = _("Load a contract: it brings its vendor along")
            navigation.link("contracts", words, ":material/contract:", tab="new")

    layout.empty_state(
        _("No vendor yet"),
        _("A vendor answers your customers for you and sends you reports. Enter the first one here."),
        ways,
        icon="domain",
    )


def joined(words: Sequence[str]) -> str:
    """Several names in one line."""
    return ("、" if current() == "zh" else ", ").join(words)


def _row(vendor: VendorView) -> dict[str, object]:
    name = vendor.name.in_(current())
    return {
        "name": name if vendor.active else _("{name} (out of use)").format(name=name),
        "aliases": joined(vendor.aliases),
        "sites": joined([site.name.in_(current()) for site in vendor.sites if site.active]),
        "projects": joined(vendor.projects),
        "contracts": len(vendor.contracts),
        "code": vendor.code,
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.name)}** · {escaped(row.code)}")
    if row.sites:
        st.caption(escaped(row.sites))
    navigation.link("vendors", _("Open this"), ":material/arrow_forward:", vendor=row.code)
