"""The foot of the page of cost and comparison: the client's own workbook, or that there is nothing to say."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.language import _, current
from core.principal import Action, Principal
from core.text import Lang
from services.house.bootstrap import House
from services.workbooks import client_book
from ui import formats, house, layout, session
from ui.judged import compare_readings

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def finish(label: str, anything: bool) -> None:
    """The download for whoever sees every vendor; what would stand here where nothing does."""
    if not anything:
        layout.empty_state(
            _("Nothing to compare in {month}").format(month=formats.month(label)),
            _(
                "Here stand clauses served far better than was bought, the ranking of vendors where "
                "contracts agree on one, what vendors cost beside how satisfied callers are, and staff "
                "beside load."
            ),
            icon="balance",
        )
        return
    who = house.principal()
    if who.vendors is None and who.may(Action.EXPORT):
        _download(label)


def _download(label: str) -> None:
    with st.container(border=True, gap="small", key="client-workbook"):
        st.markdown(f":material/table_view: **{_('Our own workbook of this month')}**")
        st.caption(_("It names several vendors and their costs: not to be passed on to a vendor."))
        st.download_button(
            _("Download our own workbook"),
            partial(_bytes, house.house(), house.principal(), label, current()),
            file_name=compare_readings.file_name(label, current()),
            mime=_XLSX,
            icon=":material/download:",
            key=session.widget("client-workbook", label),
            on_click="ignore",
        )


def _bytes(here: House, who: Principal, label: str, lang: Lang) -> bytes:
    """Made when it is fetched, which is outside of the page's run."""
    return client_book.export_client_book(here, who, label, lang)[1]
