"""Received files as a list, and one of them with everything that became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from core.language import N_, _, current, ngettext
from core.principal import Action, Principal
from core.tally import Flag
from core.verdict import FLAG_NAMES
from services.known.directory import VendorView
from services.reports import import_report
from services.reports.received import ReceivedView
from ui import formats, house, layout, messages, navigation, registered, report_words, session, urls, ways
from ui.messages import Kind, escaped
from ui.received import import_preview, judged_again, reports, returned_view

if TYPE_CHECKING:
    from store.records import BatchRecord

#: State of a part of a file → what happened when it came to that.
_HAPPENED = {
    "staged": N_("read and previewed"),
    "committed": N_("imported"),
    "withdrawn": N_("withdrawn"),
    "discarded": N_("let go"),
    "returned": N_("returned for a new report"),
    "return_undone": N_("the return was taken back"),
}


def asked_for() -> Sequence[ReceivedView]:
    """The files of the vendor in the address, or of all; with a switch where there are several vendors."""
    vendors = {code: vendor.name.in_(current()) for code, vendor in registered.vendors().items()}
    vendor = urls.read().vendor
    if len(vendors) > 1:
        with layout.switches():
            vendor = layout.switch(_("Vendor"), vendors, vendor, "vendor", everything=_("All vendors"))
    return reports.files(vendor)


def table(views: Sequence[ReceivedView]) -> str | None:
    """The files; gives the id of the one that was clicked."""
    known = registered.vendors()
    frame = pd.DataFrame([_row(view, known) for view in views]).set_index("id", drop=False)
    columns = {
        "received": st.column_config.TextColumn(_("Received"), width=130),
        "name": st.column_config.TextColumn(_("File"), width="medium"),
        "vendor": st.column_config.TextColumn(_("Vendor"), width="small"),
        "days": st.column_config.TextColumn(_("Days")),
        "kind": st.column_config.TextColumn(_("Figures"), width=150),
        "state": st.column_config.TextColumn(_("State")),
        "changed": st.column_config.TextColumn(_("What it changed"), width="medium"),
        "odd": st.column_config.TextColumn(_("Findings")),
        "by": st.column_config.TextColumn(_("Handled by"), width="small"),
        "id": None,
    }
    return layout.records(
        frame,
        "received",
        columns=columns,
        card=partial(_card, house.principal()),
        alt=_("Received files with vendor, days, state and what they changed"),
        on_select=True,
        version=house.data_version(),
    )


def show(view: ReceivedView) -> None:
    """One file: where it stands, what became of it, what is odd in it, and taking it back."""
    ways.back(_("All files"), record=None)
    st.subheader(escaped(view.file.name), anchor=False)
    came = _("Received {when} by {who}, {size}").format(
        when=formats.instant(view.file.received_at),
        who=view.file.received_by,
        size=formats.size(view.file.size),
    )
    st.caption(escaped(f"{came} · {report_words.state(view)}"))
    _ways_on(view)
    returned_view.standing(view, house.principal().may(Action.IMPORT))
    judged_again.show(view)
    if taken_back := report_words.withdrawn(view):
        st.info(escaped(taken_back), icon=":material/undo:")
    if view.batches:
        import_preview.strip(reports.total(view.batches))
    for batch in view.batches[:12]:
        _story(batch, batch.id in view.replaced)
    import_preview.findings(view.file.id, judged_again.others(view))


def _row(view: ReceivedView, known: Mapping[str, VendorView]) -> dict[str, object]:
    odd = sum(view.findings.values())
    first = view.batches[0] if view.batches else None
    return {
        "received": formats.instant(view.file.received_at),
        "name": view.file.name,
        "vendor": report_words.vendors(view.batches, known)
        or report_words.vendor_name(view.file.vendor_choice or "–", known),
        "days": report_words.days(first) if first else formats.DASH,
        "kind": report_words.kinds(view.batches) or formats.DASH,
        "state": report_words.state(view),
        "changed": _changed(view),
        "odd": ngettext("{n} finding", "{n} findings", odd).format(n=odd) if odd else formats.DASH,
        "by": view.file.received_by,
        "id": view.file.id,
    }


def _changed(view: ReceivedView) -> str:
    """What it changed; of a file taken back, by whom and why."""
    if not view.batches:
        return formats.DASH
    return report_words.withdrawn(view) or report_words.changed(reports.total(view.batches))


def _card(who: Principal, row: Any) -> None:
    st.markdown(
        f"**{escaped(row.name)}**  \n{escaped(row.vendor)} · {escaped(row.days)} · {escaped(row.state)}"
    )
    st.caption(escaped(f"{row.received} · {row.changed}"))
    navigation.link("received", _("Open this"), ":material/arrow_forward:", who=who, record=row.id)


def _ways_on(view: ReceivedView) -> None:
    here, who = house.house(), house.principal()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if view.is_staged or view.is_refused:
            words = _("Look at the preview") if view.is_staged else _("Say what is missing, or read it again")
            navigation.link("import_report", words, ":material/upload_file:", record=view.file.id)
        st.download_button(
            _("Download as received"),
            data=partial(reports.original, here, who, view.file.id),
            file_name=view.file.name,
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            key=session.widget("original", view.file.id),
        )
        if view.is_live and who.may(Action.IMPORT):
            returned_view.send_back(view)
            _withdrawal(view)


def _withdrawal(view: ReceivedView) -> None:
    """Taking a file back asks for the reason, which is kept with it."""
    why = session.fresh_form(f"why-{view.file.id}")
    with (
        st.popover(_("Withdraw"), icon=":material/undo:", type="tertiary"),
        st.form(session.fresh_form(f"withdraw-{view.file.id}"), border=False),
    ):
        st.markdown(_("Its figures no longer count; those that came before it count again."))
        st.text_input(_("Why?"), key=why, placeholder=_("Such as: the vendor sent a corrected file"))
        st.form_submit_button(
            _("Withdraw this file"),
            key=session.widget("withdraw-now", view.file.id),
            on_click=messages.guarded(_withdraw),
            args=(view, why),
        )


def _withdraw(view: ReceivedView, why_key: str) -> None:
    why = st.session_state[why_key]
    for batch in view.batches:
        if batch.state == "committed" and not batch.is_correction:
            import_report.withdraw(house.house(), house.principal(), batch.id, why)
    session.clear_form()
    messages.notice(
        Kind.DONE, _("“{name}” is withdrawn. It can be imported again.").format(name=view.file.name)
    )


def _happened(batch: BatchRecord, state: str) -> str:
    if batch.is_correction and state == "committed":
        return N_("corrected one figure")
    return _HAPPENED.get(state, state)


def _story(batch: BatchRecord, is_replaced: bool) -> None:
    """One part of the file: what it holds, and who did what with it when."""
    with st.container(border=True, gap="xsmall"):
        said = report_words.holds(batch)
        said += [FLAG_NAMES[Flag.CORRECTED].in_(current())] if batch.is_correction else []
        st.markdown("**" + escaped(" · ".join(said)) + "**")
        for change in reports.states(batch.id):
            happened = _(_happened(batch, change.to_state))
            said = _("{what}: {why}").format(what=happened, why=change.why) if change.why else happened
            st.caption(escaped(f"{formats.instant(change.at)}  {change.who}  {said}"))
        if is_replaced:
            st.caption(":material/history: " + _("A later file replaced its figures in part or whole."))
