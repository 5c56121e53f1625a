"""The quick form of a spot-check call: one screen, read back into what the service keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from core.language import _, current
from core.text import Text
from core.ulid import new_ulid
from qa.form import AuditForm, FormKind, Item
from qa.scoring import Answer, Receipt, score, unanswered
from services.contracts import ContractView
from services.spot_check import CallDraft
from ui import formats, house, session
from ui.messages import escaped

_ZONE = ZoneInfo("Asia/Shanghai")
#: The answer beside a form's own choices, where an item may not apply.
NOT_APPLICABLE = "n/a"
_NOT_APPLICABLE_WORD = Text("不适用", "N/A")
#: What became of a call that reached nobody.
OUTCOMES: dict[str, Text] = {
    "no_answer": Text("无人接听", "Nobody answered"),
    "busy": Text("忙音", "Busy"),
    "menu_only": Text("停在语音菜单", "Stuck in the menu"),
    "cut_off": Text("等待中断线", "Cut off while waiting"),
    "other": Text("其他", "Other"),
}


@dataclass(frozen=True)
class CallForm:
    """What is being filled in: the form, for whom, under which contract."""

    form: AuditForm
    vendor: str
    contract: ContractView | None

    @property
    def is_own_call(self) -> bool:
        """Whether we dial ourselves; else a recording is listened to."""
        return self.form.kind is FormKind.MYSTERY


def key(name: str) -> str:
    """The key of a field; a new one after each saved call."""
    return session.fresh_form(f"call-{name}")


def facts(asked: CallForm) -> None:
    """When, which number, who answered, how long it took."""
    st.session_state.setdefault(key("at"), _now())
    with st.grid(3, min_column_width=190, key="call-facts"):
        st.datetime_input(_("When (Beijing time)"), key=key("at"), step=60, format="YYYY-MM-DD")
        number = _("Number dialled") if asked.is_own_call else _("Caller's number")
        st.text_input(number, key=key("dialled"), max_chars=40, placeholder=_("kept and shown masked"))
        if asked.is_own_call:
            _reached()
        if is_connected(asked):
            st.text_input(_("Agent code"), key=key("agent"), max_chars=40)
        else:
            st.selectbox(
                _("What became of it"),
                list(OUTCOMES),
                key=key("outcome"),
                format_func=lambda code: OUTCOMES[code].in_(current()),
            )
        if asked.is_own_call:
            st.number_input(_("Wait in seconds"), 0, 7200, None, 1, key=key("wait"))
        st.text_input(_("Recording reference"), key=key("recording"), max_chars=200)


def items(asked: CallForm) -> None:
    """The form's items, each a row of buttons; those of a call that reached nobody are left out."""
    for section in asked.form.sections:
        if is_connected(asked) or section.asked_unconnected:
            st.markdown(f"**{escaped(section.text.in_(current()))}**")
            with st.grid(3, min_column_width=215, key=f"call-section-{section.code}"):
                for item in section.items:
                    _item(asked.form, item)


def rest(asked: CallForm) -> None:
    """What is fatal, and a remark."""
    names = {item.code: item.text for _section, item in asked.form.items() if item.fatal}
    names |= {fault.code: fault.text for fault in asked.form.fatal_faults}
    st.pills(
        _("Fatal faults: tick only what happened"),
        list(names),
        selection_mode="multi",
        key=key("fatal"),
        format_func=lambda code: names[code].in_(current()),
        wrap=True,
    )
    st.text_input(_("Remark"), key=key("remark"), max_chars=500)


def is_connected(asked: CallForm) -> bool:
    """Whether an agent was reached; of a recording always."""
    return not asked.is_own_call or st.session_state.get(key("connected"), True)


def read(asked: CallForm) -> CallDraft:
    """Everything in the form so far."""
    said = st.session_state.get
    connected = is_connected(asked)
    at = said(key("at")) or _now()
    return CallDraft(
        vendor=asked.vendor,
        form=asked.form.code,
        form_version=asked.form.version,
        at=at.replace(tzinfo=_ZONE),
        project=asked.contract.project if asked.contract else None,
        contract=asked.contract.code if asked.contract and asked.contract.current else None,
        kind=asked.form.kind,
        dialled=said(key("dialled")) or "",
        agent=(said(key("agent")) or "") if connected else "",
        connected=connected,
        outcome="" if connected else said(key("outcome")) or "",
        wait_s=said(key("wait")),
        answers=_answers(asked),
        fatal=frozenset(said(key("fatal")) or ()),
        remark=said(key("remark")) or "",
        recording=said(key("recording")) or "",
        token=st.session_state.setdefault(key("token"), new_ulid()),
    )


def missing(asked: CallForm, draft: CallDraft) -> list[str]:
    """The items that still need an answer."""
    return unanswered(asked.form, draft.answers, draft.connected)


def so_far(asked: CallForm, draft: CallDraft) -> Receipt:
    """The reckoning of what is answered; what is not yet answered stays out of the base."""
    sections = tuple(
        replace(section, items=tuple(replace(item, na_allowed=True) for item in section.items))
        for section in asked.form.sections
    )
    open_items = {code: Answer(not_applicable=True) for code in missing(asked, draft)}
    part = replace(asked.form, sections=sections)
    return score(part, {**open_items, **draft.answers}, draft.fatal, draft.connected)


def fill_rest(asked: CallForm) -> None:
    """Full marks for every item not answered yet."""
    wanted = set(missing(asked, read(asked)))
    for _section, item in asked.form.items():
        if item.code in wanted:
            best = max(item.choices, key=lambda choice: choice.share)
            st.session_state[_item_key(asked.form, item)] = best.code


def _reached() -> None:
    words = {True: _("Yes"), False: _("No")}
    st.segmented_control(
        _("Agent reached?"),
        [True, False],
        default=True,
        required=True,
        key=key("connected"),
        format_func=words.__getitem__,
    )


def _item(form: AuditForm, item: Item) -> None:
    words = {choice.code: choice.text.in_(current()) for choice in item.choices}
    if item.na_allowed:
        words[NOT_APPLICABLE] = _NOT_APPLICABLE_WORD.in_(current())
    points = _("{n} pts").format(n=formats.number(item.points, 0))
    st.segmented_control(
        f"{escaped(item.text.in_(current()))} :gray[{points}]",
        list(words),
        key=_item_key(form, item),
        format_func=words.__getitem__,
        wrap=True,
    )


def _item_key(form: AuditForm, item: Item) -> str:
    return key(f"item-{form.code}-{item.code}")


def _answers(asked: CallForm) -> dict[str, Answer]:
    chosen = {
        item.code: st.session_state.get(_item_key(asked.form, item)) for _section, item in asked.form.items()
    }
    return {
        code: Answer(not_applicable=True) if choice == NOT_APPLICABLE else Answer(choice)
        for code, choice in chosen.items()
        if choice is not None
    }


def _now() -> datetime:
    """The minute it is, as the clock on the wall shows it."""
    return house.house().clock.now().astimezone(_ZONE).replace(second=0, microsecond=0, tzinfo=None)
