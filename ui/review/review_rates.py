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
                name=each.of, rate=lost(each, with_reading=False)
            )
            st.warning(escaped(words), icon=":material/school:")


def _table(head: str, found: Sequence[AppealRates], named: Callable[[str], str]) -> None:
    rows = [
        {
            head: escaped(named(each.of)),
            _("Released"): str(each.released),
            _("Appeal rate"): _share(each.appealed, each.released),
            _("Appeals succeeded"): _share(each.succeeded, each.ruled),
        }
        for each in found
    ]
    layout.printable(pd.DataFrame(rows), alt=_("Appeal rate and share of appeals that succeeded"))


def lost(found: AppealRates | None, with_reading: bool = True) -> str:
    """`40.00 % (2 / 5) · train again`; of too few rulings the share still, and that it says nothing yet."""
    if found is None or not found.ruled:
        return formats.DASH
    reading = _("train again") if found.retrain else _("too few to say") if found.is_too_few else ""
    told = [_share(found.succeeded, found.ruled), reading if with_reading else ""]
    return " · ".join(part for part in told if part)


def _share(part: int, whole: int) -> str:
    if not whole:
        return formats.DASH
    return formats.figure(Fraction(100 * part, whole), "percent", numerator=part, denominator=whole)
