"""What the client corrected of a clause's figures: before, after, why, by whom; and withdrawing it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import streamlit as st

from core.counts import CountUnit
from core.language import _
from core.principal import Action
from services.judging.month_result import ClauseLine, MonthResult
from services.reports import corrections
from services.reports.corrections import STANDINGS, CorrectionView, Standing
from ui import formats, house, taking_back
from ui.judged import clause_words, results
from ui.messages import escaped

_PER = {CountUnit.CENTS: 100, CountUnit.MILLI: 1000}


def show(result: MonthResult, line: ClauseLine, day: date | None) -> None:
    """The corrections of the clause's counts in the month, or on one of its days."""
    found = [
        view
        for view in results.corrections(result.contract.code, result.label)
        if view.record.measure in line.formula.base_counts and day in (None, view.record.day)
    ]
    if not found:
        return
    st.markdown(f"**{_('Corrected by the client')}**")
    may = house.principal().may(Action.IMPORT, result.contract.vendor)
    for view in found:
        _one(view, may)


def _one(view: CorrectionView, may: bool) -> None:
    record = view.record
    with st.container(border=True, gap="xsmall", key=f"correction-{record.id}"):
        before = formats.DASH if record.before is None else _amount(view, record.before)
        name = clause_words.count_name(record.measure)
        st.markdown(
            f"{formats.day(record.day)} {escaped(name)} {before} → **{_amount(view, record.after)}** "
            f":gray-badge[{_(STANDINGS[view.standing])}]"
        )
        cell = f"{record.sheet}!{record.cell}" if record.sheet else record.cell
        said = [record.file, cell, record.reason, record.entered_by, formats.instant(record.entered_at)]
        st.caption(escaped(" · ".join(part for part in said if part)))
        if view.standing is Standing.WITHDRAWN:
            st.caption(escaped(_withdrawn(view)))
        if may and view.standing is Standing.COUNTS:
            taking_back.withdraw(record.id, lambda why: _withdraw(record.id, why))


def _withdrawn(view: CorrectionView) -> str:
    """Why, by whom and when."""
    batch = view.batch
    when = formats.instant(batch.withdrawn_at)
    words = _("Withdrawn: {why} ({who}, {when})")
    return words.format(why=batch.withdrawn_reason, who=batch.withdrawn_by, when=when)


def _withdraw(record_id: str, why: str) -> None:
    corrections.withdraw_correction(house.house(), house.principal(), record_id, why)


def _amount(view: CorrectionView, count: int) -> str:
    per = _PER.get(view.unit, 1)
    return formats.count(count) if per == 1 else formats.number(Fraction(count, per))
