"""The preview of a file that waits: what would change, what is wrong, and the yes or no to exactly that."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from core.batch import Role
from core.errors import StaleBatchError
from core.finding import Finding, Severity
from core.language import N_, _, current, ngettext
from core.offsets import cell_of
from services import import_again, import_report, jobs
from services.import_report import Staged, StagedBatch
from services.jobs import JobKind
from ui import (
    claims_view,
    clause_words,
    formats,
    house,
    import_choices,
    import_columns,
    import_moved,
    layout,
    marked_copy_view,
    messages,
    navigation,
    progress,
    report_words,
    reports,
    session,
    urls,
)
from ui.layout import Figure, PrimaryAction
from ui.messages import Kind, escaped

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
_SHOWN = 200


def action(staged: Staged) -> PrimaryAction | None:
    """The page's one button: take in exactly what is shown. None where nothing can come in."""
    if staged.blocked or _is_under_way(staged.file.id):
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
        _blocked(staged)
        return
    if staged.decision:
        _decide(staged)
    strip(reports.total([batch.record for batch in staged.batches]))
    if len(staged.batches) > 1:
        _parts(staged.batches)
    _changes(staged.batches)
    claims_view.preview([line for batch in staged.batches for line in batch.claims])
    _gone(staged.batches)
    import_moved.show(staged.file.id, _role(staged))
    _workbook(staged)
    findings(staged.file.id, staged.findings)
    import_columns.show(staged.file.id)
    import_choices.correct(staged.file.id)
    _let_go(staged)


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


def _blocked(staged: Staged) -> None:
    asked = reports.questions(staged.file.id)
    import_choices.changed_sheets(staged.file.id, asked, staged.findings)
    others = [question for question in asked if question.kind is not import_again.QuestionKind.SHEET]
    if others:
        import_choices.ask(staged.file.id, others)
    said = [finding for finding in staged.findings if not asked or finding.code not in reports.ASKING]
    messages.show_findings(said)
    if any(finding.code == "vendor_unknown" for finding in staged.findings):
        navigation.link("vendors", _("Enter this vendor, or its name in files"), ":material/domain:")
    if staged.file.sheets and len(others) == len(asked):
        import_choices.way_to_columns(staged.file.id)
    if not asked:
        import_choices.correct(staged.file.id)


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


def _parts(batches: Sequence[StagedBatch]) -> None:
    """One line a vendor and kind of figures, where the file holds several."""
    rows = [
        {
            _("Vendor"): report_words.vendor_name(batch.record.vendor),
            _("Figures"): report_words.kind(batch.record),
            _("Days"): report_words.days(batch.record),
            _("What changes"): report_words.changed(reports.total([batch.record])),
        }
        for batch in batches
    ]
    with st.container(key="wide-parts"):
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt=_("The parts of this file"))
    with st.container(key="narrow-parts"):
        for row in rows:
            with st.container(border=True):
                st.markdown("  \n".join(escaped(str(words)) for words in row.values()))


def _changes(batches: Sequence[StagedBatch]) -> None:
    rows = [
        {
            "day": formats.day(change.day),
            "place": _scope(change.scope),
            "measure": clause_words.count_name(change.measure),
            "before": formats.count(change.before),
            "after": formats.count(change.after),
            "cell": _cell(batch, change),
        }
        for batch in batches
        for change in batch.changes
    ]
    if not rows:
        return
    st.subheader(_("What changes"), anchor=False)
    layout.records(
        pd.DataFrame(rows[:_SHOWN]),
        "changes",
        columns={
            "day": st.column_config.TextColumn(_("Day"), width="small"),
            "place": st.column_config.TextColumn(_("Where")),
            "measure": st.column_config.TextColumn(_("Measure"), width="medium"),
            "before": st.column_config.TextColumn(_("Before"), alignment="right"),
            "after": st.column_config.TextColumn(_("Now"), alignment="right"),
            "cell": st.column_config.TextColumn(_("Cell")),
        },
        card=_change_card,
        alt=_("Figures before and after"),
        version=house.data_version(),
    )
    if len(rows) > _SHOWN:
        st.caption(_("Only the first {n} rows are listed.").format(n=_SHOWN))


def _change_card(row: Any) -> None:
    st.markdown(f"**{escaped(row.measure)}** {row.before} → **{row.after}**")
    st.caption(" · ".join(escaped(part) for part in (row.day, row.place, row.cell) if part))


def _gone(batches: Sequence[StagedBatch]) -> None:
    lines = [(gone.day, _scope(gone.scope)) for batch in batches for gone in batch.gone]
    if not lines:
        return
    st.subheader(_("No longer in the file"), anchor=False)
    st.caption(_("These rows came in before; importing this file takes them out of the totals."))
    st.dataframe(
        pd.DataFrame([{_("Day"): formats.day(day), _("Where"): place} for day, place in lines[:_SHOWN]]),
        hide_index=True,
        alt=_("Rows that are no longer in the file"),
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


def _let_go(staged: Staged) -> None:
    st.button(
        _("Do not import this file"),
        type="tertiary",
        icon=":material/close:",
        key=session.widget("let-go", staged.file.id),
        on_click=messages.guarded(_discard),
        args=(staged.file.id, staged.file.name),
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


def _discard(file_id: str, name: str) -> None:
    here, who = house.house(), house.principal()
    import_report.discard(here, who, file_id)
    urls.write(record=None)

    def back() -> None:
        urls.write(record=import_again.again(here, who, file_id, reports.said(file_id)).file.id)

    layout.offer_undo(_("“{name}” was let go. Nothing changed.").format(name=name), back)


def _is_under_way(file_id: str) -> bool:
    """Whether the worker is committing this very file."""
    job = progress.running(JobKind.COMMIT)
    return job is not None and job.payload.get("file_id") == file_id


def _role_key(staged: Staged) -> str:
    return session.widget("role", staged.file.id)


def _scope(scope: dict[str, str]) -> str:
    """What a row is split by, vendor left out."""
    return " · ".join(
        report_words.site_name(scope["vendor"], value) if name == "site" else value
        for name, value in scope.items()
        if name != "vendor"
    )


def _cell(batch: StagedBatch, change: Any) -> str:
    place = (change.sheet, change.row, change.col)
    sheet, cell = cell_of(batch.record.offsets, *place, change.measure, change.scope.get("segment"))
    cell = cell or str(change.row)
    return f"{sheet or change.sheet}!{cell}" if change.sheet else cell
