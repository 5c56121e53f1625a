"""A job on the page: its count, its cancel button; the job's id lies in the address and survives a reload."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.finding import Finding
from core.language import _, current
from services.house import jobs
from services.house.jobs import JobKind
from ui import formats, house, messages, session, urls
from ui.messages import escaped

if TYPE_CHECKING:
    from store.records import JobRecord

_EVERY_SECONDS = 0.7
_ENDED = frozenset({"done", "failed", "cancelled"})


def watch(job_id: str) -> None:
    """Put a job into the address, so that this page follows it."""
    urls.write(job=job_id)


def start(kind: JobKind, payload: Mapping[str, Any]) -> None:
    """Have something done by the worker process; this page follows it."""
    here = house.house()
    job = jobs.submit(here, house.principal(), kind, payload)
    jobs.start_worker(here)
    watch(job.id)


def running(*kinds: JobKind) -> JobRecord | None:
    """The job of these kinds that this person waits for: the one in the address, else the oldest under way.

    Whoever left the page, or opened it anew, finds their job again.
    """
    job_id = urls.read().job
    job = _mine(job_id) if job_id else None
    if job and job.kind in kinds and job.state not in _ENDED:
        return job
    return jobs.unfinished(house.house(), house.principal(), kinds)


def followed(
    on_done: Callable[[JobRecord], None],
    *kinds: JobKind,
    on_failed: Callable[[JobRecord], bool] | None = None,
) -> bool:
    """Show the job of these kinds. `on_done` draws its result; True while it is still running.

    `on_failed` may answer a failure itself; it then says True, and the page is drawn anew.
    """
    job_id = urls.read().job
    named = _mine(job_id) if job_id else None
    if named and named.kind in kinds and named.state in _ENDED:
        if named.state == "failed" and on_failed and on_failed(named):
            st.rerun()
        _show_end(named, on_done)
        return False
    job = running(*kinds)
    if job is None:
        return False
    if job.id != job_id:
        watch(job.id)
    _running(job.id)
    return True


@st.fragment(run_every=_EVERY_SECONDS)
def _running(job_id: str) -> None:
    job = _mine(job_id)
    if job is None or job.state in _ENDED:
        st.rerun()
    share = min(job.done / job.total, 1.0) if job.total else 0.0
    # A file that is read says its rows itself.
    is_counted = job.total and job.kind != JobKind.IMPORT
    of = f"{formats.count(job.done)} / {formats.count(job.total)}" if is_counted else ""
    with st.container(key="job", horizontal=True, vertical_alignment="center"):
        st.progress(share, text=f"{escaped(job.message or _about_to(job))} {of}".strip())
        st.button(
            _("Cancel"),
            icon=":material/close:",
            key=session.widget("job-cancel", job.id),
            disabled=job.cancel_requested,
            on_click=messages.guarded(jobs.cancel),
            args=(house.house(), house.principal(), job.id),
        )


def _about_to(job: JobRecord) -> str:
    """What is said until the worker has begun."""
    name = job.payload.get("name")
    return _("{name}: about to begin").format(name=name) if name else _("Working")


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
