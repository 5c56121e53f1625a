"""How often vendors appeal and how often they are right, and which auditor lost more than a fifth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import pandas as pd
import streamlit as st

from core.language import _
from qa.review.appeal_rates import AppealRates
from ui import formats, layout, report_words
from ui.messages import escaped


def show(vendors: Sequence[AppealRates], auditors: Sequence[AppealRates]) -> None:
    """Two small tables; nothing before anything is released."""
    if not vendors:
        return
    st.subheader(_("Appeal rates"), anchor=False)
    _table(_("Vendor"), vendors, report_words.vendor_name)
    _table(_("First scored by"), auditors, lambda name: name)
    for each in auditors:
        if each.retrain:
            words = _("{name} lost {rate} of the ruled appeals, more than 20%: train again.").format(
                name=each.of, rate=_rate(each.success_rate)
            )
            st.warning(escaped(words), icon=":material/school:")


def _table(head: str, found: Sequence[AppealRates], named: Callable[[str], str]) -> None:
    rows = [
        {
            head: escaped(named(each.of)),
            _("Released"): str(each.released),
            _("Appeal rate"): f"{_rate(each.appeal_rate)} (n={each.released})",
            _("Appeals succeeded"): f"{_rate(each.success_rate)} (n={each.ruled})",
        }
        for each in found
    ]
    layout.printable(pd.DataFrame(rows), alt=_("Appeal rate and share of appeals that succeeded"))


def _rate(rate: Fraction | None) -> str:
    return formats.DASH if rate is None else formats.percent(rate * 100)
