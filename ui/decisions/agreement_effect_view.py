"""What an agreement makes of each of its months, before beside after."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.language import _
from services.decisions.relief_preview import ReliefEffect
from sla.terms.relief import Counters
from ui import formats
from ui.decisions import relief_effect_view


def show(found: Sequence[ReliefEffect], counters: Counters) -> None:
    """One month as it is; of several, each under its name."""
    if not found:
        st.caption(_("None of its months has begun."))
    for each in found:
        if len(found) > 1:
            st.markdown(f"**{formats.month(each.month.label)}**")
        relief_effect_view.show(each, counters, name=f"agreed-{each.month.label}")
