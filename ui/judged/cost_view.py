"""What vendors cost a contact beside how satisfied callers are: named points and the figures behind them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.rounding import rounded
from core.text import Lang
from services.results.cost_satisfaction import CostBeside
from ui import formats, house, layout
from ui.charts import Picture, draw
from ui.messages import escaped


def show(found: Sequence[CostBeside]) -> bool:
    """Nothing where no fee is known; gives whether there is anything."""
    if not found:
        return False
    st.subheader(_("Cost and satisfaction"), anchor=False)
    st.caption(_("Payable before tax ÷ calls answered (else chats taken), beside satisfied replies with n."))
    currency = found[0].payable.currency
    both = [each for each in found if _is_point(each) and each.payable.currency == currency]
    if len(both) > 1:
        found_out = _finding(both)
        st.markdown(escaped(found_out))
        title = _("Each contract is a named point")
        draw(Picture.COST, frame(both, current()), title=title, alt=found_out, unit=currency, key="cost")
    layout.records(
        pd.DataFrame([_row(each) for each in found]),
        "cost-beside",
        columns={
            "vendor": st.column_config.TextColumn(_("Vendor"), width=150),
            "contract": st.column_config.TextColumn(_("Contract"), width=190),
            "payable": st.column_config.TextColumn(_("Payable before tax"), width=150, alignment="right"),
            "contacts": st.column_config.TextColumn(_("Contacts taken"), width=120, alignment="right"),
            "cost": st.column_config.TextColumn(_("Cost a contact"), width=120, alignment="right"),
            "satisfied": st.column_config.TextColumn(_("Satisfied (%)"), width=110, alignment="right"),
            "n": st.column_config.TextColumn("n", width=80, alignment="right"),
        },
        card=_card,
        alt=_("Cost and satisfaction of each contract"),
        version=house.data_version(),
    )
    return True


def frame(found: Sequence[CostBeside], lang: Lang) -> pd.DataFrame:
    """A row for each point of the picture."""
    rows = [
        {
            "label": each.vendor_name.in_(lang),
            "cost": float(rounded(each.each or Fraction(0), 4)),
            "satisfied": float(each.satisfied or 0),
            "cost_text": formats.number(each.each, 4),
            "satisfied_text": formats.quantity(each.satisfied, "percent", lang),
            "n": formats.count(each.n),
        }
        for each in found
    ]
    return pd.DataFrame(rows, columns=["label", "cost", "satisfied", "cost_text", "satisfied_text", "n"])


def _is_point(each: CostBeside) -> bool:
    return each.each is not None and each.satisfied is not None


def _finding(both: Sequence[CostBeside]) -> str:
    """Who is cheapest, and whose callers are most satisfied."""
    cheapest = min(both, key=lambda each: each.each or 0).vendor_name.in_(current())
    best = max(both, key=lambda each: each.satisfied or 0).vendor_name.in_(current())
    if len({rounded(each.each or Fraction(0), 4) for each in both}) == 1:
        return _("The same cost a contact; most satisfied: {best}").format(best=best)
    return _("Cheapest: {cheapest}; most satisfied: {best}").format(cheapest=cheapest, best=best)


def _row(each: CostBeside) -> dict[str, str]:
    lang = current()
    return {
        "vendor": each.vendor_name.in_(lang),
        "contract": each.contract_name.in_(lang),
        "payable": formats.money(each.payable),
        "contacts": formats.count(each.contacts),
        "cost": formats.DASH if each.each is None else formats.number(each.each, 4),
        "satisfied": formats.quantity(each.satisfied, "percent"),
        "n": formats.count(each.n),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.vendor)}** · {escaped(row.contract)}")
    st.markdown(
        escaped(f"{_('Cost a contact')} {row.cost} · {_('Satisfied (%)')} {row.satisfied}, n={row.n}")
    )
    st.caption(escaped(f"{row.payable} ÷ {row.contacts}"))
