"""Where a contract's month stands, the one step that may follow, and who took the earlier ones."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from core.month import FROZEN, MONTH_STATE_NAMES, MonthState
from core.principal import Action
from services.judging.month_result import MonthResult
from services.judging.rebuild import rebuild
from services.months import month
from services.months.month_review import MonthReview, month_review
from services.reports.restating import restating
from sla.follow_up.appeal import AppealStanding
from ui import formats, house, layout, messages, session
from ui.judged import gaps_view
from ui.layout import PrimaryAction
from ui.messages import escaped

_OPEN = frozenset({MonthState.DRAFT, MonthState.COMMENT, MonthState.APPEAL, MonthState.CORRECTED})


def next_step(result: MonthResult) -> PrimaryAction | None:
    """The step this person may take now; None where there is none for them."""
    if not result.has_figures:
        return None
    return _sending(result) or _closing(result) or _paid(result)


def _sending(result: MonthResult) -> PrimaryAction | None:
    """What a manager does until the vendor has the figures."""
    if not house.principal().may(Action.MANAGE, result.contract.vendor):
        return None
    state, rules = result.state, result.contract.review
    if state is MonthState.COLLECTING:
        return PrimaryAction(_("Make it a draft"), _draft, (result,), ":material/edit_document:", "draft")
    if rules and state in (MonthState.DRAFT, MonthState.CORRECTED):
        return _to(_("Send for comment"), result, MonthState.COMMENT, ":material/send:", "comment")
    if rules and state is MonthState.COMMENT:
        return _to(_("Start the appeal window"), result, MonthState.APPEAL, ":material/timer:", "appeal")
    if state is MonthState.APPEAL and _review(result).standing is AppealStanding.CHANGED:
        return _to(_("Back to draft, to send it again"), result, MonthState.DRAFT, ":material/undo:", "again")
    return None


def _closing(result: MonthResult) -> PrimaryAction | None:
    """What an approver does with a month the vendor has answered, or need not be asked about."""
    if not house.principal().may(Action.APPROVE, result.contract.vendor):
        return None
    if result.state in _OPEN and _review(result).may_close:
        return PrimaryAction(_("Close the month"), icon=":material/lock:", key="close")
    if result.state in FROZEN and not _next_on_paper(result):
        return PrimaryAction(_("Correct the month"), icon=":material/lock_open:", key="correct")
    return None


def _paid(result: MonthResult) -> PrimaryAction | None:
    """What an approver does once the signed copy, or the payment, has come."""
    to = _next_on_paper(result)
    if to is None or not house.principal().may(Action.APPROVE, result.contract.vendor):
        return None
    label = _("Mark as signed") if to is MonthState.SIGNED else _("Mark as settled")
    return _to(label, result, to, ":material/order_approve:", "on-paper")


def _next_on_paper(result: MonthResult) -> MonthState | None:
    """The state that a paper which has come lets a closed month go on to."""
    if result.state is MonthState.FINAL and _review(result).signed:
        return MonthState.SIGNED
    if result.state is MonthState.SIGNED and _review(result).paid:
        return MonthState.SETTLED
    return None


def _to(label: str, result: MonthResult, to: MonthState, icon: str, key: str) -> PrimaryAction:
    return PrimaryAction(label, messages.guarded(_move), (result, to), icon, key)


def _review(result: MonthResult) -> MonthReview:
    return month_review(house.house(), house.principal(), result.contract.code, result.label)


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
        if result.state in FROZEN:
            _rebuilding(result)


def _rebuilding(result: MonthResult) -> None:
    """The way to see for oneself that a closed month stands on what it was closed on."""
    key = session.widget("month-rebuild")
    if not st.button(_("Judge it again from its own files"), icon=":material/verified:", key=key):
        return
    with messages.explained():
        found = rebuild(house.house(), house.principal(), result.contract.code, result.label)
        if found.is_same:
            st.success(_("Every figure is the one the month was closed with."))
        else:
            names = {line.clause.code: line.name.in_(current()) for line in result.lines}
            differing = ", ".join(names.get(code, code) for code in found.differing)
            said = _("Figures differ from those it was closed with: {names}")
            st.error(escaped(said.format(names=differing)))
        for why in found.hindered:
            st.caption(escaped(_("It could not be judged again: {why}.").format(why=why.in_(current()))))
        by = _("Closed under rules {rules} by program {program}.")
        st.caption(by.format(rules=found.rules, program=found.program or _("unknown")))
        st.caption(_("Hash of all figures: {hash}").format(hash=(found.again or found.kept)[:16]))


def _waiting(result: MonthResult) -> None:
    """What a person without the right to close is told, and the ways beside the one the page offers."""
    who, vendor = house.principal(), result.contract.vendor
    if result.state in _OPEN and not who.may(Action.APPROVE, vendor):
        st.caption(_("An approver closes the month from this page."))
    if who.may(Action.APPROVE, vendor) and _next_on_paper(result):
        _reopening(result)
    if result.state is MonthState.DRAFT and who.may(Action.MANAGE, vendor):
        if not result.contract.review:
            _way(_("Send for comment"), ":material/send:", "month-comment", result, MonthState.COMMENT)
        _way(_("Back to collecting"), ":material/undo:", "month-back", result, MonthState.COLLECTING)


def _way(label: str, icon: str, key: str, result: MonthResult, to: MonthState) -> None:
    st.button(label, icon=icon, key=session.widget(key), on_click=messages.guarded(_move), args=(result, to))


def _reopening(result: MonthResult) -> None:
    if st.button(_("Correct the month"), icon=":material/lock_open:", key=session.widget("month-reopen")):
        ask(result)


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
    for said in restating(result.contract, result.label, house.house().today(result.contract.timezone)):
        st.caption(escaped(said.in_(current())))
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
