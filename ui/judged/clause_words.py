"""What a clause promises, in words: definition, formula, source, conditions; the receipt of its points."""

from __future__ import annotations

import streamlit as st

from core.batch import DATASET_NAMES
from core.counts import base_count
from core.language import N_, _, current
from core.rounding import RoundingStage
from core.text import Text
from services.judging.month_result import ClauseLine, MonthResult
from services.reports.report_days import said_of
from sla.contract_file.clock import clock_text
from sla.judging.campaign import span_words_of
from sla.judging.opening import opening_text
from sla.terms.contract import Clause, ClauseSource, day_start_of
from sla.terms.floor import FLOOR_RULE_NAMES
from sla.terms.indicator import formula_text
from sla.terms.window import Window
from ui import formats
from ui.judged import results
from ui.messages import escaped
from ui.money import settlement_view

SOURCES: dict[ClauseSource, Text] = {
    ClauseSource.VENDOR: Text("外包商上报", "the vendor's report"),
    ClauseSource.CLIENT: Text("甲方系统", "our own system"),
    ClauseSource.THIRD_PARTY: Text("第三方", "a third party"),
    ClauseSource.BY_HAND: Text("手工录入", "typed by hand"),
    ClauseSource.AUDITS: Text("甲方抽检", "our spot checks"),
    ClauseSource.TRAINING: Text("培训记录", "training records"),
    ClauseSource.CASES: Text("个案台账", "the case ledger"),
    ClauseSource.EVENTS: Text("日常事项台账", "the daily events ledger"),
    ClauseSource.REPORTS: Text("报送计划", "the reporting plan"),
    ClauseSource.COMPLIANCE: Text("培训达标核算", "our reckoning of training"),
}
_QUARTERS: dict[Window, str] = {
    Window.MONTH: N_("the month"),
    Window.QUARTER: N_("the quarter up to this month"),
    Window.QUARTER_END: N_("the whole quarter, judged in its last month"),
}


def show(result: MonthResult, line: ClauseLine) -> None:
    """Two columns on a desk: how it is measured, and how its points came about."""
    with st.grid(2, min_column_width=320, key="clause-words"):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{_('How it is measured')}**")
            for name, words in _measured(result, line):
                st.markdown(f":gray[{name}] {escaped(words)}")
        if line.item:
            with st.container(border=True, gap="xsmall"):
                st.markdown(f"**{_('How the points came about')}**")
                settlement_view.receipt(line.item.trace)
                _weight(line)


def source_name(clause: Clause) -> str:
    """Whose figures a clause is judged on."""
    return SOURCES[clause.source].in_(current())


def count_name(name: str) -> str:
    """A base count as people call it."""
    found = base_count(name)
    return found.text.in_(current()) if found else name


def window_words(clause: Clause) -> str:
    """Over which months or days a clause is measured."""
    window = clause.window
    if clause.campaign:
        return span_words_of(clause.campaign).in_(current())
    if window in _QUARTERS:
        return _(_QUARTERS[window])
    return _("the last {n} months").format(n=window.months)


def terms(line: ClauseLine) -> tuple[str, str]:
    """What stands above and below the line, as column headers."""
    above, below = list(line.formula.numerator), list(line.formula.denominator)
    return (
        count_name(above[0]) if len(above) == 1 else _("Numerator"),
        count_name(below[0]) if len(below) == 1 else _("Denominator"),
    )


def taken_over(line: ClauseLine, result: MonthResult) -> str | None:
    """What stands where a figure would say what it is a sample of: of a share of time its hours, of a plain
    count the months it is counted over."""
    if line.formula.is_of_time and line.judgement.denominator is not None:
        return formats.hours(line.judgement.denominator)
    if not line.formula.is_count or line.judgement.value is None:
        return None
    if line.clause.window is Window.MONTH:
        return formats.period(result.period)
    return window_words(line.clause)


def _measured(result: MonthResult, line: ClauseLine) -> list[tuple[str, str]]:
    clause, lang = line.clause, current()
    words = [
        (_("Indicator"), line.indicator.name.in_(lang)),
        (_("Definition"), line.indicator.definition.in_(lang)),
        (_("Formula"), formula_text(line.formula).in_(lang)),
        (_("Source"), f"{source_name(clause)} · {DATASET_NAMES[line.indicator.dataset].in_(lang)}"),
        (_("Counted from"), _reports(result, line)),
        (_("Measured over"), _measured_over(line)),
        (_("Only"), _(", ").join(line.scope.narrowed().values())),
        (_("Hours"), _hours(clause)),
        (_("A day begins at"), clock_text(day_start_of(result.contract, clause) or None) or ""),
        (_("Judged from"), _floor(clause)),
        (_("Rounding"), _rounding(clause)),
        (_("Contract"), _("{contract}, version {version}").format(
            contract=result.contract.name.in_(lang), version=result.contract.version)),
    ]  # fmt: skip
    return [(name, said) for name, said in words if said]


def _measured_over(line: ClauseLine) -> str:
    """Its window; of a month split by day the part whose figure it is."""
    if line.days is None:
        return window_words(line.clause)
    return _("{days}: the part that decides; the month is split by day").format(
        days=formats.period(line.days)
    )


def _reports(result: MonthResult, line: ClauseLine) -> str:
    """Which report counts on which days, where the figure stands on several."""
    if len(line.judgement.origins) < 2 or line.clause.window is not Window.MONTH:
        return ""
    found = results.reports_behind(result.contract.code, result.label, line.clause.code)
    return said_of(found).in_(current())


def _hours(clause: Clause) -> str:
    """Opening hours: the same every day, or by kind of day and site."""
    if clause.opening:
        return opening_text(clause.opening).in_(current())
    return "{:02d}:00–{:02d}:00".format(*clause.hours) if clause.hours else ""


def _floor(clause: Clause) -> str:
    """From how many on it is judged, and what the contract makes of less."""
    if not clause.volume_floor:
        return ""
    less = [FLOOR_RULE_NAMES[clause.floor_rule].in_(current())] if clause.floor_rule else []
    return _(", ").join([formats.sample(clause.volume_floor), *less])


def _rounding(clause: Clause) -> str:
    """Only where the clause rounds before it compares: otherwise the exact figure is compared."""
    if clause.rounding.stage is RoundingStage.DISPLAY:
        return _("compared exactly, rounded only to show")
    return _("rounded to {n} decimals before comparing").format(n=clause.rounding.digits)


def _weight(line: ClauseLine) -> None:
    item = line.item
    assert item is not None
    if item.effective_weight != item.weight and item.earned is not None:
        st.caption(
            _("Weighs {to} instead of {of} this month: clauses without a figure gave theirs away.").format(
                to=formats.number(item.effective_weight), of=formats.number(item.weight)
            )
        )
    lost = item.lost
    if lost:
        st.caption(_("{points} lost").format(points=formats.points(lost)))
