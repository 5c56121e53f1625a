"""The quick form of a spot-check call, on one screen, its fields in the order the call goes."""

from __future__ import annotations

import streamlit as st

from core.finding import Finding
from core.language import _, current, ngettext
from qa.form.kinds import ItemKind
from qa.form.policies import Commented
from qa.form.terms import AuditForm, Item, Section
from qa.scoring.commented import fails
from qa.scoring.lines import shown
from ui import formats
from ui.audits import call_said
from ui.audits.call_said import (
    NONE_OF_THEM,
    NOT_APPLICABLE,
    OUTCOMES,
    UNDETERMINED,
    CallForm,
    beside_key,
    comment_key,
    is_connected,
    item_key,
    key,
)
from ui.messages import escaped


def facts(asked: CallForm) -> None:
    """When, which number, whether an agent came on, after how long, which one."""
    st.session_state.setdefault(key("at"), call_said.now())
    with st.grid(3, min_column_width=190, key="call-facts"):
        st.datetime_input(_("When (Beijing time)"), key=key("at"), step=60, format="YYYY-MM-DD")
        number = _("Number dialled") if asked.is_own_call else _("Caller's number")
        st.text_input(number, key=key("dialled"), max_chars=40, placeholder=_("kept and shown masked"))
        if asked.is_own_call:
            _reached()
            st.number_input(_("Wait in seconds"), 0, 7200, None, 1, key=key("wait"))
        if is_connected(asked):
            st.text_input(_("Agent code"), key=key("agent"), max_chars=40)
        else:
            _outcome()


def items(asked: CallForm) -> None:
    """The form's items, each a row of buttons; those of a call that reached nobody are left out, and those
    the facts have answered are said, not asked."""
    known = call_said.known(asked)
    asked_now = shown(asked.form, call_said.answers_so_far(asked), is_connected(asked))
    for section in asked.form.all_sections():
        wanted = [item for of, item in asked_now if of.code == section.code]
        if wanted:
            st.markdown(f"**{escaped(section.text.in_(current()))}**{_told(asked, section)}")
            with st.grid(3, min_column_width=215, key=f"call-section-{section.code}"):
                for item in wanted:
                    if item.code not in known:
                        with st.container(gap="xsmall"):
                            _item(asked.form, item)
                            _comment(asked, item)


def still_open(items: int, comments: int = 0) -> None:
    """How many items lack an answer, and how many answers their comment."""
    told = []
    if items:
        told.append(ngettext("{n} item is open.", "{n} items are open.", items).format(n=items))
    if comments:
        words = ngettext("{n} comment is missing.", "{n} comments are missing.", comments)
        told.append(words.format(n=comments))
    if told:
        st.caption(" ".join(told))


def rest(asked: CallForm) -> None:
    """What is fatal, a remark, and where the recording is."""
    fatal(asked.form, key("fatal"))
    with st.grid(2, min_column_width=260, key="call-rest"):
        st.text_input(_("Remark"), key=key("remark"), max_chars=500)
        with st.container(gap="xsmall"):
            _recording(asked)


def fatal(form: AuditForm, key: str) -> list[str]:
    """What happened that is fatal; asked only where the form has anything of the kind."""
    words = {code: text.in_(current()) for code, text in form.fatal_names().items()}
    if not words:
        return []
    return st.pills(
        _("Fatal faults: tick only what happened"),
        list(words),
        selection_mode="multi",
        key=key,
        format_func=lambda code: words.get(code, code),
        wrap=True,
    )


def _reached() -> None:
    words = {True: _("Yes"), False: _("No")}
    st.session_state.setdefault(key("connected"), True)
    st.segmented_control(
        _("Agent reached?"),
        [True, False],
        required=True,
        key=key("connected"),
        format_func=words.__getitem__,
    )


def _outcome() -> None:
    words = {code: text.in_(current()) for code, text in OUTCOMES.items()}
    st.selectbox(_("What became of it"), list(words), key=key("outcome"), format_func=words.__getitem__)


def _recording(asked: CallForm) -> None:
    """The reference, and, while it is empty, what its absence will mean: said here, before saving."""
    typed = st.text_input(_("Recording reference"), key=key("recording"), max_chars=200)
    if call_said.is_begun(asked) and is_connected(asked) and not (typed or "").strip():
        lacking = Finding("audit_no_recording")
        words = f"{lacking.sentence(current())} {lacking.remedy(current())}"
        st.caption(f":orange[:material/warning: {escaped(words)}]")


def _told(asked: CallForm, section: Section) -> str:
    """· 接通人工：是 · 排队时长：20秒以内."""
    known, lang = call_said.known(asked), current()
    said = [
        _("{item}: {answer}").format(item=item.text.in_(lang), answer=choice.text.in_(lang))
        for item in section.items
        if item.code in known and (choice := item.choice(known[item.code].choice or ""))
    ]
    return "".join(f" :gray[· {escaped(words)}]" for words in said)


def _item(form: AuditForm, item: Item) -> None:
    label = escaped(item.text.in_(current()))
    if item.points:
        points = _("{n} pts").format(n=formats.number(item.points, 1).removesuffix(".0"))
        label = f"{label} :gray[{points}]"
    if item.kind in (ItemKind.SINGLE, ItemKind.MULTI):
        _choices(form, item, label)
        return
    key_, tip = item_key(form, item), item.guidance.in_(current()) if item.guidance else None
    if item.kind.is_measured:
        st.number_input(label, min_value=0, value=None, step=1, key=key_, help=tip)
        _beside(form, item)
    else:
        st.text_input(escaped(item.text.in_(current())), key=key_, max_chars=500, help=tip)


def choice_words(item: Item) -> dict[str, str]:
    """Code → words of everything that can be chosen of an item, none of them and N/A included."""
    words = {choice.code: choice.text.in_(current()) for choice in item.choices}
    if item.kind is ItemKind.MULTI:
        words[NONE_OF_THEM] = _("None of them")
    return words | _left_out(item)


def _left_out(item: Item) -> dict[str, str]:
    """What can be said of an item instead of an answer."""
    words = {NOT_APPLICABLE: _("N/A")} if item.na_allowed else {}
    return words | ({UNDETERMINED: _("Cannot be told")} if item.undetermined_allowed else {})


def _beside(form: AuditForm, item: Item) -> None:
    """N/A and the like of a measured item, which has no row of buttons."""
    if words := _left_out(item):
        st.pills(
            escaped(item.text.in_(current())), list(words), format_func=words.__getitem__,
            key=beside_key(form, item), label_visibility="collapsed",
        )  # fmt: skip


def _comment(asked: CallForm, item: Item) -> None:
    """Asked where the answer passes less than it could, on a form that wants words for that."""
    wanted = asked.comments and asked.form.policies.comments is Commented.FAILING
    if wanted and fails(item, call_said.answers_so_far(asked).get(item.code)):
        st.text_input(
            _("Comment, required by the form"), key=comment_key(asked.form, item), max_chars=500,
            placeholder=_("Comment, required by the form"), label_visibility="collapsed",
        )  # fmt: skip


def _choices(form: AuditForm, item: Item, label: str) -> None:
    words = choice_words(item)
    control = st.pills if item.kind is ItemKind.MULTI else st.segmented_control
    control(
        label,
        list(words),
        selection_mode="multi" if item.kind is ItemKind.MULTI else "single",
        key=item_key(form, item),
        format_func=words.__getitem__,
        help=item.guidance.in_(current()) if item.guidance else None,
        wrap=True,
    )
