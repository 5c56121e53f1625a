"""What rosters show beside who took the calls, and the two books kept by hand: linked codes, cleared out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from core.errors import WrongInputError
from core.language import _
from core.principal import Action
from core.text import Text
from services.roster import agent_links, cleared_out, watch
from services.roster.agent_links import Linked
from services.roster.cleared_out import Cleared
from ui import formats, house, messages, session, taking_back
from ui.messages import Kind, escaped

_FIRST = Text("首日", "First day")


def show(vendor: str, day: date) -> None:
    """The month of a day and the one before it, held against the calls of these days."""
    here, who = house.house(), house.principal()
    st.subheader(_("Beside the calls"), anchor=False)
    seen = watch.watched_month(here, who, vendor, day)
    messages.show_findings(seen.findings, headed=False)
    st.caption(_resting(seen))
    if who.may(Action.MANAGE, vendor):
        _links(vendor, day)
    if who.vendors is None and who.may(Action.MANAGE):
        _cleared(vendor, day)


def _resting(seen: watch.Watched) -> str:
    if seen.contacts_until is None:
        return _("No list of these two months names who took the calls: nothing follows.")
    told = _("Calls that name their agents are in up to {day}.").format(day=formats.day(seen.contacts_until))
    if seen.without_roster:
        n = formats.count(seen.without_roster)
        return told + " " + _("Days of them that no roster tells of: {n}.").format(n=n)
    if not seen.findings:
        return told + " " + _("Everybody who took one was on the roster and at work.")
    return told


def _links(vendor: str, day: date) -> None:
    here, who = house.house(), house.principal()
    with st.expander(_("One person with two codes"), icon=":material/link:"):
        for each in agent_links.links(here, who, vendor):
            ends = formats.day(each.last_day) if each.last_day else ""
            words = (
                f"{formats.day(each.first_day)} – {ends} · {escaped(each.why)} · {escaped(each.linked_by)}"
            )
            _standing(words, each.id, partial(agent_links.unlink, here, who, each.id))
        keys = {part: session.fresh_form(f"link-{part}") for part in ("code", "same", "first", "why")}
        with st.form(session.fresh_form("link"), border=False):
            with st.container(horizontal=True):
                st.text_input(_("Agent id"), key=keys["code"], max_chars=40, width=200)
                st.text_input(_("Counted as"), key=keys["same"], max_chars=40, width=200)
                st.date_input(_("First day"), day, format="YYYY-MM-DD", key=keys["first"], width=200)
            st.text_input(_("Why"), key=keys["why"], max_chars=200)
            _submit(_("Link them"), "link-now", _link, vendor, keys)


def _cleared(vendor: str, day: date) -> None:
    here, who = house.house(), house.principal()
    with st.expander(_("May not work on our programmes"), icon=":material/block:"):
        st.caption(
            _(
                "Checked at every roster of every vendor by a mark of the id number; the number is not kept. "
                "A vendor learns which code of its own may not work here, and nothing else."
            )
        )
        for each in cleared_out.cleared(here, who):
            words = f"{formats.day(each.day)} · {escaped(each.why)} · {escaped(each.recorded_by)}"
            if each.lifted_at is not None:
                st.markdown(f":gray[{words} · {_('Lifted')}: {escaped(each.lifted_why)}]")
            else:
                _standing(words, each.id, partial(cleared_out.lift, here, who, each.id), _("Lift"))
        keys = {part: session.fresh_form(f"clear-{part}") for part in ("agent", "number", "first", "why")}
        paper = session.fresh_form("clear-paper")
        with st.form(session.fresh_form("clear"), border=False):
            with st.container(horizontal=True):
                st.text_input(
                    _("Agent id on this vendor's roster"), key=keys["agent"], max_chars=40, width=240
                )
                st.text_input(_("or id number"), key=keys["number"], max_chars=24, width=240)
                st.date_input(_("First day"), day, format="YYYY-MM-DD", key=keys["first"], width=200)
            st.text_input(_("Why"), key=keys["why"], max_chars=200)
            st.file_uploader(_("The paper it rests on"), key=paper)
            _submit(_("Put on the list"), "clear-now", _clear, vendor, {**keys, "paper": paper})


def _standing(words: str, id: str, act: Callable[[str], Any], label: str = "") -> None:
    """One line of a book, with the button that ends it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words, width="stretch")
        label = label or _("Take back")
        taking_back.asking_why("watch", label, ":material/undo:", id, act, _("It no longer counts."))


def _submit(label: str, key: str, act: Callable[..., None], *args: Any) -> None:
    st.form_submit_button(
        label, type="primary", key=session.widget(key), on_click=messages.guarded(act), args=args
    )


def _said(keys: dict[str, str], parts: Sequence[str]) -> list[str]:
    return [st.session_state.get(keys[part]) or "" for part in parts]


def _day(keys: dict[str, str]) -> date:
    day = st.session_state.get(keys["first"])
    if not isinstance(day, date):
        raise WrongInputError("needed", what=_FIRST)
    return day


def _link(vendor: str, keys: dict[str, str]) -> None:
    code, same, why = _said(keys, ("code", "same", "why"))
    agent_links.link(house.house(), house.principal(), vendor, Linked(code, same, _day(keys)), why)
    session.clear_form()
    messages.notice(Kind.DONE, escaped(_("{code} counts as {same}.").format(code=code, same=same)))


def _clear(vendor: str, keys: dict[str, str]) -> None:
    agent, number, why = _said(keys, ("agent", "number", "why"))
    file = st.session_state.get(keys["paper"])
    given = Cleared(_day(keys), number, vendor, agent)
    paper = (file.name, file.getvalue()) if file else None
    cleared_out.clear_out(house.house(), house.principal(), given, why, paper)
    session.clear_form()
    messages.notice(Kind.DONE, _("On the list: every roster is held against it from now on."))
