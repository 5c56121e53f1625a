"""The services of this process, and the person of this session."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import streamlit as st

from core.principal import Principal, Role
from core.text import Lang
from services import features as held
from services import people
from services.bootstrap import House, open_house
from services.settings import settings
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
    """The person of this session, else the one who acted last in this data folder, else None."""
    known = {person.id: person for person in everyone()}
    chosen = session.PERSON.get() or people.last_used(house())
    return known.get(chosen or "")


def everyone() -> Sequence[Principal]:
    """Everybody who may be chosen."""
    return people.everyone(house())


def choose(person: Principal) -> None:
    """Act as this person from now on, and after a reload too, in the language that is being read."""
    session.PERSON.set(person.id)
    session.SWITCHING.set(False)
    people.use(house(), person.id)
    if person.lang != session.LANG.get():
        people.change_language(house(), person, session.LANG.get())


def add_and_choose(name: str, role: Role) -> None:
    """Enter a new person and act as them."""
    choose(people.add_person(house(), name, role, session.LANG.get()))


def speak(lang: Lang) -> None:
    """Read in `lang` from now on; kept in the person's profile."""
    session.LANG.set(lang)
    person = chosen_person()
    if person is not None:
        people.change_language(house(), person, lang)


def features() -> Collection[str]:
    """What the house holds already (ui.navigation.Feature), so that the menu shows no empty rooms."""
    who = principal()
    sees = "*" if who.vendors is None else ",".join(sorted(who.vendors))
    return _features(who, f"{house().folder}|{sees}", data_version())


@st.cache_data(max_entries=8, show_spinner=False)
def _features(_who: Principal, key: str, version: int) -> frozenset[str]:
    """Keyed by what the person sees and the data version, which every service raises when it writes."""
    return held.features(house(), _who)
