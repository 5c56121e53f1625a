"""Who acts here: the names to choose from, a new one, its language and its role."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import NotAllowedError, WrongInputError
from core.principal import Action, Principal, Role, authorize
from core.text import Lang, Text
from services.house.writing import needed, writing
from store.records import PersonRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = Text("姓名", "A name")


def people(house: House) -> list[PersonRecord]:
    """Everybody who acts here, by name."""
    with house.database.read() as uow:
        return uow.people.active()


def everyone(house: House) -> list[Principal]:
    """Everybody who may be chosen, as principals."""
    return [person.principal() for person in people(house)]


def principal(house: House, person_id: str) -> Principal | None:
    """The person of that key; None where nobody acts under it any more."""
    return next((person for person in everyone(house) if person.id == person_id), None)


def add_person(
    house: House, name: str, role: Role, lang: Lang = "zh", who: Principal | None = None
) -> Principal:
    """Enter a person under a name nobody has. There is no sign-in yet, so the first page may do it as well
    (`who` None: the journal names the person themself); somebody who acts already needs the right to."""
    words = " ".join(needed(name, _NAME).split())
    record = PersonRecord(name=words, role=Role(role), lang=lang, created_at=house.clock.now())
    if who is not None:
        authorize(who, Action.MANAGE)
    with house.database.write(who or record.principal()) as uow:
        if uow.people.named(words) is not None:
            raise WrongInputError("taken", code=words)
        uow.people.add(record)
        uow.journal.note("person_added", "person", record.id, after={"name": words, "role": record.role})
        uow.commit()
    return record.principal()


def acting(house: House, name: str) -> Principal:
    """Who changes something on the command line: the person of that name, entered as a manager where there
    is none."""
    found = reading(house, name)
    return found if found.id else add_person(house, found.name, Role.MANAGER)


def reading(house: House, name: str) -> Principal:
    """Who reads on the command line: the person of that name. A stranger reads as a viewer without a key, and
    is entered nowhere."""
    wanted = " ".join(needed(name, _NAME).split())
    with house.database.read() as uow:
        found = uow.people.named(wanted)
    if found is None:
        return Principal("", wanted, Role.VIEWER)
    if not found.active:
        raise NotAllowedError("person_inactive", name=found.name)
    return found.principal()


def change_language(house: House, who: Principal, lang: Lang) -> Principal:
    """Read in `lang` from now on."""
    authorize(who, Action.VIEW)
    with house.database.write(who) as uow:
        before = uow.people.get(who.id)
        if before.lang == lang:
            return before.principal()
        after = uow.people.update(replace(before, lang=lang))
        uow.journal.note("language_changed", "person", who.id, before=before.lang, after=lang)
        uow.commit()
    return after.principal()


def change_role(house: House, who: Principal, person_id: str, role: Role, version: int) -> PersonRecord:
    """Give a person another role; whoever manages the house may."""
    with writing(house, who, Action.MANAGE) as uow:
        before = uow.people.get(person_id)
        after = uow.people.update(replace(before, role=Role(role), version=version))
        uow.journal.note("role_changed", "person", person_id, before=before.role, after=after.role)
    return after
