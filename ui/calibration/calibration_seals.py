"""The seals of an opened session with their keys: whoever noted one can hold it against the score."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.language import _
from services.calibration.calibration_view import CalibrationView
from ui import formats, layout
from ui.messages import escaped


def show(found: CalibrationView) -> None:
    """Rater, call, when it was sealed, key and seal."""
    raters = {rater.id: rater.name for rater in found.raters}
    calls = {call.id: str(call.number) for call in found.calls}
    with st.expander(_("Seals and their keys"), icon=":material/key:"):
        rows = [
            {
                _("Rater"): escaped(raters[mark.rater]),
                _("Call"): calls[mark.call],
                _("Sealed"): f"{formats.instant(mark.given_at)} · {escaped(mark.given_by)}",
                _("Key of the seal"): mark.id,
                _("Seal"): mark.seal[:16],
            }
            for mark in found.marks
        ]
        if rows:
            layout.printable(pd.DataFrame(rows), alt=_("Seals of the scores with their keys"))
        st.caption(_("A seal is the SHA-256 of key, answers and fatal faults as canonical JSON."))
