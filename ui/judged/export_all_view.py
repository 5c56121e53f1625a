"""All contracts of a month at once: made by the worker, one zip file with a workbook for each vendor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _
from core.text import Lang
from services.house import jobs
from services.house.jobs import JobKind
from ui import formats, house, messages, progress, session
from ui.judged import export_readings
from ui.messages import escaped

if TYPE_CHECKING:
    from core.principal import Principal
    from services.house.bootstrap import House
    from store.records import JobRecord


def show(label: str, lang: Lang) -> None:
    """The button, the progress and the file; nothing where the month has one contract only."""
    n = len(export_readings.contracts(label))
    if n < 2:
        return
    with st.container(border=True, gap="small", key="all-workbooks"):
        st.markdown(f":material/folder_zip: **{_('All contracts of this month')}**")
        words = _("{n} workbooks of {month} in one zip file; each names its own vendor only.")
        st.caption(words.format(n=formats.count(n), month=formats.month(label)))
        if not progress.followed(_made, JobKind.EXPORT):
            st.button(
                _("Make all workbooks"),
                icon=":material/folder_zip:",
                key=session.widget("all-workbooks", label, lang),
                on_click=messages.guarded(progress.start),
                args=(JobKind.EXPORT, {"label": label, "lang": lang}),
            )


def _made(job: JobRecord) -> None:
    made = job.result or {}
    name, n = str(made["name"]), len(made["contracts"])
    st.download_button(
        _("Download {name}").format(name=escaped(name)),
        partial(_bytes, house.house(), house.principal(), job.id),
        file_name=name,
        mime="application/zip",
        icon=":material/download:",
        key=session.widget("all-workbooks-file", job.id),
        on_click="ignore",
        help=_("{n} workbooks").format(n=n),
    )


def _bytes(here: House, who: Principal, job_id: str) -> bytes:
    return jobs.made_file(here, who, job_id)[1]
