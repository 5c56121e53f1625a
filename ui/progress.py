"""A job on the page: its count, its cancel button; the job's id lies in the address and survives a reload."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.finding import Finding
from core.language import _, current
from services import jobs
from ui import formats, house, messages, session, urls
from ui.messages import escaped

if TYPE_CHECKING:
    from store.records import JobRecord

_EVERY_SECONDS = 0.7
_ENDED = frozenset({"done", "failed", "cancelled"})


def watch(job_id: str) -> None:
    """Put a job into the address, so that this page follows it."""
    urls.write(job=job_id)


def followed(on_done: Callable[[JobRecord], None]) -> bool:
    """Show the job in the address. `on_done` draws its result; True while it is still running."""
    job_id = urls.read().job
    job = _mine(job_id) if job_id else None
    if job is None:
        return False
    if job.state not in _ENDED:
        _running(job.id)
        return True
    _show_end(job, on_done)
    return False


@st.fragment(run_every=_EVERY_SECONDS)
def _running(job_id: str) -> None:
    job = _mine(job_id)
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
            on_click=messages.guarded(jobs.cancel),
            args=(house.house(), house.principal(), job.id),
        )


def _show_end(job: JobRecord, on_done: Callable[[JobRecord], None]) -> None:
    if job.state == "done":
        on_done(job)
    elif job.state == "cancelled":
        st.info(_("Stopped. Nothing was kept."), icon=":material/cancel:")
    else:
        _show_failure(job.result or {})


def _show_failure(result: Mapping[str, Any]) -> None:
    """The refusal the worker kept: its sentence in the reader's language, and its findings."""
    words = (result.get("sentence") or {}).get(current()) or _("The job failed.")
    st.error(escaped(words), icon=":material/error:")
    messages.show_findings([Finding.from_dict(item) for item in result.get("findings") or ()])


def _mine(job_id: str) -> JobRecord | None:
    """The job, where this person asked for it or manages the house; an address may name any."""
    return jobs.find(house.house(), house.principal(), job_id)
