"""Clauses served far better than was bought: each with its months and what less would save."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.language import _, current, ngettext
from services.results.over_service import OverServedClause
from services.workbooks.client_sheets import NO_PENALTY, READINGS
from ui.messages import escaped


def show(found: Sequence[OverServedClause]) -> bool:
    """A card for each clause and reading; gives whether there is any."""
    if not found:
        return False
    st.subheader(_("Over-service"), anchor=False)
    n = len({(each.contract, each.clause) for each in found})
    words = ngettext(
        "{n} clause is served far better than was bought.",
        "{n} clauses are served far better than was bought.",
        n,
    ).format(n=n)
    st.caption(escaped(f"{words} {NO_PENALTY.in_(current())}"))
    for each in found:
        _card(each)
    return True


def hint(found: Sequence[OverServedClause]) -> None:
    """On a clause's own page: that it costs more than was bought, and why, opened on demand."""
    if not found:
        return
    with st.expander(_("Served far better than was bought"), icon=":material/savings:"):
        st.caption(escaped(NO_PENALTY.in_(current())))
        for each in found:
            _card(each)


def _card(each: OverServedClause) -> None:
    lang = current()
    with st.container(border=True, gap="xsmall"):
        agreed = _("as the contract agrees") if each.is_agreed else _("by the usual reading")
        st.markdown(f"**{escaped(each.vendor_name.in_(lang))}** · {escaped(each.clause_name.in_(lang))}")
        reading = READINGS[each.found.reading.value].in_(lang)
        st.caption(escaped(f"{reading} · {agreed}"))
        *months, why = each.found.steps
        st.markdown("\n".join(f"- {escaped(step.in_(lang))}" for step in months))
        st.markdown(escaped(why.in_(lang)))
        st.markdown(f":material/savings: {escaped(each.saving.words.in_(lang))}")
