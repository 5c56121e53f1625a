"""The preview of a file that waits: what would change, what is wrong, and the yes or no to exactly that."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.batch import Role
from core.errors import StaleBatchError
from core.finding import Finding, Severity
from core.language import N_, _, current, ngettext
from services.house import jobs
from services.house.jobs import JobKind
from services.reports import import_again, import_report
from services.reports.import_report import Staged
from ui import formats, house, layout, messages, progress, report_words, session, urls
from ui.judged import claims_view
from ui.layout import Figure, PrimaryAction
from ui.messages import Kind, escaped
from ui.received import (
    import_blocked,
    import_choices,
    import_columns,
    import_letting_go,
    import_moved,
    import_rows,
    marked_copy_view,
    reports,
)

#: How a file of another grain may count → what that means.
_ROLES: dict[Role, tuple[str, str]] = {
    Role.FACTS: (
        N_("These count"),
        N_("This file feeds the totals; the other figures of the same days no longer do."),
    ),
    Role.CHECK: (
        N_("These only check"),
        N_("The totals stay as they are; this file is held against them and differences are shown."),
    ),
}


def action(staged: Staged) -> PrimaryAction | None:
    """The page's one button: take in exactly what is shown. None where nothing can come in."""
    if staged.blocked:
        return import_blocked.action(staged)
    if _is_under_way(staged.file.id):
        return None
    records = [batch.record for batch in staged.batches]
    n, claimed = reports.coming_in(records), reports.total(records)["claimed"]
    role = _role(staged)
    return PrimaryAction(
        ngettext("Import this row", "Import these {n} rows", n).format(n=formats.count(n))
        if n or not claimed
        else ngettext("Import this claimed figure", "Import these {n} claimed figures", claimed).format(
            n=formats.count(claimed)
        ),
        partial(
            _commit_large if staged.file.size >= jobs.LARGE_FILE else _commit,
            staged.file.id,
            role,
        ),
        icon=":material/check:",
        disabled=bool(staged.decision) and role is None,
        help=_("Say below first how these figures count.") if staged.decision and role is None else None,
    )


def context(staged: Staged) -> list[str]:
    """The line under the title: what the file is."""
    file = staged.file
    parts = report_words.holds(staged.batches[0].record) if len(staged.batches) == 1 else []
    if len(staged.batches) > 1:
        parts = [report_words.vendors([batch.record for batch in staged.batches])]
    return [file.name, *parts, formats.size(file.size)]


def show(staged: Staged) -> None:
    """Everything there is to see before the yes."""
    if staged.blocked:
        import_blocked.show(staged)
        return
    if staged.decision:
        _decide(staged)
    strip(reports.total([batch.record for batch in staged.batches]))
    if len(staged.batches) > 1:
        import_rows.parts(staged.batches)
    import_rows.changes(staged.batches)
    claims_view.preview([line for batch in staged.batches for line in batch.claims])
    import_rows.gone(staged.batches)
    import_moved.show(staged.file.id, _role(staged))
    _workbook(staged)
    findings(staged.file.id, staged.findings)
    import_columns.show(staged.file.id)
    import_choices.correct(staged.file.id)
    import_letting_go.show(staged)


def strip(counts: dict[str, int]) -> None:
    """The five classes of rows; where there are only claimed figures, how many of them."""
    names = {
        "new": _("New"),
        "changed": _("Changed"),
        "unchanged": _("Unchanged"),
        "gone": _("No longer in the file"),
        "rejected": _("Rejected"),
    }
    if counts["claimed"] and not any(counts[name] for name in names):
        names = {"claimed": _("Claimed without counts")}
    layout.figure_strip([Figure(words, formats.count(counts[name])) for name, words in names.items()])


def findings(file_id: str, found: Sequence[Finding]) -> None:
    """What is wrong, worst first, and the rejected rows to send back."""
    if not found:
        st.caption(":material/check_circle: " + _("Nothing odd in this file."))
        return
    st.subheader(_("What is odd in it"), anchor=False)
    messages.show_findings(found)
    marked_copy_view.show(file_id, found)
    if any(finding.severity is Severity.REJECTS for finding in found):
        st.download_button(
            _("Download the rejected rows with reasons"),
            data=partial(reports.rejects, house.house(), house.principal(), file_id),
            file_name=f"{file_id}_rejected.xlsx",
            icon=":material/download:",
            on_click="ignore",
            key=session.widget("rejects", file_id),
        )


def _role(staged: Staged) -> Role | None:
    """How the person said these figures count, where that has to be said."""
    role = st.session_state.get(_role_key(staged)) if staged.decision else None
    return Role(role) if role else None


def _decide(staged: Staged) -> None:
    with st.container(border=True, key="decision"):
        st.markdown(f":material/alt_route: **{_('Two reports meet on the same days: which one counts?')}**")
        for finding in staged.decision:
            st.markdown(escaped(finding.sentence(current())))
        st.radio(
            _("Which one counts?"),
            [role.value for role in _ROLES],
            index=None,
            format_func=lambda role: _(_ROLES[Role(role)][0]),
            captions=[_(words) for _name, words in _ROLES.values()],
            key=_role_key(staged),
            label_visibility="collapsed",
        )


def _workbook(staged: Staged) -> None:
    """Every class of rows in full, to look through or to send on before the yes."""
    st.download_button(
        _("Download this preview as a workbook"),
        data=partial(reports.preview, house.house(), house.principal(), staged.file.id),
        file_name=f"{staged.file.id}_preview.xlsx",
        icon=":material/download:",
        on_click="ignore",
        key=session.widget("preview", staged.file.id),
    )


def _commit_large(file_id: str, role: Role | None) -> None:
    progress.start(JobKind.COMMIT, {"file_id": file_id, "role": role.value if role else None})


def _commit(file_id: str, role: Role | None) -> None:
    here, who = house.house(), house.principal()
    try:
        done = import_report.commit(here, who, file_id, role)
    except StaleBatchError:
        look_again(file_id)
        return
    say_it_is_in(done.file.name, [batch.id for batch in done.batches])


def say_it_is_in(name: str, batches: Sequence[str]) -> None:
    """A file counts from now on; at once it can still be taken back with one press."""
    here, who = house.house(), house.principal()
    layout.offer_undo(_("“{name}” is in.").format(name=name), partial(_take_back, here, who, batches))


def look_again(file_id: str) -> None:
    """Somebody committed meanwhile: the preview is made anew, and the person looks again."""
    here, who = house.house(), house.principal()
    urls.write(record=import_again.again(here, who, file_id, reports.said(file_id)).file.id)
    messages.notice(Kind.WARNING, _("Figures changed since this preview. It has been made anew: look again."))


def _take_back(here: Any, who: Any, batches: Sequence[str]) -> None:
    for batch in batches:
        import_report.withdraw(here, who, batch, _("Taken back right after the import"))


def _is_under_way(file_id: str) -> bool:
    """Whether the worker is committing this very file."""
    job = progress.running(JobKind.COMMIT)
    return job is not None and job.payload.get("file_id") == file_id


def _role_key(staged: Staged) -> str:
    return session.widget("role", staged.file.id)
