"""What vendors cost a contact beside how satisfied callers are: named points and the figures behind them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.language import _, current, ngettext
from core.text import Lang
from services.cost_satisfaction import CostBeside
from ui import formats, layout
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
    if both:
        words = ngettext(
            "{n} contract: cost a contact and satisfaction",
            "{n} contracts: cost a contact and satisfaction",
            len(both),
        )
        title = words.format(n=len(both))
        draw(Picture.COST, frame(both, current()), title=title, alt=title, unit=currency, key="cost")
    layout.printable(
        pd.DataFrame([_row(each) for each in found]), alt=_("Cost and satisfaction of each contract")
    )
    return True


def frame(found: Sequence[CostBeside], lang: Lang) -> pd.DataFrame:
    """A row for each point of the picture."""
    rows = [
        {
            "label": each.vendor_name.in_(lang),
            "cost": float(each.each or 0),
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


def _row(each: CostBeside) -> dict[str, str]:
    lang = current()
    return {
        _("Vendor"): escaped(each.vendor_name.in_(lang)),
        _("Contract"): escaped(each.contract_name.in_(lang)),
        _("Payable before tax"): formats.money(each.payable),
        _("Contacts"): formats.count(each.contacts),
        _("Cost a contact"): formats.DASH if each.each is None else formats.number(each.each, 4),
        _("Satisfied (%)"): formats.quantity(each.satisfied, "percent"),
        "n": formats.count(each.n),
    }
