"""A contract's supplementary agreements: a table, and one opened to see what it does and to approve it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from core.errors import PlumblineError
from core.language import _, current
from core.principal import Action
from services.decisions import supplements
from services.decisions.supplement_told import SupplementView
from ui import evidence_field, formats, house, layout, messages, navigation, session, taking_back
from ui.decisions import agreement_effect_view, agreements
from ui.entry_month import EntryMonth
from ui.messages import Kind, escaped
from ui.vendors import vendor_list

_WITHDRAWN = "withdrawn"


def table(choice: EntryMonth, found: Sequence[SupplementView]) -> str | None:
    """The agreements; gives the key of the one that was clicked."""
    frame = pd.DataFrame([_row(view) for view in found]).set_index("id")
    columns = {
        "number": _("Agreement number"),
        "months": _("Months"),
        "effect": _("What it does"),
        "terms": st.column_config.TextColumn(_("Terms"), width="medium"),
        "subject": st.column_config.TextColumn(_("What was agreed"), width="medium"),
        "day": _("Agreed on"),
        "state": _("State"),
    }
    return layout.records(
        frame,
        f"agreements-{session.LIST_TURN.get()}",
        columns=columns,
        card=partial(_card, choice),
        alt=_("Supplementary agreements: number, months, what they do, state"),
        on_select=True,
        version=house.data_version(),
    )


def opened(choice: EntryMonth, view: SupplementView) -> None:
    """One agreement: its facts, what it does, its proof; approving it and taking it back."""
    record, who = view.record, house.principal()
    with taking_back.panel(f"{record.number} · {view.effect.in_(current())}", "agreement"):
        st.markdown(escaped(record.subject))
        st.caption(" · ".join(escaped(part) for part in _facts(view)))
        _effect(choice, view)
        with st.container(horizontal=True):
            for sha, name in record.evidence:
                read = partial(supplements.supplement_evidence, house.house(), who, record.id, sha)
                evidence_field.offer(name, read, f"{record.id}-{sha[:8]}")
            for label in record.periods:
                _to_month(choice, label)
        if view.is_open:
            _approval(view)
        if record.state.value != _WITHDRAWN and who.may(Action.MANAGE, record.vendor):
            taking_back.withdraw(record.id, partial(_withdraw, record.id, record.version))


def _effect(choice: EntryMonth, view: SupplementView) -> None:
    if view.record.state.value == _WITHDRAWN:
        return
    try:
        found = agreements.effect(view.record.id)
    except PlumblineError as refused:
        st.info(escaped(messages.refusal(refused)), icon=":material/info:")
        return
    agreement_effect_view.show(found, choice.terms.counters)


def _to_month(choice: EntryMonth, label: str) -> None:
    navigation.link(
        "scorecard",
        formats.month(label),
        ":material/fact_check:",
        contract=choice.contract.code,
        period=label,
    )


def _approval(view: SupplementView) -> None:
    """For an approver who did not record it; anybody else reads who decides."""
    record, who = view.record, house.principal()
    if not who.may(Action.APPROVE, record.vendor):
        st.caption(_("An approver decides on it."))
    elif record.recorded_by == who.name:
        st.caption(_("Whoever recorded an agreement does not approve it."))
    else:
        with st.container(border=True, key="agreement-approval"):
            why = st.text_input(_("Remark (optional)"), key=session.widget("agree-why", record.id))
            st.button(
                _("Approve it"),
                type="primary",
                key=session.widget("agree-approve", record.id),
                on_click=messages.guarded(_approve),
                args=(view, why),
            )


def _approve(view: SupplementView, why: str) -> None:
    record = view.record
    supplements.approve_supplement(house.house(), house.principal(), record.id, why, record.version)
    messages.notice(Kind.DONE, _("In force; its months are judged anew, and both verdicts are kept."))


def _withdraw(id: str, version: int, why: str) -> None:
    supplements.withdraw_supplement(house.house(), house.principal(), id, why, version)


def _facts(view: SupplementView) -> list[str]:
    record = view.record
    said = [
        vendor_list.joined([formats.month(label) for label in record.periods]),
        vendor_list.joined([name.in_(current()) for name in view.clauses]),
        view.terms.in_(current()),
        _("agreed on {day} by {client} and {vendor}").format(
            day=formats.day(record.agreed_on), client=record.agreed_client, vendor=record.agreed_vendor
        ),
        view.state.in_(current()),
        _("recorded by {name}, {at}").format(name=record.recorded_by, at=formats.instant(record.recorded_at)),
    ]
    if record.approved_by:
        approved = _("approved by {name}, {at}")
        said.append(approved.format(name=record.approved_by, at=formats.instant(record.approved_at)))
    return [part for part in said if part]


def _months(view: SupplementView) -> str:
    first, last = formats.month(view.record.periods[0]), formats.month(view.record.periods[-1])
    return first if first == last else _("{first} to {last}").format(first=first, last=last)


def _row(view: SupplementView) -> dict[str, object]:
    record = view.record
    about = [name.in_(current()) for name in view.clauses]
    return {
        "id": record.id,
        "number": record.number,
        "months": _months(view),
        "effect": view.effect.in_(current()),
        "terms": " · ".join(part for part in (vendor_list.joined(about), view.terms.in_(current())) if part)
        or formats.DASH,
        "subject": record.subject,
        "day": formats.day(record.agreed_on),
        "state": view.state.in_(current()),
    }


def _card(choice: EntryMonth, row: Any) -> None:
    st.markdown(f"**{escaped(row.number)}** · {escaped(row.effect)} :gray-badge[{escaped(row.state)}]")
    st.markdown(escaped(row.subject))
    st.caption(escaped(f"{row.months} · {row.terms}"))
    where = {"contract": choice.contract.code, "period": choice.label, "record": row.Index}
    navigation.link("supplements", _("Open"), ":material/arrow_forward:", **where)
