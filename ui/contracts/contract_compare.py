"""Two versions of a contract side by side, clause by clause; only what does not say the same."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.language import N_, _, current
from services.contracts.contract_changes import Kind
from services.contracts.contract_differences import Difference
from services.contracts.contracts import ContractView
from ui import registered, session, ways
from ui.messages import escaped

_KINDS: dict[Kind, str] = {
    Kind.ADDED: N_("new"),
    Kind.GONE: N_("no longer there"),
}


def show(view: ContractView) -> None:
    """The earlier and the later version to choose, and what differs."""
    ways.back(_("Back to the contract"), tab=None)
    later = len(view.versions) - 1
    with st.container(horizontal=True):
        first = _version(view, _("Version"), later - 1, "compare-from")
        other = _version(view, _("against version"), later, "compare-to")
    found = registered.differences(view.code, first, other)
    if not found:
        st.info(_("Both say the same."), icon=":material/check:")
        return
    sides = [_("Version {number}").format(number=each) for each in (first, other)]
    differences(found, *sides)


def differences(found: Sequence[Difference], before: str, after: str) -> None:
    """One small table a clause; `before` and `after` head its columns."""
    for each in found:
        name = escaped(each.name.in_(current()))
        code = f" :gray[{escaped(each.clause)}]" if each.clause else ""
        kind = f" :orange-badge[{_(_KINDS[each.kind])}]" if each.kind in _KINDS else ""
        st.markdown(f"**{name}**{code}{kind}")
        rows = [
            {
                _("What is changed"): escaped(line.label.in_(current())),
                escaped(before): escaped(line.before.in_(current())),
                escaped(after): f"**{escaped(line.after.in_(current()))}**",
            }
            for line in each.lines
        ]
        alt = _("What {name} says in both").format(name=each.name.in_(current()))
        st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, alt=alt)


def _version(view: ContractView, label: str, index: int, name: str) -> str:
    numbers = [version.number for version in view.versions]
    return st.selectbox(label, numbers, index=index, key=session.widget(name, view.code), width=180)
