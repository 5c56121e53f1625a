"""A month's settlement statement as it prints: who, what for, how much, tax, what is apart, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd
import streamlit as st

from core.language import _, current
from core.money import Money
from services.money.statements import StatementView
from sla.exact import exact_text, shown_text
from sla.money.in_words import in_capitals
from sla.money.statement import Statement
from sla.money.statement_lines import StatementLine
from ui import formats, layout
from ui.messages import escaped


def show(view: StatementView) -> None:
    """The statement in a frame."""
    with st.container(border=True, key="statement"):
        issued = view.issued
        st.subheader(f"{_('Settlement statement')} {view.number}", anchor=False)
        if issued:
            when = formats.instant(issued.issued_at, view.contract.timezone)
            st.caption(_("Issued {when} by {who}").format(when=when, who=escaped(issued.issued_by)))
        else:
            st.caption(_("Not issued yet: this is what it would say today."))
        st.markdown(_parties(view))
        _lines(view.figures.lines)
        _totals(view)
        for title, lines in (
            (_("Disputed: held back until it is decided"), view.figures.disputed),
            (_("Not claimed yet: nothing taken off"), view.figures.unclaimed),
        ):
            _apart(title, lines)
        _agreed(view)
        _steps(view.figures)
        st.markdown(_signatures())


def _parties(view: StatementView) -> str:
    lang, contract, tax = current(), view.contract, view.figures.tax
    facts = {
        _("Contract number"): contract.number or contract.code,
        _("Contract"): contract.name.in_(lang),
        _("Client"): contract.client.in_(lang) if contract.client else "",
        _("Vendor"): view.vendor_name.in_(lang),
        _("Period"): formats.period(view.period),
        _("Tax"): "" if tax.rate is None else _included(view.figures),
    }
    return "  \n".join(f":gray[{k}] {escaped(v)}" for k, v in facts.items() if v)


def _included(figures: Statement) -> str:
    return _("Prices include tax") if figures.tax.is_included else _("Prices without tax")


def _lines(lines: Sequence[StatementLine]) -> None:
    rows = [
        {
            _("Fee or deduction"): escaped(_named(line)),
            _("Quantity × price"): escaped(_quantity(line)),
            _("Amount"): formats.money(line.amount),
        }
        for line in lines
    ]
    layout.printable(pd.DataFrame(rows), _("Lines of the statement with amounts"), "lines")


def _named(line: StatementLine) -> str:
    """Name, clause, month and state: 「服务抵扣 · SL20 · 2026年9月 · 有争议」."""
    parts = [line.name.in_(current()), line.code, formats.month(line.period)]
    parts += [line.state.words.in_(current())] if line.state else []
    return " · ".join(part for part in parts if part)


def _quantity(line: StatementLine) -> str:
    if line.quantity is None or line.price is None:
        return ""
    unit = line.quantity_name.in_(current()) if line.quantity_name else ""
    return f"{_plain(line.quantity)} {unit} × {_plain(line.price)}"


def _plain(value: Fraction) -> str:
    """A number as people read it: 30,000; 51.6667; 240,642.86."""
    whole, dot, decimals = shown_text(value).partition(".")
    return f"{formats.count(int(whole))}{dot}{decimals}"


def _totals(view: StatementView) -> None:
    figures, rows = view.figures, []
    tax = figures.tax
    rows.append((_("Sum"), formats.money(figures.amount)))
    if tax.rate is not None:
        rows.append((_("Net of tax"), formats.money(tax.net)))
        rate = exact_text(tax.rate * 100)
        rows.append((_("Tax at {rate} %").format(rate=rate), formats.money(tax.tax)))
        rows.append((_("With tax"), formats.money(tax.gross)))
    if figures.retained.cents:
        rows.append((_("Kept back (retention)"), formats.money(figures.retained)))
    rows.append((_("Payable now"), formats.money(figures.payable)))
    if current() == "zh" and (capitals := in_capitals(figures.payable)):
        rows.append((_("In words"), capitals))
    rows += _cumulated(view)
    frame = pd.DataFrame([{_("Of the statement"): label, _("Amount"): said} for label, said in rows])
    layout.printable(frame, _("Sum, tax, retention and what is payable"), "totals")


def _cumulated(view: StatementView) -> list[tuple[str, str]]:
    figures = view.figures
    rows = [(_("Settled so far, this statement included"), formats.money(figures.cumulated))]
    if figures.contract_total is not None:
        rows.append((_("Contract total"), formats.money(figures.contract_total)))
        rows.append((_("Left of the contract total"), formats.money(figures.left)))
    if figures.retained_sum.cents:
        rows.append((_("Kept back so far"), formats.money(figures.retained_sum)))
        rows.append((_("Given back of it"), formats.money(figures.released_sum)))
    if view.paid_state is not None:
        state = view.paid_state.words.in_(current())
        rows.append((_("Paid for this month"), f"{formats.money(view.paid)} · {state}"))
    return rows


def _apart(title: str, lines: Sequence[StatementLine]) -> None:
    if lines:
        st.markdown(f"**{title}**")
        rows = [
            {_("Fee or deduction"): escaped(_named(x)), _("Amount"): formats.money(_off(x))} for x in lines
        ]
        layout.printable(pd.DataFrame(rows), title)


def _agreed(view: StatementView) -> None:
    """The supplementary agreements the figures rest on, by number."""
    if view.agreed:
        st.markdown(f"**{_('Supplementary agreements the figures rest on')}**")
        st.markdown("\n".join(f"- {escaped(each.in_(current()))}" for each in view.agreed))


def _off(line: StatementLine) -> Money:
    """What it takes off, as people say it: without the sign."""
    return Money(-line.amount.cents, line.amount.currency)


def _steps(figures: Statement) -> None:
    """How each line came about, one sentence a step."""
    told = [(line, step) for line in figures.lines for step in line.steps]
    if told:
        # Open, so that it prints: the sums belong to what is signed.
        with st.expander(_("How it was worked out"), icon=":material/receipt_long:", expanded=True):
            said = [f"- {escaped(line.name.in_(current()))}: {escaped(s.in_(current()))}" for line, s in told]
            st.markdown("\n".join(said))


def _signatures() -> str:
    sign = _("Signature, seal and date")
    blank = "＿" * 8
    return "  \n".join(f"{party} · {sign}: {blank}" for party in (_("For party A"), _("For party B")))
