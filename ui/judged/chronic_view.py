"""The contract's chronic triggers that are reached or one miss away; nothing where none is."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from core.language import current
from sla.follow_up.chronic import Trigger, TriggerState
from ui.messages import escaped

_LOOKS = {
    TriggerState.TRIGGERED: ("red", ":material/report:"),
    TriggerState.NEAR: ("orange", ":material/warning:"),
}


def show(found: Iterable[Trigger]) -> None:
    """One line a trigger: sign, colour and sentence."""
    for trigger in found:
        if words := trigger.words:
            colour, icon = _LOOKS[trigger.state]
            st.markdown(f":{colour}[{icon}] {escaped(words.in_(current()))}")
