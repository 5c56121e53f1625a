"""A file that is in: what it changed, and where that shows."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from services.reports.received import ReceivedView
from ui import formats, navigation, registered, report_words
from ui.messages import escaped
from ui.received import import_preview, judged_again, reports

#: A file of many vendors leads to the overview instead of to each scorecard.
_MOST_LINKS = 4


def context(view: ReceivedView) -> list[str]:
    """The line under the title: which file, whose figures, since when."""
    first = view.batches[0]
    when = formats.instant(first.committed_at)
    return [
        view.file.name,
        report_words.vendors(view.batches),
        _("in since {when} by {who}").format(when=when, who=first.committed_by or "")
        if first.committed_at
        else "",
    ]


def show(view: ReceivedView) -> None:
    """What the file changed and where to go from here."""
    judged_again.show(view)
    if not view.is_live:
        words = report_words.withdrawn(view) or _("This file is {state}.").format(
            state=report_words.state(view)
        )
        st.info(escaped(words), icon=":material/info:")
    else:
        import_preview.strip(reports.total(view.batches))
        _next(view)
    import_preview.findings(view.file.id, judged_again.others(view))


def _next(view: ReceivedView) -> None:
    scorecards = _scorecards(view)
    with st.container(horizontal=True, gap="small"):
        for contract, label in scorecards[:_MOST_LINKS]:
            name = registered.known_contracts()[contract].name.in_(current())
            words = _("Scorecard: {contract}, {month}").format(contract=name, month=formats.month(label))
            navigation.link(
                "scorecard", escaped(words), ":material/fact_check:", contract=contract, period=label
            )
        navigation.link("received", _("This file in the list"), ":material/folder_open:", record=view.file.id)
    if not scorecards:
        st.caption(_("No contract yet: its figures can come in, and are judged once there is one."))
        navigation.link("contracts", _("Load a contract"), ":material/contract:", tab="new")


def _scorecards(view: ReceivedView) -> list[tuple[str, str]]:
    """The contract months it speaks for, newest first."""
    found = {
        (code, label)
        for batch in view.batches
        for code, contract in registered.known_contracts().items()
        if contract.vendor == batch.vendor
        for label in report_words.months(batch, code)
    }
    return sorted(found, key=lambda pair: (pair[1], pair[0]), reverse=True)
