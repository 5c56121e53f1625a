"""Files that were read and wait for somebody to say yes: one after the other, or all at once."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.language import _, current
from services.house import jobs
from services.house.jobs import JobKind
from services.reports import import_report
from services.reports.received import ReceivedView
from ui import formats, house, messages, progress, report_words, session, urls
from ui.messages import Kind, escaped
from ui.received import reports


def show(open_file: str | None) -> None:
    """The files that wait beside the one that is open."""
    waiting = reports.waiting()
    others = [view for view in waiting if view.file.id != open_file]
    if not others:
        return
    st.subheader(_("Waiting for your yes"), anchor=False)
    for view in others:
        _line(view)
    ready = [view.file.id for view in waiting if view.is_staged]
    if len(ready) > 1:
        st.button(
            _("Import all {n} files").format(n=len(ready)),
            icon=":material/done_all:",
            key=session.widget("import-all"),
            on_click=_commit_all,
            args=(ready,),
        )


def _line(view: ReceivedView) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, gap="small"):
        came = f"{formats.instant(view.file.received_at)} · {view.file.received_by}"
        st.markdown(
            f"**{escaped(view.file.name)}**  \n:gray[{escaped(_what(view))} · {escaped(came)}]",
            width="stretch",
        )
        st.button(
            _("Look"),
            key=session.widget("look", view.file.id),
            on_click=messages.guarded(urls.write),
            kwargs={"record": view.file.id},
        )


def _what(view: ReceivedView) -> str:
    if view.is_refused:
        return _("asks something first")
    return f"{report_words.vendors(view.batches)} · {report_words.changed(reports.total(view.batches))}"


def _commit_all(file_ids: Sequence[str]) -> None:
    """Each file for itself, the first received first: one that is refused says so and goes on waiting."""
    done: list[str] = []
    large = {view.file.id for view in reports.waiting() if view.file.size >= jobs.LARGE_FILE}
    for file_id in reversed(file_ids):
        if file_id in large:
            # One after the other; the page follows the first, and then the next.
            messages.guarded(progress.start)(JobKind.COMMIT, {"file_id": file_id})
        else:
            messages.guarded(_commit)(file_id, done)
    if done:
        messages.notice(Kind.DONE, _("{n} files are in.").format(n=len(done)))


def _commit(file_id: str, done: list[str]) -> None:
    committed = import_report.commit(house.house(), house.principal(), file_id)
    done.append(committed.file.id)
    if committed.failed:
        messages.notice(Kind.WARNING, committed.failed.sentence(current()))
