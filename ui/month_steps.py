"""Where a contract's month stands, the one step that may follow, and who took the earlier ones."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from core.month import FROZEN, MONTH_STATE_NAMES, MonthState
from core.principal import Action
from services import month
from services.month_result import MonthResult
from ui import formats, gaps_view, house, layout, messages, session
from ui.layout import PrimaryAction
from ui.messages import escaped

_OPEN = frozenset({MonthState.DRAFT, MonthState.COMMENT, MonthState.APPEAL, MonthState.CORRECTED})


def next_step(result: MonthResult) -> PrimaryAction | None:
    """The step this person may take now; None where there is none for them."""
    who, vendor = house.principal(), result.contract.vendor
    if not result.has_figures:
        return None
    if result.state is MonthState.COLLECTING and who.may(Action.MANAGE, vendor):
        return PrimaryAction(_("Make it a draft"), _draft, (result,), ":material/edit_document:", "draft")
    if result.state in _OPEN and who.may(Action.APPROVE, vendor):
        return PrimaryAction(_("Close the month"), icon=":material/lock:", key="close")
    if result.state in FROZEN and who.may(Action.APPROVE, vendor):
        return PrimaryAction(_("Correct the month"), icon=":material/lock_open:", key="correct")
    return None


def ask(result: MonthResult) -> None:
    """The question before a month is closed, or opened again."""
    frozen = result.state in FROZEN
    title = _("Correct {month}") if frozen else _("Close {month}")
    body = _ask_to_correct if frozen else _ask_to_close
    # The title is spoken now, not when the module was read.
    st.dialog(title.format(month=formats.month(result.label)))(body)(result)


def history(result: MonthResult) -> None:
    """Every step so far, behind a small button; with the way back to collecting from a draft."""
    said = MONTH_STATE_NAMES[result.state].in_(current())
    with st.popover(_("Month: {state}").format(state=said), icon=":material/history:", type="tertiary"):
        steps = month.month_history(house.house(), house.principal(), result.contract.code, result.label)
        if not steps:
            st.markdown(_("Nobody has moved this month yet: figures are still being collected."))
        for step in steps:
            moved = " → ".join(_state(each) for each in (step.from_state, step.to_state) if each)
            st.markdown(f"**{moved}** · {escaped(step.who)} · {formats.instant(step.at)}")
            if step.why:
                st.caption(escaped(step.why))
        _waiting(result)


def _waiting(result: MonthResult) -> None:
    """What a person without the right to close is told, and the way back for who made the draft."""
    who, vendor = house.principal(), result.contract.vendor
    if result.state in _OPEN and not who.may(Action.APPROVE, vendor):
        st.caption(_("An approver closes the month from this page."))
    if result.state is MonthState.DRAFT and who.may(Action.MANAGE, vendor):
        st.button(
            _("Back to collecting"),
            icon=":material/undo:",
            key=session.widget("month-back"),
            on_click=messages.guarded(_move),
            args=(result, MonthState.COLLECTING),
        )


def _ask_to_close(result: MonthResult) -> None:
    gaps_view.before_closing(result)
    if result.score:
        total = formats.points(result.score.total)
        st.markdown(_("Score: **{total}**").format(total=total))
    if result.settled:
        st.markdown(_("Payable: **{amount}**").format(amount=formats.money(result.settled.payable)))
    st.markdown(
        _("From then on the figures stay as they are, also when a file comes in later. "
          "What must change after that makes a corrected edition.")
    )  # fmt: skip
    with st.container(horizontal=True):
        st.button(
            _("Close the month"),
            type="primary",
            key=session.widget("month-close"),
            on_click=messages.guarded(_close),
            args=(result,),
        )


def _ask_to_correct(result: MonthResult) -> None:
    st.markdown(_("The closed edition is kept; the next one is judged on the figures as they are then."))
    key = session.widget("month-correct-why")
    st.text_input(_("Why is it corrected?"), key=key, max_chars=200)
    st.button(
        _("Open a corrected edition"),
        type="primary",
        key=session.widget("month-correct"),
        on_click=messages.guarded(_correct),
        args=(result, key),
    )


def _draft(result: MonthResult) -> None:
    _move(result, MonthState.DRAFT)
    layout.offer_undo(
        _("{month} is a draft now.").format(month=formats.month(result.label)),
        lambda: _move(result, MonthState.COLLECTING),
    )


def _close(result: MonthResult) -> None:
    _move(result, MonthState.FINAL)
    messages.notice(messages.Kind.DONE, _("{month} is closed.").format(month=formats.month(result.label)))


def _correct(result: MonthResult, key: str) -> None:
    why = str(st.session_state.get(key) or "").strip()
    if not why:
        messages.notice(messages.Kind.REFUSED, _("Say why the month is corrected; it is kept with it."))
        return
    _move(result, MonthState.CORRECTED, why)


def _move(result: MonthResult, to: MonthState, why: str = "") -> None:
    run = result.run_id if to is MonthState.FINAL else None
    month.set_state(
        house.house(), house.principal(), result.contract.code, result.label, to, why, run or None
    )


def _state(code: str) -> str:
    return MONTH_STATE_NAMES[MonthState(code)].in_(current())
