"""The quarter and the year so far, with the months and the steps they are made of."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from services.judging.month_result import MonthResult
from services.results.year_score import SpanView
from ui import formats, session
from ui.judged import results
from ui.messages import escaped
from ui.money import settlement_view


def show(result: MonthResult) -> None:
    """Nothing where the contract says nothing of quarters and years."""
    spans = results.year_scores(result.contract.code, result.label)
    if not spans:
        return
    title = " · ".join(_title(span) for span in spans)
    with st.expander(escaped(title), icon=":material/calendar_month:", key=session.widget("year")):
        for span in spans:
            st.markdown(f"**{escaped(_title(span))}**")
            if span.score:
                settlement_view.receipt(span.score.steps)
            st.caption(escaped(_months(span)))


def _title(span: SpanView) -> str:
    name = span.called.in_(current())
    if span.score is None:
        return _("{span}: no score yet").format(span=name)
    grade = f" {span.score.grade}" if span.score.grade else ""
    words = _("{span}: {total}, provisional") if span.is_provisional else _("{span}: {total}")
    return words.format(span=name, total=formats.points(span.score.total) + grade)


def _months(span: SpanView) -> str:
    """Which months it is of, which lack a total, which are still open."""
    parts = [_("Of {months}").format(months=_named(span.score.months if span.score else ()))]
    if span.missing:
        parts.append(_("no total: {months}").format(months=_named(span.missing)))
    if span.open:
        parts.append(_("not closed: {months}").format(months=_named(span.open)))
    return " · ".join(parts)


def _named(labels: tuple[str, ...]) -> str:
    return _(", ").join(formats.month(label) for label in labels) or "–"
