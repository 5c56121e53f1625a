"""Who acts: the people of this house, the one who acted last, entering somebody new."""

from __future__ import annotations

from dataclasses import replace

from core.errors import WrongInputError
from core.principal import Principal, Role
from core.text import Lang, Text
from services.bootstrap import House
from store.records import PersonRecord

LONGEST_NAME = 40
#: The setting that remembers, in a folder served to one machine, who acted last.
_LAST = "last_person"


def everyone(house: House) -> list[Principal]:
    """Those who may be chosen, by name."""
    with house.database.read() as uow:
        return [person.principal() for person in uow.people.active()]


def acting(house: House, chosen: str | None) -> Principal | None:
    """The chosen person, else whoever acted last here, else nobody. A person put out of use is nobody."""
    with house.database.read() as uow:
        wanted = chosen or uow.settings.value(_LAST)
        found = uow.people.find(id=wanted) if wanted else None
    return found.principal() if found and found.active else None


def remember(house: House, person: Principal) -> None:
    """After a reload this person acts again, until somebody else is chosen."""
    with house.database.write(person) as uow:
        uow.settings.put(_LAST, person.id)
        uow.commit()


def add(house: House, name: str, role: Role, lang: Lang) -> Principal:
    """Enter a new person. An empty or overlong name and a name already in use are refused."""
    name = " ".join(name.split())
    if not name:
        raise WrongInputError("needed", what=Text("姓名", "A name"))
    if len(name) > LONGEST_NAME:
        raise WrongInputError("too_long", what=Text("姓名", "The name"), most=LONGEST_NAME)
    with house.database.write() as uow:
        if uow.people.named(name):
            raise WrongInputError("taken", code=name)
        made = uow.people.add(PersonRecord(name=name, role=role, lang=lang, created_at=uow.now))
        uow.commit()
    with house.database.write(made.principal()) as uow:
        uow.journal.note("add", "person", made.id, after={"name": name, "role": role.value})
        uow.commit()
    return made.principal()


def speak(house: House, person: Principal, lang: Lang) -> None:
    """Keep the person's language in the profile."""
    with house.database.write(person) as uow:
        found = uow.people.get(person.id)
        if found.lang != lang:
            uow.people.update(replace(found, lang=lang))
            uow.commit()
