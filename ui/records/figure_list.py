"""The figures typed in for a month, what was replaced or withdrawn included."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.principal import Action
from core.tally import Flag
from core.verdict import FLAG_NAMES
from services.contracts.asked import formula_of
from services.records import manual_figures
from sla.judging.two_numbers import typed_in
from sla.terms.contract import ClauseSource, Contract
from ui import evidence_field, formats, house, layout, navigation, session, taking_back
from ui.entry_month import EntryMonth
from ui.judged import clause_figures, copied, results
from ui.messages import escaped
from ui.sentences import Edition

if TYPE_CHECKING:
    from store.records import ManualFigureRecord

_LIVE = "live"


def table(choice: EntryMonth, found: Sequence[ManualFigureRecord]) -> str | None:
    """The month's figures; gives the key of the one that was clicked."""
    frame = pd.DataFrame([_row(choice.terms, figure) for figure in found]).set_index("id")
    right = {"alignment": "right"}
    columns = {
        "clause": _("Clause"),
        "value": st.column_config.TextColumn(_("Figure typed in"), **right),
        "numerator": st.column_config.TextColumn(_("Numerator"), **right),
        "denominator": st.column_config.TextColumn(_("Denominator"), **right),
        "kind": _("Kind"),
        "source": st.column_config.TextColumn(_("Where it comes from"), width="medium"),
        "by": _("Entered by"),
        "state": _("State"),
    }
    return layout.records(
        frame,
        f"figures-{session.LIST_TURN.get()}",
        columns=columns,
        card=partial(_card, choice),
        alt=_("Figures typed by hand: clause, value, numerator, denominator, source"),
        on_select=True,
        version=house.data_version(),
    )


def opened(choice: EntryMonth, figure: ManualFigureRecord) -> None:
    """One figure with its attachment; and taking it back."""
    here, who = house.house(), house.principal()
    with taking_back.panel(_clause_name(choice.terms, figure), "figure"):
        shown = formats.figure(_value(choice.terms, figure), _unit(choice.terms, figure))
        st.markdown(f"**{escaped(shown)}** :gray-badge[{FLAG_NAMES[Flag.BY_HAND].in_(current())}]")
        st.caption(escaped(f"{figure.source} · {figure.entered_by} · {formats.instant(figure.entered_at)}"))
        with st.container(horizontal=True):
            read = partial(manual_figures.figure_attachment, here, who, figure.id)
            evidence_field.offer(figure.attachment_name, read, figure.id)
            if figure.state.value == _LIVE and who.may(Action.RECORD, figure.vendor):
                taking_back.withdraw(figure.id, partial(_withdraw, figure.id, figure.version))
            layout.copyable(_sentence(choice, figure))


def waiting(contract: Contract, found: Sequence[ManualFigureRecord]) -> list[str]:
    """The names of clauses that are judged on typed figures and have none yet."""
    there = {figure.clause for figure in found if figure.state.value == _LIVE}
    return [
        clause.name.in_(current())
        for clause in contract.clauses
        if clause.source is ClauseSource.BY_HAND and clause.code not in there
    ]


def _sentence(choice: EntryMonth, figure: ManualFigureRecord) -> str:
    """The figure with what it was typed as, and the verdict it led to while it counts."""
    result = results.month(choice.contract.code, choice.label)
    line = result.line(figure.clause) if result and figure.state.value == _LIVE else None
    edition = (
        clause_figures.edition_of(result)
        if result
        else Edition(choice.terms.name.in_(current()), choice.label)
    )
    shown = formats.quantity(_value(choice.terms, figure), _unit(choice.terms, figure))
    if figure.denominator is not None:
        shown = formats.over(shown, _written(figure.numerator), _written(figure.denominator))
    return copied.typed(figure, _clause_name(choice.terms, figure), shown, edition, line)


def _withdraw(figure_id: str, version: int, why: str) -> None:
    manual_figures.withdraw_figure(house.house(), house.principal(), figure_id, why, version)


def _value(contract: Contract, figure: ManualFigureRecord) -> Fraction | None:
    clause = contract.clause(figure.clause)
    if clause is None:
        return None
    below = None if figure.denominator is None else Fraction(figure.denominator)
    return typed_in(formula_of(contract, clause), Fraction(figure.numerator), below).value


def _unit(contract: Contract, figure: ManualFigureRecord) -> str:
    clause = contract.clause(figure.clause)
    return formula_of(contract, clause).unit.value if clause else ""


def _clause_name(contract: Contract, figure: ManualFigureRecord) -> str:
    clause = contract.clause(figure.clause)
    return clause.name.in_(current()) if clause else figure.clause


def _row(contract: Contract, figure: ManualFigureRecord) -> dict[str, object]:
    return {
        "id": figure.id,
        "clause": _clause_name(contract, figure),
        "value": formats.quantity(_value(contract, figure), _unit(contract, figure)),
        "numerator": _written(figure.numerator),
        "denominator": formats.DASH if figure.denominator is None else _written(figure.denominator),
        "kind": FLAG_NAMES[Flag.BY_HAND].in_(current()),
        "source": figure.source,
        "by": figure.entered_by,
        "state": "" if figure.state.value == _LIVE else _("Withdrawn"),
    }


def _written(number: Any) -> str:
    """As typed: no decimals where there are none."""
    return f"{number.normalize():,f}"


def _card(choice: EntryMonth, row: Any) -> None:
    st.markdown(f"**{escaped(row.clause)}** · {escaped(row.value)} :gray-badge[{escaped(row.kind)}]")
    st.markdown(f"{row.numerator} / {row.denominator}")
    st.caption(" · ".join(escaped(part) for part in (row.source, row.by, row.state) if part))
    navigation.link(
        "figures",
        _("Open"),
        ":material/arrow_forward:",
        contract=choice.contract.code,
        period=choice.label,
        record=row.Index,
    )
