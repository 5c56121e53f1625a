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
    st.caption(
        _(
            "Of every audit released so far. Appeal rate: audits appealed / released. "
            "Succeeded: rulings that changed the answer / appeals ruled on."
        )
    )
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
            _("Appeal rate"): _of(each.appeal_rate, each.appealed, each.released),
            _("Appeals succeeded"): _of(each.success_rate, each.succeeded, each.ruled),
        }
        for each in found
    ]
    layout.printable(pd.DataFrame(rows), alt=_("Appeal rate and share of appeals that succeeded"))


def _of(rate: Fraction | None, part: int, whole: int) -> str:
    """66.67 % (2 / 3), as everywhere; a rate of nothing is a dash."""
    return (
        formats.DASH if rate is None else formats.over(_rate(rate), formats.count(part), formats.count(whole))
    )


def _rate(rate: Fraction | None) -> str:
    return formats.DASH if rate is None else formats.percent(rate * 100)
