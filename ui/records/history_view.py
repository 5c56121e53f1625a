"""Earlier months (期初): fetching the template, handing a filled-in one in, and taking an import back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from core.language import _, current, ngettext
from core.verdict import LOOKS
from services.reports import history
from services.reports.history import HistoryView
from ui import formats, house, messages, navigation, registered, report_words, session, styles, taking_back
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import HistoryRecord

#: Megabytes a filled-in template may have; it is a small file.
_LIMIT_MB = 10


def template() -> None:
    """The template of one contract, with its clauses and twelve months written in."""
    known = registered.known_contracts()
    if not known:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        code = st.selectbox(
            _("Contract"), list(known), format_func=lambda each: f"{each} {known[each].name.in_(current())}",
            key=session.widget("history-contract"),
        )  # fmt: skip
        st.download_button(
            _("Template for earlier months"),
            data=partial(_template, house.house(), house.principal(), code, current()),
            file_name=f"{_('earlier-months')}-{code}.xlsx",
            icon=":material/download:",
            on_click="ignore",
            key=session.widget("history-template"),
        )


def drop() -> None:
    """A filled-in template: with the tick its months count in streaks, without it they are only shown."""
    key = session.fresh_form("history")
    with st.form(session.fresh_form("history-form")):
        with styles.uploader("history", ("xlsx",), _LIMIT_MB):
            st.file_uploader(_("Filled-in template"), type=["xlsx"], key=f"{key}-file")
        st.checkbox(_("Count these months in streaks and rolling windows"), key=f"{key}-counted")
        st.caption(_("They are never judged again; every place that shows them says so."))
        st.form_submit_button(
            _("Take over"), type="primary", key=session.widget("history-now"),
            on_click=messages.guarded(_take_over), args=(key,),
        )  # fmt: skip
    if refused := st.session_state.pop(_REFUSED, None):
        messages.show_findings(refused)


def listed() -> None:
    """What was taken over so far, newest first."""
    for view in history.imports(house.house(), house.principal()):
        _one(view)


_REFUSED = "history-refused"


def _one(view: HistoryView) -> None:
    record, n = view.record, len(view.months)
    labels = sorted({month.period for month in view.months})
    with st.container(border=True, gap="xsmall", key=f"history-{record.id}"):
        counts = _("counts in streaks") if record.counted else _("shown only")
        badges = f":gray-badge[{_('not judged here')}] :gray-badge[{counts}]"
        st.markdown(f"**{escaped(record.file_name)}** {badges}")
        for said in _contracts(view):
            st.caption(escaped(said))
        rows = ngettext("{n} row taken over", "{n} rows taken over", n).format(n=formats.count(n))
        said = [f"{labels[0]} – {labels[-1]}", rows, record.imported_by, formats.instant(record.imported_at)]
        st.caption(escaped(" · ".join(said)))
        if record.withdrawn_at:
            when = formats.instant(record.withdrawn_at)
            words = _("Withdrawn: {why} ({who}, {when})")
            said_why = words.format(why=record.withdrawn_reason, who=record.withdrawn_by, when=when)
            st.caption(escaped(said_why))
        else:
            with st.container(horizontal=True):
                for code in _codes(view):
                    label = _("Scorecard: {contract}").format(contract=code)
                    navigation.link("scorecard", escaped(label), ":material/fact_check:", contract=code)
            _rows(view)
            taking_back.withdraw(record.id, lambda why: _take_back(record.id, why))


def _codes(view: HistoryView) -> list[str]:
    return sorted({month.contract for month in view.months})


def _contracts(view: HistoryView) -> list[str]:
    """Whose months they are: each contract by vendor, code and name."""
    known = registered.known_contracts()
    vendors = {month.contract: report_words.vendor_name(month.vendor) for month in view.months}
    return [
        " · ".join([vendors[code], code, *([known[code].name.in_(current())] if code in known else [])])
        for code in sorted(vendors)
    ]


def _rows(view: HistoryView) -> None:
    """What was taken over, each figure with the cell it stood in."""
    with st.expander(_("What was taken over"), icon=":material/table_rows:"):
        st.dataframe(
            pd.DataFrame([_row(month) for month in view.months]),
            hide_index=True,
            key=session.widget("history-rows", view.record.id),
            alt=_("Results taken over: month, clause, verdict, figure, points, cell"),
        )


def _row(month: HistoryRecord) -> dict[str, object]:
    verdict = LOOKS[month.verdict].word.in_(current()) if month.verdict else formats.DASH
    return {
        _("Contract"): month.contract,
        _("Month"): month.period,
        _("Clause"): month.clause,
        _("Verdict"): verdict,
        _("Result"): formats.number(month.value),
        _("Points"): formats.number(month.points),
        _("Cell"): month.place,
    }


def _template(here: object, who: object, code: str, lang: str) -> bytes:
    return history.history_template(here, who, code, lang)[1]  # type: ignore[arg-type]


def _take_over(key: str) -> None:
    file = st.session_state.get(f"{key}-file")
    if file is None:
        messages.notice(Kind.WARNING, _("Choose a file first."))
        return
    counted = bool(st.session_state.get(f"{key}-counted"))
    found = history.take_over(house.house(), house.principal(), file.name, file.getvalue(), counted=counted)
    if found.refused:
        st.session_state[_REFUSED] = found.findings
        messages.notice(Kind.WARNING, _("Not taken over: mend the cells below, or fill the template in."))
        return
    session.clear_form()
    messages.notice(Kind.DONE, _("Taken over; nothing of it is judged again."))


def _take_back(record_id: str, why: str) -> None:
    history.take_back(house.house(), house.principal(), record_id, why)
