"""The ledger of a month: a table on a desk, cards on a phone, one line opened to decide on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.principal import Action
from services.records import daily_events
from services.records.daily_events import EVENT_STATE_NAMES
from sla.terms.contract import Contract
from ui import evidence_field, formats, house, layout, messages, navigation, session, taking_back
from ui.entry_month import EntryMonth
from ui.messages import Kind, escaped
from ui.records import event_words

if TYPE_CHECKING:
    from store.records import DailyEventRecord

_WAITING = "recorded"
_APPROVED = "approved"


def table(choice: EntryMonth, lines: Sequence[DailyEventRecord]) -> str | None:
    """The month's lines; gives the key of the one that was clicked."""
    names = event_words.names(choice.terms, [line.code for line in lines])
    frame = pd.DataFrame([_row(choice.terms, line, names) for line in lines]).set_index("id")
    right = {"alignment": "right"}
    columns = {
        "day": _("Day"),
        "name": _("Booked as"),
        "what": st.column_config.TextColumn(_("What happened"), width="medium"),
        "times": st.column_config.TextColumn(_("Times"), **right),
        "worth": st.column_config.TextColumn(_("Each time"), **right),
        "state": _("State"),
        "by": _("Recorded by"),
        "decided": _("Decided by"),
        "evidence": _("Evidence"),
    }
    return layout.records(
        frame,
        f"events-{session.LIST_TURN.get()}",
        columns=columns,
        card=partial(_card, choice),
        alt=_("The ledger of the month: day, what, times, worth, state"),
        on_select=True,
        version=house.data_version(),
    )


def opened(choice: EntryMonth, line: DailyEventRecord) -> None:
    """One line with what may be done with it."""
    here, who = house.house(), house.principal()
    name = event_words.names(choice.terms, [line.code])[line.code]
    with taking_back.panel(f"{formats.day(line.day)} · {name}", "event"):
        st.markdown(escaped(line.what))
        st.caption(_facts(choice.terms, line))
        with st.container(horizontal=True):
            evidence_field.offer(
                line.evidence_name, partial(daily_events.event_evidence, here, who, line.id), line.id
            )
            _decision(line)
            if line.state in (_WAITING, _APPROVED) and who.may(Action.RECORD, line.vendor):
                taking_back.withdraw(line.id, partial(_withdraw, line.id, line.version))


def _decision(line: DailyEventRecord) -> None:
    """Approve or reject; nobody decides on a line of their own."""
    who = house.principal()
    if line.state != _WAITING or not who.may(Action.APPROVE, line.vendor) or line.recorded_by == who.name:
        return
    st.button(
        _("Approve"),
        type="primary",
        icon=":material/check:",
        key=session.widget("approve", line.id),
        on_click=messages.guarded(_approve),
        args=(line.id, line.version),
    )
    reject = partial(_reject, line.id, line.version)
    taking_back.asking_why(
        "reject", _("Reject"), ":material/block:", line.id, reject, _("Rejected; it does not count.")
    )


def _approve(line_id: str, version: int) -> None:
    daily_events.approve_event(house.house(), house.principal(), line_id, version)
    messages.notice(Kind.DONE, _("Approved; it counts from now on."))


def _reject(line_id: str, version: int, why: str) -> None:
    daily_events.reject_event(house.house(), house.principal(), line_id, version, why)


def _withdraw(line_id: str, version: int, why: str) -> None:
    daily_events.withdraw_event(house.house(), house.principal(), line_id, version, why)


def _facts(contract: Contract, line: DailyEventRecord) -> str:
    times = _("{n} × {worth}").format(n=formats.count(line.times), worth=event_words.booked(contract, line))
    recorded = _("recorded by {name}, {at}").format(
        name=line.recorded_by, at=formats.instant(line.recorded_at)
    )
    parts = [times, EVENT_STATE_NAMES[line.state].in_(current()), recorded]
    if line.approved_by:
        decided = _("decided by {name}, {at}")
        parts.append(decided.format(name=line.approved_by, at=formats.instant(line.approved_at)))
    return " · ".join(escaped(part) for part in parts)


def _row(contract: Contract, line: DailyEventRecord, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "id": line.id,
        "day": formats.day(line.day),
        "name": names[line.code],
        "what": line.what,
        "times": formats.count(line.times),
        "worth": event_words.booked(contract, line),
        "state": EVENT_STATE_NAMES[line.state].in_(current()),
        "by": line.recorded_by,
        "decided": line.approved_by or "",
        "evidence": line.evidence_name,
    }


def _card(choice: EntryMonth, row: Any) -> None:
    st.markdown(f"**{escaped(row.name)}** · {escaped(row.worth)} × {row.times}")
    st.markdown(escaped(row.what))
    st.caption(f"{row.day} · {escaped(row.state)} · {escaped(row.by)}")
    navigation.link(
        "events",
        _("Open"),
        ":material/arrow_forward:",
        contract=choice.contract.code,
        period=choice.label,
        record=row.Index,
    )
