"""Who am I: the choice on first use, and the line that says who acts and in which language."""

from __future__ import annotations

import streamlit as st

from core.language import _, current, lang_of
from core.principal import ROLE_NAMES, Principal, Role
from core.text import LANG_NAMES, LANGS
from ui import house, messages, session
from ui.messages import escaped


def settle_language() -> None:
    """Before anything is drawn: what was chosen in this browser, the address, the browser's own, Chinese."""
    if session.LANG.name in st.session_state:
        return
    asked = house.chosen_language() or st.query_params.get("lang") or st.context.locale
    session.LANG.set(lang_of(asked))


def is_known() -> bool:
    """Whether the page may run: somebody acts under a name, and does not want to change it."""
    return house.chosen_person() is not None and not session.SWITCHING.get()


def choose() -> None:
    """The page that asks for a name: those known, or a new one with a role."""
    with st.container(key="who", width=520):
        _languages()
        st.title(_("Who are you?"), anchor=False)
        st.markdown(_("Everything you do is kept under your name. You can change it at any time."))
        messages.show_notices()
        known = house.everyone()
        for person in known:
            _known(person)
        if known:
            st.subheader(_("Somebody else"), anchor=False)
        _new()


def sidebar() -> None:
    """At the foot of the menu: who acts, and the switch of languages."""
    person = house.chosen_person()
    with st.sidebar, st.container(key="who-line", gap="xsmall"):
        _languages()
        if person:
            st.button(
                escaped(person.name),
                icon=":material/person:",
                type="tertiary",
                help=_("Act under another name"),
                key=session.widget("switch-person"),
                on_click=session.SWITCHING.set,
                args=(True,),
            )
            st.caption(ROLE_NAMES[person.role].in_(current()))


def _languages() -> None:
    st.segmented_control(
        _("Language"),
        LANGS,
        default=current(),
        format_func=LANG_NAMES.__getitem__,
        key=session.widget("lang-switch"),
        on_change=messages.guarded(_switch_language),
        required=True,
        label_visibility="collapsed",
    )


def _known(person: Principal) -> None:
    st.button(
        f"{escaped(person.name)} · {ROLE_NAMES[person.role].in_(current())}",
        icon=":material/person:",
        key=session.widget("choose", person.id),
        width="stretch",
        on_click=messages.guarded(house.choose),
        args=(person,),
    )


def _new() -> None:
    with st.form(session.fresh_form("new-person"), border=True):
        name = session.widget("new-name", session.FORM_TURN.get())
        role = session.widget("new-role", session.FORM_TURN.get())
        st.text_input(_("Your name"), key=name, max_chars=40)
        st.radio(
            _("What are you here for?"),
            list(Role),
            key=role,
            format_func=lambda item: ROLE_NAMES[item].in_(current()),
        )
        st.form_submit_button(_("Start"), type="primary", on_click=messages.guarded(_add), args=(name, role))


def _add(name_key: str, role_key: str) -> None:
    house.add_and_choose(st.session_state[name_key], Role(st.session_state[role_key]))
    session.clear_form()


def _switch_language() -> None:
    chosen = st.session_state[session.widget("lang-switch")]
    house.speak(lang_of(chosen, current()))
