"""A job on the page: its count, its cancel button; the job's id lies in the address and survives a reload."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import streamlit as st

from core.language import _
from ui import formats, house, messages, session, urls
from ui.messages import escaped

_EVERY_SECONDS = 0.7
_ENDED = frozenset({"done", "failed", "cancelled"})


class Job(Protocol):
    """What is shown of a job; services.jobs hands it out."""

    id: str
    #: queued, running, done, failed or cancelled.
    state: str
    done: int
    total: int
    message: str
    cancel_requested: bool


def watch(job_id: str) -> None:
    """Put a job into the address, so that this page follows it."""
    urls.write(job=job_id)


def followed(on_done: Callable[[Job], None]) -> bool:
    """Show the job in the address. `on_done` draws its result; True while it is still running."""
    job_id = urls.read().job
    job = house.house().jobs.find(job_id) if job_id else None
    if job is None:
        return False
    if job.state not in _ENDED:
        _running(job.id)
        return True
    _show_end(job, on_done)
    return False


@st.fragment(run_every=_EVERY_SECONDS)
def _running(job_id: str) -> None:
    job = house.house().jobs.find(job_id)
    if job is None or job.state in _ENDED:
        st.rerun()
    share = min(job.done / job.total, 1.0) if job.total else 0.0
    of = f"{formats.count(job.done)} / {formats.count(job.total)}" if job.total else ""
    with st.container(key="job", horizontal=True, vertical_alignment="center"):
        st.progress(share, text=f"{escaped(job.message) or _('Working')} {of}".strip())
        st.button(
            _("Cancel"),
            icon=":material/close:",
            key=session.widget("job-cancel", job.id),
            disabled=job.cancel_requested,
            on_click=messages.guarded(house.house().jobs.cancel),
            args=(house.principal(), job.id),
        )


def _show_end(job: Job, on_done: Callable[[Job], None]) -> None:
    if job.state == "done":
        on_done(job)
    elif job.state == "cancelled":
        st.info(_("Stopped. Nothing was kept."), icon=":material/cancel:")
    else:
        st.error(escaped(job.message) or _("The job failed."), icon=":material/error:")
