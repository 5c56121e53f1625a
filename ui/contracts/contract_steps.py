"""A contract comes in: take a template, fill it in Excel, drop it here, read it over, load it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.finding import blocking
from core.language import N_, _, current, ngettext
from services.contracts import contract_templates
from services.contracts.contracts import ContractView, Loaded, Start
from services.house import jobs
from services.house.jobs import JobKind
from services.judging import assess_month
from sla.catalogue.ready_made import READY_MADE
from ui import house, messages, progress, registered, session, styles, urls, ways
from ui.contracts import contract_view, draft_list
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import JobRecord

#: What a template may start from beside the ready-made contracts → its words.
_STARTS: dict[Start, str] = {
    Start.COPY: N_("Copy of a contract that is here"),
    Start.BLANK: N_("An empty template"),
}
_LIMIT_MB = 20


def show() -> None:
    """The steps from nothing to a loaded contract, on one page."""
    ways.back(_("All contracts"), tab=None)
    _template()
    _taken_in()


def follow_judging() -> None:
    """How far the worker is with judging the months of terms that were just loaded."""
    progress.followed(_judged, JobKind.ASSESS)


def start_next(view: ContractView) -> None:
    """Begin the next version of a contract from the version that is being read."""
    session.NEXT_FROM.set(contract_view.shown_number(view))
    urls.write(tab="version")


def show_next(view: ContractView) -> None:
    """The same for the next version of a contract that is here."""
    ways.back(_("Back to the contract"), tab=None)
    _next_template(view)
    _taken_in(view)


def _taken_in(view: ContractView | None = None) -> None:
    """The file, what is wrong with it, and what it says; `view` is the contract it should belong to."""
    st.subheader(_("2. Drop the filled-in file here"), anchor=False)
    file = _dropped()
    if file is None:
        return
    loaded = registered.checked(file.getvalue(), file.name)
    st.subheader(_("3. Read it over"), anchor=False)
    messages.show_findings(loaded.findings)
    if blocking(list(loaded.findings)):
        st.info(
            _("Correct these places in the file, save it, and drop it here again."), icon=":material/edit:"
        )
        return
    if view and view.code not in [contract.code for contract in loaded.contracts]:
        st.warning(
            _("This file is another contract ({code}), not a new version of {name}.").format(
                code=escaped(loaded.contracts[0].code), name=escaped(view.name.in_(current()))
            ),
            icon=":material/warning:",
        )
    _read_over(loaded, file.getvalue(), file.name)


def _next_template(view: ContractView) -> None:
    st.subheader(
        _("1. Amend this contract here, or take it as a template and amend it in Excel"), anchor=False
    )
    numbers = [version.number for version in view.versions]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = numbers[-1] if len(numbers) == 1 else _start_version(view, numbers)
        name, data = registered.template(Start.NEXT, view.code, number)
        st.download_button(
            _("Download the template"),
            data=data,
            file_name=name,
            icon=":material/download:",
            on_click="ignore",
            key=session.widget("template-next", view.code, number),
        )
        draft_list.begin_version(view, number)
    st.caption(
        _(
            "It holds all of version {number}, fee included; only the first day is empty. "
            "Fill in when the new version takes effect, then change what was amended."
        ).format(number=escaped(number))
    )


def _start_version(view: ContractView, numbers: list[str]) -> str:
    wanted = session.NEXT_FROM.get()
    return st.selectbox(
        _("Start from version"),
        numbers,
        index=numbers.index(wanted) if wanted in numbers else len(numbers) - 1,
        key=session.widget("next-from", view.code),
        width=240,
    )


def _template() -> None:
    st.subheader(_("1. Write it here, or take a template and fill it in with Excel"), anchor=False)
    here = registered.known_contracts()
    ready = [Start(name) for name in READY_MADE]
    starts = [*ready, *(start for start in _STARTS if start is not Start.COPY or here)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        start = st.selectbox(
            _("Start from"),
            starts,
            format_func=_start_name,
            key=session.widget("template-start"),
            width=320,
        )
        copy_of = _copied() if start is Start.COPY else None
        name, data = registered.template(start, copy_of)
        st.download_button(
            _("Download the template"),
            data=data,
            file_name=name,
            icon=":material/download:",
            on_click="ignore",
            key=session.widget("template", start, copy_of),
        )
        if start in ready:
            _as_yaml(start)
        if start is not Start.COPY:
            draft_list.begin(start)
    if start in ready:
        st.caption(escaped(READY_MADE[start.value].purpose.in_(current())))
    st.caption(
        _("One line a clause: indicator, target, minimum, points, scoring. Cells offer their choices.")
    )


def _start_name(start: Start) -> str:
    if start in _STARTS:
        return _(_STARTS[start])
    return _("{title}, ready made").format(title=READY_MADE[start.value].title.in_(current()))


def _as_yaml(start: Start) -> None:
    """The same contract for whoever prefers text."""
    name, data = contract_templates.ready_made(house.principal(), current(), start)
    st.download_button(
        _("Download as YAML"),
        data=data,
        file_name=name,
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key=session.widget("template-yaml", start),
    )


def _copied() -> str:
    here = registered.known_contracts()
    return st.selectbox(
        _("Contract"),
        list(here),
        format_func=lambda code: here[code].name.in_(current()),
        key=session.widget("template-copy"),
        width=320,
    )


def _dropped() -> st.runtime.uploaded_file_manager.UploadedFile | None:
    kinds = ("xlsx", "yaml", "yml")
    with styles.uploader("contract", kinds, _LIMIT_MB):
        return st.file_uploader(
            _("A filled-in template (xlsx) or a contract as YAML"),
            type=list(kinds),
            key=session.fresh_form("contract-file"),
        )


def _read_over(loaded: Loaded, data: bytes, name: str) -> None:
    n = len(loaded.contracts)
    st.button(
        _("Load this contract") if n == 1 else _("Load these {n} contracts").format(n=n),
        type="primary",
        icon=":material/check:",
        key=session.widget("load-contract"),
        on_click=messages.guarded(_load),
        args=(data, name),
    )
    first = loaded.contracts[0]
    st.markdown(f"**{escaped(first.name.in_(current()))}** · {escaped(first.vendor_name.in_(current()))}")
    st.caption(
        _("{code}, version {number}: {days}").format(
            code=escaped(first.code),
            number=escaped(first.version),
            days=contract_view.effect_of(first),
        )
    )
    if n > 1:
        names = [contract.vendor_name.in_(current()) for contract in loaded.contracts]
        st.caption(
            escaped(
                _("The same clauses for each of {n} vendors: {names}").format(n=n, names=", ".join(names))
            )
        )
    contract_view.clauses(first)


def _load(data: bytes, name: str) -> None:
    loaded = registered.load(data, name)
    session.clear_form()
    codes = [contract.code for contract in loaded.contracts]
    urls.write(tab=None, contract=codes[0])
    messages.notice(Kind.DONE, _("Loaded. The months it governs are judged by it from now on."))
    judge(codes)


def judge(codes: list[str]) -> None:
    """The months the new terms change: a few at once, many by the worker."""
    here, who = house.house(), house.principal()
    months = len(assess_month.not_judged(here, who, codes))
    if months >= jobs.MANY_MONTHS:
        progress.start(JobKind.ASSESS, {"contracts": codes})
    elif months:
        assess_month.catch_up(here, who, codes)


def _judged(job: JobRecord) -> None:
    urls.write(job=None)
    n = len((job.result or {}).get("months") or ())
    messages.notice(Kind.DONE, ngettext("{n} month is judged.", "{n} months are judged.", n).format(n=n))
    st.rerun()
