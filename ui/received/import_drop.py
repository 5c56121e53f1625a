"""Files are dropped: small ones are read at once with a count, a big one becomes a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from core.errors import StaleBatchError
from core.language import _
from services.house import jobs
from services.house.jobs import JobKind
from services.reports import dropped
from services.reports.import_again import Choice
from services.reports.reading_ahead import expect_files
from ui import formats, house, messages, navigation, progress, registered, session, styles, urls
from ui.messages import Kind
from ui.received import import_preview, reports

if TYPE_CHECKING:
    from services.reports.import_report import Staged
    from store.records import JobRecord, ReceivedFileRecord

_KINDS = ("xlsx", "xlsm", "xlsb", "xls", "et", "ods", "csv", "txt", "html")
#: Nothing yet, but that somebody is here to be asked.
_SAID = Choice(attended=True)


def drop(label: str) -> None:
    """The place to drop files; what is dropped is read, and the first of it opened.

    Every kind of file may be dropped: one that cannot be read says why in its findings.
    """
    if not registered.vendors():
        st.info(
            _("Enter your first vendor, or load its contract: then its reports are recognised."),
            icon=":material/domain:",
        )
        with st.container(horizontal=True, gap="small"):
            navigation.link("vendors", _("Enter a vendor"), ":material/domain:", tab="new")
            navigation.link("contracts", _("Load a contract"), ":material/contract:", tab="new")
    expect_files()
    with styles.uploader("report", _KINDS, house.house().settings.max_upload_mb):
        files = st.file_uploader(label, accept_multiple_files=True, key=session.fresh_form("report-files"))
    if files:
        _read_all(files)
        session.clear_form()
        st.rerun()


def follow() -> bool:
    """The worker's reading or committing on this page; True while it is under way."""
    return progress.followed(_finished, JobKind.IMPORT, JobKind.COMMIT, on_failed=_looked_at_anew)


def _finished(job: JobRecord) -> None:
    """A file read by the worker opens its preview; one that it committed says so, with the way back."""
    result = job.result or {}
    urls.write(job=None, record=str(result.get("file_id")))
    if result.get("waited") and (view := reports.file(str(result["file_id"]))):
        messages.notice(Kind.NOTE, _waits_already(job.payload["name"], view.file))
    if job.kind == JobKind.COMMIT:
        import_preview.say_it_is_in(str(result.get("name")), result.get("batches") or ())
    st.rerun()


def _looked_at_anew(job: JobRecord) -> bool:
    """Where somebody committed meanwhile, the preview is made anew instead of telling what failed."""
    if job.kind != JobKind.COMMIT or (job.result or {}).get("reason") != StaleBatchError.reason:
        return False
    urls.write(job=None)
    messages.guarded(import_preview.look_again)(job.payload["file_id"])
    return True


def _read_all(files: list[Any]) -> None:
    bar = st.progress(0.0)
    opened: list[str] = []
    for index, file in enumerate(files):
        said = _("Reading {name}: {n} of {all}").format(name=file.name, n=index + 1, all=len(files))
        bar.progress(index / len(files), text=messages.escaped(said))
        messages.guarded(_as_job if file.size >= jobs.LARGE_FILE else _at_once)(file, opened)
    if opened:
        urls.write(record=opened[0])


def _at_once(file: Any, opened: list[str]) -> None:
    staged = dropped.take(house.house(), house.principal(), file.name, file.getvalue(), _SAID)
    if staged.same_as:
        messages.notice(Kind.NOTE, _came_before(file.name, staged))
    elif staged.waited:
        messages.notice(Kind.NOTE, _waits_already(file.name, staged.file))
    # A file with something to say comes before one that only waits.
    opened.insert(0, staged.file.id) if staged.blocked else opened.append(staged.file.id)


def _as_job(file: Any, _opened: list[str]) -> None:
    here, who = house.house(), house.principal()
    progress.start(JobKind.IMPORT, jobs.import_payload(here, who, file.name, file.getvalue(), _SAID))


def _came_before(name: str, staged: Staged) -> str:
    first = staged.file
    return _("“{name}” holds nothing new: the same figures came in on {when} ({file}, {who}).").format(
        name=name, when=formats.instant(first.received_at), file=first.name, who=first.received_by
    )


def _waits_already(name: str, first: ReceivedFileRecord) -> str:
    return _("“{name}” waits already, since {when} ({file}, {who}): nothing was added.").format(
        name=name, when=formats.instant(first.received_at), file=first.name, who=first.received_by
    )
