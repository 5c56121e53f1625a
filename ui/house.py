"""The services of this process, and the person of this session."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import streamlit as st

from core.principal import Principal, Role
from core.text import Lang
from services.house.bootstrap import House, open_house
from services.house.settings import settings
from services.known import browsers, people
from services.results import features as held
from ui import session


@st.cache_resource(show_spinner=False)
def house() -> House:
    """The house of this process: one data folder, opened once (PLUMBLINE_DATA, default ./data)."""
    chosen = settings()
    return open_house(chosen.data, chosen.database)


def data_version() -> int:
    """Grows with every write; part of the key of whatever is cached."""
    return house().data_version()


def principal() -> Principal:
    """Who acts now, speaking the language the page is in. Asked anew each run: a role may have changed."""
    person = chosen_person()
    if person is None:
        st.stop()
    return replace(person, lang=session.LANG.get())


def chosen_person() -> Principal | None:
    """The person of this session, else the one chosen in this browser before, else None: they are asked."""
    chosen = session.PERSON.get() or _remembered().person_id
    person = {each.id: each for each in everyone()}.get(chosen or "")
    if person is not None:
        session.PERSON.set(person.id)
    return person


def chosen_language() -> Lang | None:
    """The language chosen in this browser before; None: the browser's own is the first guess."""
    return _remembered().lang


def everyone() -> Sequence[Principal]:
    """Everybody who may be chosen."""
    return people.everyone(house())


def choose(person: Principal) -> None:
    """Act as this person from now on, in this browser after a reload too, in the language being read."""
    session.PERSON.set(person.id)
    session.SWITCHING.set(False)
    browsers.remember(house(), cookie(), person, session.LANG.get())
    if person.lang != session.LANG.get():
        people.change_language(house(), person, session.LANG.get())


def add_and_choose(name: str, role: Role) -> None:
    """Enter a new person and act as them."""
    choose(people.add_person(house(), name, role, session.LANG.get()))


def speak(lang: Lang) -> None:
    """Read in `lang` from now on; kept for this browser, and in the person's profile."""
    session.LANG.set(lang)
    person = chosen_person()
    browsers.remember(house(), cookie(), person, lang)
    if person is not None:
        people.change_language(house(), person, lang)


def cookie() -> str | None:
    """What this browser is called (app.py gave it the cookie); None where it keeps none."""
    return st.context.cookies.get(browsers.COOKIE)


def features() -> Collection[str]:
    """What the house holds already (ui.navigation.Feature), so that the menu shows no empty rooms."""
    who = principal()
    sees = "*" if who.vendors is None else ",".join(sorted(who.vendors))
    return _features(who, f"{house().folder}|{sees}", data_version())


def _remembered() -> browsers.Remembered:
    return browsers.remembered(house(), cookie())


@st.cache_data(max_entries=8, show_spinner=False)
def _features(_who: Principal, key: str, version: int) -> frozenset[str]:
    """Keyed by what the person sees and the data version, which every service raises when it writes."""
    return held.features(house(), _who)
