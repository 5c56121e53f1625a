"""The month's requests for relief: a table, and one opened to see what it does and to decide on it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from core.errors import PlumblineError
from core.language import _, current
from core.principal import Action
from services.decisions import relief
from services.decisions.relief_told import ReliefView
from ui import evidence_field, formats, house, layout, messages, navigation, session, taking_back
from ui.decisions import relief_decision, relief_effect_view, reliefs
from ui.entry_month import EntryMonth
from ui.messages import escaped
from ui.vendors import vendor_list

_WITHDRAWN = "withdrawn"
#: So many months with requests are offered where the one that is open has none.
_ELSEWHERE = 6


def table(choice: EntryMonth, found: Sequence[ReliefView]) -> str | None:
    """The requests; gives the key of the one that was clicked."""
    frame = pd.DataFrame([_row(view) for view in found]).set_index("id")
    columns = {
        "clauses": st.column_config.TextColumn(_("Clauses concerned"), width="medium"),
        "mechanism": _("What it does"),
        "asked": st.column_config.TextColumn(_("Asked for"), width="medium"),
        "reason": st.column_config.TextColumn(_("Reason"), width="medium"),
        "state": _("State"),
        "by": _("Asked by"),
        "decided": _("Decided by"),
    }
    return layout.records(
        frame,
        f"reliefs-{session.LIST_TURN.get()}",
        columns=columns,
        card=partial(_card, choice),
        alt=_("Requests for relief: clauses, what it does, reason, state"),
        on_select=True,
        version=house.data_version(),
    )


def elsewhere() -> None:
    """Ways to the months relief was asked for in; nothing where there are none."""
    for each in list(reliefs.months())[:_ELSEWHERE]:
        said = _("{n} to be decided") if each.undecided else _("{n} decided")
        parts = (
            escaped(each.vendor.in_(current())),
            formats.month(each.label),
            said.format(n=each.undecided or each.asked),
        )
        where = {"contract": each.contract, "period": each.label}
        navigation.link("relief", " · ".join(parts), ":material/arrow_forward:", **where)


def opened(choice: EntryMonth, view: ReliefView) -> None:
    """One request: its facts, what it does, its proof; deciding on it and taking it back."""
    record, who = view.record, house.principal()
    with taking_back.panel(f"{view.mechanism.in_(current())} · {_clauses(view)}", "relief"):
        st.markdown(escaped(record.reason))
        st.caption(" · ".join(escaped(part) for part in _facts(view)))
        if view.late:
            words = _("It came after {due}; it is admitted only where the approver says so.")
            st.warning(words.format(due=formats.day(record.due)), icon=":material/schedule:")
        _effect(choice, view)
        with st.container(horizontal=True):
            for sha, name in record.evidence:
                read = partial(relief.relief_evidence, house.house(), who, record.id, sha)
                evidence_field.offer(name, read, f"{record.id}-{sha[:8]}")
            for code, name in zip(record.clauses, view.clauses, strict=True):
                _to_clause(choice, code, name.in_(current()))
        if view.is_open:
            relief_decision.panel(choice, view)
        if record.state.value != _WITHDRAWN and who.may(Action.MANAGE, record.vendor):
            taking_back.withdraw(record.id, partial(_withdraw, record.id, record.version))


def _effect(choice: EntryMonth, view: ReliefView) -> None:
    """Before and after, where it can count; else why it does not fit the figures."""
    if view.record.state.value in (_WITHDRAWN, "refused"):
        return
    try:
        found = reliefs.effect(view.record.id)
    except PlumblineError as refused:
        st.info(escaped(messages.refusal(refused)), icon=":material/info:")
        return
    relief_effect_view.show(found, choice.terms.counters)


def _to_clause(choice: EntryMonth, code: str, name: str) -> None:
    navigation.link(
        "scorecard",
        name,
        ":material/fact_check:",
        contract=choice.contract.code,
        period=choice.label,
        clause=code,
    )


def _facts(view: ReliefView) -> list[str]:
    record = view.record
    said = [view.asked.in_(current()), view.state.in_(current())]
    if view.granted.zh:
        said.append(_("granted: {part}").format(part=view.granted.in_(current())))
    said.append(
        _("asked by {name}, {at}").format(name=record.requested_by, at=formats.instant(record.requested_at))
    )
    if record.decided_by:
        decided = _("decided by {name}, {at}: {why}")
        at = formats.instant(record.decided_at)
        said.append(decided.format(name=record.decided_by, at=at, why=record.decision))
    return [part for part in said if part]


def _withdraw(id: str, version: int, why: str) -> None:
    relief.withdraw_relief(house.house(), house.principal(), id, why, version)


def _clauses(view: ReliefView) -> str:
    return vendor_list.joined([name.in_(current()) for name in view.clauses])


def _row(view: ReliefView) -> dict[str, object]:
    record = view.record
    late = f" ({_('late')})" if view.late else ""
    return {
        "id": record.id,
        "clauses": _clauses(view),
        "mechanism": view.mechanism.in_(current()),
        "asked": view.asked.in_(current()) or formats.DASH,
        "reason": record.reason,
        "state": view.state.in_(current()) + late,
        "by": record.requested_by,
        "decided": record.decided_by or formats.DASH,
    }


def _card(choice: EntryMonth, row: Any) -> None:
    st.markdown(f"**{escaped(row.clauses)}** · {escaped(row.mechanism)} :gray-badge[{escaped(row.state)}]")
    st.markdown(escaped(row.reason))
    st.caption(escaped(row.asked))
    where = {"contract": choice.contract.code, "period": choice.label, "record": row.Index}
    navigation.link("relief", _("Open"), ":material/arrow_forward:", **where)
