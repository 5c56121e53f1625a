"""What was missed: clause, months, how often in a row, breach or how far from one, the plan that answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current, ngettext
from services.judging import misses
from services.judging.misses import MissView
from sla.follow_up.misses import BREACH_LEVEL_NAMES
from sla.terms.contract import BreachLevel
from ui import entries, formats, house, layout, navigation, registered, session, taking_back
from ui.improvement import miss_incident
from ui.judged import copied
from ui.messages import escaped
from ui.vendors import vendor_list


def table(found: Sequence[MissView]) -> str | None:
    """The misses; gives the key of the one that was clicked."""
    frame = pd.DataFrame([_row(view) for view in found]).set_index("id")
    columns = {
        "vendor": st.column_config.TextColumn(_("Vendor"), width=84),
        "clause": st.column_config.TextColumn(_("Clause"), width=230),
        "months": st.column_config.TextColumn(_("Months missed"), width=190),
        "streak": st.column_config.NumberColumn(_("In a row"), width=70),
        "state": st.column_config.TextColumn(_("State"), width=100),
        "breach": st.column_config.TextColumn(_("Breach of contract"), width=186),
        "plan": st.column_config.TextColumn(_("Plan"), width=190),
    }
    return layout.records(
        frame,
        f"misses-{session.LIST_TURN.get()}",
        columns=columns,
        card=_card,
        alt=_("Missed clauses with months, state, breach and plan"),
        on_select=True,
        version=house.data_version(),
    )


def opened(view: MissView, may_plan: bool, every: Sequence[MissView]) -> None:
    """One miss: its months, what the contract's rule says, the plans that answer it, what caused it and
    others of `every` miss."""
    record = view.record
    with taking_back.panel(f"{vendor_name(record.vendor)} · {view.clause_name.in_(current())}", "miss"):
        months = vendor_list.joined([formats.month(label) for label in record.periods])
        st.markdown(_("Missed in {months}.").format(months=escaped(months)))
        if record.recovered_period:
            st.markdown(_("Recovered in {month}.").format(month=formats.month(record.recovered_period)))
        said = breach_words(view)
        if said:
            st.markdown(f":red[**{escaped(said)}**]" if view.breach else escaped(said))
        last = misses.last_figure(house.house(), house.principal(), view)
        layout.copyable(copied.miss(view, vendor_name(record.vendor), last))
        miss_incident.show(view, every)
        for plan in view.plans:
            navigation.link("misses", plan.title, ":material/assignment:", tab="plans", record=plan.id)
        with st.container(horizontal=True):
            navigation.link(
                "scorecard",
                _("See it on the scorecard"),
                ":material/fact_check:",
                contract=record.contract,
                period=record.last_period,
                clause=record.clause,
            )
            if may_plan and view.is_open:
                navigation.link(
                    "misses", _("Open a plan for it"), ":material/add:", tab="new", record=record.id
                )


def breach_words(view: MissView) -> str:
    """重大违约（2026年10月）; while it is none: how many more misses would make it one."""
    if view.breach:
        level = BREACH_LEVEL_NAMES[BreachLevel(view.breach.level)].in_(current())
        return _("{level} since {month}").format(level=level, month=formats.month(view.breach.period))
    left = entries.to_breach(view.contract).get(view.record.clause)
    if not view.is_open or not left:
        return ""
    return ngettext("{n} more miss makes it a breach", "{n} more misses make it a breach", left).format(
        n=left
    )


def vendor_name(code: str) -> str:
    """The vendor in words."""
    known = registered.vendors().get(code)
    return known.name.in_(current()) if known else code


def _row(view: MissView) -> dict[str, object]:
    record = view.record
    first, last = formats.month(record.first_period), formats.month(record.last_period)
    return {
        "id": record.id,
        "vendor": vendor_name(record.vendor),
        "clause": view.clause_name.in_(current()),
        "months": first if first == last else _("{first} to {last}").format(first=first, last=last),
        "streak": view.streak,
        "state": view.state.in_(current()),
        "breach": breach_words(view),
        "plan": vendor_list.joined([plan.title for plan in view.plans]) or formats.DASH,
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.clause)}** · {escaped(row.vendor)}")
    st.markdown(f"{row.months} · {escaped(row.state)}")
    if row.breach:
        st.caption(escaped(row.breach))
    navigation.link("misses", _("Open"), ":material/arrow_forward:", record=row.Index)
